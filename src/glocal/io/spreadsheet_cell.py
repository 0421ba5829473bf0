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


def guarded(text: str) -> str:
    """``text`` as no spreadsheet takes it for a formula, so that ``unguarded`` gives it back.

    >>> guarded("=1+1"), guarded("'=1+1"), guarded("it's")
    ("'=1+1", "''=1+1", "it's")
    """
    return f"'{text}" if _would_run(text) else text


def unguarded(cell: str) -> str:
    """What was written, from a cell that ``guarded`` has made.

    >>> unguarded("'=1+1"), unguarded("''=1+1"), unguarded("'tis")
    ('=1+1', "'=1+1", "'tis")
    """
    return cell[1:] if cell.startswith("'") and _would_run(cell) else cell


def _would_run(text: str) -> bool:
    return text.lstrip("'").lstrip(" ").startswith(FORMULA_STARTS)
