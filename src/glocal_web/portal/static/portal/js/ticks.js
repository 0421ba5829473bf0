/* Ticking a box answers the question above it, as the server takes it too. */
document.addEventListener("change", (event) => {
  const box = event.target.closest?.("[data-ticks] input[type=checkbox]");
  if (!box?.checked) return;
  const part = box.closest("[data-ticks]");
  const answer = part.querySelector(`input[type=radio][value="${CSS.escape(part.dataset.ticks)}"]`);
  if (answer) answer.checked = true;
});
