/* Keys for people who work with the keyboard (UX §8): `g` and a digit opens a page of the rail, `?`
   shows the list, arrows and Enter walk a table. Off in fields, while a word is being composed
   (Vietnamese input methods), with Ctrl, Alt or Meta, and where the visitor switched them off.
   Pages work without this file. */
(() => {
  "use strict";
  if (!document.body.hasAttribute("data-keys")) return;
  const fields = "input, textarea, select, [contenteditable], [role=textbox]";
  let waiting = 0;

  const rows = () => [...document.querySelectorAll("table.data tbody tr")].filter((row) => row.querySelector("a[href]"));
  const link = (row) => row.querySelector("th a[href], a.row[href], a[href]");

  function walk(step) {
    const all = rows();
    if (!all.length) return false;
    const now = all.findIndex((row) => row.contains(document.activeElement));
    if (now < 0 && document.activeElement !== document.body && document.activeElement.id !== "main") return false;
    const next = now < 0 ? (step > 0 ? 0 : all.length - 1) : Math.min(all.length - 1, Math.max(0, now + step));
    all.forEach((row) => row.removeAttribute("data-here"));
    all[next].setAttribute("data-here", "");
    link(all[next]).focus();
    return true;
  }

  function list() {
    const dialog = document.getElementById("keys");
    if (dialog && !dialog.open) dialog.showModal();
    return Boolean(dialog);
  }

  document.addEventListener("keydown", (event) => {
    if (event.isComposing || event.keyCode === 229 || event.defaultPrevented) return;
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    if (event.target instanceof Element && event.target.closest(fields)) return;
    if (document.querySelector("dialog[open]")) return;
    const after = Date.now() - waiting < 1500;
    waiting = 0;
    let done = false;
    if (event.key === "g") { waiting = Date.now(); done = true; }
    else if (after && /^[1-9]$/.test(event.key)) {
      const page = document.querySelector(`.side a[data-key="${event.key}"]`);
      if (page) { page.click(); done = true; }
    }
    else if (event.key === "?") done = list();
    else if (event.key === "ArrowDown") done = walk(1);
    else if (event.key === "ArrowUp") done = walk(-1);
    if (done) event.preventDefault();
  });
})();
