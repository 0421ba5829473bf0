"""Guard cells that a spreadsheet program would run."""

from __future__ import annotations

FORMULA_STARTS = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\n")
"""A cell that begins so is taken for a formula; some programs take the full-width signs as well."""


def harmless(cell: str) -> str:
    """``cell``, with an apostrophe before it when a spreadsheet would take it for a formula.

    Spaces before a formula do not hide it. A carriage return becomes a space: the writer of Python
    3.11 does not quote one that stands alone, and it would break the row.

    >>> harmless("=1+1")
    "'=1+1"
    """
    text = cell.replace("\r", " ")
    return f"'{text}" if text.lstrip(" ").startswith(FORMULA_STARTS) else text
