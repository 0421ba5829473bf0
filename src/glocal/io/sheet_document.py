"""A portfolio document put together from the cells of a spreadsheet, and remarks on cells."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from glocal.errors import Problem
from glocal.loading.known import Path
from glocal.loading.schema import MEND_OF_TYPE
from glocal.loading.written import shown


@dataclass(frozen=True)
class SheetDocument:
    """A portfolio document that was put together from cells.

    ``rows`` gives the sheet and row of each entry, ``columns`` the letters of the columns of a
    sheet by the place of their value in an entry.
    """

    name: str
    value: Mapping[str, Any]
    rows: Mapping[Path, tuple[str, int]] = field(default_factory=dict)
    columns: Mapping[str, Mapping[Path, str]] = field(default_factory=dict)

    def line(self, path: Sequence[str | int]) -> int:
        """The row of the entry that ``path`` leads into, 0 when it is in none."""
        found = self._row(tuple(path))
        return found[1] if found else 0

    def problem(self, path: Sequence[str | int], what: str, mend: str) -> Problem:
        """A problem in the cell that ``path`` leads to."""
        if mend == MEND_OF_TYPE:
            mend = "Write what the help of the column says."
        found = self._row(tuple(path))
        if found is None:
            return Problem(self.name, 0, ".".join(map(shown, path)), what, mend)
        title, row, inside = found
        letter = next(
            (
                self.columns[title][inside[:length]]
                for length in range(len(inside), 0, -1)
                if inside[:length] in self.columns[title]
            ),
            "",
        )
        return Problem(
            sheet_name(self.name, title), row, f"{letter}{row}" if letter else "", what, mend
        )

    def _row(self, path: Path) -> tuple[str, int, Path] | None:
        for length in range(len(path), 0, -1):
            if path[:length] in self.rows:
                return (*self.rows[path[:length]], path[length:])
        return None


def sheet_name(name: str, title: str) -> str:
    """How a sheet of a file is called in messages."""
    return f"{name}, sheet {shown(title)}"


@dataclass
class Remarks:
    """What was found while the file called ``name`` was read.

    Problems are errors of the file; notes are worth telling but stop nothing.
    """

    name: str
    problems: list[Problem] = field(default_factory=list)
    notes: list[Problem] = field(default_factory=list)

    def tell(self, title: str, row: int, letter: str, what: str, mend: str) -> None:
        """A problem in a cell, a row (without letter) or a sheet (row 0)."""
        self.problems.append(self._at(title, row, letter, what, mend))

    def note(self, title: str, row: int, letter: str, what: str, mend: str) -> None:
        """Something left out that may not matter."""
        self.notes.append(self._at(title, row, letter, what, mend))

    def _at(self, title: str, row: int, letter: str, what: str, mend: str) -> Problem:
        key = f"{letter}{row}" if letter else ""
        return Problem(sheet_name(self.name, title), row, key, what, mend)
