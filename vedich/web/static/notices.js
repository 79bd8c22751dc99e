// “Chép”: copies a message; without script its text can be selected.
document.querySelectorAll("[data-copies]").forEach((button) => {
  const text = button.previousElementSibling;
  button.hidden = false;
  button.addEventListener("click", async () => {
    text.select();
    try { await navigator.clipboard.writeText(text.value); } catch { document.execCommand("copy"); }
    button.textContent = "✓ " + button.textContent.replace(/^✓ /, "");
  });
});
