// Comfort on the pages of tasks; without this file everything works the same.
// Copies an address, makes a photo smaller before it is sent, counts the difference of a check.
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

  // A photo of a phone is 4 MB; 1600 pixels show a pipe as well. What cannot be read is sent as it is.
  const SIDE = 1600, SMALL = 400 * 1024;
  const smaller = async (file) => {
    if (!/^image\/(jpeg|png|webp)$/.test(file.type) || file.size < SMALL) return file;
    const image = await createImageBitmap(file);
    const share = Math.min(1, SIDE / Math.max(image.width, image.height));
    const canvas = document.createElement("canvas");
    canvas.width = Math.round(image.width * share);
    canvas.height = Math.round(image.height * share);
    canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
    const blob = await new Promise((done) => canvas.toBlob(done, "image/jpeg", 0.8));
    return blob && blob.size < file.size ? new File([blob], file.name.replace(/\.\w+$/, "") + ".jpg", {type: "image/jpeg"}) : file;
  };
  for (const box of document.querySelectorAll("input[type=file][data-shrink]")) {
    const said = box.closest("label")?.querySelector("[data-name]");
    box.addEventListener("change", async () => {
      const file = box.files[0];
      if (said) said.textContent = file ? file.name : said.dataset.name;
      if (!file || !window.DataTransfer || !window.createImageBitmap) return;
      const form = box.form;
      const buttons = form ? [...form.querySelectorAll("button")] : [];
      buttons.forEach((one) => { one.disabled = true; });
      try {
        const made = await smaller(file);
        if (made !== file) {
          const list = new DataTransfer();
          list.items.add(made);
          box.files = list.files;
        }
      } catch (error) {
        // an image this browser cannot open: the server takes or refuses the file itself
      } finally {
        buttons.forEach((one) => { one.disabled = false; });
      }
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
