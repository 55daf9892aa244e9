// Settles light or dark before the first paint; the choice itself is a cookie that the server reads.
(() => {
  const root = document.documentElement;
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const settle = () => {
    if (root.dataset.theme === "auto") root.dataset.bsTheme = dark.matches ? "dark" : "light";
  };
  settle();
  dark.addEventListener("change", settle);
})();
