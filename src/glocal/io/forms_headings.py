"""Find the headings of a form that people have filled in, and tell those that are not right."""

from __future__ import annotations

from collections.abc import Mapping
from difflib import get_close_matches
from functools import cache

from glocal.io.forms import MACHINE, PREFIX, Form
from glocal.io.forms_values import INVISIBLE
from glocal.io.interactions_grid import Grid, GridRow, Told
from glocal.loading.families import LANGUAGES
from glocal.loading.form_words import form_words
from glocal.loading.written import shown
from glocal.text.folding import fold

HEADINGS_WITHIN = 10
"""The headings stand in one of the first rows that hold something."""

ALIASES = {"indicator": ("code", "action_code")}
AROUND = " *:：؛;.!?()"
"""What people add to a heading without meaning another one, such as a star for "needed"."""

Place = tuple[Grid, int, Mapping[int, str]]
"""A grid, the place of its row of headings, and the ids of its columns by number."""


def headings(grid: Grid, form: Form) -> Place | None:
    """Where the table stands on a sheet; ``None`` for one that lacks what a table needs."""
    known = _known(form)
    best: tuple[int, dict[int, str]] = (0, {})
    for at, row in enumerate(grid.rows[:HEADINGS_WITHIN]):
        columns: dict[int, str] = {}
        for number in sorted(row.cells):
            column = known.get(_folded(row.text(number)))
            if column is not None and column not in columns.values():
                columns[number] = column
        if len(columns) > len(best[1]):
            best = (at, columns)
    there = set(best[1].values())
    if not there & set(form.keys) or not there & form.open_columns:
        return None
    return grid, *best


def tell_columns(grid: Grid, at: int, columns: Mapping[int, str], form: Form, told: Told) -> None:
    """Tell which columns are missing, stand twice, or are not known.

    A column that may be one of the missing ones is a problem, since what people wrote there would
    be lost; any other is their own, and only noted.
    """
    head = grid.rows[at]
    known, words = _known(form), form_words(_language(head, columns)).headings
    missing = [one.id for one in form.columns if one.is_open and one.id not in columns.values()]
    filled = {number for row in grid.rows[at + 1 :] for number in row.cells}
    for number in sorted({*head.cells, *filled} - set(columns)):
        heading = head.text(number)
        meant = _meant(number, heading, columns, form, missing) if number in filled else ""
        mend = f"If it is '{words[meant]}', give it this heading." if meant else ""
        said = f"The column '{shown(heading)}'"
        if _folded(heading) in known:
            twice = "Rename or delete one of the two."
            told.tell(grid, head.number, number, f"{said} appears twice.", twice)
        elif meant and not heading:
            what = "This column has values and no label."
            told.tell(grid, head.number, number, what, mend)
        elif meant:
            told.tell(grid, head.number, number, f"{said} is not known here.", mend)
        elif heading:
            told.note(grid, head.number, number, f"{said} is not known here.", "It was left out.")
    for column in missing:
        what = f"The column '{words[column]}' is missing."
        told.note(grid, head.number, 0, what, "It was left out.")


def _meant(
    number: int, heading: str, columns: Mapping[int, str], form: Form, missing: list[str]
) -> str:
    """The missing column that one may be: by a heading much like its own, or by its place."""
    likely = {
        _folded(form_words(language).headings[one]): one
        for one in missing
        for language in LANGUAGES
    }
    close = get_close_matches(_folded(heading), likely, n=1, cutoff=0.75)
    if close:
        return likely[close[0]]
    ids = [one.id for one in form.columns]
    before, after = columns.get(number - 1), columns.get(number + 1)
    place = ids.index(before) + 1 if before in ids else ids.index(after) - 1 if after in ids else -1
    return ids[place] if 0 <= place < len(ids) and ids[place] in missing else ""


def _language(head: GridRow, columns: Mapping[int, str]) -> str:
    """The language of most of the headings."""
    written = {column: _folded(head.text(number)) for number, column in columns.items()}

    def number_of_own(language: str) -> int:
        words = form_words(language).headings
        return sum(_folded(words.get(column, "")) == said for column, said in written.items())

    return max(LANGUAGES, key=number_of_own)


def _folded(heading: str) -> str:
    """A heading as it is compared."""
    return fold(" ".join(INVISIBLE.sub("", heading).split())).strip(AROUND)


@cache
def _known(form: Form) -> Mapping[str, str]:
    found = {PREFIX + name: PREFIX + name for name in MACHINE}
    ids = [column.id for column in form.columns]
    for alias, columns in ALIASES.items():
        found |= dict.fromkeys([alias], next((one for one in columns if one in ids), ""))
    for column in ids:
        words = {form_words(language).headings[column] for language in LANGUAGES}
        found |= {_folded(word): column for word in (column, *words)}
    return found
