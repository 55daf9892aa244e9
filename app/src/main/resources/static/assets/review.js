// Who opens a remark sees the place that it is about. Without this the links beside it lead there.
for (const details of document.querySelectorAll("details[data-target], details[data-page]")) {
  details.addEventListener("toggle", () => {
    if (!details.open) return;
    window.open(details.dataset.target ?? details.dataset.page, "site");
    if (details.dataset.target) details.querySelector("textarea").focus({ preventScroll: true });
  });
}
// On a telephone the site is above the list of its places.
for (const link of document.querySelectorAll("a[target=site]")) {
  link.addEventListener("click", () => {
    if (matchMedia("(max-width: 61.99rem)").matches) document.getElementById("view").scrollIntoView();
  });
}
// While it is being put online, the page looks again by itself.
if (document.querySelector("[data-under-way]")) setTimeout(() => location.replace(location.pathname), 3000);
