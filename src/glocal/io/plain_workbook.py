"""A spreadsheet to write into: text stays text, and the same content gives the same bytes."""

from __future__ import annotations

import io
from datetime import datetime
from typing import Any

import xlsxwriter  # type: ignore[import-untyped]


def plain_workbook(target: io.BytesIO) -> Any:
    """A workbook that is written to ``target`` when it is closed.

    What begins like a formula, an address or a number is written as the text that it is.
    """
    book = xlsxwriter.Workbook(
        target,
        {
            "in_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
        },
    )
    # Without a day of its own, the same content gives the same bytes.
    book.set_properties({"created": datetime(2000, 1, 1)})
    return book
