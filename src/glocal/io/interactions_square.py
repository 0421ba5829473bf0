"""Read a square matrix: labels in the first row and column, a value in each cell."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from glocal.io.interactions_grid import MOST_ITEMS, Grid, GridRow, Told, tell_spoiled
from glocal.io.interactions_labels import Label, Names, items_of, label_fault, label_of
from glocal.io.interactions_values import Mark, value_of
from glocal.io.sheet_values import Unread
from glocal.io.workbook import SheetCell
from glocal.model.interaction import Item

Pair = tuple[str, str]
Answers = dict[Pair, int | float | None]
"""By ids of row and column; None: the rater does not know. What is missing is not assessed."""

KEEP_ONE = "Keep one of the two, or give them different names."


@dataclass(frozen=True)
class Square:
    """What a square table says: its items and the answers in its cells."""

    items: tuple[Item, ...]
    answers: Answers


def read_square(
    grid: Grid, told: Told, *, known: Sequence[Item] | None = None, decimals: bool = False
) -> Square:
    """The matrix in a grid; what cannot be used is told and left out.

    With ``known``, labels must be the ids or titles of these items, and rows or columns may be
    missing. Else the rows are the items, and the columns must be the same ones, in any order.
    """
    place = _heading(grid)
    if place is None:
        told.tell(
            grid,
            0,
            0,
            "No row has at least two labels.",
            "Write the names of the items into the first row and the first column.",
        )
        return Square(tuple(known or ()), {})
    head, body = grid.rows[place], _with_text(grid.rows[place + 1 :])
    _note_above(grid, place, told)
    tell_spoiled(grid, head.number, told)
    if max(len(body), len(head.cells) - 1) > MOST_ITEMS:
        told.tell(
            grid,
            head.number,
            0,
            f"The matrix has more than {MOST_ITEMS:,} rows or columns.",
            "Leave items out, or join them.",
        )
        return Square(tuple(known or ()), {})
    rows = _row_labels(grid, body, told)
    columns = _column_labels(grid, head, body, told)
    items = tuple(known) if known is not None else _items(grid, rows, told)
    names = Names(items)
    of_row = _resolved(
        grid,
        {at: (at, 1, label) for at, label in rows.items()},
        names,
        told,
        repeats_told=known is None,
    )
    of_column = _resolved(
        grid, {at: (head.number, at, label) for at, label in columns.items()}, names, told
    )
    if known is None:
        _tell_missing(grid, head, items, rows, columns, of_row, of_column, told)
    return Square(items, _answers(grid, head, body, of_row, of_column, told, decimals))


def _heading(grid: Grid) -> int | None:
    """The place of the first row with at least two cells behind which a labelled row stands."""
    for place, row in enumerate(grid.rows):
        if len([at for at in row.cells if at > 1]) >= 2:
            return place
    return None


def _with_text(rows: Sequence[GridRow]) -> list[GridRow]:
    return [row for row in rows if row.cells]


def _note_above(grid: Grid, place: int, told: Told) -> None:
    for row in grid.rows[:place]:
        told.note(grid, row.number, 0, "This row stands above the labels.", "It was left out.")


def _row_labels(grid: Grid, body: Sequence[GridRow], told: Told) -> dict[int, Label]:
    """Labels by row number."""
    found = {}
    for row in body:
        if 1 in row.cells:
            label = _label(grid, row.number, 1, row.cells[1], told)
            if label is not None:
                found[row.number] = label
        else:
            told.tell(
                grid,
                row.number,
                1,
                "This row has values and no label.",
                "Name the item in column A.",
            )
    return found


def _column_labels(
    grid: Grid, head: GridRow, body: Sequence[GridRow], told: Told
) -> dict[int, Label]:
    """Labels by column number."""
    found = {}
    filled = {column for row in body for column in row.cells if column > 1}
    # A text file may have empty cells at the end of each row; a column of them is none.
    for column in sorted(filled | {at for at in head.cells if at > 1}):
        if column in head.cells:
            label = _label(grid, head.number, column, head.cells[column], told)
            if label is not None:
                found[column] = label
        elif not (head.width and column > head.width):  # longer rows are told by themselves
            told.tell(
                grid,
                head.number,
                column,
                "This column has values and no label.",
                f"Name the item in row {head.number}.",
            )
    return found


def _label(grid: Grid, row: int, column: int, cell: SheetCell, told: Told) -> Label | None:
    if cell.is_formula or cell.is_error:
        told.tell(grid, row, column, "A label must not be a formula.", "Type the name.")
        return None
    label = label_of(cell.value)
    fault = label_fault(label)
    if fault is not None:
        told.tell(grid, row, column, *fault)
        return None
    return label


def _items(grid: Grid, rows: Mapping[int, Label], told: Told) -> tuple[Item, ...]:
    """The items that the rows name, each once."""
    kept: dict[str, Label] = {}
    first: dict[str, int] = {}
    for row, label in rows.items():
        name = (label.id or label.title).casefold()
        if name in kept:
            told.tell(
                grid,
                row,
                1,
                f"'{label.shown}' appears twice as a row (first in A{first[name]}).",
                KEEP_ONE,
            )
            continue
        kept[name], first[name] = label, row
    return items_of(tuple(kept.values()))


def _resolved(
    grid: Grid,
    labels: Mapping[int, tuple[int, int, Label]],
    names: Names,
    told: Told,
    *,
    repeats_told: bool = False,
) -> dict[int, Item]:
    """The item of each row or column number; unknown and repeated labels are told.

    ``repeats_told`` says that labels which stand twice in the same words were told before.
    """
    found: dict[int, Item] = {}
    seen: dict[str, Label] = {}
    for at, (row, column, label) in labels.items():
        item = names.find(label)
        if item is None:
            told.tell(grid, row, column, f"No item is called '{label.shown}'.", names.mend(label))
        elif item.id not in seen:
            seen[item.id] = label
            found[at] = item
        elif not (repeats_told and _same(seen[item.id], label)):
            told.tell(grid, row, column, f"'{label.shown}' appears twice.", KEEP_ONE)
    return found


def _same(one: Label, two: Label) -> bool:
    return (one.id or one.title).casefold() == (two.id or two.title).casefold()


def _tell_missing(
    grid: Grid,
    head: GridRow,
    items: Sequence[Item],
    rows: Mapping[int, Label],
    columns: Mapping[int, Label],
    of_row: Mapping[int, Item],
    of_column: Mapping[int, Item],
    told: Told,
) -> None:
    """Rows without a column: a matrix is square. One that a wrong label may mean is not told."""
    there = {item.id for item in of_column.values()}
    names = Names(items)
    meant = {
        near.id
        for at, label in columns.items()
        if at not in of_column and (near := names.nearest(label)) is not None
    }
    row_of = {item.id: row for row, item in of_row.items()}
    for item in items:
        if item.id not in there | meant and item.id in row_of:
            row = row_of[item.id]
            told.tell(
                grid,
                row,
                1,
                f"'{rows[row].shown}' is a row and no column: the matrix is not square.",
                f"Add a column with this label in row {head.number}, empty where nobody has "
                "assessed the pair.",
            )


def _answers(
    grid: Grid,
    head: GridRow,
    body: Sequence[GridRow],
    of_row: Mapping[int, Item],
    of_column: Mapping[int, Item],
    told: Told,
    decimals: bool,
) -> Answers:
    answers: Answers = {}
    diagonal: list[tuple[int, int]] = []
    for row in body:
        if _is_ragged(grid, head, row, told) or row.number not in of_row:
            continue
        source = of_row[row.number].id
        for column, cell in row.cells.items():
            if column not in of_column:
                continue
            target = of_column[column].id
            value = value_of(cell, decimals=decimals)
            if source == target:
                if value is not Mark.NOT_ASSESSED:
                    diagonal.append((row.number, column))
            elif isinstance(value, Unread):
                told.tell(grid, row.number, column, value.what, value.mend)
            elif value is not Mark.NOT_ASSESSED:
                answers[source, target] = None if isinstance(value, Mark) else value
    if diagonal:
        told.note(
            grid,
            *diagonal[0],
            f"Cells on the diagonal are filled in: {len(diagonal)}. An item does not influence "
            "itself.",
            "They were left out.",
        )
    return answers


def _is_ragged(grid: Grid, head: GridRow, row: GridRow, told: Told) -> bool:
    """Whether a row of a text file has not as many cells as the first: its values have moved."""
    beyond = any(column > head.width for column in row.cells)
    if not head.width or (row.width >= head.width and not beyond):
        return False
    told.tell(
        grid,
        row.number,
        0,
        f"The row has {row.width} cells, the row of labels {head.width}: its values have moved.",
        "Put quotes round a name that contains the separator; keep a separator for empty cells.",
    )
    return True
