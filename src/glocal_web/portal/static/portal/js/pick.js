/* In a field that picks from a long list, Enter takes the first thing found and sends no form. */
document.addEventListener("keydown", (event) => {
  const field = event.target.closest?.(".pick-search input[type=search]");
  if (!field || event.isComposing || !["Enter", "ArrowDown"].includes(event.key)) return;
  const pick = field.closest(".pick");
  const seen = pick.querySelector(`input[name="${CSS.escape(field.name.replace(/_q$/, "_seen"))}"]`);
  const choices = [...pick.querySelectorAll(".pick-choices input")];
  const first = choices.find((choice) => !choice.checked) ?? choices[0];
  event.preventDefault();
  // What is on its way belongs to the words typed now; what is shown may belong to others.
  if (!first || !field.value.trim() || seen?.value.trim() !== field.value.trim()) return;
  if (event.key === "Enter" && !first.checked) first.click();
  first.focus();
});
