// Messages beside the page. They go by themselves, unless somebody reads them; what went wrong stays.

const toasts = document.getElementById("toasts");
const seconds = 6;

function leave(toast) {
  toast.classList.add("going");
  setTimeout(() => toast.remove(), 300);
}

function watch(toast) {
  toast.querySelector(".toast-close")?.addEventListener("click", () => leave(toast));
  if (toast.classList.contains("bad")) return;
  const check = () => (toast.matches(":hover, :focus-within") ? setTimeout(check, 2000) : leave(toast));
  setTimeout(check, seconds * 1000);
}

const standing = (kind) => [...toasts.querySelectorAll(`[data-kind="${kind}"]:not(.going)`)];

// A part that asks every few seconds fails every few seconds: each thing is said once.
function warn(kind, words) {
  if (standing(kind).some((toast) => toast.querySelector(".grow").textContent === words)) return;
  const toast = document.getElementById("toast-bad").content.firstElementChild.cloneNode(true);
  toast.dataset.kind = kind;
  toast.querySelector(".grow").textContent = words;
  toasts.append(toast);
  watch(toast);
}

// The answer to a part of a page is a whole page with the problem in words.
function wordsOf(answer) {
  const problem = new DOMParser().parseFromString(answer, "text/html").querySelector("[data-problem]");
  if (!problem) return toasts.dataset.refused;
  const said = ["h1 + p", ".field-wrong", "[data-remedy]"].map((part) => problem.querySelector(part)?.textContent);
  return said.filter(Boolean).join(" ");
}

if (toasts) {
  toasts.querySelectorAll(".flash").forEach(watch);
  const lost = () => warn("lost", toasts.dataset.lost);
  for (const name of ["htmx:sendError", "htmx:timeout", "chantier:lost"]) document.addEventListener(name, lost);
  for (const name of ["htmx:afterOnLoad", "chantier:back"]) {
    document.addEventListener(name, () => standing("lost").forEach(leave));
  }
  document.addEventListener("chantier:ended", () => warn("ended", toasts.dataset.ended));
  document.addEventListener("htmx:responseError", (event) => warn("refused", wordsOf(event.detail.xhr.responseText)));
}
