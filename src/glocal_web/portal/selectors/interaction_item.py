"""One item of a matrix: what progress on it does to the others, and they to it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from django.utils.translation import gettext as _

from glocal.model.interaction import HIGHEST, Values
from glocal_web.portal.mappers.quoted import quoted
from glocal_web.portal.mappers.signed_value import (
    LEANS,
    SignedBar,
    direction,
    direction_word,
    shade,
    signed,
    signed_bar,
)
from glocal_web.portal.permissions import NotVisibleError, Visitor
from glocal_web.portal.selectors.interaction_ground import Ground, Named, reading_ground


@dataclass(frozen=True)
class OtherLine:
    """Another item, and the value between the two."""

    item: Named
    source: int
    target: int
    value: str
    css: str
    direction: str
    word: str
    bar: SignedBar
    is_contested: bool


@dataclass(frozen=True)
class ItemPage:
    """An item: the others by what it gives them and what it receives from them, help first."""

    ground: Ground
    item: Named
    lead: tuple[str, ...]
    gives: tuple[OtherLine, ...]
    receives: tuple[OtherLine, ...]
    gives_unassessed: int
    receives_unassessed: int
    previous: Named | None
    next: Named | None


def item_page(visitor: Visitor, slug: str, key: int, number: int) -> ItemPage:
    """An item by its number."""
    ground = reading_ground(visitor, slug, key)
    if not 1 <= number <= ground.size:
        raise NotVisibleError
    row = number - 1
    values = ground.values.values
    gives = _lines(ground, row, values[row], gives=True)
    receives = _lines(ground, row, values[:, row], gives=False)
    return ItemPage(
        ground=ground,
        item=ground.items[row],
        lead=_lead(ground, row),
        gives=gives,
        receives=receives,
        gives_unassessed=ground.size - 1 - len(gives),
        receives_unassessed=ground.size - 1 - len(receives),
        previous=ground.items[row - 1] if row else None,
        next=ground.items[row + 1] if number < ground.size else None,
    )


def _lines(ground: Ground, row: int, line: Values, *, gives: bool) -> tuple[OtherLine, ...]:
    known = [other for other in range(ground.size) if not np.isnan(line[other])]
    known.sort(key=lambda other: (-float(line[other]), other))
    return tuple(
        OtherLine(
            item=ground.items[other],
            source=pair[0] + 1,
            target=pair[1] + 1,
            value=signed(float(line[other])),
            css=shade(float(line[other])),
            direction=direction(float(line[other])),
            word=direction_word(float(line[other])),
            bar=signed_bar(float(line[other]), HIGHEST),
            is_contested=pair in ground.contested,
        )
        for other in known
        for pair in [(row, other) if gives else (other, row)]
    )


def _lead(ground: Ground, row: int) -> tuple[str, ...]:
    """How many it helps and holds back, and how many do so to it."""
    values = ground.values.filled
    title = quoted(ground.items[row].title)
    gives, receives = values[row], values[:, row]
    numbers = [int((side * sign >= LEANS).sum()) for side in (gives, receives) for sign in (1, -1)]
    return (
        _(
            "Progress on %(item)s helps %(helps)s of the %(others)s others, and holds back "
            "%(hinders)s."
        )
        % {
            "item": title,
            "helps": numbers[0],
            "hinders": numbers[1],
            "others": ground.size - 1,
        },
        _("It is itself helped by %(helps)s and held back by %(hinders)s of them.")
        % {"helps": numbers[2], "hinders": numbers[3]},
    )
