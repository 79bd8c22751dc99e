// Matters and visits with a little more comfort; without this file they work the same.
// Lines are added without a trip; another place brings its own lines.
"use strict";
(() => {
  document.addEventListener("change", (event) => {
    const box = event.target;
    if (!box.matches("select[data-go]")) return;
    // without a network what was written so far would be lost on the way
    if (!navigator.onLine) return;
    const asked = document.createElement("input");
    asked.type = "hidden";
    asked.name = "do";
    asked.value = "noi";
    box.form.append(asked);
    box.form.submit();
  });
  document.addEventListener("click", (event) => {
    const button = event.target.closest("button.addl");
    if (!button) return;
    const list = document.getElementById(button.value);
    const last = list && list.querySelector("li:last-child");
    if (!last) return;
    event.preventDefault();
    const next = Number(last.dataset.number) + 1;
    const made = last.cloneNode(true);
    made.dataset.number = String(next);
    made.classList.remove("err");
    for (const wrong of made.querySelectorAll(".et")) wrong.remove();
    for (const one of made.querySelectorAll("[name],[for],[id]")) {
      for (const attribute of ["name", "for", "id"]) {
        const value = one.getAttribute(attribute);
        if (value) one.setAttribute(attribute, value.replace(/-\d+(-|$)/, `-${next}$1`));
      }
      if (one.matches("textarea,input:not([type=radio])")) one.value = "";
      if (one.matches("[type=radio]")) one.checked = one.value === "";
    }
    list.append(made);
    made.querySelector("textarea").focus();
  });
  const summary = document.getElementById("sum") || document.getElementById("errors");
  if (summary) summary.focus();
})();
