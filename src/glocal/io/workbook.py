"""Open a spreadsheet file that a person sends, within limits, and give its cells."""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any
from xml.etree.ElementTree import ParseError

from openpyxl import load_workbook
from openpyxl.utils import range_boundaries
from openpyxl.utils.exceptions import InvalidFileException

from glocal.errors import PortfolioError, Problem

LARGEST = 20_000_000
"""Bytes of the file."""

LARGEST_UNPACKED = 200_000_000
"""Bytes that its parts may have together: a small file may unpack to fill the memory."""

MOST_PARTS = 2000
MOST_ROWS = 20_000
"""Rows of one sheet with something in them."""

MOST_COLUMNS = 120
MERGED = re.compile(
    rb"<(?:\w+:)?mergeCell\s[^>]*?ref=\"([A-Z]{1,3}[0-9]{1,7}(?::[A-Z]{1,3}[0-9]{1,7})?)\""
)
RELATIONSHIP = re.compile(rb"<(?:\w+:)?Relationship\s[^>]*>")
WORKSHEET = re.compile(rb"Type=\"[^\"]*/worksheet\"")
TARGET = re.compile(rb"Target=\"([^\"]*)\"")
OLD_FORMAT = b"\xd0\xcf\x11\xe0"
"""How a file of the old format begins, and one that a password protects."""

BROKEN = (
    zipfile.BadZipFile, zlib.error, InvalidFileException, ParseError, OSError, EOFError,
    KeyError, ValueError, TypeError, AttributeError, IndexError, NotImplementedError,
)  # fmt: skip
"""All that the library raises when a file is not what it says it is."""


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


def read_workbook(
    raw: bytes,
    name: str,
    columns: int = MOST_COLUMNS,
    passed_over: Callable[[str], bool] = lambda title: False,
    rows: int | None = None,
) -> tuple[Page, ...]:
    """The sheets of the bytes of a file called ``name``, of each so many ``columns`` and ``rows``.

    Of sheets whose title is to be ``passed_over`` nothing is read. Raises ``PortfolioError``.
    """
    _check(raw, name)
    try:
        book = load_workbook(io.BytesIO(raw), read_only=True, data_only=False, keep_links=False)
        return tuple(
            Page(sheet.title, ())
            if passed_over(sheet.title)
            else _page(raw, sheet, columns, rows or MOST_ROWS)
            for sheet in book.worksheets
        )
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
            lost = _lost_sheets(parts)
    except BROKEN as error:
        raise _refused(name, "This is no .xlsx file.", "Save it as .xlsx.") from error
    if len(infos) > MOST_PARTS or sum(info.file_size for info in infos) > LARGEST_UNPACKED:
        raise _refused(
            name,
            f"Unpacked, the file is larger than {LARGEST_UNPACKED:,} bytes.",
            "Copy the cells into a new file, without pictures and empty formatted rows.",
        )
    if lost:  # the library would leave it out without a word
        raise _refused(name, "A sheet of the file is missing in it.", "Save it again as .xlsx.")


def _lost_sheets(parts: zipfile.ZipFile) -> list[str]:
    """Sheets that the file names and does not hold."""
    there = set(parts.namelist())
    links = "xl/_rels/workbook.xml.rels"
    if links not in there or parts.getinfo(links).file_size > LARGEST:
        return []
    targets = [
        found[1].decode("utf-8", "replace")
        for tag in RELATIONSHIP.findall(parts.read(links))
        if WORKSHEET.search(tag) and (found := TARGET.search(tag))
    ]
    places = [posixpath.normpath(posixpath.join("/xl", target)).lstrip("/") for target in targets]
    return [place for place in places if place not in there]


def _page(raw: bytes, sheet: Any, columns: int, most: int) -> Page:
    sheet.reset_dimensions()  # what the file says of its own size may be wrong
    rows: list[Row] = []
    is_cut = False
    empty: tuple[Any, ...] | None = None
    for cells in sheet.iter_rows(max_col=columns):
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
