"""The cells of a table, from a text file or a sheet, and what is said about them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from types import MappingProxyType
from typing import NamedTuple

from openpyxl.utils import get_column_letter

from glocal.errors import Problem
from glocal.io.delimited import Rows
from glocal.io.sheet_document import sheet_name
from glocal.io.spreadsheet_cell import unguarded
from glocal.io.workbook import MOST_ROWS, Page, SheetCell
from glocal.loading.families import LANGUAGES
from glocal.loading.interaction_words import interaction_words
from glocal.text.folding import fold

MOST_ITEMS = 1000
"""Rows and columns of a matrix that are read from a file."""

MOST_TOLD = 1000
"""Problems of one file that are told; a file of nothing else would fill the memory."""


class GridRow(NamedTuple):
    """A row: its number as a spreadsheet counts, its cells by column (from 1), its width.

    ``width`` is how many cells a text file has in this row, 0 where a sheet knows none.
    """

    number: int
    cells: Mapping[int, SheetCell]
    width: int = 0

    def text(self, column: int) -> str:
        """The cell in a column as text, empty when nothing stands there."""
        cell = self.cells.get(column)
        return "" if cell is None else unguarded(" ".join(str(cell.value).split()))


@dataclass(frozen=True)
class Grid:
    """A table with a name for messages; ``merged`` are ranges with their first and last row.

    ``sheet_rows`` are the rows of a spreadsheet for those lines of a text file that are others,
    since a cell above holds line breaks.
    """

    name: str
    title: str
    rows: tuple[GridRow, ...]
    merged: tuple[tuple[str, int, int], ...] = ()
    is_cut: bool = False
    sheet_rows: Mapping[int, int] = field(default_factory=dict)


@dataclass
class Told:
    """What was found while a file was read: problems, and notes that stop nothing."""

    problems: list[Problem] = field(default_factory=list)
    notes: list[Problem] = field(default_factory=list)
    more: int = 0

    @property
    def number(self) -> int:
        """How many problems there are, those included that are only counted."""
        return len(self.problems) + self.more

    def tell(self, grid: Grid, row: int, column: int, what: str, mend: str) -> None:
        """A problem at a cell; row 0 is the table as a whole, column 0 the row as a whole."""
        if len(self.problems) < MOST_TOLD:
            self.problems.append(_at(grid, row, column, what, mend))
        else:
            self.more += 1

    def note(self, grid: Grid, row: int, column: int, what: str, mend: str) -> None:
        """Something that may not matter."""
        if len(self.notes) < MOST_TOLD:
            self.notes.append(_at(grid, row, column, what, mend))


def _at(grid: Grid, row: int, column: int, what: str, mend: str) -> Problem:
    place = grid.sheet_rows.get(row, row)
    key = f"{get_column_letter(column)}{place}" if row and column else ""
    return Problem(grid.name, row, key, what, mend)


def grid_of_rows(rows: Rows) -> Grid:
    """The grid of a text file; line numbers are row numbers."""
    every = ((rows.header_line, list(rows.header)), *rows.rows)
    sheet_rows: dict[int, int] = {}
    breaks = 0
    for line, cells in every:
        if breaks:
            sheet_rows[line] = line - breaks
        breaks += sum(cell.count("\n") for cell in cells)
    grid = tuple(_text_row(line, cells) for line, cells in every)
    return Grid(rows.name, "", grid, sheet_rows=sheet_rows)


def _text_row(line: int, cells: list[str]) -> GridRow:
    found = {at: SheetCell(at, cell) for at, cell in enumerate(cells, 1) if cell.strip()}
    return GridRow(line, found, len(cells))


def grid_of_page(page: Page, name: str) -> Grid:
    """The grid of a sheet."""
    rows = tuple(GridRow(row, {cell.column: cell for cell in cells}) for row, cells in page.rows)
    return Grid(sheet_name(name, page.title), page.title, rows, page.merged, page.is_cut)


def tell_spoiled(grid: Grid, first: int, told: Told) -> None:
    """Merged cells from row ``first`` on, whose values hide, and rows that were not read."""
    for ref, _top, bottom in grid.merged:
        if bottom >= first:
            told.tell(
                grid,
                bottom,
                0,
                f"The cells {ref} are merged: only one of them has a value.",
                "Undo the merging and fill in each cell.",
            )
    if grid.is_cut:
        told.tell(grid, 0, 0, f"Only {MOST_ROWS:,} rows are read.", "Split the file.")


ALSO = {
    "source": "from",
    "target": "to",
    "reference": "ref",
    "a": "to",
    "à": "to",
    "al": "to",
    "person": "rater",
    "persona": "rater",
    "personne": "rater",
    "الشخص": "rater",
    "reason": "rationale",
    "motivo": "rationale",
    "motif": "rationale",
}
"""What people write over a column as well; a list is one by all of its headings together."""


@cache
def column_names() -> Mapping[str, str]:
    """The column that a folded heading means, in any of the languages."""
    names = {fold(word): key for word, key in ALSO.items()}
    for language in LANGUAGES:
        for key, word in interaction_words(language).columns.items():
            names[fold(word)] = key
            names[fold(key)] = key
    return MappingProxyType(names)
