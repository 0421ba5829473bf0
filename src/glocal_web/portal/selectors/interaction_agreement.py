"""How far the raters agree, and whether the picture hangs on one of them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from glocal.interactions.panel import group_medians, heard, spread_between_groups
from glocal.interactions.ranks import ranks_under_group_weights
from glocal.interactions.robustness import TOP, Voice, Without, without_each
from glocal_web.portal.mappers.figures import as_percent, at
from glocal_web.portal.mappers.interaction_items import group_word
from glocal_web.portal.mappers.quoted import quoted
from glocal_web.portal.mappers.signed_value import plain_number, shade, signed
from glocal_web.portal.permissions import Visitor
from glocal_web.portal.selectors.interaction_ground import Ground, Named, reading_ground
from glocal_web.portal.selectors.interaction_influence import UPPER, WHOLE, RankCell, rank_cell
from glocal_web.portal.selectors.interaction_picture import few_raters

MOST_CONTESTED, MOST_APART = 30, 12


@dataclass(frozen=True)
class GroupMedian:
    """What one group says of a pair, in a cell."""

    value: str
    css: str


@dataclass(frozen=True)
class ContestedPair:
    """A pair whose sign is contested: how likely it harms or helps, and the groups' medians."""

    source: Named
    target: Named
    value: str
    css: str
    negative: str
    positive: str
    negative_width: str
    positive_start: str
    positive_width: str


@dataclass(frozen=True)
class SpreadPair:
    """A pair on which groups are far apart: a cell for each group, in the order of the page."""

    source: Named
    target: Named
    spread: str
    medians: tuple[GroupMedian, ...]


@dataclass(frozen=True)
class WithoutLine:
    """What would change without one rater or group."""

    name: str
    group: str
    is_group: bool
    move: int
    moved: Named
    kept: int
    correlation: str
    lost: int


@dataclass(frozen=True)
class WeightLine:
    """The rank of an item when it is left open how much each group counts."""

    item: Named
    rank: RankCell


@dataclass(frozen=True)
class AgreementPage:
    """Agreement. ``without_raters`` names raters by their numbers, for coordinators alone."""

    ground: Ground
    lead: tuple[str, ...]
    groups: tuple[str, ...]
    contested: tuple[ContestedPair, ...]
    contested_total: int
    spread: tuple[SpreadPair, ...]
    spread_total: int
    without_raters: tuple[WithoutLine, ...]
    without_groups: tuple[WithoutLine, ...]
    largest_rater_move: int | None
    weights: tuple[WeightLine, ...]
    top: int = TOP


def agreement_page(visitor: Visitor, slug: str, key: int) -> AgreementPage:
    """Contested signs, spread between groups, what hangs on whom, weights of groups."""
    ground = reading_ground(visitor, slug, key)
    if ground.is_empty:
        return AgreementPage(ground, (), (), (), 0, (), 0, (), (), None, ())
    contested = _contested(ground)
    apart, apart_total = _spread(ground)
    without = ground.kept("without", lambda: without_each(ground.panel)) if ground.is_ranked else ()
    raters = [one for one in without if one.voice is Voice.RATER]
    return AgreementPage(
        ground=ground,
        lead=_lead(ground, len(ground.contested), without),
        groups=tuple(group_word(group) for group in ground.panel.groups),
        contested=contested,
        contested_total=len(ground.contested),
        spread=apart,
        spread_total=apart_total,
        without_raters=tuple(_without(ground, one) for one in raters) if ground.may_manage else (),
        without_groups=tuple(_without(ground, one) for one in without if one.voice is Voice.GROUP),
        largest_rater_move=max((one.largest_move for one in raters), default=None),
        weights=_weights(ground),
    )


def _contested(ground: Ground) -> tuple[ContestedPair, ...]:
    belief, panel = ground.belief, ground.panel
    chosen = np.flatnonzero(belief.contested)
    # Those on which opinion is most evenly parted come first.
    order = sorted(chosen, key=lambda at: (-min(belief.negative[at], belief.positive[at]), at))
    return tuple(
        ContestedPair(
            ground.items[int(panel.source[column])],
            ground.items[int(panel.target[column])],
            *_value(ground, int(panel.source[column]), int(panel.target[column])),
            as_percent(float(belief.negative[column])),
            as_percent(float(belief.positive[column])),
            at(float(belief.negative[column])),
            at(1 - float(belief.positive[column])),
            at(float(belief.positive[column])),
        )
        for column in order[:MOST_CONTESTED]
    )


def _value(ground: Ground, source: int, target: int) -> tuple[str, str]:
    value = float(ground.values.values[source, target])
    return signed(value), shade(value)


def _spread(ground: Ground) -> tuple[tuple[SpreadPair, ...], int]:
    """The pairs on which the medians of groups lie two steps or more apart, the widest first."""
    panel = ground.panel
    spread, medians = spread_between_groups(panel), group_medians(panel)
    chosen = np.flatnonzero(np.nan_to_num(spread) >= 2)
    order = sorted(chosen, key=lambda at: (-spread[at], at))
    lines = tuple(
        SpreadPair(
            ground.items[int(panel.source[column])],
            ground.items[int(panel.target[column])],
            plain_number(float(spread[column])),
            tuple(GroupMedian(signed(float(one)), shade(float(one))) for one in medians[:, column]),
        )
        for column in order[:MOST_APART]
    )
    return lines, len(chosen)


def _without(ground: Ground, one: Without) -> WithoutLine:
    is_group = one.voice is Voice.GROUP
    return WithoutLine(
        name=group_word(one.name) if is_group else one.name,
        group=group_word(one.group),
        is_group=is_group,
        move=one.largest_move,
        moved=ground.items[one.moved],
        kept=one.top_kept,
        correlation="" if one.correlation is None else plain_number(one.correlation, 2),
        lost=one.lost,
    )


def _weights(ground: Ground) -> tuple[WeightLine, ...]:
    if not ground.is_ranked or len(heard(ground.panel).groups) < 2:
        return ()
    found = ground.kept("group-weights", lambda: ranks_under_group_weights(ground.panel))
    if found is None:
        return ()
    order = sorted(range(ground.size), key=lambda row: (found.median[row], found.high[row], row))
    order = order if ground.size <= WHOLE else order[:UPPER]
    return tuple(WeightLine(ground.items[row], rank_cell(ground, found, row)) for row in order)


def _lead(ground: Ground, contested: int, without: tuple[Without, ...]) -> tuple[str, ...]:
    if contested:
        first = ngettext(
            "On one of %(assessed)s assessed pairs the raters do not agree whether it helps or "
            "holds back: something to talk over.",
            "On %(number)s of %(assessed)s assessed pairs the raters do not agree whether they "
            "help or hold back: something to talk over.",
            contested,
        ) % {"number": contested, "assessed": ground.assessed}
    else:
        first = _("On no assessed pair do the raters disagree whether it helps or holds back.")
    if not ground.is_ranked:
        return first, few_raters(ground)
    if not without:
        return (first,)
    most = without[0]
    if not most.largest_move:
        return first, _("Leaving out any one rater or group changes no rank.")
    return first, ngettext(
        "Leaving out any one rater or group moves no item by more than one place.",
        "Leaving out one rater or group moves an item by up to %(number)s places: %(item)s most.",
        most.largest_move,
    ) % {"number": most.largest_move, "item": quoted(ground.items[most.moved].title)}
