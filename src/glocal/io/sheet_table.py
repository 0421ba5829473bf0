"""Find the table on a sheet: which column is which, where the entries begin, what spoils them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from openpyxl.utils import get_column_letter

from glocal.io.portfolio_sheets import Column, Sheet
from glocal.io.sheet_document import Remarks
from glocal.io.sheet_voice import Voice
from glocal.io.workbook import MOST_ROWS, Page, Row, SheetCell
from glocal.loading.known import Path
from glocal.loading.written import shown
from glocal.text.folding import fold

HEADINGS_WITHIN = 10
"""The headings stand in one of the first rows that hold something."""


@dataclass(frozen=True)
class Table:
    """The columns of a page by number, its rows below headings and help, and the rows spoiled.

    ``letters`` are those of the columns by the place of their value in an entry.
    """

    columns: Mapping[int, Column]
    letters: Mapping[Path, str]
    rows: tuple[Row, ...]
    spoiled: frozenset[int]


def find_table(sheet: Sheet, page: Page, voices: Sequence[Voice], remarks: Remarks) -> Table | None:
    """The table on a page, or ``None`` when it has nothing or a column it needs is not found."""
    if not page.rows:
        return None
    known = _headings(sheet, voices)
    place = _row_of_headings(page, known)
    if place is None:
        some = ", ".join(voices[0].heading(sheet, column) for column in sheet.columns[:4])
        remarks.tell(
            page.title,
            page.rows[0][0],
            "",
            "No heading of this sheet is known.",
            f"Write the headings into the first row, as in: {some}.",
        )
        return None
    row, cells = page.rows[place]
    columns = dict(_columns(page, row, cells, known, remarks))
    if _tell_missing(sheet, page, row, columns, voices[0], remarks):
        return None
    if page.is_cut:
        remarks.tell(page.title, 0, "", f"Only {MOST_ROWS:,} rows are read.", "Split the file.")
    body = page.rows[place + 1 :]
    if body and _is_help(sheet, columns, body[0][1], voices):
        body = body[1:]
    letters = {column.path: get_column_letter(number) for number, column in columns.items()}
    return Table(columns, letters, body, frozenset(_spoiled(page, body, remarks)))


def _headings(sheet: Sheet, voices: Sequence[Voice]) -> dict[str, Column]:
    return {
        fold(word): column
        for column in sheet.columns
        for word in (column.id, *(voice.heading(sheet, column) for voice in voices))
    }


def _row_of_headings(page: Page, known: Mapping[str, Column]) -> int | None:
    """The place of the row in which most headings are known."""
    counts = [
        len({known.get(_folded(cell)) for cell in cells} - {None})
        for _, cells in page.rows[:HEADINGS_WITHIN]
    ]
    return counts.index(max(counts)) if any(counts) else None


def _columns(
    page: Page, row: int, cells: Sequence[SheetCell], known: Mapping[str, Column], remarks: Remarks
) -> Iterator[tuple[int, Column]]:
    seen: set[str] = set()
    for cell in cells:
        letter = get_column_letter(cell.column)
        column = known.get(_folded(cell))
        said = f"The column '{shown(cell.value)}'"
        if column is None:
            remarks.note(page.title, row, letter, f"{said} is not known here.", "It was left out.")
        elif column.id in seen:
            mend = "Rename or delete one of the two."
            remarks.tell(page.title, row, letter, f"{said} appears twice.", mend)
        else:
            seen.add(column.id)
            yield cell.column, column


def _tell_missing(
    sheet: Sheet,
    page: Page,
    row: int,
    columns: Mapping[int, Column],
    voice: Voice,
    remarks: Remarks,
) -> bool:
    """Tell the columns that are needed and not there."""
    there = {column.id for column in columns.values()}
    missing = [column for column in sheet.columns if column.needed and column.id not in there]
    for column in missing:
        heading = voice.heading(sheet, column)
        remarks.tell(
            page.title, row, "", f"The column '{heading}' is missing.", f"Add '{heading}'."
        )
    return bool(missing)


def _folded(cell: SheetCell) -> str:
    return fold(" ".join(str(cell.value).split()))


def _is_help(
    sheet: Sheet,
    columns: Mapping[int, Column],
    cells: Sequence[SheetCell],
    voices: Sequence[Voice],
) -> bool:
    return any(
        cell.value == voice.help(sheet, columns[cell.column])
        for cell in cells
        if cell.column in columns
        for voice in voices
    )


def _spoiled(page: Page, body: Sequence[Row], remarks: Remarks) -> Iterator[int]:
    """The rows into which merged cells reach: all but the first of them have lost their value."""
    first = body[0][0] if body else 0
    there = {row for row, _ in body}
    for name, top, bottom in page.merged:
        if bottom >= first > 0:
            remarks.tell(
                page.title,
                max(top, first),
                "",
                f"The cells {name} are merged.",
                "Split them, and write the value into each cell.",
            )
            yield from (row for row in there if top <= row <= bottom)
