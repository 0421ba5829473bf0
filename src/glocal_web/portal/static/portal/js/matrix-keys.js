// Arrow keys move from cell to cell of a matrix, so that Tab need not pass each of them. Home and End
// go to the ends of a row.
const links = (row) => [...row.querySelectorAll("td > a")];

document.querySelectorAll("[data-matrix-keys]").forEach((body) => {
    const rows = [...body.rows];
    const all = rows.flatMap(links);
    all.slice(1).forEach((link) => { link.tabIndex = -1; });

    const columns = (row) => [...row.cells];
    const at = (row, column, step) => {
        // The diagonal has no link: step over it.
        for (let place = column; place > 0 && place < columns(row).length; place += step) {
            const link = columns(row)[place].querySelector("a");
            if (link) {
                return link;
            }
        }
        return null;
    };

    const go = (from, to) => {
        if (to) {
            from.tabIndex = -1;
            to.tabIndex = 0;
            to.focus();
        }
    };

    body.addEventListener("keydown", (event) => {
        const link = event.target.closest("td > a");
        if (!link || event.ctrlKey || event.metaKey || event.altKey) {
            return;
        }
        const row = rows.indexOf(link.closest("tr"));
        const column = link.closest("td").cellIndex;
        const onwards = document.dir === "rtl" ? -1 : 1;
        const sideways = { ArrowRight: onwards, ArrowLeft: -onwards }[event.key];
        const upright = { ArrowDown: 1, ArrowUp: -1 }[event.key];
        let found = null;
        if (sideways) {
            found = at(rows[row], column + sideways, sideways);
        } else if (upright) {
            for (let place = row + upright; rows[place] && !found; place += upright) {
                found = columns(rows[place])[column].querySelector("a");
            }
        } else if (event.key === "Home") {
            [found] = links(rows[row]);
        } else if (event.key === "End") {
            found = links(rows[row]).at(-1);
        } else {
            return;
        }
        event.preventDefault();
        go(link, found);
    });
});
