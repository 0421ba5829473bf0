"""Slots as cells of a spreadsheet, and cells as slots: one cell at a time."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from glocal.io.portfolio_sheets import Column, Kind
from glocal.io.sheet_voice import Voice
from glocal.io.spreadsheet_cell import guarded, unguarded

Cell = str | int | float | date | None

BETWEEN = re.compile(r"[;؛\n]+")
"""What separates several values: also the Arabic semicolon, and a new line in the cell."""

AFTER_COMMA = re.compile(r"[;؛\n,،]+")
"""For ids, which hold no comma, a comma will do."""

NUMBER = r"([-+]?[0-9]+(?:[.,٫][0-9]+)?(?:[eE][-+]?[0-9]+)?)"
CONDITION = re.compile(
    rf"(?P<name>\S+)\s*(?:(?P<sign>>=|≥|<=|≤|=)\s*{NUMBER}|{NUMBER}\s*(?:\.\.|–|…)\s*{NUMBER})"
)
DAY = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})(?:[T ]00:00(?::00(?:\.0+)?)?)?")
FIRST_DAY = date(1900, 3, 1)
"""Spreadsheets count days from 1900, and take that year for a leap year; earlier days are text."""

SAFE_DIGITS = 15
"""A spreadsheet keeps a number to this many digits; what needs more is written as text."""


@dataclass(frozen=True)
class Unread:
    """A cell that cannot be used: what is wrong with it, and how to mend it."""

    what: str
    mend: str


def cell_of(column: Column, value: Any, voice: Voice) -> Cell:
    """The cell that shows ``value``, a slot of the right shape; ``None`` for an empty cell."""
    if value is None:
        return None
    match column.kind:
        case Kind.DAY:
            day = date.fromisoformat(value)
            return day if day >= FIRST_DAY else value
        case Kind.NUMBER:
            return value if float(f"{value:.{SAFE_DIGITS}g}") == value else repr(value)
        case Kind.NAME:
            return voice.shown_name(column.what, value)
        case Kind.NAMES:
            return "; ".join(value)
        case Kind.CHOICE:
            return voice.shown_choice(column.what, _word(value))
        case Kind.CHOICES:
            words = [voice.shown_choice(column.what, item) for item in value]
            return "; ".join(words) or voice.choices("none")["none"]
        case Kind.RANGES:
            return "; ".join(_condition(name, item) for name, item in value.items())
        case _:
            return guarded(str(value))


def slot_of(column: Column, cell: Any, voice: Voice) -> Any:
    """The slot that a cell means: ``None`` when it is empty, ``Unread`` when it cannot be used.

    A word that means nothing stays as it is, so that the check of the portfolio names it.
    """
    if isinstance(cell, str):
        cell = unguarded(cell.strip())
    if cell is None or cell == "":
        return None
    match column.kind:
        case Kind.DAY:
            return _day(cell)
        case Kind.NUMBER:
            return _number(cell)
    if isinstance(cell, date):
        return Unread(
            "The spreadsheet program has made a date of this cell.",
            "Format the cell as text and type it again.",
        )
    text = _text(cell)
    match column.kind:
        case Kind.NAME:
            return voice.meant(column.what, text)
        case Kind.NAMES:
            return [voice.meant(column.what, item) for item in _parts(AFTER_COMMA, text)]
        case Kind.CHOICE:
            return voice.meant(column.what, _truth(cell, text))
        case Kind.CHOICES:
            if voice.meant("none", text) == "none":
                return []
            return [voice.meant(column.what, item) for item in _parts(BETWEEN, text)]
        case Kind.RANGES:
            return _conditions(text)
        case _:
            return text


def _word(value: Any) -> str:
    return ("yes" if value else "no") if isinstance(value, bool) else str(value)


def _truth(cell: Any, text: str) -> str:
    """TRUE and FALSE, which some programs make of a typed word, are yes and no."""
    return ("yes" if cell else "no") if isinstance(cell, bool) else text


def _text(cell: Any) -> str:
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell)


def _parts(between: re.Pattern[str], text: str) -> list[str]:
    return [part.strip() for part in between.split(text) if part.strip()]


def _day(cell: Any) -> Any:
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    if isinstance(cell, date):
        return cell.isoformat()
    match = DAY.fullmatch(str(cell))
    return match[1] if match else str(cell)


def _number(cell: Any) -> Any:
    if isinstance(cell, bool | date):
        return Unread("A number is needed here.", "Format the cell as a number and type it again.")
    if isinstance(cell, int):
        return cell
    if isinstance(cell, float):
        return int(cell) if cell.is_integer() else cell
    if not isinstance(cell, str):  # a time of day or a duration, which programs make of "10:30"
        return Unread("A number is needed here.", "Format the cell as a number and type it again.")
    return _parsed(cell) if re.fullmatch(NUMBER, cell) else cell


def _parsed(text: str) -> float | int:
    """A number as it is typed; a comma is the decimal sign in half of the world."""
    number = float(text.replace(",", ".").replace("٫", "."))
    return int(number) if number.is_integer() and abs(number) < 1e15 else number


def _condition(name: str, limits: Mapping[str, float]) -> str:
    low, high = limits.get("from"), limits.get("to")
    if low is None:
        return f"{name} <= {high!r}"
    return f"{name} >= {low!r}" if high is None else f"{name} {low!r}..{high!r}"


def _conditions(text: str) -> Any:
    found: dict[str, dict[str, float]] = {}
    for part in _parts(BETWEEN, text):
        match = CONDITION.fullmatch(part)
        if match is None:
            return Unread(
                "This is not how a condition is written.",
                "Write as in: residence-months >= 6; income <= 500; age-years 18..30",
            )
        sign, one, low, high = match["sign"], *match.groups()[2:]
        limits = found.setdefault(match["name"], {})
        if sign is None:
            limits |= {"from": _parsed(low), "to": _parsed(high)}
        if sign in {">=", "≥", "="}:
            limits["from"] = _parsed(one)
        if sign in {"<=", "≤", "="}:
            limits["to"] = _parsed(one)
    return found
