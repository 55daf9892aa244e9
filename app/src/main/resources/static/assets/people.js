// What is shown once is easier to take along: select it at a click, copy it with a button.

for (const field of document.querySelectorAll("[data-select]")) {
  field.addEventListener("focus", () => field.select());
}
for (const button of document.querySelectorAll("[data-copy]")) {
  if (!navigator.clipboard) continue;
  button.hidden = false;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(document.querySelector(button.dataset.copy).value);
    button.querySelector("span").textContent = button.dataset.copied;
  });
}

// A colour is typed, or picked.
for (const well of document.querySelectorAll("[data-fills]")) {
  const field = document.querySelector(well.dataset.fills);
  well.hidden = false;
  well.addEventListener("input", () => (field.value = well.value));
  field.addEventListener("input", () => {
    if (/^#[0-9a-f]{6}$/i.test(field.value)) well.value = field.value;
  });
}
