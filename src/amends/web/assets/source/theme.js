// Light, dark or the system's choice. The server writes the chosen theme into <html data-theme>, from the cookie, so
// that nothing flickers; this script only changes it. Loaded in the head, before the page is painted.
(() => {
  const root = document.documentElement;
  const year = 31536000;

  function apply(theme) {
    if (theme === "light" || theme === "dark") root.dataset.theme = theme;
    else delete root.dataset.theme;
  }

  document.addEventListener("change", (event) => {
    const field = event.target;
    if (field.name !== "theme" || !field.closest("[data-theme-choice]")) return;
    document.cookie = `theme=${field.value};path=/;max-age=${year};samesite=lax`;
    apply(field.value);
  });
})();
