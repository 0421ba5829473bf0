"""Read a form that people have filled in: find its table, its rows, and where it comes from.

Columns are known by their headings in any of the languages, in whatever order; what is missing or
not known is left out and told. No row is lost for another's fault.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from openpyxl.utils import range_boundaries

from glocal.errors import GlocalError, Problem, TableError
from glocal.io.delimited import rows_of
from glocal.io.forms import MACHINE, PREFIX, Form, Origin
from glocal.io.forms_headings import headings, tell_columns
from glocal.io.forms_values import INVISIBLE
from glocal.io.interactions_grid import (
    Grid,
    GridRow,
    Told,
    grid_of_page,
    grid_of_rows,
)
from glocal.io.interactions_values import digits
from glocal.io.sheet_values import Unread
from glocal.io.workbook import OLD_FORMAT, ZIPPED, SheetCell, read_workbook

MOST_ROWS = 100_000
MOST_TAGS = 4_000_000
"""Some fifteen seconds of reading; 100,000 rows of answers with their reasons have fewer."""

MOST_COLUMNS = 60
LONGEST_VERSION = 9
"""Digits; a longer number is none of ours."""


@dataclass(frozen=True)
class FormLine:
    """A row that somebody filled in: its cells that hold something, by the id of their column."""

    grid: Grid
    number: int
    cells: Mapping[str, SheetCell]
    places: Mapping[str, int]
    version: int | None = None

    def text(self, column: str) -> str:
        """The cell as text on one line, for names and codes: nothing invisible, figures as 0-9."""
        cell = self.cells.get(column)
        if cell is None or cell.is_formula or cell.is_error:
            return ""
        written = INVISIBLE.sub("", GridRow(self.number, {1: cell}).text(1))
        return " ".join(digits(written).split())

    def without(self, columns: frozenset[str]) -> FormLine:
        """The row as if some of its cells were empty."""
        kept = {column: cell for column, cell in self.cells.items() if column not in columns}
        return replace(self, cells=kept)

    @property
    def origin(self) -> Origin | None:
        """Where a row of a text file says that it comes from; ``None`` for one added by hand."""
        if PREFIX + "form" not in self.cells:
            return None
        return Origin(*(self.text(PREFIX + key) for key in MACHINE[:-1]))

    def tell(self, told: Told, column: str, what: str, mend: str) -> None:
        """A problem in a cell of this row; without a column, in the row as a whole."""
        told.tell(self.grid, self.number, self.places.get(column, 0), what, mend)

    def value(self, told: Told, column: str, read: Any, *arguments: Any) -> Any:
        """What ``read`` makes of a cell; ``None`` when it is empty or cannot be used, and told."""
        cell = self.cells.get(column)
        if cell is None:
            return None
        found = read(cell, *arguments)
        if isinstance(found, Unread):
            self.tell(told, column, found.what, found.mend)
            return None
        return found


@dataclass
class FormRead:
    """What a file holds. ``origin`` is ``None`` when it does not say where it comes from."""

    told: Told
    origin: Origin | None = None
    lines: list[FormLine] = field(default_factory=list)
    versions: dict[str, int] = field(default_factory=dict)

    def problems(self, name: str) -> tuple[Problem, ...]:
        """All that is wrong, in the order of the file; more than are told are counted."""
        found = sorted(self.told.problems)
        if self.told.more:
            what = f"There are {self.told.more:,} more problems."
            found.append(Problem(name, 0, "", what, "Mend these first."))
        return tuple(found)


def read_form(raw: bytes, name: str, form: Form) -> FormRead:
    """The rows of the bytes of a file called ``name``. Raises ``TableError`` when it has none."""
    read = FormRead(Told())
    is_text = not raw.startswith((ZIPPED, OLD_FORMAT))
    grids = _text_grids(raw, name, read) if is_text else _sheets(raw, name, read)
    if read.origin is not None and read.origin.form != form.id:
        raise _another_kind(name)
    found = [place for grid in grids if (place := headings(grid, form)) is not None]
    if not found:
        raise TableError(f"{name} cannot be used:", [_no_headings(name)])
    for grid, at, columns in found:
        _read_table(grid, at, columns, form, read)
    return read


def _another_kind(name: str) -> TableError:
    what, mend = "This file is of another kind.", "Choose one that this page has given out."
    return TableError(f"{name} cannot be used:", [Problem(name, 0, "", what, mend)])


def _no_headings(name: str) -> Problem:
    what, mend = "No heading of this sheet is known.", "Take a new file and copy the cells into it."
    return Problem(name, 0, "", what, mend)


def _text_grids(raw: bytes, name: str, read: FormRead) -> list[Grid]:
    table = rows_of(raw, name)
    grid = grid_of_rows(table)
    for note in table.notes:
        read.told.note(grid, 0, 0, note, "")
    rows = tuple(
        row._replace(cells={at: cell for at, cell in row.cells.items() if at <= MOST_COLUMNS})
        for row in grid.rows[: MOST_ROWS + 1]
    )
    is_cut = len(grid.rows) > MOST_ROWS + 1
    return [Grid(grid.name, "", rows, is_cut=is_cut, sheet_rows=grid.sheet_rows)]


def _sheets(raw: bytes, name: str, read: FormRead) -> list[Grid]:
    try:
        pages = read_workbook(raw, name, MOST_COLUMNS, rows=MOST_ROWS, tags=MOST_TAGS)
    except GlocalError as error:
        raise TableError(error.summary, error.problems) from error
    grids = []
    for page in pages:
        grid = grid_of_page(page, name)
        if grid.rows and grid.rows[0].text(1).startswith(PREFIX):
            _read_record(grid, read)
        else:
            grids.append(grid)
    return grids


def _read_record(grid: Grid, read: FormRead) -> None:
    """The hidden sheet: where the file comes from, and the versions of its rows."""
    record = {row.text(1).removeprefix(PREFIX): row.text(2) for row in grid.rows}
    read.origin = Origin(*(record.get(key, "") for key in MACHINE[:-1]))
    for key, value in record.items():
        version = _version(value)
        if key.startswith("version:") and version is not None:
            read.versions[key.removeprefix("version:")] = version


def _read_table(
    grid: Grid, at: int, columns: Mapping[int, str], form: Form, read: FormRead
) -> None:
    head = grid.rows[at]
    places = {column: number for number, column in columns.items()}
    tell_columns(grid, at, columns, form, read.told)
    if grid.is_cut:
        read.told.tell(grid, 0, 0, f"Only {MOST_ROWS:,} rows are read.", "Split the file.")
    wanted = {*form.open_columns, *form.keys}
    _tell_merged(grid, head.number, places, wanted, read.told)
    lines = []
    for row in grid.rows[at + 1 :]:
        cells = {columns[at]: cell for at, cell in row.cells.items() if at in columns}
        if not cells.keys() & wanted:
            continue
        line = FormLine(grid, row.number, cells, places)
        if row.width > head.width and any(number > head.width for number in row.cells):
            line.tell(
                read.told,
                "",
                f"The row has {row.width} cells, the headings {head.width}: its values have moved.",
                "Put quotes round a text that contains the separator.",
            )
        else:
            lines.append(replace(line, version=_version(line.text(PREFIX + "version"))))
    read.lines += _of_this_file(lines, read, form)


def _of_this_file(lines: Sequence[FormLine], read: FormRead, form: Form) -> list[FormLine]:
    """The rows without those of a text file that come from elsewhere than most of them do."""
    said = Counter(line.origin for line in lines if line.origin is not None)
    if not said:
        return list(lines)
    if read.origin is None:
        read.origin = said.most_common(1)[0][0]
        if read.origin.form != form.id:
            raise _another_kind(lines[0].grid.name)
    of_this = []
    for line in lines:
        if line.origin in {None, read.origin}:
            of_this.append(line)
        else:
            line.tell(
                read.told, "", "This row comes from another file.", "Upload each file by itself."
            )
    return of_this


def _tell_merged(
    grid: Grid, first: int, places: Mapping[str, int], wanted: set[str], told: Told
) -> None:
    """Merged cells that may hide what somebody wrote; all but the first have lost their value."""
    numbers: Sequence[int] = [number for column, number in places.items() if column in wanted]
    for ref, top, bottom in grid.merged:
        if bottom <= first:
            continue
        left, _, right, _ = range_boundaries(ref)
        touched = [number for number in numbers if (left or 1) <= number <= (right or MOST_COLUMNS)]
        if touched and (bottom > top or len(touched) > 1):
            told.tell(
                grid,
                max(top, first + 1),
                touched[0],
                f"The cells {ref} are merged: only one of them has a value.",
                "Undo the merging and fill in each cell.",
            )


def _version(text: str) -> int | None:
    is_number = text.isascii() and text.isdigit() and len(text) <= LONGEST_VERSION
    return int(text) if is_number else None
