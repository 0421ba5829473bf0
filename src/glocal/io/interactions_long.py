"""Read a long list of ratings: one row a rater and pair."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from functools import lru_cache

from glocal.io.interactions_grid import Grid, GridRow, Told, column_names, tell_spoiled
from glocal.io.interactions_labels import (
    DASH,
    LONGEST_TITLE,
    Label,
    Names,
    items_of,
    label_fault,
    label_of,
)
from glocal.io.interactions_values import Mark, value_of
from glocal.io.sheet_values import Unread
from glocal.io.spreadsheet_cell import unguarded
from glocal.loading.families import LANGUAGES
from glocal.loading.vocabulary import vocabulary_words
from glocal.loading.written import shown
from glocal.model.interaction import Item
from glocal.text.folding import fold

NEEDED = ("from", "to", "value")
MOST_ROWS = 500_000
MOST_LISTED_ITEMS = 1000
ONE_RATER = "r1"
"""What a single rater is called whom a file does not name."""

LONGEST_RATIONALE = 4000
ALMOST = 0.87
MOST_COMPARED = 200
"""Items among which similar names are looked for."""


@dataclass(frozen=True)
class LongRow:
    """One answer of a list: a whole or decimal number, or None where the rater does not know."""

    row: int
    source: str
    target: str
    value: int | float | None
    rater: str
    group: str
    rationale: str


@dataclass(frozen=True)
class LongList:
    """What a list says; ``has_raters`` unless no row names a rater or a group."""

    items: tuple[Item, ...]
    rows: tuple[LongRow, ...]
    has_raters: bool


def headings(row: GridRow) -> dict[str, int]:
    """The columns by what they mean; of two with one meaning the first."""
    found: dict[str, int] = {}
    for column in sorted(row.cells):
        key = column_names().get(fold(row.text(column)))
        if key is not None:
            found.setdefault(key, column)
    return found


def is_long(grid: Grid) -> bool:
    """Whether the first row of a table names the columns of a list."""
    return bool(grid.rows) and set(NEEDED) <= set(headings(grid.rows[0]))


def read_long(
    grid: Grid, told: Told, *, known: Sequence[Item] | None = None, decimals: bool = False
) -> LongList:
    """The answers in a grid for which ``is_long`` holds; what cannot be used is told and left out.

    Without ``known``, the items are those that the rows name, in the order of the file.
    """
    head, body = grid.rows[0], grid.rows[1:]
    columns = headings(head)
    _note_columns(grid, head, columns, told)
    tell_spoiled(grid, head.number, told)
    if len(body) > MOST_ROWS:
        told.tell(grid, 0, 0, f"The list has more than {MOST_ROWS:,} rows.", "Split the file.")
        return LongList(tuple(known or ()), (), has_raters=False)
    labelled = [
        (row, *labels)
        for row in body
        if row.cells and (labels := _labels(grid, head, row, columns, told)) is not None
    ]
    items = tuple(known) if known is not None else _items(grid, labelled, told)
    names = Names(items)
    rows: list[LongRow] = []
    first: dict[tuple[str, str, str, str], int] = {}
    for row, source, target in labelled:
        answer = _answer(grid, row, columns, names, (source, target), told, decimals)
        if answer is None:
            continue
        # Decimals are the values of all raters together.
        voice = ("", "") if decimals else (answer.group, answer.rater)
        key = (answer.source, answer.target, *voice)
        if key in first:
            told.tell(
                grid,
                row.number,
                columns["value"],
                f"This pair appears twice (first in row {first[key]}).",
                "Keep one of the two, or name another rater.",
            )
            continue
        first[key] = row.number
        rows.append(answer)
    named = [columns[key] for key in ("rater", "group") if key in columns]
    has_raters = any(column in row.cells for row in body for column in named)
    return LongList(items, tuple(rows), has_raters)


def _note_columns(grid: Grid, head: GridRow, columns: Mapping[str, int], told: Told) -> None:
    for column in sorted(set(head.cells) - set(columns.values())):
        told.note(
            grid,
            head.number,
            column,
            f"The column '{shown(head.text(column))}' is not known here.",
            "It was left out.",
        )


def _labels(
    grid: Grid, head: GridRow, row: GridRow, columns: Mapping[str, int], told: Told
) -> tuple[Label, Label] | None:
    if head.width and any(column > head.width for column in row.cells):
        told.tell(
            grid,
            row.number,
            0,
            f"The row has {row.width} cells, the headings {head.width}: its values have moved.",
            "Put quotes round a text that contains the separator.",
        )
        return None
    found = []
    for key in ("from", "to"):
        cell = row.cells.get(columns[key])
        if cell is None:
            told.tell(grid, row.number, columns[key], "The item is missing.", "Write its name.")
            continue
        if cell.is_formula or cell.is_error:
            what = "A name must not be a formula."
            told.tell(grid, row.number, columns[key], what, "Type the name.")
            continue
        label = label_of(cell.value)
        fault = label_fault(label)
        if fault is None:
            found.append(label)
        else:
            told.tell(grid, row.number, columns[key], *fault)
    return (found[0], found[1]) if len(found) == 2 else None


def _items(
    grid: Grid, labelled: Sequence[tuple[GridRow, Label, Label]], told: Told
) -> tuple[Item, ...]:
    kept: dict[str, Label] = {}
    place: dict[str, int] = {}
    count: Counter[str] = Counter()
    for row, *labels in labelled:
        for label in labels:
            name = fold(label.id or label.title)
            count[name] += 1
            place.setdefault(name, row.number)
            # An id may stand with its title in one row and alone in another.
            if name not in kept or (label.title and not kept[name].title):
                kept[name] = label
    named = {fold(label.title) for label in kept.values() if label.id and label.title}
    # A title alone means the item that has it beside its id elsewhere.
    kept = {name: label for name, label in kept.items() if label.id or name not in named}
    if len(kept) > MOST_LISTED_ITEMS:
        told.tell(
            grid,
            0,
            0,
            f"The list names more than {MOST_LISTED_ITEMS:,} items.",
            "Is the first column really the item? Leave items out, or join them.",
        )
        return ()
    for name, label in kept.items():
        if count[name] == 1 and len(kept) <= MOST_COMPARED:
            others = [other for other in kept if other != name]
            for near in get_close_matches(name, others, n=1, cutoff=ALMOST):
                told.note(
                    grid,
                    place[name],
                    0,
                    f"'{label.shown}' stands once and is much like '{kept[near].shown}'.",
                    "Write both in the same way if they are the same.",
                )
    return items_of(tuple(kept.values()))


def _answer(
    grid: Grid,
    row: GridRow,
    columns: Mapping[str, int],
    names: Names,
    labels: tuple[Label, Label],
    told: Told,
    decimals: bool,
) -> LongRow | None:
    items = []
    for key, label in zip(("from", "to"), labels, strict=True):
        item = names.find(label)
        if item is None and names.items:
            what = f"No item is called '{label.shown}'."
            told.tell(grid, row.number, columns[key], what, names.mend(label))
        elif item is not None:
            items.append(item)
    cell = row.cells.get(columns["value"])
    value = Mark.NOT_ASSESSED if cell is None else value_of(cell, decimals=decimals)
    if isinstance(value, Unread):
        told.tell(grid, row.number, columns["value"], value.what, value.mend)
        return None
    texts = _texts(grid, row, columns, told)
    if len(items) < 2 or texts is None or value is Mark.NOT_ASSESSED:
        return None
    source, target = items
    if source is target:
        what = f"'{labels[0].shown}' is rated against itself."
        told.note(grid, row.number, columns["to"], what, "The row was left out.")
        return None
    number = None if isinstance(value, Mark) else value
    return LongRow(row.number, source.id, target.id, number, *texts)


def _texts(
    grid: Grid, row: GridRow, columns: Mapping[str, int], told: Told
) -> tuple[str, str, str] | None:
    """Rater, group and rationale of a row; None when one of them cannot be used."""
    for key, most in (
        ("rater", LONGEST_TITLE),
        ("group", LONGEST_TITLE),
        ("rationale", LONGEST_RATIONALE),
    ):
        cell = row.cells.get(columns.get(key, 0))
        if cell is None:
            continue
        if cell.is_formula or cell.is_error:
            told.tell(
                grid,
                row.number,
                cell.column,
                "A formula stands here; formulas are not evaluated.",
                "Type the text.",
            )
            return None
        if len(str(cell.value)) > most:
            what = f"The text has {len(str(cell.value)):,} characters; at most {most:,} fit."
            told.tell(grid, row.number, cell.column, what, "Shorten it.")
            return None
    rationale = row.cells.get(columns.get("rationale", 0))
    return (
        row.text(columns.get("rater", 0)) or ONE_RATER,
        group_of(row.text(columns.get("group", 0))),
        "" if rationale is None else unguarded(str(rationale.value).strip()),
    )


@lru_cache(maxsize=1000)
def group_of(text: str) -> str:
    """The id of a stakeholder group by its id or word in any language; others as they stand."""
    head = text.partition(DASH)[0]
    for language in LANGUAGES:
        for name, word in vocabulary_words("stakeholder-groups", language).items():
            if fold(text) in (fold(word), name) or head == name:
                return name
    return text
