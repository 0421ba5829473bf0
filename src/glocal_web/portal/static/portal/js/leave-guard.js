/* Asks before a page with unsaved words is left. */
const unsaved = new Set();

for (const form of document.querySelectorAll("form[data-guard]")) {
  form.addEventListener("input", () => unsaved.add(form));
  form.addEventListener("submit", () => unsaved.delete(form));
}

document.addEventListener("htmx:afterRequest", (event) => {
  const form = event.detail?.elt?.closest?.("form[data-guard]");
  if (form && event.detail.successful) unsaved.delete(form);
});

window.addEventListener("beforeunload", (event) => {
  if ([...unsaved].some((form) => form.isConnected)) event.preventDefault();
});
