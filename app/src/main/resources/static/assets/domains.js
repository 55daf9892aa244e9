// Records are copied with a click; the list is drawn anew while a name is waited for, so the page listens, not the button.

document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-copies]");
  if (!button || !navigator.clipboard) return;
  await navigator.clipboard.writeText(button.dataset.copies);
  button.classList.add("done");
  const before = button.getAttribute("aria-label");
  button.setAttribute("aria-label", button.dataset.copied);
  setTimeout(() => {
    button.classList.remove("done");
    button.setAttribute("aria-label", before);
  }, 2000);
});
