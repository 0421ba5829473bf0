"""Read a form that people have filled in: find its table, its rows, and where it comes from.

Columns are known by their headings in any of the languages, in whatever order; what is missing or
not known is left out and told. No row is lost for another's fault.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from openpyxl.utils import range_boundaries

from glocal.errors import GlocalError, Problem, TableError
from glocal.io.delimited import rows_of
from glocal.io.forms import MACHINE, PREFIX, Form, Origin
from glocal.io.interactions_grid import (
    Grid,
    GridRow,
    Told,
    grid_of_page,
    grid_of_rows,
)
from glocal.io.sheet_values import Unread
from glocal.io.workbook import OLD_FORMAT, ZIPPED, SheetCell, read_workbook
from glocal.loading.families import LANGUAGES
from glocal.loading.form_words import form_words
from glocal.loading.written import shown
from glocal.text.folding import fold

MOST_ROWS = 100_000
MOST_TAGS = 4_000_000
"""Some fifteen seconds of reading; 100,000 rows of answers with their reasons have fewer."""

MOST_COLUMNS = 60
HEADINGS_WITHIN = 10
"""The headings stand in one of the first rows that hold something."""

LONGEST_VERSION = 9
"""Digits; a longer number is none of ours."""

ALIASES = {"indicator": ("code", "action_code")}


@dataclass(frozen=True)
class FormLine:
    """A row that somebody filled in: its cells that hold something, by the id of their column."""

    grid: Grid
    number: int
    cells: Mapping[str, SheetCell]
    places: Mapping[str, int]
    version: int | None = None

    def text(self, column: str) -> str:
        """The cell as text on one line, for names and codes."""
        cell = self.cells.get(column)
        if cell is None or cell.is_formula or cell.is_error:
            return ""
        return GridRow(self.number, {1: cell}).text(1)

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
    grids = _text_grids(raw, name) if is_text else _sheets(raw, name, read)
    if read.origin is not None and read.origin.form != form.id:
        raise _another_kind(name)
    found = [place for grid in grids if (place := _headings(grid, form)) is not None]
    if not found:
        raise TableError(f"{name} cannot be used:", [_no_headings(name, form)])
    for grid, at, columns in found:
        _read_table(grid, at, columns, form, read)
    return read


def _another_kind(name: str) -> TableError:
    what, mend = "This file is of another kind.", "Choose one that this page has given out."
    return TableError(f"{name} cannot be used:", [Problem(name, 0, "", what, mend)])


def _no_headings(name: str, form: Form) -> Problem:
    words = form_words("en").headings
    some = ", ".join(words[column.id] for column in form.columns[:5])
    return Problem(
        name,
        0,
        "",
        "No heading of this sheet is known.",
        f"Write the headings into the first row, as in: {some}.",
    )


def _text_grids(raw: bytes, name: str) -> list[Grid]:
    grid = grid_of_rows(rows_of(raw, name))
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


Place = tuple[Grid, int, Mapping[int, str]]
"""A grid, the place of its row of headings, and the ids of its columns by number."""


def _headings(grid: Grid, form: Form) -> Place | None:
    """Where the table stands on a sheet; ``None`` for one that lacks what a table needs."""
    known = _known(form)
    best: tuple[int, dict[int, str]] = (0, {})
    for at, row in enumerate(grid.rows[:HEADINGS_WITHIN]):
        columns: dict[int, str] = {}
        for number in sorted(row.cells):
            column = known.get(fold(row.text(number)))
            if column is not None and column not in columns.values():
                columns[number] = column
        if len(columns) > len(best[1]):
            best = (at, columns)
    there = set(best[1].values())
    if not there & set(form.keys) or not there & form.open_columns:
        return None
    return grid, *best


@cache
def _known(form: Form) -> Mapping[str, str]:
    found = {PREFIX + name: PREFIX + name for name in MACHINE}
    ids = [column.id for column in form.columns]
    for alias, columns in ALIASES.items():
        found |= dict.fromkeys([alias], next((one for one in columns if one in ids), ""))
    for column in ids:
        words = {form_words(language).headings[column] for language in LANGUAGES}
        found |= {fold(word): column for word in (column, *words)}
    return found


def _read_table(
    grid: Grid, at: int, columns: Mapping[int, str], form: Form, read: FormRead
) -> None:
    head = grid.rows[at]
    places = {column: number for number, column in columns.items()}
    language = read.origin.language if read.origin else "en"
    _tell_columns(grid, head, columns, form, read.told, language)
    wanted = {*form.open_columns, *form.keys}
    _tell_merged(grid, head.number, places, wanted, read.told)
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
        elif _is_of_this_file(line, read, form):
            version = _version(line.text(PREFIX + "version"))
            read.lines.append(FormLine(grid, row.number, cells, places, version))


def _is_of_this_file(line: FormLine, read: FormRead, form: Form) -> bool:
    """Whether a row of a text file says that it comes from where the first of them does."""
    if PREFIX + "form" not in line.cells:
        return True
    own = Origin(*(line.text(PREFIX + key) for key in MACHINE[:-1]))
    if own.form != form.id:
        raise _another_kind(line.grid.name)
    if read.origin is None:
        read.origin = own
    if own != read.origin:
        line.tell(read.told, "", "This row comes from another file.", "Upload each file by itself.")
    return own == read.origin


def _tell_columns(
    grid: Grid,
    head: GridRow,
    columns: Mapping[int, str],
    form: Form,
    told: Told,
    language: str,
) -> None:
    known = _known(form)
    for number in sorted(head.cells):
        said = f"The column '{shown(head.text(number))}'"
        if number in columns:
            continue
        if fold(head.text(number)) in known:
            told.tell(
                grid,
                head.number,
                number,
                f"{said} stands twice.",
                "Rename or delete one of the two.",
            )
        else:
            told.note(grid, head.number, number, f"{said} is not known here.", "It was left out.")
    missing = form.open_columns - set(columns.values())
    for column in form.columns:
        if column.id in missing:
            heading = form_words(language).headings[column.id]
            told.note(
                grid, head.number, 0, f"The column '{heading}' is missing.", "It was left out."
            )
    if grid.is_cut:
        told.tell(grid, 0, 0, f"Only {MOST_ROWS:,} rows are read.", "Split the file.")


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
