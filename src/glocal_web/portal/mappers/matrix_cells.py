"""The cells of a matrix as HTML, short, since sixty items have 3,540 of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

import numpy as np
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from glocal.model.interaction import Values
from glocal_web.portal.mappers.signed_value import contested_shade, shade, signed

Pair = tuple[int, int]
NO_CLASS = SafeString("")
SELF = SafeString(" class=self")


def cells(
    values: Values,
    row: int,
    columns: Sequence[int],
    contested: frozenset[Pair],
    common: str = "",
) -> SafeString:
    """The cells of one row: the value with its colour, each a link to the page of its pair.

    The addresses are ``3-17``, numbers of the items, below that of the picture. Ends of cells are
    left out, as HTML allows, and so is the class ``common``, which the table has.
    """
    line = values[row]
    return format_html_join(
        "",
        "<td{}>{}",
        (
            (SELF, "")
            if column == row
            else (
                _css(float(line[column]), (row, column) in contested, common),
                _link(line, row, column),
            )
            for column in columns
        ),
    )


def common_shade(values: Values, rows: Sequence[int], columns: Sequence[int]) -> str:
    """The class of most cells in this part of a matrix."""
    cells = values[np.ix_(rows, columns)].ravel()
    return Counter(shade(float(one)) for one in cells).most_common(1)[0][0]


def _css(value: float, is_contested: bool, common: str) -> SafeString:
    css = contested_shade(value) if is_contested else shade(value)
    return format_html(" class={}", css) if css != common else NO_CLASS


def _link(line: Values, row: int, column: int) -> SafeString:
    text = signed(float(line[column]))
    return format_html("<a href={}-{}>{}</a>", row + 1, column + 1, text)


def overview_paths(values: Values, order: Sequence[int]) -> tuple[tuple[str, str], ...]:
    """The whole matrix as a small picture, one unit a cell: for each shade the path of its cells.

    Cells of one shade that stand side by side are one stroke. What nobody assessed is not drawn.
    """
    strokes: dict[str, list[str]] = {}
    for y, row in enumerate(order):
        for css, start, length in _runs([shade(float(values[row, column])) for column in order]):
            if css != "v0":
                strokes.setdefault(css, []).append(f"M{start} {y}h{length}")
    return tuple((css, "".join(found)) for css, found in sorted(strokes.items()))


def _runs(line: Iterable[str]) -> Iterable[tuple[str, int, int]]:
    start, length, current = 0, 0, ""
    for place, css in enumerate(line):
        if css != current and length:
            yield current, start, length
        if css != current:
            start, length, current = place, 0, css
        length += 1
    if length:
        yield current, start, length
