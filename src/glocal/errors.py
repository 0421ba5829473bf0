"""The errors Glocal raises: each says what, where, why, and how to mend it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, order=True)
class Problem:
    """One thing wrong in a file a person wrote.

    ``line`` counts from 1; 0 means that the file as a whole is meant. ``key`` is the path to the
    value inside the file, joined by dots, empty for the whole file.
    """

    file: str
    line: int
    key: str
    what: str
    mend: str

    @property
    def place(self) -> str:
        """Where it stands: file, line and key, as far as there are any."""
        place = f"{self.file}:{self.line}" if self.line else self.file
        return f"{place} [{self.key}]" if self.key else place

    def __str__(self) -> str:
        return f"{self.place}: {self.what} Mend: {self.mend}"


class GlocalError(Exception):
    """Input that cannot be used, with every problem found in it."""

    def __init__(self, summary: str, problems: Sequence[Problem] = ()) -> None:
        self.summary = summary
        self.problems = tuple(sorted(problems))
        super().__init__("\n".join([summary, *(f"  {problem}" for problem in self.problems)]))


class KnowledgeError(GlocalError):
    """A knowledge file (framework, text, vocabulary) that cannot be loaded."""


class UnknownNameError(GlocalError):
    """A framework, version, indicator or figure that does not exist."""


class TableError(GlocalError):
    """A table of responses that cannot be read at all."""


class PortfolioError(GlocalError):
    """A portfolio (YAML, spreadsheet, form) that cannot be used as it is."""
