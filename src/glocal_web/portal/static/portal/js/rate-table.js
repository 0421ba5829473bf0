/* The table of answers: a complete number moves on to the next field, arrows up and down too. */
const table = document.querySelector("[data-rate-table]");
const fields = table ? [...table.querySelectorAll("[data-cell]")] : [];
const complete = /^(?:[+\-−]?[0-3٠-٣۰-۳]|[?؟])$/u;

const go = (field, step) => {
  const next = fields[fields.indexOf(field) + step];
  if (next) {
    next.focus();
    next.select();
  } else if (step > 0) table.querySelector("button[type=submit]").focus();
};

table?.addEventListener("input", (event) => {
  const field = event.target;
  if (!fields.includes(field) || event.isComposing || event.inputType?.startsWith("delete")) return;
  if (complete.test(field.value.trim())) go(field, 1);
});

table?.addEventListener("keydown", (event) => {
  if (!fields.includes(event.target)) return;
  if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    event.preventDefault();
    go(event.target, event.key === "ArrowDown" ? 1 : -1);
  }
});
