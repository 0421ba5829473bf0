"""Read interactions from CSV or XLSX: a square matrix, a long list, or a sheet a rater."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from glocal.errors import GlocalError, Problem, TableError
from glocal.interactions.panel import agreed, panel_of
from glocal.io.delimited import rows_of
from glocal.io.interactions_book import Found, read_book
from glocal.io.interactions_grid import MOST_ITEMS, Told, grid_of_rows
from glocal.io.interactions_long import ONE_RATER, is_long, read_long
from glocal.io.interactions_square import read_square
from glocal.io.workbook import OLD_FORMAT, ZIPPED, read_workbook
from glocal.model.interaction import Item, RatedMatrix, Rating, SignedMatrix

LARGEST = 50_000_000
"""Bytes of a text file."""

MOST_RATINGS_AS_TABLE = 20_000_000
"""Raters times rated pairs: the calculations hold them as a table."""


@dataclass(frozen=True)
class ReadInteractions:
    """What a file says.

    ``rated`` has the items, and the ratings unless the values were aggregated already; a file that
    names no rater has one, "r1", of no group. ``signed`` holds one value a pair. ``problems`` are
    those of what was left out when the rest was to be kept; ``notes`` stop nothing.
    """

    rated: RatedMatrix
    signed: SignedMatrix
    has_raters: bool
    problems: tuple[Problem, ...] = ()
    notes: tuple[Problem, ...] = ()


def read_interactions(
    path: Path,
    *,
    known: Sequence[Item] | None = None,
    decimals: bool = False,
    keep_valid: bool = False,
) -> ReadInteractions:
    """The interactions in the file at ``path``; see :func:`interactions_of`."""
    try:
        raw = path.read_bytes() if path.stat().st_size <= LARGEST else None
    except OSError as error:
        raise TableError(f"{path} cannot be read: {error.strerror}.") from error
    if raw is None:
        raise _refused(path.name, f"The file is larger than {LARGEST:,} bytes.", "Split it.")
    return interactions_of(raw, path.name, known=known, decimals=decimals, keep_valid=keep_valid)


def interactions_of(
    raw: bytes,
    name: str,
    *,
    known: Sequence[Item] | None = None,
    decimals: bool = False,
    keep_valid: bool = False,
) -> ReadInteractions:
    """The interactions in the bytes of a file called ``name``.

    Raises ``TableError`` with every problem, each with row and cell; with ``keep_valid`` only when
    nothing can be used. ``known``: the items that the file may name, by id or title. ``decimals``:
    the values are aggregated over raters already and may lie between the levels.
    """
    told = Told()
    found = _found(raw, name, told, known, decimals)
    problems = list(told.problems)
    if told.more:
        problems.append(
            Problem(name, 0, "", f"There are {told.more:,} more problems.", "Mend these first.")
        )
    if len(found.items) < 2 and not problems:
        problems.append(
            Problem(name, 0, "", "A matrix needs at least two items.", "Name them in the file.")
        )
    if _table_size(found.ratings) > MOST_RATINGS_AS_TABLE:
        mend = "Is the column of raters the right one? Split the file."
        raise _refused(name, "There are too many ratings at once.", mend)
    if problems and (not keep_valid or len(found.items) < 2):
        raise TableError(f"{name} cannot be used:", problems)
    rated = RatedMatrix(Path(name).stem, found.items, found.ratings)
    signed = _aggregated(found) if decimals else agreed(panel_of(rated))
    return ReadInteractions(
        rated, signed, found.has_raters and not decimals, tuple(sorted(problems)), tuple(told.notes)
    )


def _found(
    raw: bytes, name: str, told: Told, known: Sequence[Item] | None, decimals: bool
) -> Found:
    if raw.startswith((ZIPPED, OLD_FORMAT)):
        try:
            # One more than may be, so that a wider sheet is noticed.
            pages = read_workbook(raw, name, MOST_ITEMS + 2)
        except GlocalError as error:
            raise TableError(error.summary, error.problems) from error
        return read_book(pages, name, told, known=known, decimals=decimals)
    rows = rows_of(raw, name)
    told.notes += [Problem(name, 0, "", note, "Save it as UTF-8.") for note in rows.notes]
    grid = grid_of_rows(rows)
    if is_long(grid):
        return Found.of_list(read_long(grid, told, known=known, decimals=decimals), decimals)
    square = read_square(grid, told, known=known, decimals=decimals)
    return Found.of_square(square, ONE_RATER, "", decimals)


def _aggregated(found: Found) -> SignedMatrix:
    row = {item.id: at for at, item in enumerate(found.items)}
    values = np.full((len(row), len(row)), math.nan)
    for (source, target), value in found.values.items():
        values[row[source], row[target]] = value
    return SignedMatrix(tuple(row), values)


def _table_size(ratings: Sequence[Rating]) -> int:
    voices = {(one.rater, one.group) for one in ratings}
    return len(voices) * len({(one.source, one.target) for one in ratings})


def _refused(name: str, what: str, mend: str) -> TableError:
    return TableError(f"{name} cannot be read:", [Problem(name, 0, "", what, mend)])
