// Comfort on the pages of tasks; without this file everything works the same.
// Copies an address, counts the difference of a check.
"use strict";
(() => {
  for (const button of document.querySelectorAll("[data-copy]")) {
    if (!navigator.clipboard) continue;
    button.hidden = false;
    button.addEventListener("click", () => {
      const box = document.getElementById(button.dataset.copy);
      navigator.clipboard.writeText(box.value).then(() => { button.textContent = button.dataset.done; }, () => box.select());
    });
  }

  // The difference as it is typed; the server reads the number by its own rules when it is sent.
  const seen = document.querySelector("input[data-reported]");
  const shown = document.querySelector("[data-difference]");
  if (seen && shown) {
    const decimals = Number(seen.dataset.decimals);
    const write = (value) => {
      const text = Math.abs(value).toFixed(decimals).replace(".", ",").replace(/\B(?=(\d{3})+(?!\d))(?<!,\d*)/g, ".");
      return (value < 0 ? "−" : value > 0 ? "+" : "") + text;
    };
    const count = () => {
      const text = seen.value.trim();
      // only what has one reading is counted here: “1.234” has two
      const plain = /^\d+(,\d+)?$/.test(text) ? Number(text.replace(",", ".")) : NaN;
      shown.textContent = Number.isNaN(plain) ? "–" : write(plain - Number(seen.dataset.reported));
    };
    seen.addEventListener("input", count);
    count();
  }
  const summary = document.getElementById("errors");
  if (summary) summary.focus();
})();
