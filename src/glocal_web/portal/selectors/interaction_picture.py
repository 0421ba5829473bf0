"""The picture of a matrix: its values as a table in colour, in an order that shows something."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from django.utils.safestring import SafeString
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from glocal.interactions.arrange import arranged
from glocal.interactions.influence import influence
from glocal_web.portal.mappers.matrix_cells import cells, common_shade, overview_paths
from glocal_web.portal.mappers.numbered import place_of
from glocal_web.portal.mappers.quoted import quoted
from glocal_web.portal.mappers.signed_value import LEANS, SignedBar, signed, signed_bar
from glocal_web.portal.permissions import Visitor
from glocal_web.portal.selectors.interaction_ground import Ground, Named, reading_ground

# More than so many items do not stand in one table: rows and columns come in parts.
WHOLE = 60
# A name above a column has two short lines; it stands in full beside its row.
LONGEST_NAME = 42
PART = 40
ORDERS = ("clusters", "influence", "entered")


@dataclass(frozen=True)
class PictureRow:
    """A row of the table: its item, cells, and what it gives in sum over those assessed."""

    item: Named
    cells: SafeString
    given: str
    asked: int
    bar: SignedBar


@dataclass(frozen=True)
class PictureColumn:
    """A column: its item, and what it receives in sum over those assessed."""

    item: Named
    name: str
    received: str
    asked: int


@dataclass(frozen=True)
class Part:
    """A part of the rows or columns of a large matrix: its number from 1, its first and last."""

    number: int
    first: int
    last: int


@dataclass(frozen=True)
class PicturePage:
    """The matrix as a table. ``parts`` is empty unless it is too large for one.

    ``common`` is the class of most cells, which the table has instead of them.
    """

    ground: Ground
    lead: tuple[str, ...]
    order: str
    common: str
    rows: tuple[PictureRow, ...]
    columns: tuple[PictureColumn, ...]
    parts: tuple[Part, ...]
    row_part: int
    column_part: int
    overview: tuple[tuple[str, str], ...]

    @property
    def others(self) -> int:
        """How many pairs an item is the first of."""
        return self.ground.size - 1

    @property
    def is_dense(self) -> bool:
        """Whether the cells must be small."""
        return len(self.columns) > 20


def picture_page(
    visitor: Visitor, slug: str, key: int, order: str = "", rows: str = "", columns: str = ""
) -> PicturePage:
    """The table of a matrix in one of three orders; of a large one the parts asked for."""
    ground = reading_ground(visitor, slug, key)
    chosen = order if order in ORDERS else ORDERS[0]
    if ground.is_empty:
        return PicturePage(ground, (), chosen, "", (), (), (), 1, 1, ())
    ordered = order_of(ground, chosen)
    is_large = ground.size > WHOLE
    parts = _parts(ground.size) if is_large else ()
    row_part, column_part = _number(rows, len(parts)), _number(columns, len(parts))
    shown_rows = _cut(ordered, parts, row_part)
    shown_columns = _cut(ordered, parts, column_part)
    return PicturePage(
        ground=ground,
        lead=picture_lead(ground),
        order=chosen,
        common=(common := common_shade(ground.values.values, shown_rows, shown_columns)),
        rows=_rows(ground, shown_rows, shown_columns, common),
        columns=_columns(ground, shown_columns),
        parts=parts,
        row_part=row_part,
        column_part=column_part,
        overview=overview_paths(ground.values.values, ordered) if is_large else (),
    )


def order_of(ground: Ground, order: str) -> tuple[int, ...]:
    """Row numbers by clusters of items that help one another, by influence, or as entered."""
    if order == "clusters":
        return ground.kept("clusters", lambda: arranged(ground.values))
    if order == "influence":
        total = influence(ground.values).total
        return tuple(
            sorted(range(ground.size), key=lambda row: (-round(float(total[row]), 9), row))
        )
    return tuple(range(ground.size))


def picture_lead(ground: Ground) -> tuple[str, ...]:
    """What the matrix says in two sentences; with too few raters, that it cannot say it yet."""
    if not ground.is_ranked:
        return (few_raters(ground),)
    values = ground.values.filled
    helps, hinders = (values >= LEANS).sum(axis=1), (values <= -LEANS).sum(axis=0)
    giver = int(np.lexsort((-values.sum(axis=1), -helps))[0])
    held = int(np.lexsort((values.sum(axis=0), -hinders))[0])
    found = []
    if helps[giver]:
        found.append(
            _("Progress on %(item)s helps most others: %(number)s of %(others)s.")
            % {
                "item": quoted(ground.items[giver].title),
                "number": int(helps[giver]),
                "others": ground.size - 1,
            }
        )
    if hinders[held]:
        found.append(
            _("%(item)s is held back by most: by %(number)s of %(others)s.")
            % {
                "item": quoted(ground.items[held].title),
                "number": int(hinders[held]),
                "others": ground.size - 1,
            }
        )
    return tuple(found) or (_("No item helps or holds back another noticeably."),)


def few_raters(ground: Ground) -> str:
    """That fewer than three raters give no order."""
    return ngettext(
        "One rater has answered so far: too few to say who influences most.",
        "%(number)s raters have answered so far: too few to say who influences most.",
        ground.voices,
    ) % {"number": ground.voices}


def _rows(
    ground: Ground, rows: tuple[int, ...], columns: tuple[int, ...], common: str
) -> tuple[PictureRow, ...]:
    given = ground.values.filled.sum(axis=1)
    asked = ground.values.assessed.sum(axis=1)
    largest = float(np.abs(given).max(initial=0))
    return tuple(
        PictureRow(
            ground.items[row],
            cells(ground.values.values, row, columns, ground.contested, common),
            signed(float(given[row])),
            int(asked[row]),
            signed_bar(float(given[row]), largest),
        )
        for row in rows
    )


def _columns(ground: Ground, columns: tuple[int, ...]) -> tuple[PictureColumn, ...]:
    received = ground.values.filled.sum(axis=0)
    asked = ground.values.assessed.sum(axis=0)
    return tuple(
        PictureColumn(
            ground.items[at],
            Truncator(ground.items[at].title).chars(LONGEST_NAME),
            signed(float(received[at])),
            int(asked[at]),
        )
        for at in columns
    )


def _parts(size: int) -> tuple[Part, ...]:
    return tuple(
        Part(number, first + 1, min(first + PART, size))
        for number, first in enumerate(range(0, size, PART), start=1)
    )


def _cut(ordered: tuple[int, ...], parts: tuple[Part, ...], number: int) -> tuple[int, ...]:
    if not parts:
        return ordered
    part = parts[number - 1]
    return ordered[part.first - 1 : part.last]


def _number(text: str, most: int) -> int:
    """A part by its number in the address; the first for everything else."""
    place = place_of(text, most)
    return 1 if place is None else place + 1
