// Who opens a remark sees the place that it is about. Without this the links beside it lead there.
for (const details of document.querySelectorAll("details[data-target], details[data-page]")) {
  details.addEventListener("toggle", () => {
    if (!details.open) return;
    window.open(details.dataset.target ?? details.dataset.page, "site");
    if (details.dataset.target) details.querySelector("textarea").focus({ preventScroll: true });
  });
}
// While it is being put online, the page looks again by itself.
if (document.querySelector("[data-under-way]")) setTimeout(() => location.replace(location.pathname), 3000);
