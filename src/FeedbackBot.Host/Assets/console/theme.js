// Loaded in <head> without defer: the chosen theme must stand on <html> before the first paint. It also must not be a module.
(() => {
  const root = document.documentElement;
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const chosen = () => {
    try { return localStorage.getItem("feedbackbot:theme") || "auto"; } catch { return "auto"; }
  };
  const apply = () => {
    const theme = chosen();
    root.dataset.theme = theme;
    root.dataset.bsTheme = theme === "auto" ? (dark.matches ? "dark" : "light") : theme;
  };

  // days and promises are put into words on the server: it has to know where the reader is
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  if (zone) document.cookie = `feedbackbot.zone=${zone}; path=/console; max-age=31536000; samesite=lax`;

  apply();
  dark.addEventListener("change", apply);
  addEventListener("storage", (event) => event.key === "feedbackbot:theme" && apply());
  root.addEventListener("theme:choose", (event) => {
    try { localStorage.setItem("feedbackbot:theme", event.detail); } catch { /* private mode: holds for this page */ }
    apply();
  });
})();
