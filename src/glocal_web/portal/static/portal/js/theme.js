/* Light or dark at once, without loading the page again; the form does the same without script. */
for (const form of document.querySelectorAll("[data-theme-form]")) {
  form.addEventListener("submit", (event) => {
    const choice = event.submitter?.value;
    if (!choice) return;
    event.preventDefault();
    const root = document.documentElement;
    const year = 365 * 24 * 3600;
    const secure = location.protocol === "https:" ? "; secure" : "";
    if (choice === "auto") {
      delete root.dataset.theme;
    } else {
      root.dataset.theme = choice;
    }
    document.cookie = `glocal_theme=${choice}; path=/; max-age=${year}; samesite=lax${secure}`;
    for (const button of form.querySelectorAll("button[name=theme]")) {
      button.setAttribute("aria-pressed", String(button.value === choice));
    }
    const menu = form.closest("details");
    if (menu) {
      menu.open = false;
      menu.querySelector("summary").focus();
    }
  });
}
