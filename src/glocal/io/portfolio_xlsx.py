"""Write a portfolio as a spreadsheet that people fill in, with lists to choose from."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any

from xlsxwriter.utility import xl_col_to_name  # type: ignore[import-untyped]

from glocal.io.plain_workbook import plain_workbook
from glocal.io.portfolio_sheets import HEAD, HEAD_ROWS, Column, Kind, Sheet, sheets
from glocal.io.portfolio_yaml import yaml_of
from glocal.io.sheet_entries import entries_of, value_at
from glocal.io.sheet_values import Cell, cell_of
from glocal.io.sheet_voice import Voice, voice_of
from glocal.io.spreadsheet_cell import guarded
from glocal.loading.portfolio import LoadedPortfolio
from glocal.loading.portfolio_document import document_of

ROWS = 2000
"""Rows for which lists to choose from are prepared."""

FIRST_ROW = 2
"""The row (from 0) of the first entry: headings and help stand above it."""

LONGEST_LIST = 32_767
"""Characters of a cell."""


def portfolio_xlsx(loaded: LoadedPortfolio, language: str = "en") -> bytes:
    """The spreadsheet of a portfolio, with headings, help and lists in ``language``.

    It holds what the file itself holds; the packs it uses stay in their own files. Reading it gives
    the same portfolio again.
    """
    return _Book(loaded, voice_of(loaded, language)).written()


class _Book:
    """One spreadsheet while it is written."""

    def __init__(self, loaded: LoadedPortfolio, voice: Voice) -> None:
        self.loaded, self.voice = loaded, voice
        self.document = document_of(loaded)
        self.target = io.BytesIO()
        self.book = plain_workbook(self.target)
        self.plain = self.book.add_format({"num_format": "@", "valign": "top", "text_wrap": True})
        self.day = self.book.add_format({"num_format": "yyyy-mm-dd", "valign": "top"})
        self.number = self.book.add_format({"num_format": "General", "valign": "top"})
        self.heading = self.book.add_format({"bold": True, "bottom": 1, "text_wrap": True})
        self.hint = self.book.add_format(
            {"italic": True, "font_color": "#555555", "text_wrap": True, "valign": "top"}
        )
        self.lists: dict[str, str] = {}

    def written(self) -> bytes:
        every = sheets(self.loaded.taxonomy.population)
        self._add_head()
        pages = {sheet.id: self._add_sheet(sheet) for sheet in every}
        self._add_lists([column for sheet in every for column in sheet.columns])
        for sheet in every:
            self._add_entries(pages[sheet.id], sheet, entries_of(sheet, self.document))
            self._add_choices(pages[sheet.id], sheet)
        self.book.close()
        return self.target.getvalue()

    def _page(self, name: str) -> Any:
        page = self.book.add_worksheet(self.voice.words.sheets[name])
        if self.voice.language == "ar":
            page.right_to_left()
        page.freeze_panes(FIRST_ROW, 1)
        return page

    def _add_sheet(self, sheet: Sheet) -> Any:
        page = self._page(sheet.id)
        page.set_row(0, 32)
        page.set_row(1, 76)
        for place, column in enumerate(sheet.columns):
            page.set_column(place, place, column.width, self._format(column))
            page.write_string(0, place, self.voice.heading(sheet, column), self.heading)
            page.write_string(1, place, self.voice.help(sheet, column), self.hint)
        return page

    def _add_head(self) -> None:
        page = self._add_sheet(HEAD)
        complete = self.document.get("channels_complete", [])
        extends = self.document.get("extends")
        values = {
            "portfolio": self.document["portfolio"],
            "taxonomy": self.document["taxonomy"],
            "uses": "; ".join(self.document.get("uses", [])),
            "complete": "; ".join(complete),
            "extends": yaml_of(extends) if extends else "",
        }
        for row, key in enumerate(HEAD_ROWS, FIRST_ROW):
            page.write_string(row, 0, self.voice.words.head[key], self.plain)
            page.write_string(row, 1, guarded(values[key]), self.plain)

    def _add_entries(self, page: Any, sheet: Sheet, entries: Iterator[Mapping[Any, Any]]) -> None:
        for row, entry in enumerate(entries, FIRST_ROW):
            for place, column in enumerate(sheet.columns):
                cell = cell_of(column, value_at(entry, column), self.voice)
                self._write(page, row, place, column, cell)

    def _write(self, page: Any, row: int, place: int, column: Column, cell: Cell) -> None:
        style = self._format(column)
        match cell:
            case None:
                return
            case date():
                page.write_datetime(row, place, datetime(cell.year, cell.month, cell.day), style)
            case int() | float():
                page.write_number(row, place, cell, style)
            case _:
                page.write_string(row, place, cell, style)

    def _format(self, column: Column) -> Any:
        return {Kind.DAY: self.day, Kind.NUMBER: self.number}.get(column.kind, self.plain)

    def _add_lists(self, columns: list[Column]) -> None:
        """A sheet with all that may be chosen, and the range of each list."""
        page = self._page("lists")
        title = self.voice.words.sheets["lists"]
        place = 0
        for column in columns:
            if column.what in self.lists or column.kind is Kind.TEXT:
                continue
            listed = self._listed(column)
            if not listed:
                continue
            page.set_column(place, place, 34, self.plain)
            page.write_string(0, place, column.what, self.heading)
            for row, item in enumerate(listed, FIRST_ROW):
                page.write_string(row, place, guarded(item), self.plain)
            letter = xl_col_to_name(place)
            last = FIRST_ROW + len(listed)
            self.lists[column.what] = f"='{title}'!${letter}${FIRST_ROW + 1}:${letter}${last}"
            place += 1

    def _listed(self, column: Column) -> list[str]:
        match column.kind:
            case Kind.CHOICE | Kind.CHOICES:
                words = self.voice.choices(column.what)
                return [self.voice.shown_choice(column.what, choice) for choice in words]
            case Kind.NAME | Kind.NAMES:
                names = self.voice.names(column.what)
                return [self.voice.shown_name(column.what, name) for name in names]
            case _:
                return []

    def _add_choices(self, page: Any, sheet: Sheet) -> None:
        """A list to choose from in each cell that takes one value; others may be typed too."""
        for place, column in enumerate(sheet.columns):
            source = self.lists.get(column.what)
            if source and column.kind in {Kind.NAME, Kind.CHOICE}:
                page.data_validation(
                    FIRST_ROW,
                    place,
                    FIRST_ROW + ROWS - 1,
                    place,
                    {"validate": "list", "source": source, "show_error": False},
                )
