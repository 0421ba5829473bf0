"""Synergies and trade-offs over ways of every length, kept apart."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from django.utils.translation import gettext as _

from glocal.interactions.signed_walks import SignedWalks, signed_walks, two_edged_pairs
from glocal_web.portal.mappers.figures import as_percent
from glocal_web.portal.mappers.quoted import quoted
from glocal_web.portal.mappers.signed_value import plain_number, shade, signed
from glocal_web.portal.permissions import Visitor
from glocal_web.portal.selectors.interaction_ground import Ground, Named, reading_ground
from glocal_web.portal.selectors.interaction_influence import LOWER, UPPER, WHOLE, shown
from glocal_web.portal.selectors.interaction_picture import few_raters

MOST_PAIRS = 20


@dataclass(frozen=True)
class BothSides:
    """Help and harm of one kind, as numbers and as bars to either side of the middle."""

    synergy: str
    tradeoff: str
    synergy_width: str
    tradeoff_start: str
    tradeoff_width: str


@dataclass(frozen=True)
class SynergyLine:
    """An item: what it gives and what it receives over all ways."""

    item: Named
    given: BothSides
    received: BothSides


@dataclass(frozen=True)
class MixedPair:
    """A pair between which ways help and ways harm: both amounts, and its direct value."""

    source: Named
    target: Named
    sides: BothSides
    value: str
    css: str


@dataclass(frozen=True)
class SynergiesPage:
    """Every item with both kinds kept apart, and the pairs where both are much."""

    ground: Ground
    lead: tuple[str, ...]
    lines: tuple[SynergyLine, ...]
    mixed: tuple[MixedPair, ...]
    mixed_total: int
    hidden: str
    is_cut: bool = False
    upper: int = UPPER
    lower: int = LOWER


def synergies_page(visitor: Visitor, slug: str, key: int, *, whole: bool = False) -> SynergiesPage:
    """The exact split of all ways by their sign; ``whole`` lists all items."""
    ground = reading_ground(visitor, slug, key)
    if ground.is_empty:
        return SynergiesPage(ground, (), (), (), 0, "")
    walks = ground.kept("walks", lambda: signed_walks(ground.values))
    chosen = two_edged_pairs(walks)
    return SynergiesPage(
        ground=ground,
        lead=_lead(ground, walks, len(chosen)),
        lines=shown(_lines(ground, walks), whole=whole),
        mixed=_mixed(ground, walks, chosen[:MOST_PAIRS]),
        mixed_total=len(chosen),
        hidden=as_percent(walks.hidden),
        is_cut=ground.size > WHOLE and not whole,
    )


def _lines(ground: Ground, walks: SignedWalks) -> tuple[SynergyLine, ...]:
    synergy, tradeoff = _outside(walks.synergy), _outside(walks.tradeoff)
    sums = [kind.sum(axis=axis) for axis in (1, 0) for kind in (synergy, tradeoff)]
    largest = max(float(one.max(initial=0)) for one in sums)
    order: list[int] = list(range(ground.size))
    if ground.is_ranked:
        order.sort(key=lambda row: (-round(float(sums[0][row]), 9), row))
    return tuple(
        SynergyLine(
            ground.items[row],
            _sides(float(sums[0][row]), float(sums[1][row]), largest),
            _sides(float(sums[2][row]), float(sums[3][row]), largest),
        )
        for row in order
    )


def _outside(values: np.ndarray) -> np.ndarray:
    """Without the ways from an item back to itself: those are loops."""
    result = values.copy()
    np.fill_diagonal(result, 0)
    return result


def _sides(synergy: float, tradeoff: float, largest: float) -> BothSides:
    one = 50 * synergy / largest if largest > 0 else 0.0
    other = 50 * tradeoff / largest if largest > 0 else 0.0
    return BothSides(
        plain_number(synergy, 2),
        plain_number(tradeoff, 2),
        f"{one:.4g}%",
        f"{50 - other:.4g}%",
        f"{other:.4g}%",
    )


def _mixed(ground: Ground, walks: SignedWalks, chosen: np.ndarray) -> tuple[MixedPair, ...]:
    largest = max(
        (float(max(walks.synergy[i, j], walks.tradeoff[i, j])) for i, j in chosen), default=0.0
    )
    return tuple(
        MixedPair(
            ground.items[int(i)],
            ground.items[int(j)],
            _sides(float(walks.synergy[i, j]), float(walks.tradeoff[i, j]), largest),
            signed(float(ground.values.values[i, j])),
            shade(float(ground.values.values[i, j])),
        )
        for i, j in chosen
    )


def _lead(ground: Ground, walks: SignedWalks, mixed: int) -> tuple[str, ...]:
    if not ground.is_ranked:
        return (few_raters(ground),)
    synergy = _outside(walks.synergy).sum(axis=1)
    tradeoff = _outside(walks.tradeoff).sum(axis=1)
    found = []
    if synergy.any():
        row = int(synergy.argmax())
        found.append(
            _("Over all ways, most help goes out from %(item)s.")
            % {"item": quoted(ground.items[row].title)}
        )
    if tradeoff.any():
        row = int(tradeoff.argmax())
        found.append(
            _(
                "Most trade-offs go out from %(item)s; a net view would hide %(share)s of all "
                "trade-offs."
            )
            % {"item": quoted(ground.items[row].title), "share": as_percent(walks.hidden)}
        )
    elif synergy.any():
        found.append(_("No way between two items harms."))
    return tuple(found)
