"""Write interactions as a spreadsheet that people fill in, with the allowed values and a legend."""

from __future__ import annotations

import io
import math
import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from glocal.io.interactions_csv import LONG_COLUMNS
from glocal.io.interactions_labels import DASH, shown_item
from glocal.io.interactions_values import UNKNOWN_SIGN
from glocal.io.plain_workbook import plain_workbook
from glocal.io.spreadsheet_cell import guarded
from glocal.loading.interaction_words import interaction_words
from glocal.loading.vocabulary import vocabulary_words
from glocal.model.interaction import (
    HIGHEST,
    LOWEST,
    InteractionLevel,
    Item,
    RatedMatrix,
    Rating,
    SignedMatrix,
)

ALLOWED = [*map(str, range(LOWEST, HIGHEST + 1)), UNKNOWN_SIGN]
SPARE_ROWS = 2000
"""Rows below a list for which the allowed values are offered too."""

LONGEST_SHEET_NAME = 31
NO_SHEET_NAME = re.compile(r"[\[\]:*?/\\]|^'|'$|^\s*$")
WIDTHS = {"rationale": 60, "from": 34, "to": 34, "title": 50, "group": 24}
HELP, HURT, ITSELF = "#CFE8F3", "#FBE0C4", "#E5E7EB"


def matrix_xlsx(matrix: SignedMatrix, items: Sequence[Item], language: str = "en") -> bytes:
    """One matrix with one value a pair, its items, and a legend; also an empty one to fill in."""
    book = _Book(language)
    book.add_square(book.words.sheets["matrix"], items, lambda row, at: matrix.values[row, at])
    book.add_items(items)
    return book.written()


def ratings_xlsx(rated: RatedMatrix, language: str = "en") -> bytes:
    """A list with one row a rating, the items, and a legend. Reading it gives the same again."""
    book = _Book(language)
    book.add_ratings(rated)
    book.add_items(rated.items)
    return book.written()


def raters_xlsx(rated: RatedMatrix, language: str = "en") -> bytes:
    """A matrix a rater, each on a sheet that is called as the rater; rationales are not in it.

    Raises ``ValueError`` when the name of a rater cannot be that of a sheet.
    """
    book = _Book(language)
    voices: dict[str, str] = {}
    answers: dict[str, dict[tuple[str, str], Rating]] = {}
    for rating in rated.ratings:
        if voices.setdefault(rating.rater, rating.group) != rating.group:
            raise ValueError(f"{rating.rater!r} speaks for two groups.")
        answers.setdefault(rating.rater, {})[rating.source, rating.target] = rating
    _check_names(list(voices), set(book.words.sheets.values()) | set(book.words.sheets))
    ids = rated.ids
    for rater, own in answers.items():
        book.add_square(rater, rated.items, _cell_of(own, ids))
    book.add_items(rated.items)
    book.add_raters(voices)
    return book.written()


def _cell_of(
    own: Mapping[tuple[str, str], Rating], ids: Sequence[str]
) -> Callable[[int, int], float | str]:
    def cell(row: int, at: int) -> float | str:
        rating = own.get((ids[row], ids[at]))
        if rating is None:
            return math.nan
        return UNKNOWN_SIGN if rating.value is None else float(rating.value)

    return cell


def _check_names(raters: Sequence[str], taken: set[str]) -> None:
    used = {name.casefold() for name in taken}
    for name in raters:
        if len(name) > LONGEST_SHEET_NAME or NO_SHEET_NAME.search(name) or name.casefold() in used:
            raise ValueError(f"{name!r} cannot be the name of a sheet.")
        used.add(name.casefold())


class _Book:
    """One spreadsheet while it is written."""

    def __init__(self, language: str) -> None:
        self.words = interaction_words(language)
        self.target = io.BytesIO()
        self.book = plain_workbook(self.target)
        add = self.book.add_format
        self.text = add({"num_format": "@", "valign": "top", "text_wrap": True})
        self.value = add({"num_format": "+0.##;−0.##;0", "align": "center"})
        self.whole = add({"num_format": "+0;−0;0", "align": "center"})
        self.heading = add({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
        self.top = add({"bold": True, "bottom": 1, "rotation": 60, "text_wrap": True})
        self.itself = add({"bg_color": ITSELF})
        self.help, self.hurt = add({"bg_color": HELP}), add({"bg_color": HURT})

    def written(self) -> bytes:
        self._add_legend()
        self.book.close()
        return self.target.getvalue()

    def add_square(
        self, name: str, items: Sequence[Item], cell: Callable[[int, int], float | str]
    ) -> None:
        page = self._page(name)
        last = len(items)
        page.set_row(0, 120)
        page.set_column(0, 0, 44)
        page.set_column(1, last, 6)
        page.write_string(0, 0, self.words.corner, self.heading)
        for at, item in enumerate(items, 1):
            page.write_string(0, at, guarded(shown_item(item)), self.top)
            page.write_string(at, 0, guarded(shown_item(item)), self.text)
        for row in range(last):
            for at in range(last):
                if row == at:
                    page.write_blank(row + 1, at + 1, None, self.itself)
                    continue
                self._write_value(page, row + 1, at + 1, cell(row, at))
        if last:
            self._offer_values(page, (1, 1, last, last))
            self._colour(page, (1, 1, last, last))

    def add_ratings(self, rated: RatedMatrix) -> None:
        columns = LONG_COLUMNS
        page = self._headed(self.words.sheets["ratings"], columns)
        items = {item.id: shown_item(item) for item in rated.items}
        for row, one in enumerate(rated.ratings, 1):
            page.write_string(row, 0, guarded(items[one.source]), self.text)
            page.write_string(row, 1, guarded(items[one.target]), self.text)
            value = UNKNOWN_SIGN if one.value is None else float(one.value)
            self._write_value(page, row, 2, value)
            for at, text in enumerate((one.rater, one.group, one.rationale), 3):
                page.write_string(row, at, guarded(text), self.text)
        self._offer_values(page, (1, 2, len(rated.ratings) + SPARE_ROWS, 2))

    def add_items(self, items: Sequence[Item]) -> None:
        page = self._headed(self.words.sheets["items"], ("id", "title", "kind", "ref"))
        for row, item in enumerate(items, 1):
            cells = (item.id, item.title, self.words.kinds[item.kind], item.ref)
            for at, text in enumerate(cells):
                page.write_string(row, at, guarded(text), self.text)

    def add_raters(self, voices: Mapping[str, str]) -> None:
        page = self._headed(self.words.sheets["raters"], ("rater", "group"))
        names = vocabulary_words("stakeholder-groups", self.words.language)
        for row, (rater, group) in enumerate(voices.items(), 1):
            page.write_string(row, 0, guarded(rater), self.text)
            shown = f"{group}{DASH}{names[group]}" if group in names else group
            page.write_string(row, 1, guarded(shown), self.text)

    def _add_legend(self) -> None:
        page = self._page(self.words.sheets["legend"])
        page.set_column(0, 0, 8)
        page.set_column(1, 2, 40)
        page.set_column(3, 4, 70)
        quotes = (self.words.quote.format(title=title) for title in ("A", "B"))
        question = self.words.question.format(
            **dict(zip(("source", "target"), quotes, strict=True))
        )
        page.merge_range(0, 0, 0, 4, self.words.legend.format(question=question), self.heading)
        page.set_row(0, 48)
        for row, level in enumerate(reversed(InteractionLevel), 1):
            words = self.words.levels[level.key]
            page.write_number(row, 0, int(level), self.whole)
            cells = (words.name, words.answer, words.meaning, words.example)
            for at, text in enumerate(cells, 1):
                page.write_string(row, at, text, self.text)
        row = len(InteractionLevel) + 1
        page.write_string(row, 0, UNKNOWN_SIGN, self.text)
        page.write_string(row, 1, self.words.unknown, self.text)
        page.write_string(row + 1, 1, self.words.not_assessed, self.text)

    def _page(self, name: str) -> Any:
        page = self.book.add_worksheet(name)
        if self.words.language == "ar":
            page.right_to_left()
        page.freeze_panes(1, 1)
        return page

    def _headed(self, name: str, columns: Sequence[str]) -> Any:
        page = self._page(name)
        for at, key in enumerate(columns):
            page.set_column(at, at, WIDTHS.get(key, 14), self.text)
            page.write_string(0, at, self.words.columns[key], self.heading)
        return page

    def _write_value(self, page: Any, row: int, at: int, value: float | str) -> None:
        if isinstance(value, str):
            page.write_string(row, at, value, self.value)
        elif not math.isnan(value):
            whole = float(value).is_integer()
            page.write_number(row, at, float(value), self.whole if whole else self.value)

    def _offer_values(self, page: Any, area: tuple[int, int, int, int]) -> None:
        """A list to choose from; other ways to write a value may be typed too."""
        page.data_validation(*area, {"validate": "list", "source": ALLOWED, "show_error": False})

    def _colour(self, page: Any, area: tuple[int, int, int, int]) -> None:
        for criterion, style in ((">", self.help), ("<", self.hurt)):
            page.conditional_format(
                *area, {"type": "cell", "criteria": criterion, "value": 0, "format": style}
            )
