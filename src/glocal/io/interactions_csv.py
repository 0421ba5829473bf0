"""Write interactions as text files: a square matrix, or a long list of ratings."""

from __future__ import annotations

import csv
import io
import math
from collections.abc import Iterable, Sequence

import numpy as np

from glocal.io.interactions_labels import shown_item
from glocal.io.interactions_values import UNKNOWN_SIGN
from glocal.io.spreadsheet_cell import guarded
from glocal.loading.interaction_words import interaction_words
from glocal.model.interaction import Item, RatedMatrix, SignedMatrix

LONG_COLUMNS = ("from", "to", "value", "rater", "group", "rationale")


def square_csv(matrix: SignedMatrix, items: Sequence[Item], language: str = "en") -> str:
    """One value a pair; labels are ``id — title``, what is not assessed is empty.

    ``items`` are those of the matrix, in its order. Reading it gives the same matrix again, with
    ``decimals`` where it has some. Begins with a byte-order mark, as spreadsheet programs need.
    """
    labels = [_cell(shown_item(item)) for item in items]
    rows = [
        [label, *(number(float(value)) for value in matrix.values[row])]
        for row, label in enumerate(labels)
    ]
    return _text([[interaction_words(language).corner, *labels], *rows])


def long_csv(rated: RatedMatrix, language: str = "en") -> str:
    """One row a rating, with the headings of the language; ``?`` where a rater does not know.

    An item stands with its title where it is named first, and by its id alone after that. An item
    that nobody has rated does not come back from the file.
    """
    columns = interaction_words(language).columns
    named: set[str] = set()
    items = {item.id: item for item in rated.items}

    def label(name: str) -> str:
        if name in named:
            return name
        named.add(name)
        return shown_item(items[name])

    rows = [
        [
            _cell(label(one.source)),
            _cell(label(one.target)),
            UNKNOWN_SIGN if one.value is None else number(one.value),
            _cell(one.rater),
            _cell(one.group),
            _cell(one.rationale),
        ]
        for one in rated.ratings
    ]
    return _text([[columns[key] for key in LONG_COLUMNS], *rows])


def number(value: float) -> str:
    """A value as a plain number, empty where there is none."""
    if math.isnan(value):
        return ""
    # Never 1e-06, which nobody types and not every program reads.
    return np.format_float_positional(value, trim="-")


def _cell(text: str) -> str:
    # The writer of Python 3.11 does not quote a carriage return, which would break the row.
    return guarded(text.replace("\r\n", "\n").replace("\r", "\n"))


def _text(rows: Iterable[Sequence[str]]) -> str:
    target = io.StringIO()
    target.write("\ufeff")
    csv.writer(target, lineterminator="\n").writerows(rows)
    return target.getvalue()
