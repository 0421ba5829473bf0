"""Something a person wrote (a file, a sheet, a form), with the place of every value in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from glocal.errors import Problem

LONGEST_SHOWN = 60
"""Characters of a wrong value that a message repeats."""


class Written(Protocol):
    """Nested plain values, and how a problem with one of them is told."""

    @property
    def name(self) -> str:
        """How it is called in messages."""

    @property
    def value(self) -> Any:
        """The content as plain values."""

    def line(self, path: Sequence[str | int]) -> int:
        """The line or row (from 1) of the deepest part of ``path`` that exists, else 0."""

    def problem(self, path: Sequence[str | int], what: str, mend: str) -> Problem:
        """A problem at ``path``."""


@dataclass(frozen=True)
class Form:
    """Values that stand in no file: what a form sent. A problem names the slot as its key."""

    value: Any
    name: str = ""

    def line(self, path: Sequence[str | int]) -> int:
        """0: a form has no lines."""
        return 0

    def problem(self, path: Sequence[str | int], what: str, mend: str) -> Problem:
        """A problem at the slot that ``path`` names."""
        return Problem(self.name, 0, ".".join(map(str, path)), what, mend)


@dataclass(frozen=True)
class Part:
    """One part of something written: paths begin at it, problems are told with the whole."""

    whole: Written
    path: tuple[str | int, ...]
    value: Any

    @property
    def name(self) -> str:
        """The name of the whole."""
        return self.whole.name

    def line(self, path: Sequence[str | int] = ()) -> int:
        """The line or row of ``path`` below this part."""
        return self.whole.line((*self.path, *path))

    def problem(self, path: Sequence[str | int], what: str, mend: str) -> Problem:
        """A problem at ``path`` below this part."""
        return self.whole.problem((*self.path, *path), what, mend)


def shown(value: object) -> str:
    """A wrong value as a message may repeat it: short, on one line, nothing that moves a cursor.

    >>> shown("a\\x1bb")
    'a\N{REPLACEMENT CHARACTER}b'
    """
    text = "".join(
        sign if sign.isprintable() else "\N{REPLACEMENT CHARACTER}" for sign in str(value)
    )
    return text if len(text) <= LONGEST_SHOWN else f"{text[: LONGEST_SHOWN - 1]}…"
