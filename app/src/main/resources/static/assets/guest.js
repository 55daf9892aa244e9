// A button that was pressed once is pressed once. Without this the server says so.
document.addEventListener("submit", (event) => {
  if (!event.target.matches("[data-once]")) return;
  for (const button of event.target.querySelectorAll("button")) button.disabled = true;
});
// What the address says was done is said once: a page that is loaded again does not repeat it.
if (new URLSearchParams(location.search).has("done")) history.replaceState(null, "", location.pathname + location.hash);
