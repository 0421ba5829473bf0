"""Rows of a form that may be filled in: those that are there, and a few empty ones."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

MOST_ROWS = 20


def row_numbers(prefix: str, values: Mapping[str, Any], empty: int = 1) -> range:
    """The numbers of the rows of ``prefix`` that hold something, and of ``empty`` more.

    >>> row_numbers("tie", {"tie-0-how": "cites", "tie-4-how": "", "tie-2-how": "amends"})
    range(0, 4)
    """
    pattern = re.compile(rf"{re.escape(prefix)}-([0-9]{{1,2}})-.+")
    used = [
        int(match.group(1))
        for name, value in values.items()
        if (match := pattern.fullmatch(name)) and value not in ("", None, [], False)
    ]
    return range(min(max(used, default=-1) + 1 + empty, MOST_ROWS))


def row_values(
    prefix: str, rows: Iterable[Mapping[str, Any]], names: Mapping[str, str]
) -> dict[str, Any]:
    """The values that the rows of a form start with; ``names`` maps a field to a key of a row."""
    return {
        f"{prefix}-{number}-{field}": row.get(key)
        for number, row in enumerate(rows)
        for field, key in names.items()
    }
