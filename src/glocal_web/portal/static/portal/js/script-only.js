/* Buttons that only a script can serve appear where there is one. */
for (const button of document.querySelectorAll("button[data-print], [data-script-only]")) {
  button.hidden = false;
}
for (const button of document.querySelectorAll("button[data-print]")) {
  button.addEventListener("click", () => window.print());
}
