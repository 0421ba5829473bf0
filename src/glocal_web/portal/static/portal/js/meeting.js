/* The screen of a meeting: the arrow keys lead on and back, as on any projector. */
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
  if (event.target.closest?.("input, textarea, select")) return;
  const fromRight = document.documentElement.dir === "rtl";
  const forward = ["PageDown", fromRight ? "ArrowLeft" : "ArrowRight"];
  const back = ["PageUp", fromRight ? "ArrowRight" : "ArrowLeft"];
  const name = forward.includes(event.key) ? "after" : back.includes(event.key) ? "before" : "";
  const link = name && document.querySelector(`[data-meeting-${name}]`);
  if (!link) return;
  event.preventDefault();
  link.click();
});
