// The command palette and keyboard shortcuts; pages work without them.

const palette = document.getElementById("palette");
const input = document.getElementById("palette-input");
const list = document.getElementById("palette-list");
const single = document.getElementById("single-keys");
const places = { o: "/", s: "/sites", a: "/activity" };
let leader = 0;

function open(withKeys = false) {
  if (palette.open) return;
  palette.querySelector("details").open = withKeys;
  palette.showModal();
  input.select();
  htmx.trigger(input, "opened");
}

const items = () => [...list.querySelectorAll(".palette-item")];

function choose(item) {
  for (const other of items()) other.setAttribute("aria-selected", other === item);
  item?.scrollIntoView({ block: "nearest" });
  if (item) input.setAttribute("aria-activedescendant", (item.id ||= `palette-${items().indexOf(item)}`));
  else input.removeAttribute("aria-activedescendant");
}

function move(step) {
  const all = items();
  const at = all.findIndex((item) => item.getAttribute("aria-selected") === "true");
  choose(all[(at + step + all.length) % all.length]);
}

if (palette) {
  let asked = null;
  let shownFor = null;
  let hurried = false;
  input.addEventListener("htmx:beforeRequest", () => (asked = input.value));
  list.addEventListener("htmx:afterSettle", () => {
    shownFor = asked;
    choose(items()[0]);
    if (hurried && shownFor === input.value) items()[0]?.click();
  });
  input.addEventListener("input", () => (hurried = false));
  palette.addEventListener("click", (event) => event.target === palette && palette.close());
  document.addEventListener("click", (event) => event.target.closest("[data-palette]") && open());
  input.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      move(event.key === "ArrowDown" ? 1 : -1);
    } else if (event.key === "Enter") {
      event.preventDefault();
      if (shownFor === input.value) list.querySelector("[aria-selected=true]")?.click();
      else hurried = true;
    }
  });
  single.checked = localStorage.getItem("single-keys") !== "off";
  single.addEventListener("change", () => localStorage.setItem("single-keys", single.checked ? "on" : "off"));
}

const types = (element) => element.closest("input, textarea, select, [contenteditable], dialog[open]");

function shortcut(event) {
  if (Date.now() - leader < 1200 && places[event.key]) return location.assign(places[event.key]);
  leader = event.key === "g" ? Date.now() : 0;
  if (event.key === "?") open(true);
  else if (event.key === "n") document.querySelector("[data-new]")?.click();
  else if (event.key === "/") {
    const search = document.querySelector("main input[type=search]");
    if (search) search.focus();
    else open();
  } else return;
  event.preventDefault();
}

document.addEventListener("keydown", (event) => {
  if (!palette) return;
  if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k") {
    event.preventDefault();
    open();
  } else if (!event.ctrlKey && !event.metaKey && !event.altKey && single.checked && !types(event.target)) shortcut(event);
});
