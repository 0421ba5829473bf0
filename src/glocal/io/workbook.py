"""Open a spreadsheet file that a person sends, within limits, and give its cells."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import IO, Any

from openpyxl.reader.excel import ExcelReader
from openpyxl.utils import range_boundaries
from openpyxl.utils.exceptions import InvalidFileException

from glocal.errors import PortfolioError, Problem

LARGEST = 20_000_000
"""Bytes of the file."""

LARGEST_UNPACKED = 200_000_000
"""Bytes that its parts may have together: a small file may unpack to fill the memory."""

MOST_PARTS = 2000
MOST_SHEETS = 200
"""Each may pretend to have a million rows, and is read for some tenths of a second then."""

COMPRESSED = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
MOST_TAGS = 12_000_000
"""Tags of all sheets and texts: what makes reading long is their number, not their length."""

MOST_FORMATS = 50_000
"""Tags of any other part: of each the library makes an object, which takes thirty times longer."""

LAST_ROW = 1_048_576
"""A row further down stands in no spreadsheet, and the library would count up to it."""

CHUNK = 1_000_000
COPY = "Copy the cells into a new file, without pictures and empty formatted rows."
MOST_ROWS = 20_000
"""Rows of one sheet with something in them."""

MOST_COLUMNS = 120
MERGED = re.compile(
    rb"<(?:\w+:)?mergeCell\s[^<>]*?ref=\"([A-Z]{1,3}[0-9]{1,7}(?::[A-Z]{1,3}[0-9]{1,7})?)\""
)
ZIPPED = b"PK\x03\x04"
OLD_FORMAT = b"\xd0\xcf\x11\xe0"
"""How a file of the old format begins, and one that a password protects."""

BROKEN = (
    zipfile.BadZipFile, zlib.error, InvalidFileException, SyntaxError, OSError, EOFError,
    LookupError, ValueError, TypeError, AttributeError, RuntimeError, OverflowError,
)  # fmt: skip
"""All that the library raises when a file is not what it says it is.

Both readers of XML that it may use raise a ``SyntaxError``; a part that is locked or lies too deep
is a ``RuntimeError``, an encoding that nobody knows a ``LookupError``.
"""


@dataclass(frozen=True)
class SheetCell:
    """A cell with something in it; ``is_formula`` and ``is_error`` say what must not be used."""

    column: int
    value: Any
    is_formula: bool = False
    is_error: bool = False


Row = tuple[int, tuple[SheetCell, ...]]
"""The number of a row (from 1), and its cells that hold something."""


@dataclass(frozen=True)
class Page:
    """One sheet: its rows that hold something, and its merged cells.

    ``merged`` are ranges: their name, the first and the last row. ``is_cut`` when it has more rows
    than are read.
    """

    title: str
    rows: tuple[Row, ...]
    merged: tuple[tuple[str, int, int], ...] = ()
    is_cut: bool = False


class _LostSheetError(Exception):
    """A sheet that the file names and does not hold."""


class _TooManyTagsError(Exception):
    """Reading it would take too long."""


class _Parts(zipfile.ZipFile):
    """The parts of a file, as long as they have no more tags than are read."""

    def __init__(self, raw: bytes, tags: int) -> None:
        super().__init__(io.BytesIO(raw))
        self.tags_left = tags
        self.counted: set[str] = set()

    def read(self, name: Any, pwd: bytes | None = None) -> bytes:
        """A part as a whole, of which the library makes objects."""
        with super().open(name, pwd=pwd) as part:
            content = part.read()
        if content.count(b"<") > MOST_FORMATS:
            raise _TooManyTagsError
        return content

    def open(self, name: Any, *arguments: Any, **options: Any) -> IO[bytes]:
        """A part that is read bit by bit: a sheet, or the texts of all sheets."""
        if name not in self.counted:
            self.counted.add(name)
            with super().open(name) as part:
                while chunk := part.read(CHUNK):
                    self.tags_left -= chunk.count(b"<")
                    if self.tags_left < 0:
                        raise _TooManyTagsError
        return super().open(name, *arguments, **options)


class _Reader(ExcelReader):
    """The reader of the library, for the cells of sheets alone."""

    def __init__(self, raw: bytes, tags: int) -> None:
        super().__init__(io.BytesIO(raw), read_only=True, keep_links=False)
        self.archive = _Parts(raw, tags)

    def read_worksheets(self) -> None:
        """Open the sheets: each of them is there, and none comes twice to be read twice."""
        parts = [relation.target for _sheet, relation in self.parser.find_sheets()]
        if len(parts) > MOST_SHEETS:
            raise _TooManyTagsError
        if len(set(parts)) < len(parts):
            raise InvalidFileException
        if set(parts) - set(self.valid_files):  # the library would leave it out without a word
            raise _LostSheetError
        super().read_worksheets()

    def read_chartsheet(self, sheet: Any, rel: Any) -> None:
        """A sheet that is one chart has no cells, and its drawing may be of any kind."""


def read_workbook(
    raw: bytes,
    name: str,
    columns: int = MOST_COLUMNS,
    passed_over: Callable[[str], bool] = lambda title: False,
    rows: int | None = None,
    tags: int | None = None,
) -> tuple[Page, ...]:
    """The sheets of the bytes of a file called ``name``, of each so many ``columns`` and ``rows``.

    ``tags`` is how many its parts may have together. Of sheets whose title is to be
    ``passed_over`` nothing is read. Raises ``PortfolioError``.
    """
    _check(raw, name)
    try:
        reader = _Reader(raw, tags or MOST_TAGS)
        reader.read()
        return tuple(
            Page(sheet.title, ())
            if passed_over(sheet.title)
            else _page(raw, sheet, columns, rows or MOST_ROWS)
            for sheet in reader.wb.worksheets
        )
    except _LostSheetError:
        what = "A sheet of the file is missing in it."
        raise _refused(name, what, "Save it again as .xlsx.") from None
    except _TooManyTagsError:
        raise _refused(name, "The file has too many cells and formats.", COPY) from None
    except BROKEN as error:
        raise _refused(name, "The file is damaged.", "Save it again as .xlsx.") from error


def _check(raw: bytes, name: str) -> None:
    if len(raw) > LARGEST:
        raise _refused(name, f"The file is larger than {LARGEST:,} bytes.", "Split it.")
    if raw.startswith(OLD_FORMAT):
        raise _refused(
            name,
            "This is an old .xls file, or a password protects it.",
            "Save it as .xlsx without a password.",
        )
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as parts:
            infos = parts.infolist()
    except BROKEN as error:
        if raw.startswith(ZIPPED):
            raise _refused(name, "The file is damaged.", "Save it again as .xlsx.") from error
        raise _refused(name, "This is no .xlsx file.", "Save it as .xlsx.") from error
    if any(info.compress_type not in COMPRESSED for info in infos):  # no such program does that
        raise _refused(name, "The file is damaged.", "Save it again as .xlsx.")
    if len(infos) > MOST_PARTS or sum(info.file_size for info in infos) > LARGEST_UNPACKED:
        what = f"Unpacked, the file is larger than {LARGEST_UNPACKED:,} bytes."
        raise _refused(name, what, COPY)


def _page(raw: bytes, sheet: Any, columns: int, most: int) -> Page:
    sheet.reset_dimensions()  # what the file says of its own size may be wrong
    rows: list[Row] = []
    is_cut = False
    empty: tuple[Any, ...] | None = None
    for cells in sheet.iter_rows(max_col=columns, max_row=LAST_ROW):
        if cells is empty:  # up to the last row of a million, each of the rows between is this one
            continue
        found = tuple(_cells(cells))
        if not found:
            empty = cells
            continue
        if len(rows) >= most:
            is_cut = True
            break
        first = next(cell for cell in cells if cell.value is not None)
        rows.append((int(first.row), found))
    return Page(sheet.title, tuple(rows), tuple(_merged(raw, sheet)), is_cut)


def _cells(cells: tuple[Any, ...]) -> Iterator[SheetCell]:
    for cell in cells:
        value = cell.value
        if value is None or (isinstance(value, str) and not value.strip()):
            continue
        kind = cell.data_type
        yield SheetCell(cell.column, value, kind == "f", kind == "e")


def _merged(raw: bytes, sheet: Any) -> Iterator[tuple[str, int, int]]:
    """The merged ranges, which the library does not tell when it reads row by row."""
    with zipfile.ZipFile(io.BytesIO(raw)) as parts, parts.open(_part(sheet)) as part:
        text = part.read()
    for match in MERGED.finditer(text):
        ref = match[1].decode("ascii")
        _, top, _, bottom = range_boundaries(ref)
        if top and bottom:
            yield ref, top, bottom


def _part(sheet: Any) -> str:
    return str(sheet._worksheet_path).lstrip("/")


def _refused(name: str, what: str, mend: str) -> PortfolioError:
    return PortfolioError(f"{name} cannot be read:", [Problem(name, 0, "", what, mend)])
