"""A table as text with columns that stand under one another."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence

GAP = "  "


def text_table(head: Sequence[str], rows: Sequence[Sequence[str]], names: int = 1) -> Iterator[str]:
    """Lines of a table; the first ``names`` columns begin at the left, numbers end at the right.

    >>> print(*text_table(("item", "out"), [("Homes", "+2"), ("Fair work", "−10")]), sep="\\n")
    item       out
    Homes       +2
    Fair work  −10
    """
    widths = [max(map(_width, column)) for column in zip(head, *rows, strict=True)]
    for row in (head, *rows):
        cells = (
            cell + " " * (width - _width(cell))
            if at < names
            else " " * (width - _width(cell)) + cell
            for at, (cell, width) in enumerate(zip(row, widths, strict=True))
        )
        yield GAP.join(cells).rstrip()


def _width(text: str) -> int:
    """Letters that take up room: marks that stand on another one do not."""
    return sum(unicodedata.category(sign) not in {"Mn", "Cf"} for sign in text)
