/* Shows the figures behind a mark near the pointer. The same words stand in the table below it. */
const tip = document.createElement("div");
tip.className = "tip";
tip.hidden = true;
document.body.append(tip);

function place(x, y) {
  const edge = 12;
  const width = tip.offsetWidth;
  const left = Math.min(Math.max(edge, x - width / 2), document.documentElement.clientWidth - width - edge);
  const above = y - tip.offsetHeight - edge;
  tip.style.left = `${left + window.scrollX}px`;
  tip.style.top = `${(above > 0 ? above : y + edge * 1.5) + window.scrollY}px`;
}

document.addEventListener("pointermove", (event) => {
  const mark = event.target.closest?.("[data-tip]");
  tip.hidden = !mark;
  if (!mark) return;
  tip.textContent = mark.dataset.tip;
  place(event.clientX, event.clientY);
});

document.addEventListener("scroll", () => (tip.hidden = true), { passive: true });
