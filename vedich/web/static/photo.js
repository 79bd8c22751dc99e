// A photo of a phone is 4 MB; 1600 pixels show a pipe as well, so it is made smaller before it is sent.
// What this browser cannot read goes as it is, as without this file, and the server takes or refuses it.
"use strict";
(() => {
  const SIDE = 1600, SMALL = 400 * 1024;
  const smaller = async (file) => {
    if (!/^image\/(jpeg|png|webp)$/.test(file.type) || file.size < SMALL) return file;
    const picture = await createImageBitmap(file);
    const share = Math.min(1, SIDE / Math.max(picture.width, picture.height));
    const canvas = document.createElement("canvas");
    canvas.width = Math.round(picture.width * share);
    canvas.height = Math.round(picture.height * share);
    canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
    const blob = await new Promise((done) => canvas.toBlob(done, "image/jpeg", 0.8));
    if (!blob || blob.size >= file.size) return file;
    return new File([blob], file.name.replace(/\.\w+$/, "") + ".jpg", { type: "image/jpeg" });
  };

  document.addEventListener("change", async (event) => {
    const box = event.target;
    if (!box.matches("input[type=file][data-photo]")) return;
    const label = box.closest("label");
    const words = label?.querySelector("[data-label]");
    const [file] = box.files;
    label?.classList.toggle("has", Boolean(file));
    delete box.dataset.ready;
    if (words) {
      words.dataset.words ??= words.textContent;
      words.textContent = file ? file.name : words.dataset.words;
    }
    if (!file) return;
    // nobody sends the large one while the small one is made
    const buttons = [...box.form.querySelectorAll("button:enabled")];
    for (const one of buttons) one.disabled = true;
    try {
      const made = await smaller(file);
      if (made !== file) {
        const list = new DataTransfer();
        list.items.add(made);
        box.files = list.files;
      }
    } catch {
      // not a picture this browser can open
    }
    for (const one of buttons) one.disabled = false;
    box.dataset.ready = "";
  });
})();
