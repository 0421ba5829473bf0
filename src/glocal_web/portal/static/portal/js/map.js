/* On the map of policies, the policy in hand keeps its ties; the others step back. */
for (const figure of document.querySelectorAll(".policy-map")) {
  const map = figure.querySelector("svg");
  const show = (event) => {
    const now = event.type === "focusout" ? event.relatedTarget : event.target;
    const box = now?.closest?.("[data-box]");
    const number = box?.dataset.box;
    const near = new Set([number]);
    for (const tie of map.querySelectorAll("[data-ends]")) {
      const ends = tie.dataset.ends.split(" ");
      tie.classList.toggle("map-near", ends.includes(number));
      if (ends.includes(number)) ends.forEach((end) => near.add(end));
    }
    for (const one of map.querySelectorAll("[data-box]")) {
      one.classList.toggle("map-near", near.has(one.dataset.box));
    }
    map.classList.toggle("map-in-hand", Boolean(box));
  };
  // The figure listens: a picture that listens to focus itself becomes a stop of the keyboard.
  for (const kind of ["pointerover", "pointerleave", "focusin", "focusout"]) {
    figure.addEventListener(kind, show);
  }
}
