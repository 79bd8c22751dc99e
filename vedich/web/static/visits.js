// Matters and visits with a little more comfort; without this file they work the same.
// A photo is made smaller before it is sent and its name is shown; lines are added without a trip.
"use strict";
(() => {
  const LONGEST = 1600;
  const smaller = async (file) => {
    if (!/^image\/(jpeg|png|webp)$/.test(file.type) || file.size < 400000) return file;
    const picture = await createImageBitmap(file);
    const scale = Math.min(1, LONGEST / Math.max(picture.width, picture.height));
    const canvas = document.createElement("canvas");
    canvas.width = Math.round(picture.width * scale);
    canvas.height = Math.round(picture.height * scale);
    canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
    const blob = await new Promise((done) => canvas.toBlob(done, "image/jpeg", 0.8));
    if (!blob || blob.size >= file.size) return file;
    return new File([blob], file.name.replace(/\.\w+$/, "") + ".jpg", { type: "image/jpeg" });
  };
  document.addEventListener("change", async (event) => {
    const box = event.target;
    if (box.matches("select[data-go]")) {
      // without a network what was written so far would be lost on the way
      if (!navigator.onLine) return;
      const asked = document.createElement("input");
      asked.type = "hidden";
      asked.name = "do";
      asked.value = "noi";
      box.form.append(asked);
      box.form.submit();
      return;
    }
    if (!box.matches("[data-photo]")) return;
    const label = box.closest("label");
    const words = label.querySelector("[data-label]");
    label.classList.toggle("has", box.files.length > 0);
    delete label.dataset.ready;
    words.dataset.words ??= words.textContent;
    words.textContent = words.dataset.words;
    if (!box.files.length) return;
    words.textContent = box.files[0].name;
    try {
      const file = await smaller(box.files[0]);
      const held = new DataTransfer();
      held.items.add(file);
      box.files = held.files;
    } catch {
      // the picture goes as it is, and the server says whether it is too large
    }
    label.dataset.ready = "";
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
