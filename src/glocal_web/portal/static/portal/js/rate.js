/* Answering pairs: digits choose a level, Enter saves, arrows skip and go back; the next question
   takes the place of the last one without a new page. */
const form = () => document.querySelector("[data-rate]");
const isField = (place) => place?.closest?.("textarea, input:not([type=radio]), select");

document.addEventListener("keydown", (event) => {
  const here = form();
  if (!here || event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
  if (isField(event.target) || event.isComposing) return;
  if (/^[0-7]$/.test(event.key)) {
    const choices = [...here.querySelectorAll("input[name=answer]")];
    const choice = event.key === "0" ? choices[7] : choices[Number(event.key) - 1];
    if (!choice) return;
    event.preventDefault();
    choice.checked = true;
    choice.focus();
    choice.dispatchEvent(new Event("input", { bubbles: true }));
    return;
  }
  if (event.key === "Enter" && !event.target.closest?.("a, button, summary")) {
    event.preventDefault();
    here.requestSubmit(here.querySelector("button[type=submit]"));
    return;
  }
  /* In a list of radio buttons the arrows move the choice, as everywhere. */
  if (event.target.matches?.("input[type=radio]")) return;
  const right = document.documentElement.dir === "rtl" ? "ArrowLeft" : "ArrowRight";
  const left = right === "ArrowRight" ? "ArrowLeft" : "ArrowRight";
  if (event.key === right) document.querySelector("[data-rate-skip]")?.click();
  if (event.key === left) document.querySelector("[data-rate-back]")?.click();
});

/* The guard of other forms knows those that were there at first; here each question is a new one. */
let unsaved = false;
document.addEventListener("input", (event) => {
  if (event.target.closest?.("[data-rate]")) unsaved = true;
});
document.addEventListener("submit", () => {
  /* Without htmx the browser leaves for the answer; with it, only a swap says that it is kept. */
  if (!window.htmx) unsaved = false;
});
document.addEventListener("htmx:afterSwap", () => {
  unsaved = Boolean(document.querySelector("#question :is([data-stale], .field-wrong)"));
});
window.addEventListener("beforeunload", (event) => {
  if (unsaved) event.preventDefault();
});

const say = (words) => {
  const line = form()?.querySelector("[data-save-line]");
  if (line) line.textContent = words ?? "";
};

/* "Answered elsewhere" (409) and "not complete" (422) come with words to show. */
document.addEventListener("htmx:beforeSwap", (event) => {
  if (![409, 422].includes(event.detail.xhr.status)) return;
  event.detail.shouldSwap = true;
  event.detail.isError = false;
});
document.addEventListener("htmx:sendError", () => say(form()?.dataset.offline));
document.addEventListener("htmx:timeout", () => say(form()?.dataset.offline));
document.addEventListener("htmx:responseError", (event) => {
  /* Signed out, or signed in again meanwhile: pressing Save again would never help. Sent as without
     script, the answer comes back on a page that says what to do. */
  if (event.detail.requestConfig.verb === "post" && [401, 403].includes(event.detail.xhr.status)) {
    unsaved = false;
    form()?.submit();
    return;
  }
  say(form()?.dataset.failed);
});
document.addEventListener("htmx:afterSettle", () => {
  for (const hint of document.querySelectorAll("#question [data-script-only]")) hint.hidden = false;
  document.querySelector("[data-question]")?.focus({ preventScroll: true });
});
