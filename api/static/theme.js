// Light or dark: as the system has it, unless somebody chose on this machine. It runs before the page is drawn.
(() => {
  const ORDER = ["auto", "light", "dark"];
  const root = document.documentElement;

  function chosen() {
    try {
      const kept = localStorage.getItem("theme");
      return ORDER.includes(kept) ? kept : "auto";
    } catch {
      return "auto";
    }
  }

  function show(theme) {
    if (theme === "auto") delete root.dataset.theme;
    else root.dataset.theme = theme;
  }

  show(chosen());
  document.addEventListener("DOMContentLoaded", () => {
    const button = document.getElementById("theme");
    if (!button) return;
    let theme = chosen();
    const label = () => {
      button.textContent = { auto: "◐", light: "☀", dark: "☾" }[theme];
      button.setAttribute("aria-label", `${button.title}: ${button.dataset[theme]}`);
    };
    button.hidden = false;
    label();
    button.addEventListener("click", () => {
      theme = ORDER[(ORDER.indexOf(theme) + 1) % ORDER.length];
      try {
        localStorage.setItem("theme", theme);
      } catch {
        // Without storage the choice lasts as long as the page.
      }
      show(theme);
      label();
      root.dispatchEvent(new CustomEvent("theme"));
    });
  });
})();
