/* Menus close when one looks elsewhere or presses Escape; explanations too. */
const menus = () => document.querySelectorAll("details.menu[open]");

document.addEventListener("click", (event) => {
  for (const menu of menus()) {
    if (!menu.contains(event.target)) menu.open = false;
  }
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const menu of menus()) {
    menu.open = false;
    menu.querySelector("summary").focus();
  }
  for (const term of document.querySelectorAll(".term")) {
    if (term.matches(":hover, :focus-within")) term.dataset.closed = "";
  }
});

for (const term of document.querySelectorAll(".term")) {
  for (const kind of ["pointerleave", "focusout"]) {
    term.addEventListener(kind, () => {
      delete term.dataset.closed;
      delete term.dataset.turned;
    });
  }
  for (const kind of ["pointerenter", "focusin"]) {
    term.addEventListener(kind, () => {
      const { left, right } = term.querySelector(".term-meaning").getBoundingClientRect();
      if (left < 0 || right > document.documentElement.clientWidth) term.dataset.turned = "";
    });
  }
}

/* After a refused form the summary of errors takes the focus, so that it is read first. */
document.querySelector("[data-focus]")?.focus();
