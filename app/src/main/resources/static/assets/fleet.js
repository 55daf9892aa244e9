// The ticks of the list of sites; without this the boxes and the button work all the same.

function count(form) {
  const boxes = [...form.querySelectorAll("input[name=site]")];
  const ticked = boxes.filter((box) => box.checked).length;
  const told = form.querySelector("[data-ticked]");
  if (told) told.textContent = ticked ? told.dataset.ticked.replace("{n}", ticked) : "";
  const all = form.querySelector("[data-tick-all]");
  if (all) {
    all.hidden = false;
    all.checked = boxes.length > 0 && ticked === boxes.length;
    all.indeterminate = ticked > 0 && ticked < boxes.length;
  }
}

document.addEventListener("change", (event) => {
  const form = event.target.closest("[data-ticks]");
  if (!form) return;
  const everything = event.target.matches("[data-tick-all], [data-tick-found]");
  if (everything) form.querySelectorAll("input[name=site]").forEach((box) => (box.checked = event.target.checked));
  const found = form.querySelector("[data-tick-found]");
  if (found && !event.target.matches("[data-tick-found]")) found.checked = false;
  count(form);
});

// Shift and a click tick all between.
let last = null;
document.addEventListener("click", (event) => {
  const box = event.target;
  if (!(box instanceof HTMLInputElement) || box.name !== "site") return;
  const boxes = [...box.form.querySelectorAll("input[name=site]")];
  const [from, to] = [boxes.indexOf(last), boxes.indexOf(box)];
  if (event.shiftKey && from >= 0) {
    boxes.slice(Math.min(from, to), Math.max(from, to) + 1).forEach((one) => (one.checked = box.checked));
    count(box.form);
  }
  last = box;
});

const prepare = () => document.querySelectorAll("[data-ticks]").forEach(count);
document.addEventListener("htmx:afterSettle", prepare);
prepare();
