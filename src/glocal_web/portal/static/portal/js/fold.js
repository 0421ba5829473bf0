/* On a phone, what can wait is folded; where an address leads into it, it stays open. */
if (window.matchMedia("(max-width: 40rem)").matches) {
  const target = location.hash ? document.getElementById(location.hash.slice(1)) : null;
  for (const part of document.querySelectorAll("details[data-fold]")) {
    part.open = target !== null && part.contains(target);
  }
}
