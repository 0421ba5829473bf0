"""What if some items made progress, or fell back: direction and order of the effects, no amount."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from glocal.interactions.scenario import Direction, Scenario, what_if
from glocal.model.interaction import Values
from glocal_web.portal.mappers.numbered import place_of
from glocal_web.portal.mappers.quoted import quoted
from glocal_web.portal.permissions import Visitor
from glocal_web.portal.selectors.interaction_ground import Ground, Named, reading_ground

TENTHS = 10


@dataclass(frozen=True)
class Pushed:
    """An item in the form: whether progress on it is supposed, a setback, or neither."""

    item: Named
    push: str


@dataclass(frozen=True)
class Effect:
    """An item that would feel it, and in how many of ten draws in that direction."""

    item: Named
    direction: str
    tenths: int
    words: str


@dataclass(frozen=True)
class WhatIfPage:
    """The form, and the effects in the order of their strength once something is chosen."""

    ground: Ground
    lead: tuple[str, ...]
    choices: tuple[Pushed, ...]
    pushed: tuple[Pushed, ...]
    effects: tuple[Effect, ...]
    untouched: tuple[Named, ...]

    @property
    def is_asked(self) -> bool:
        """Whether anything was chosen."""
        return bool(self.pushed)


def what_if_page(
    visitor: Visitor, slug: str, key: int, up: Iterable[str] = (), down: Iterable[str] = ()
) -> WhatIfPage:
    """What would follow from progress on the items ``up`` and setbacks on those ``down``.

    Items are named by their numbers. Who is in both lists is in neither.
    """
    ground = reading_ground(visitor, slug, key)
    rising, falling = _rows(up, ground.size), _rows(down, ground.size)
    pushes = dict.fromkeys(rising - falling, 1.0) | dict.fromkeys(falling - rising, -1.0)
    choices = tuple(
        Pushed(item, {1.0: "up", -1.0: "down"}.get(pushes.get(row, 0.0), ""))
        for row, item in enumerate(ground.items)
    )
    if ground.is_empty or not pushes:
        return WhatIfPage(ground, _first_lead(ground), choices, (), (), ())
    # Too many questions can be asked to keep the answers; each takes milliseconds.
    found = what_if(ground.values, pushes, spread=_spread(ground))
    effects = tuple(_effect(ground, found, row) for row in found.order)
    untouched = tuple(
        ground.items[row]
        for row, way in enumerate(found.direction)
        if way is Direction.NONE and row not in pushes
    )
    return WhatIfPage(
        ground=ground,
        lead=_lead(effects),
        choices=choices,
        pushed=tuple(one for one in choices if one.push),
        effects=effects,
        untouched=untouched,
    )


def _rows(numbers: Iterable[str], size: int) -> set[int]:
    return {row for text in numbers if (row := place_of(text, size)) is not None}


def _spread(ground: Ground) -> Values:
    """How unsure each value is, from what the raters said."""
    panel = ground.panel
    spread = np.zeros((ground.size, ground.size))
    spread[panel.source, panel.target] = ground.belief.deviation
    return spread


def _effect(ground: Ground, found: Scenario, row: int) -> Effect:
    tenths = round(float(found.agreement[row]) * TENTHS)
    way = found.direction[row]
    patterns = {
        Direction.UP: _("helped in %(tenths)s of 10 draws"),
        Direction.DOWN: _("held back in %(tenths)s of 10 draws"),
        Direction.UNCLEAR: _("the draws do not agree: at most %(tenths)s of 10 say the same"),
    }
    return Effect(ground.items[row], way.value, tenths, patterns[way] % {"tenths": tenths})


def _first_lead(ground: Ground) -> tuple[str, ...]:
    return () if ground.is_empty else (_("Choose items that make progress, or that fall back."),)


def _lead(effects: tuple[Effect, ...]) -> tuple[str, ...]:
    ups = [one for one in effects if one.direction == Direction.UP]
    downs = [one for one in effects if one.direction == Direction.DOWN]
    found = []
    if ups:
        found.append(
            ngettext(
                "One item would be helped in at least 8 of 10 draws: %(item)s.",
                "%(number)s items would be helped in at least 8 of 10 draws, %(item)s most of all.",
                len(ups),
            )
            % {"number": len(ups), "item": quoted(ups[0].item.title)}
        )
    if downs:
        found.append(
            ngettext(
                "One item would be held back in at least 8 of 10 draws: %(item)s.",
                "%(number)s items would be held back in at least 8 of 10 draws, %(item)s most of "
                "all.",
                len(downs),
            )
            % {"number": len(downs), "item": quoted(downs[0].item.title)}
        )
    return tuple(found) or (_("Nothing else would feel it in at least 8 of 10 draws."),)
