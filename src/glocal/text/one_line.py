"""What names and titles do not hold: signs that nobody sees, or that turn how others are read."""

from __future__ import annotations

import re

HIDDEN = (
    "\\u0000-\\u001f\\u007f-\\u009f"  # control characters, line ends and tabs among them
    "\\u2028-\\u202e\\u2066-\\u2069"  # line ends of Unicode, and marks that turn the direction
    "\\ud800-\\udfff\\ufffe\\uffff"  # halves of characters, and what is none
)
"""For a set in square brackets; ``knowledge/schema`` says the same of the files."""

_HIDDEN = re.compile(f"[{HIDDEN}]")


def is_one_line(text: str) -> bool:
    """Whether a text stands on one line and holds nothing hidden, spaces at its ends aside.

    Single marks of direction (U+200E, U+200F) are needed beside numbers in Arabic and stay.

    >>> is_one_line("قانون رقم 12"), is_one_line("Act\\u202e21 fo"), is_one_line("One\\nTwo")
    (True, False, False)
    """
    return _HIDDEN.search(text.strip(" \t\r\n")) is None


def as_one_line(text: str) -> str:
    """The text on one line without what is hidden; each run of blanks is one space.

    >>> as_one_line(" One\\r\\nTwo\\u202e  three ")
    'One Two three'
    """
    return " ".join(_HIDDEN.sub(" ", text).split())
