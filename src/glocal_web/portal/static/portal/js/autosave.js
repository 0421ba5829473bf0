/* Says whether an answer has been kept: saving, saved, or not saved and why. */
const status = () => document.querySelector("[data-autosave-status]");

function say(state) {
  const place = status();
  if (!place) return;
  place.dataset.state = state;
  place.textContent = place.dataset[state] ?? "";
}

const isAutosave = (event) => event.detail?.elt?.closest?.("[data-autosave]");

document.addEventListener("htmx:beforeRequest", (event) => {
  if (isAutosave(event)) say("saving");
});

document.addEventListener("htmx:afterRequest", (event) => {
  if (!isAutosave(event)) return;
  say(event.detail.successful ? "saved" : "failed");
});

/* The line broke: nothing was kept, and the form still holds what was written. */
document.addEventListener("htmx:sendError", (event) => {
  if (isAutosave(event)) say("offline");
});
document.addEventListener("htmx:timeout", (event) => {
  if (isAutosave(event)) say("offline");
});
