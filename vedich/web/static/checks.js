// Keys of the checker's desk: ↑ ↓ choose a row, A accepts it, R opens “send back”. They only press
// the buttons that are there, are silent inside fields and while an input method composes, and are
// off where the visitor switched single-letter keys off.
"use strict";
(() => {
  const rows = [...document.querySelectorAll("tr[data-row]")];
  if (!rows.length || !("keys" in document.body.dataset)) return;
  let at = 0;
  const choose = (next) => {
    rows[at].removeAttribute("aria-selected");
    at = Math.max(0, Math.min(rows.length - 1, next));
    rows[at].setAttribute("aria-selected", "true");
  };
  choose(0);
  document.addEventListener("keydown", (event) => {
    if (event.isComposing || event.ctrlKey || event.altKey || event.metaKey) return;
    if (event.target.closest("input,textarea,select")) return;
    const key = event.key.toLowerCase();
    if (key === "arrowdown" || key === "arrowup") {
      event.preventDefault();
      event.stopPropagation();
      choose(at + (key === "arrowdown" ? 1 : -1));
      rows[at].scrollIntoView({ block: "nearest" });
    } else if (key === "a") {
      rows[at].querySelector("button[name=accept]").click();
    } else if (key === "r") {
      event.preventDefault();
      const more = rows[at].querySelector("details");
      more.open = true;
      more.querySelector("textarea").focus();
    }
  }, true);
})();
