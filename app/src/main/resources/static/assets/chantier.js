// What the pages do beyond links and forms; every page can be read without it.

const root = document.documentElement;

// Menus close when something else is meant.
document.addEventListener("click", (event) => {
  for (const menu of document.querySelectorAll("details.menu[open]")) {
    if (!menu.contains(event.target)) menu.open = false;
  }
});
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const menu of document.querySelectorAll("details.menu[open], details.top-menu[open]")) {
    menu.open = false;
    menu.querySelector("summary").focus();
  }
});

// Said beside the page by toasts.js.
const tell = (what) => document.dispatchEvent(new CustomEvent(`chantier:${what}`));

// The theme changes at once; the form's answer only has to keep it.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.dataset.themeSwitch === undefined) return;
  event.preventDefault();
  const theme = event.submitter.value;
  root.dataset.theme = root.dataset.bsTheme = theme;
  const body = new URLSearchParams(new FormData(form));
  body.set("theme", theme);
  fetch(form.action, { method: "POST", body, redirect: "manual", keepalive: true }).catch(() => tell("lost"));
});

// A form is sent once.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented || form.method !== "post") return;
  setTimeout(() => form.querySelectorAll("button:enabled").forEach((button) => (button.disabled = button.dataset.sent = true)));
});
addEventListener("pageshow", () => {
  document.querySelectorAll("form button[data-sent]").forEach((button) => (button.disabled = false));
});

// "5 minutes ago" stays true.
const units = [["day", 86400], ["hour", 3600], ["minute", 60]];
const words = new Intl.RelativeTimeFormat(root.lang, { numeric: "auto" });
function refreshTimes() {
  for (const time of document.querySelectorAll("time[datetime]:not([data-fixed])")) {
    const seconds = (new Date(time.dateTime) - Date.now()) / 1000;
    if (Math.abs(seconds) > 604800 || Math.abs(seconds) < 45) continue;
    const [unit, size] = units.find(([, length]) => Math.abs(seconds) >= length * 0.98) ?? units[2];
    time.textContent = words.format(Math.round(seconds / size) || -1, unit);
  }
}
setInterval(refreshTimes, 20000);

// A live part: the server sends named pieces of HTML; a log only ever grows. "over" ends it.
function follow(live) {
  const source = new EventSource(live.dataset.live);
  for (const piece of live.querySelectorAll("[data-piece]")) {
    source.addEventListener(piece.dataset.piece, (event) => {
      const grows = piece.dataset.grows !== undefined;
      const atEnd = piece.scrollHeight - piece.scrollTop - piece.clientHeight < 40;
      if (grows) piece.querySelector("[data-until-more]")?.remove();
      if (grows) piece.insertAdjacentHTML("beforeend", event.data);
      else piece.innerHTML = event.data;
      if (grows && atEnd) piece.scrollTop = piece.scrollHeight;
      htmx.process(piece);
    });
  }
  // The browser tries again by itself, unless the server refused; a short break is nobody's business.
  let patience;
  source.addEventListener("error", () => {
    clearTimeout(patience);
    if (source.readyState === EventSource.CLOSED) tell("ended");
    else patience = setTimeout(() => tell("lost"), 2500);
  });
  source.addEventListener("open", () => {
    clearTimeout(patience);
    tell("back");
  });
  source.addEventListener("over", (event) => {
    source.close();
    clearTimeout(patience);
    if (live.dataset.whenOver === "reload") location.reload();
    else if (event.data) location.assign(event.data);
  });
}
// Not before all scripts are there: a refusal that comes at once is to find somebody who says it.
document.addEventListener("DOMContentLoaded", () => document.querySelectorAll("[data-live]").forEach(follow));
document.querySelectorAll(".log").forEach((log) => (log.scrollTop = log.scrollHeight));

// On a narrow screen the open tab may be far to the right.
document.querySelector(".tabs [aria-current]")?.scrollIntoView({ block: "nearest", inline: "center" });

// Times in what htmx brings.
document.addEventListener("htmx:afterSettle", refreshTimes);
