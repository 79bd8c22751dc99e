// The search box: “/” focuses it, an answer comes while typing, arrows walk through it (UX §8).
(() => {
  const form = document.querySelector("form.find");
  const box = form && form.querySelector("input");
  if (!box) return;
  const shown = document.createElement("div");
  shown.className = "found";
  shown.hidden = true;
  form.append(shown);
  let waiting = 0;
  let asked = 0;

  const hide = () => { shown.hidden = true; };
  const ask = async () => {
    const words = box.value.trim();
    const number = ++asked;
    if (words.length < 2) return hide();
    try {
      const answer = await fetch(`${form.dataset.quick}?q=${encodeURIComponent(words)}`);
      if (!answer.ok || number !== asked) return;
      shown.innerHTML = await answer.text();
      shown.hidden = !shown.firstElementChild;
    } catch { hide(); }
  };
  box.addEventListener("input", (event) => {
    if (event.isComposing) return;
    clearTimeout(waiting);
    waiting = setTimeout(ask, 180);
  });
  box.addEventListener("compositionend", () => { clearTimeout(waiting); waiting = setTimeout(ask, 180); });
  form.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    const links = [...shown.querySelectorAll("a")];
    const at = links.indexOf(document.activeElement);
    if (event.key === "Escape") { hide(); box.focus(); return; }
    if (shown.hidden || !links.length) return;
    if (event.key === "ArrowDown") { event.preventDefault(); links[Math.min(at + 1, links.length - 1)].focus(); }
    if (event.key === "ArrowUp") { event.preventDefault(); (at > 0 ? links[at - 1] : box).focus(); }
  });
  document.addEventListener("click", (event) => { if (!form.contains(event.target)) hide(); });
  document.addEventListener("keydown", (event) => {
    const field = event.target.closest("input, textarea, select, [contenteditable]");
    const off = !document.body.hasAttribute("data-keys");
    if (event.key !== "/" || off || field || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    event.preventDefault();
    box.focus();
    box.select();
  });
})();
