"""One value of the scale in a cell: numbers as people type them, and words in any language."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date, time, timedelta
from enum import Enum
from functools import cache, lru_cache

from glocal.io.sheet_values import Unread
from glocal.io.spreadsheet_cell import unguarded
from glocal.io.workbook import SheetCell
from glocal.loading.families import LANGUAGES
from glocal.loading.interaction_words import interaction_words
from glocal.loading.written import shown
from glocal.model.interaction import HIGHEST, LOWEST, InteractionLevel
from glocal.text.folding import fold


class Mark(Enum):
    """What is no value: nobody looked at the pair, or the rater does not know. Neither is 0."""

    NOT_ASSESSED = "not-assessed"
    UNKNOWN = "unknown"


Value = int | float | Mark

UNKNOWN_SIGN = "?"
"""How ``Mark.UNKNOWN`` is written."""

SIGNS = str.maketrans(
    {**dict.fromkeys("−–—‐‑﹣－", "-"), **dict.fromkeys("＋﹢", "+"), "٫": ".", ",": "."}
)
INVISIBLE = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
NUMBER = re.compile(r"[-+]?[0-9]{1,6}(?:\.[0-9]{1,40})?")
NUMBER_AND_NAME = re.compile(r"([-+]?[0-9])\s*[-:=()]?\s*([^\W\d].*)")
NOTHING = frozenset({"", "-", "--", "n/a", "na", "n.a.", "."})
DO_NOT_KNOW = frozenset({"?", "؟", "dk", "dont know", "don't know", "do not know", "null"})
LARGEST_CELL = 200
"""Characters; no word of the scale is longer."""

MEND = "Write a whole number from −3 to +3, leave the cell empty, or write ? for “do not know”."
MEND_DECIMALS = "Write a number from −3 to +3, or leave the cell empty."
AS_VALUES = "Copy the cells and paste them as values."


def value_of(cell: SheetCell, *, decimals: bool = False) -> Value | Unread:
    """The value that a cell means; ``Unread`` when it means none.

    Understood are whole numbers with any minus sign and any digits, the names, answers and keys of
    the levels in the four languages, what stands for "not assessed" (also an empty cell or a dash)
    and for "I do not know" (``?``). ``decimals`` allows numbers between the levels.
    """
    if cell.is_formula:
        return Unread("A formula stands here; formulas are not evaluated.", AS_VALUES)
    if cell.is_error:
        return Unread(f"The cell shows the error {shown(str(cell.value))}.", MEND)
    value = cell.value
    if isinstance(value, date | time | timedelta):
        return Unread("The spreadsheet program has made a date of this cell.", MEND)
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return Unread(f"'{shown(str(value))}' is no value of the scale.", MEND)
    if isinstance(value, str):
        return _of_text(value, decimals)
    return _of_number(float(value), str(value), decimals)


@lru_cache(maxsize=4096)
def _of_text(text: str, decimals: bool) -> Value | Unread:
    bare = INVISIBLE.sub("", unguarded(text.strip())).strip()
    if len(bare) > LARGEST_CELL:
        return Unread(f"'{shown(bare)}' is no value of the scale.", MEND)
    plain = digits(bare.translate(SIGNS)).replace("- ", "-").replace("+ ", "+")
    if plain.lower() in NOTHING:
        return Mark.NOT_ASSESSED
    if plain.lower().replace("’", "'") in DO_NOT_KNOW:
        return Mark.UNKNOWN
    if NUMBER.fullmatch(plain):
        return _of_number(float(plain), bare, decimals)
    word = _words().get(_folded(bare))
    if word is not None:
        return word
    both = NUMBER_AND_NAME.fullmatch(plain)  # «−2 (contrarresta)»
    named = _words().get(_folded(both[2].rstrip(" )"))) if both else None
    if both and named == int(both[1]):
        return int(both[1])
    return Unread(f"'{shown(bare)}' is no value of the scale.", MEND)


def _of_number(number: float, written: str, decimals: bool) -> Value | Unread:
    if not LOWEST <= number <= HIGHEST:  # also what is no number
        what = f"{shown(written)} lies outside the scale, which goes from −3 to +3."
        return Unread(what, MEND_DECIMALS if decimals else MEND)
    if decimals:
        return number + 0.0
    if not number.is_integer():
        return Unread(
            f"{shown(written)} lies between two levels.",
            "Write a whole number, or say that the values are aggregated already.",
        )
    return int(number)


def digits(text: str) -> str:
    """Digits of every script as Western ones."""
    if text.isascii():
        return text
    return "".join(str(int(sign)) if sign.isdecimal() else sign for sign in text)


def _folded(text: str) -> str:
    return fold(" ".join(text.split())).rstrip(".")


@cache
def _words() -> Mapping[str, Value]:
    """What words mean, in every language; a word of two meanings means nothing."""
    found: dict[str, set[Value]] = {}
    for word, value in _every_word():
        found.setdefault(_folded(word), set()).add(value)
    return {word: next(iter(values)) for word, values in found.items() if len(values) == 1}


def _every_word() -> Iterator[tuple[str, Value]]:
    for language in LANGUAGES:
        words = interaction_words(language)
        yield words.not_assessed, Mark.NOT_ASSESSED
        yield words.unknown, Mark.UNKNOWN
        for level in InteractionLevel:
            own = words.levels[level.key]
            yield from ((word, int(level)) for word in (level.key, own.name, own.answer))
