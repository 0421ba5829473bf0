"""The tables of a document as a spreadsheet: numbers as numbers, each sheet with its facts."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import xlsxwriter  # type: ignore[import-untyped]

from glocal.model.document import Beside, Block, Cell, Document, Headline, Picture, Table
from glocal.reports.printed import COLOURS, INK_ON
from glocal.reports.svg import shortened
from glocal.text.sentences import plain

LONGEST_NAME = 31
_FORBIDDEN_NAME = re.compile(r"[\[\]:*?/\\']")
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff\ud800-\udfff]")
_DIRECTIONS = re.compile("[\u200b\u2066\u2067]")
LONGEST_CELL = 32_000
NARROWEST, WIDEST = 11, 60
"""Width of a column in characters; what is longer goes on in a second line."""

FILTER = 4
"""Characters that the button of a filter takes beside a heading."""
FIRST_YEAR = 1900
"""Of an older day the program knows nothing: it stays a text."""
SHOWN = {"": "0", "%": "0%", "+": "+0.0;-0.0;0.0"}
"""How a number is shown, as on the screen; the cell holds more of it, to reckon with."""


def document_xlsx(document: Document) -> bytes:
    """The bytes of the file: what it is about on the first sheet, then a sheet a table."""
    target = io.BytesIO()
    # Nothing that somebody wrote becomes a formula, an address or a number by itself.
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_numbers": False,
        "strings_to_urls": False,
    }
    book = xlsxwriter.Workbook(target, options)
    made = document.made
    book.set_properties(
        {
            "title": _clean(document.title),
            "author": "Glocal",
            "created": datetime(made.year, made.month, made.day, tzinfo=UTC),
        }
    )
    sheets = _Sheets(book, document)
    sheets.about()
    for table in _tables(document):
        sheets.table(table)
    book.close()
    return target.getvalue()


class _Sheets:
    def __init__(self, book: Any, document: Document) -> None:
        self.book, self.document = book, document
        self.taken: set[str] = set()
        # A line such as "A1 …" begins with Latin letters and runs from right to left all the same.
        way = {"reading_order": 2, "align": "right"} if document.is_rtl else {}
        bold = way | {"bold": True, "text_wrap": True, "bottom": 1}
        self.bold = book.add_format(bold)
        # Above figures, which programs put at the end of their cells.
        end = "left" if document.is_rtl else "right"
        self.bold_figure = book.add_format(bold | {"align": end})
        self.title = book.add_format(way | {"bold": True, "font_size": 14})
        self.quiet = book.add_format(way | {"font_color": "#48595f"})
        self.text = book.add_format(way | {"text_wrap": True, "valign": "top"})
        self.beside = book.add_format(way | {"text_wrap": True, "valign": "top", "indent": 1})
        self.numbers = {
            unit: book.add_format({"num_format": shown, "valign": "top"})
            for unit, shown in SHOWN.items()
        }
        # A day is written in figures, as the program of the reader writes them.
        self.day = book.add_format({"num_format": 14, "valign": "top", "align": "left"})
        self.grades = [
            book.add_format(
                {"num_format": SHOWN[""], "valign": "top", "bg_color": colour, "font_color": ink}
            )
            for colour, ink in zip(COLOURS, INK_ON, strict=True)
        ]

    def about(self) -> None:
        """The first sheet: title, place, facts, and the headline."""
        sheet = self._sheet(self.document.about or self.document.title)
        sheet.set_column(0, 0, 110)
        lines = [self.document.subtitle, self.document.mark, *self.document.facts]
        for section in self.document.sections:
            for block in _flat(section.blocks):
                if isinstance(block, Headline):
                    lines += [f"{block.label}: {block.figure}", *block.lines]
        sheet.write_string(0, 0, _clean(self.document.title), self.title)
        for row, line in enumerate((line for line in lines if line), start=2):
            sheet.write_string(row, 0, _clean(line), self.text)

    def table(self, table: Table) -> None:
        """A table on its own sheet, below what it was measured with and when."""
        sheet = self._sheet(table.title)
        sheet.write_string(0, 0, _clean(f"{self.document.subtitle} · {table.title}"), self.title)
        facts = [self.document.mark, *self.document.facts]
        sheet.write_string(1, 0, _clean(" · ".join(one for one in facts if one)), self.quiet)
        for column, heading in enumerate(table.headings):
            longest = max((len(cells[column].text) for cells in table.rows), default=0)
            widest = max(longest + 2, len(heading) + FILTER)
            sheet.set_column(column, column, min(max(widest, NARROWEST), WIDEST))
            look = self.bold_figure if column in table.numbers else self.bold
            sheet.write_string(3, column, _clean(heading), look)
        for row, cells in enumerate(table.rows, start=4):
            for column, cell in enumerate(cells):
                self._cell(sheet, row, column, cell, column in table.numbers)
        sheet.autofilter(3, 0, 3 + len(table.rows), len(table.headings) - 1)
        sheet.freeze_panes(4, 1)
        sheet.repeat_rows(3)

    def _cell(self, sheet: Any, row: int, column: int, cell: Cell, is_number: bool) -> None:
        if is_number and cell.value is not None:
            look = self.numbers[cell.unit] if cell.grade is None else self.grades[cell.grade]
            sheet.write_number(row, column, cell.value, look)
        elif cell.day is not None and cell.day.year >= FIRST_YEAR:
            sheet.write_datetime(row, column, cell.day, self.day)
        elif cell.text:
            # Set off a little from a figure in the cell before.
            sheet.write_string(row, column, _clean(cell.text), self.beside if column else self.text)

    def _sheet(self, title: str) -> Any:
        sheet = self.book.add_worksheet(self._name(title))
        if self.document.is_rtl:
            sheet.right_to_left()
        print_on_a4(sheet)
        return sheet

    def _name(self, title: str) -> str:
        """A name that the program takes: short, without signs it forbids, and only once."""
        bare = _FORBIDDEN_NAME.sub(" ", _clean(title))
        stem = shortened(bare, LONGEST_NAME) or "1"
        name, number = stem, 1
        while name.casefold() in self.taken:
            number += 1
            end = f" {number}"
            name = stem[: LONGEST_NAME - len(end)] + end
        self.taken.add(name.casefold())
        return name


def print_on_a4(sheet: Any) -> None:
    """Have a sheet printed on A4 across, all columns on one page, with its name and page number."""
    sheet.set_paper(9)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.set_footer("&L&A&R&P / &N")


def _tables(document: Document) -> Iterator[Table]:
    for section in document.sections:
        for block in _flat(section.blocks):
            if isinstance(block, Table):
                yield block
            elif isinstance(block, Picture) and block.table is not None:
                yield block.table


def _flat(blocks: tuple[Block, ...]) -> Iterator[Block]:
    for block in blocks:
        if isinstance(block, Beside):
            yield from _flat(block.first)
            yield from _flat(block.second)
        else:
            yield block


def _clean(text: str) -> str:
    return _DIRECTIONS.sub("", plain(_FORBIDDEN.sub(" ", text)))[:LONGEST_CELL]
