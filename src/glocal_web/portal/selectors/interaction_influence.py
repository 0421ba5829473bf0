"""Who influences most and who is supported: figures, ranks with their intervals, two maps."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeVar

import numpy as np
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from glocal.interactions import figures
from glocal.interactions.figures import Figure
from glocal.interactions.influence import Influence, influence
from glocal.interactions.micmac import Micmac, Quarter, micmac
from glocal.interactions.ranks import Ranks, ranks
from glocal.interactions.series import Dematel, dematel
from glocal.loading.interaction_words import interaction_words
from glocal.model.interaction import Values
from glocal.reports.interaction_maps import influence_map, relation_map
from glocal_web.portal.mappers.figures import as_percent
from glocal_web.portal.mappers.quoted import quoted
from glocal_web.portal.mappers.signed_value import SignedBar, plain_number, signed, signed_bar
from glocal_web.portal.mappers.text_status import page_language
from glocal_web.portal.permissions import Visitor
from glocal_web.portal.selectors.interaction_ground import Ground, Named, reading_ground
from glocal_web.portal.selectors.interaction_picture import few_raters

Line = TypeVar("Line")

ALPHAS = {"0": 0.0, "half": 0.5, "1": 1.0}
FIRST = 5
# The forms that the map draws, for the list of what they mean.
SIGNS = {Quarter.DRIVER: "▲", Quarter.RELAY: "■", Quarter.RESULT: "▼", Quarter.AUTONOMOUS: "●"}
# Of a larger matrix the tables show those at the upper and the lower end, and all on request.
WHOLE, UPPER, LOWER = 24, 12, 6


@dataclass(frozen=True)
class RankCell:
    """A rank that says how sure it is, with the places of its line and dot in a picture."""

    median: int
    low: int
    high: int
    first: str
    dot: str
    start: str
    end: str

    @property
    def is_sure(self) -> bool:
        """Whether it could be no other."""
        return self.low == self.high


@dataclass(frozen=True)
class InfluenceLine:
    """An item: what it gives directly, through others and in total, with bounds where partial."""

    item: Named
    direct: str
    bounds: tuple[str, str] | None
    through: str
    total: str
    asked: int
    bar: SignedBar
    rank: RankCell | None


@dataclass(frozen=True)
class SupportLine:
    """An item: what it receives directly."""

    item: Named
    received: str
    bounds: tuple[str, str] | None
    asked: int
    bar: SignedBar
    rank: RankCell | None


@dataclass(frozen=True)
class MapLine:
    """An item in the table behind a map: its two figures, and its quarter in words."""

    item: Named
    one: str
    other: str
    quarter: str


@dataclass(frozen=True)
class InfluencePage:
    """Influence for one weight of what goes through others."""

    ground: Ground
    lead: tuple[str, ...]
    alpha: str
    gives: tuple[InfluenceLine, ...]
    receives: tuple[SupportLine, ...]
    relation: SafeString
    relation_lines: tuple[MapLine, ...]
    quarters: SafeString
    quarter_lines: tuple[MapLine, ...]
    quarter_names: tuple[tuple[str, str, str], ...]
    power: int
    is_cut: bool = False
    upper: int = UPPER
    lower: int = LOWER


def influence_page(
    visitor: Visitor, slug: str, key: int, alpha: str = "", *, whole: bool = False
) -> InfluencePage:
    """The page for a weight in ``ALPHAS``, a half for everything else.

    ``whole`` lists all items.
    """
    ground = reading_ground(visitor, slug, key)
    chosen = alpha if alpha in ALPHAS else "half"
    if ground.is_empty:
        return InfluencePage(ground, (), chosen, (), (), SafeString(), (), SafeString(), (), (), 0)
    found = influence(ground.values, ALPHAS[chosen])
    given = (
        _ranks(ground, f"ranks-{chosen}", figures.total_with(ALPHAS[chosen]))
        if ground.is_ranked
        else None
    )
    received = _ranks(ground, "ranks-into", figures.into) if ground.is_ranked else None
    words = interaction_words(page_language())
    causes, places = dematel(ground.values), micmac(ground.values)
    return InfluencePage(
        ground=ground,
        lead=_lead(ground, given, received),
        alpha=chosen,
        gives=shown(_gives(ground, found, given), whole=whole),
        receives=shown(_receives(ground, found, received), whole=whole),
        # The core escapes what people wrote.
        relation=SafeString(relation_map(ground.core_items, causes, words)),
        relation_lines=_relation_lines(ground, causes),
        quarters=SafeString(influence_map(ground.core_items, places, words)),
        quarter_lines=_quarter_lines(ground, places),
        quarter_names=_quarter_names(),
        power=places.power,
        is_cut=ground.size > WHOLE and not whole,
    )


def shown(lines: tuple[Line, ...], *, whole: bool) -> tuple[Line, ...]:
    """All lines of a table, or of many those at both ends."""
    return lines if whole or len(lines) <= WHOLE else (*lines[:UPPER], *lines[-LOWER:])


def _ranks(ground: Ground, name: str, figure: Figure) -> Ranks | None:
    return ground.kept(name, lambda: ranks(ground.panel, figure=figure))


def _lead(ground: Ground, given: Ranks | None, received: Ranks | None) -> tuple[str, ...]:
    if given is None or received is None:
        return (few_raters(ground),)
    found = []
    for places, alone, several in (
        (
            given,
            _("%(item)s influences most: it is among the first five in %(share)s of the draws."),
            _("No item surely influences most; %(item)s comes nearest (rank %(low)s to %(high)s)."),
        ),
        (
            received,
            _("%(item)s is supported most: among the first five in %(share)s of the draws."),
            _("None is surely supported most; %(item)s comes nearest (rank %(low)s to %(high)s)."),
        ),
    ):
        first = int(np.lexsort((places.high, places.low, -places.acceptability[:, 0]))[0])
        low, high = int(places.low[first]), int(places.high[first])
        words = alone if high <= 2 else several
        found.append(
            words
            % {
                "item": quoted(ground.items[first].title),
                "share": as_percent(float(places.within(FIRST)[first])),
                "low": low,
                "high": high,
            }
        )
    return tuple(found)


def _order(ground: Ground, amounts: Values, places: Ranks | None) -> list[int]:
    """By amount; as entered when there are too few raters for an order."""
    rows = list(range(ground.size))
    if places is not None:
        rows.sort(key=lambda row: (-round(float(amounts[row]), 9), row))
    return rows


def _gives(ground: Ground, found: Influence, places: Ranks | None) -> tuple[InfluenceLine, ...]:
    largest = float(np.abs(found.total).max(initial=0))
    return tuple(
        InfluenceLine(
            item=ground.items[row],
            direct=signed(float(found.out[row])),
            bounds=_bounds(ground, found.asked_out, found.out_low, found.out_high, row),
            through=signed(float(found.second[row])),
            total=signed(float(found.total[row])),
            asked=int(found.asked_out[row]),
            bar=signed_bar(float(found.total[row]), largest),
            rank=_rank(ground, places, row),
        )
        for row in _order(ground, found.total, places)
    )


def _receives(ground: Ground, found: Influence, places: Ranks | None) -> tuple[SupportLine, ...]:
    largest = float(np.abs(found.into).max(initial=0))
    return tuple(
        SupportLine(
            item=ground.items[row],
            received=signed(float(found.into[row])),
            bounds=_bounds(ground, found.asked_into, found.into_low, found.into_high, row),
            asked=int(found.asked_into[row]),
            bar=signed_bar(float(found.into[row]), largest),
            rank=_rank(ground, places, row),
        )
        for row in _order(ground, found.into, places)
    )


def _bounds(
    ground: Ground, asked: np.ndarray, low: Values, high: Values, row: int
) -> tuple[str, str] | None:
    """Between what the sum lies, whatever the pairs are that nobody assessed; None if all are."""
    if asked[row] >= ground.size - 1:
        return None
    return signed(float(low[row])), signed(float(high[row]))


def _rank(ground: Ground, places: Ranks | None, row: int) -> RankCell | None:
    return None if places is None else rank_cell(ground, places, row)


def rank_cell(ground: Ground, places: Ranks, row: int) -> RankCell:
    """The rank of an item with its interval."""
    median, low, high = (int(one[row]) for one in (places.median, places.low, places.high))

    def at(rank: int) -> str:
        return f"{3 + 94 * (rank - 1) / max(ground.size - 1, 1):.4g}%"

    first = as_percent(float(places.within(FIRST)[row]))
    return RankCell(median, low, high, first, at(median), at(low), at(high))


def _relation_lines(ground: Ground, causes: Dematel) -> tuple[MapLine, ...]:
    return tuple(
        MapLine(
            item,
            signed(float(causes.prominence[row]), 2),
            signed(float(causes.relation[row]), 2),
            _("drives") if causes.relation[row] > 0 else _("is driven"),
        )
        for row, item in enumerate(ground.items)
    )


def _quarter_lines(ground: Ground, places: Micmac) -> tuple[MapLine, ...]:
    words = interaction_words(page_language())
    return tuple(
        MapLine(
            item,
            as_share(float(places.influence[row])),
            as_share(float(places.dependence[row])),
            words.quarters[places.quarters[row].value].name,
        )
        for row, item in enumerate(ground.items)
    )


def as_share(share: float) -> str:
    """A small share as per cent with one decimal."""
    return _("%(share)s%%") % {"share": plain_number(100 * share)}


def _quarter_names() -> tuple[tuple[str, str, str], ...]:
    words = interaction_words(page_language())
    return tuple(
        (SIGNS[quarter], words.quarters[quarter.value].name, words.quarters[quarter.value].meaning)
        for quarter in Quarter
    )
