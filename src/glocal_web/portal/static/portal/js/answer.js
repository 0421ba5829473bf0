/* The answer page: says whether words are kept, saves by keyboard, shows times as the reader's own. */
const form = document.querySelector("[data-answer-form]");
const language = document.documentElement.lang;

/* Times come in UTC; the reader lives elsewhere. */
function localTimes(root) {
  for (const time of root.querySelectorAll("[data-local-clock]")) {
    time.textContent = new Date(time.dateTime).toLocaleTimeString(language, {
      hour: "2-digit",
      minute: "2-digit",
    });
  }
  for (const time of root.querySelectorAll("[data-local-time]")) {
    time.textContent = new Date(time.dateTime).toLocaleString(language, {
      dateStyle: "medium",
      timeStyle: "short",
    });
  }
}

localTimes(document);

for (const hint of document.querySelectorAll("[data-needs-script]")) hint.hidden = false;

if (form) {
  const line = form.querySelector("[data-save-line]");
  const own = (event) => event.detail?.elt === form;
  const say = (words) => {
    line.textContent = words ?? "";
  };

  document.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey) || event.repeat) return;
    if (!form.contains(event.target)) return;
    event.preventDefault();
    form.requestSubmit(form.querySelector("[data-go-on]"));
  });

  /* Only a press of the button goes on; a button that merely has the focus does not. */
  let pressed = "";
  form.addEventListener(
    "submit",
    (event) => {
      pressed = event.submitter?.value ?? "stay";
    },
    true,
  );
  form.addEventListener("htmx:configRequest", (event) => {
    if (event.detail.triggeringEvent?.type === "submit") event.detail.parameters.go = pressed;
    else delete event.detail.parameters.go;
    /* Who signed in again meanwhile has a new token; the one in the page counts no more. */
    const token = /(?:^|; )glocal_csrf=([^;]+)/.exec(document.cookie)?.[1];
    if (token) event.detail.parameters.csrfmiddlewaretoken = token;
  });

  const signedOut = form.querySelector("[data-signed-out]");

  /* "Somebody else wrote too" (409) and "in part" (422) are answers with words to show. */
  let unsettled = false;
  form.addEventListener("htmx:beforeSwap", (event) => {
    unsettled = [409, 422].includes(event.detail.xhr.status);
    if (unsettled) {
      event.detail.shouldSwap = true;
      event.detail.isError = false;
    }
  });
  window.addEventListener("beforeunload", (event) => {
    if (unsettled) event.preventDefault();
  });
  form.addEventListener("htmx:beforeRequest", (event) => own(event) && say(form.dataset.saving));
  form.addEventListener("htmx:sendError", (event) => own(event) && say(form.dataset.offline));
  form.addEventListener("htmx:timeout", (event) => own(event) && say(form.dataset.offline));
  form.addEventListener("htmx:afterRequest", (event) => {
    if (!own(event) || !event.detail.xhr?.status) return;
    signedOut.hidden = event.detail.xhr.status !== 401;
    say(event.detail.successful || !signedOut.hidden ? "" : form.dataset.failed);
    localTimes(document);
  });
}
