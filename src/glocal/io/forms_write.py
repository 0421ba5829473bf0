"""Give out a form as a spreadsheet with lists to choose from, or as a text file."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import asdict
from datetime import date, datetime
from typing import Any

from xlsxwriter.utility import xl_col_to_name  # type: ignore[import-untyped]

from glocal.io.forms import MACHINE, PREFIX, Cell, FilledForm, FormColumn
from glocal.io.plain_workbook import plain_workbook
from glocal.io.spreadsheet_cell import guarded
from glocal.loading.form_words import form_words

LONGEST_HELP, LONGEST_HELP_TITLE = 255, 32
"""What a spreadsheet program shows beside a cell at most."""

SEPARATORS = {"en": ","}
"""Spreadsheet programs split a text file where the language of the machine separates lists: at a
semicolon where the comma is the decimal sign. With another one all cells stand in the first column.
"""

READ_ONLY, LINE = "#F1F3F5", "#C9CED4"
ALLOWED = {
    "format_cells": True,
    "format_columns": True,
    "format_rows": True,
    "sort": True,
    "autofilter": True,
    "insert_rows": True,
    "delete_rows": True,
}
"""What stays possible on a protected sheet: it keeps slips away, not people, so it has no word."""


def form_xlsx(filled: FilledForm, language: str) -> bytes:
    """The spreadsheet, with headings, help and lists in ``language``.

    What people fill in is white and open, the rest grey and protected without a password. Where it
    comes from stands on a hidden sheet.
    """
    return _Book(filled, language).written()


def form_csv(filled: FilledForm, language: str) -> bytes:
    """The same as UTF-8 text, with the mark by which spreadsheet programs know it.

    Every cell is in quotes, for programs that split at commas as well as at semicolons.
    """
    words = form_words(language)
    target = io.StringIO(newline="")
    separator = SEPARATORS.get(words.language, ";")
    writer = csv.writer(target, delimiter=separator, quoting=csv.QUOTE_ALL)
    columns = filled.form.columns
    writer.writerow(
        [words.headings[column.id] for column in columns] + [PREFIX + name for name in MACHINE]
    )
    origin = list(asdict(filled.origin).values())
    for row in filled.rows:
        cells = [_text(row.cells.get(column.id, "")) for column in columns]
        writer.writerow([*map(guarded, cells), *origin, row.version])
    return target.getvalue().encode("utf-8-sig")


def _text(cell: Cell) -> str:
    if isinstance(cell, date):
        return cell.isoformat()
    text = cell if isinstance(cell, str) else f"{cell:g}"
    return text.replace("\r\n", "\n").replace("\r", "\n")


class _Book:
    """One spreadsheet while it is written."""

    def __init__(self, filled: FilledForm, language: str) -> None:
        self.filled, self.words = filled, form_words(language)
        self.target = io.BytesIO()
        self.book = plain_workbook(self.target)
        usual: dict[str, Any] = {"valign": "top", "text_wrap": True}
        if self.words.language == "ar":
            usual["reading_order"] = 2
        box = usual | {"border": 1, "border_color": LINE, "num_format": "@"}
        self.read_only = self.book.add_format(box | {"bg_color": READ_ONLY, "locked": True})
        self.open = self.book.add_format(box | {"locked": False})
        self.day = self.book.add_format(box | {"locked": False, "num_format": "yyyy-mm-dd"})
        self.heading = self.book.add_format(usual | {"bold": True, "bottom": 2})
        self.plain = self.book.add_format(usual)
        self.lists: dict[str, str] = {}

    def written(self) -> bytes:
        title = self.words.sheets[self.filled.form.id]
        guide = self._page(self.words.sheets["guide"])
        table = self._page(title)
        self._add_guide(guide)
        self._add_lists()
        self._add_table(table)
        self._add_record()
        table.activate()
        self.book.close()
        return self.target.getvalue()

    def _page(self, name: str) -> Any:
        page = self.book.add_worksheet(name)
        if self.words.language == "ar":
            page.right_to_left()
        return page

    def _add_guide(self, page: Any) -> None:
        page.set_column(0, 0, 22)
        page.set_column(1, 1, 90)
        page.set_paper(9)
        page.fit_to_pages(1, 0)
        row = 0
        for row, (label, value) in enumerate(self.filled.head):
            page.write_string(row, 0, label, self.heading)
            page.write_string(row, 1, guarded(value), self.plain)
        guide = (*self.words.guide[self.filled.form.id], *self.words.guide["both"])
        for number, line in enumerate(guide, 1):
            page.write_string(row + 1 + number, 0, f"{number}.", self.plain)
            page.write_string(row + 1 + number, 1, line, self.plain)

    def _add_lists(self) -> None:
        page = self._page(self.words.sheets["lists"])
        title = self.words.sheets["lists"].replace("'", "''")
        lists = {name: items for name, items in self.filled.lists.items() if items}
        for place, (name, items) in enumerate(lists.items()):
            page.set_column(place, place, 40)
            for row, item in enumerate(items):
                page.write_string(row, place, guarded(item), self.plain)
            letter = xl_col_to_name(place)
            self.lists[name] = f"='{title}'!${letter}$1:${letter}${len(items)}"
        page.hide()

    def _add_table(self, page: Any) -> None:
        columns = self.filled.form.columns
        page.freeze_panes(1, 2)
        page.set_row(0, 32)
        for place, column in enumerate(columns):
            page.set_column(place, place, column.width)
            page.write_string(0, place, self.words.headings[column.id], self.heading)
        for row, entry in enumerate(self.filled.rows, 1):
            for place, column in enumerate(columns):
                is_open = column.is_open and not entry.is_fixed
                self._write(page, row, place, column, entry.cells.get(column.id, ""), is_open)
                if is_open:
                    self._offer(page, (row, row), place, column, entry.lists.get(column.id, ""))
        first = len(self.filled.rows) + 1
        page.autofilter(0, 0, max(first - 1, 1), len(columns) - 1)
        last = first + self.filled.form.spare - 1
        for row in range(first, last + 1):
            for place, column in enumerate(columns):
                self._write(page, row, place, column, "", column.is_open or column.opens_below)
        if last >= first:
            for place, column in enumerate(columns):
                if column.is_open or column.opens_below:
                    self._offer(page, (first, last), place, column, column.choices)
        page.protect("", ALLOWED)
        # On paper: A4 across, all columns on one page, the headings on each.
        page.set_paper(9)
        page.set_landscape()
        page.fit_to_pages(1, 0)
        page.repeat_rows(0)

    def _write(
        self, page: Any, row: int, place: int, column: FormColumn, cell: Cell, is_open: bool
    ) -> None:
        is_day = column.id in {"date", "action_due"}
        style = self.read_only if not is_open else self.day if is_day else self.open
        if isinstance(cell, date):
            page.write_datetime(row, place, datetime(cell.year, cell.month, cell.day), style)
        elif isinstance(cell, float | int):
            page.write_number(row, place, cell, style)
        elif cell:
            page.write_string(row, place, guarded(cell), style)
        else:
            page.write_blank(row, place, None, style)

    def _offer(
        self, page: Any, rows: tuple[int, int], place: int, column: FormColumn, name: str
    ) -> None:
        """The list of a cell, and its help; another way to write the same may be typed too."""
        source = self.lists.get(name or column.choices)
        rule: dict[str, Any] = {"validate": "list", "source": source} if source else {}
        page.data_validation(
            rows[0],
            place,
            rows[1],
            place,
            (rule or {"validate": "any"})
            | {
                "show_error": False,
                "input_title": self.words.headings[column.id][:LONGEST_HELP_TITLE],
                "input_message": self.words.help[column.id][:LONGEST_HELP],
            },
        )

    def _add_record(self) -> None:
        """Where the file comes from, for when it comes back."""
        page = self.book.add_worksheet("glocal")
        rows: Sequence[tuple[str, str]] = [
            *zip(MACHINE, asdict(self.filled.origin).values(), strict=False),
            *((f"version:{row.key}", str(row.version)) for row in self.filled.rows if row.key),
        ]
        for row, (name, value) in enumerate(rows):
            page.write_string(row, 0, PREFIX + name)
            page.write_string(row, 1, value)
        page.very_hidden()
