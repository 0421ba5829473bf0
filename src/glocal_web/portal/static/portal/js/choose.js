/* Long lists to tick: a search that leaves only what fits, and what is chosen as chips on top. */
const plain = (words) => words.normalize("NFKD").replace(/\p{M}/gu, "").toLocaleLowerCase();

for (const list of document.querySelectorAll("[data-choose]")) {
  const find = list.querySelector("[data-choose-find]");
  const chips = list.querySelector("[data-choose-chips]");
  const none = list.querySelector("[data-choose-none]");
  if (!find || !chips) continue;
  const groups = [...list.querySelectorAll("details")];
  const rows = [...list.querySelectorAll("label.check-row")];
  const words = new Map(rows.map((row) => [row, plain(row.textContent)]));
  const wereOpen = new Map(groups.map((group) => [group, group.open]));

  const sift = () => {
    const parts = plain(find.value).split(/\s+/).filter(Boolean);
    for (const row of rows) row.hidden = !parts.every((part) => words.get(row).includes(part));
    for (const group of groups) {
      const left = [...group.querySelectorAll("label.check-row")].some((row) => !row.hidden);
      group.hidden = !left;
      group.open = parts.length ? left : wereOpen.get(group);
    }
    none.hidden = rows.some((row) => !row.hidden);
  };

  const draw = () => {
    chips.replaceChildren(
      ...rows
        .filter((row) => row.querySelector("input").checked)
        .map((row) => {
          const chip = document.createElement("li");
          const button = document.createElement("button");
          button.type = "button";
          button.textContent = `${row.textContent.trim()} ×`;
          button.setAttribute("aria-label", `${list.dataset.remove}: ${row.textContent.trim()}`);
          button.addEventListener("click", () => {
            const box = row.querySelector("input");
            box.checked = false;
            box.dispatchEvent(new Event("input", { bubbles: true }));
            draw();
            find.focus();
          });
          chip.append(button);
          return chip;
        }),
    );
  };

  find.addEventListener("input", sift);
  /* Enter looks for a word here; it sends no form. */
  find.addEventListener("keydown", (event) => {
    if (event.key === "Enter") event.preventDefault();
  });
  list.addEventListener("change", draw);
  draw();
}
