"""Things that an address names by their number from 1: an item of a matrix, a part of a table."""

from __future__ import annotations

LONGEST = 3
"""Digits of a number; longer ones name nothing."""


def place_of(text: str, size: int) -> int | None:
    """The place from 0 of the thing of this number; ``None`` when there is no such thing.

    >>> place_of("1", 3), place_of("3", 3), place_of("0", 3), place_of("4", 3), place_of("²", 3)
    (0, 2, None, None, None)
    """
    if not (text.isascii() and text.isdigit() and len(text) <= LONGEST):
        return None
    return int(text) - 1 if 1 <= int(text) <= size else None
