"""The strongest ways from one item to another, and the loops of a matrix, as sentences."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from glocal.interactions.loops import Loop, Loops, loops
from glocal.interactions.paths import Path, strongest_paths
from glocal.interactions.signed_walks import signed_walks
from glocal.loading.interaction_words import interaction_words
from glocal.reports.interaction_ways_picture import ways_picture
from glocal_web.portal.mappers.interaction_ways import Way, loop_of, way_of
from glocal_web.portal.mappers.numbered import place_of
from glocal_web.portal.mappers.quoted import quoted
from glocal_web.portal.mappers.text_status import page_language
from glocal_web.portal.permissions import Visitor
from glocal_web.portal.selectors.interaction_ground import Ground, Named, reading_ground

MOST_WAYS = 8
MOST_DRAWN = 4
MOST_LOOPS = 12


@dataclass(frozen=True)
class LoopCount:
    """How many loops of so many items reinforce and balance, exactly."""

    items: int
    reinforcing: int
    balancing: int


@dataclass(frozen=True)
class WaysPage:
    """Ways between two items, and loops of strong links."""

    ground: Ground
    lead: tuple[str, ...]
    source: Named | None
    target: Named | None
    ways: tuple[Way, ...]
    picture: SafeString
    counts: tuple[LoopCount, ...]
    reinforcing: tuple[Way, ...]
    balancing: tuple[Way, ...]
    complete: bool

    @property
    def total(self) -> int:
        """Number of loops of every length and kind."""
        return sum(one.reinforcing + one.balancing for one in self.counts)


def ways_page(
    visitor: Visitor, slug: str, key: int, source: str = "", target: str = ""
) -> WaysPage:
    """The ways between the items of these numbers; else those between the most telling pair."""
    ground = reading_ground(visitor, slug, key)
    if ground.is_empty:
        return WaysPage(ground, (), None, None, (), SafeString(), (), (), (), True)
    one, other = _chosen(ground, source, target)
    titles = [item.title for item in ground.items]
    found = strongest_paths(ground.values, one, other, most=MOST_WAYS)
    every = ground.kept("loops", lambda: loops(ground.values))
    return WaysPage(
        ground=ground,
        lead=_lead(every, ground, one, other, [path.sign for path in found]),
        source=ground.items[one],
        target=ground.items[other],
        ways=tuple(way_of(path, ground.values, titles) for path in found),
        picture=_picture(ground, one, other, found[:MOST_DRAWN]),
        counts=tuple(LoopCount(length, *pair) for length, pair in sorted(every.counts.items())),
        reinforcing=_told(ground, every, titles, 1),
        balancing=_told(ground, every, titles, -1),
        complete=every.complete,
    )


def _picture(ground: Ground, source: int, target: int, paths: Sequence[Path]) -> SafeString:
    if not paths:
        return SafeString()
    words = interaction_words(page_language())
    # The core escapes what people wrote.
    return SafeString(ways_picture(ground.core_items, ground.values, source, target, paths, words))


def _chosen(ground: Ground, source: str, target: str) -> tuple[int, int]:
    one, other = place_of(source, ground.size), place_of(target, ground.size)
    if one is not None and other is not None and one != other:
        return one, other
    walks = ground.kept("walks", lambda: signed_walks(ground.values))
    telling = walks.synergy + walks.tradeoff
    # Of the pairs tied over others, not by their own value, which the picture shows already.
    telling = telling - np.abs(ground.values.filled) / walks.scale
    np.fill_diagonal(telling, -1)
    if one is not None:
        return one, int(telling[one].argmax())
    if other is not None:
        return int(telling[:, other].argmax()), other
    row, column = divmod(int(telling.argmax()), ground.size)
    return row, column


def _told(ground: Ground, every: Loops, titles: list[str], sign: int) -> tuple[Way, ...]:
    chosen: list[Loop] = [loop for loop in every.listed if loop.sign == sign][:MOST_LOOPS]
    return tuple(loop_of(loop, ground.values, titles) for loop in chosen)


def _lead(
    every: Loops, ground: Ground, source: int, target: int, signs: list[int]
) -> tuple[str, ...]:
    names = {
        "source": quoted(ground.items[source].title),
        "target": quoted(ground.items[target].title),
    }
    helping = sum(sign > 0 for sign in signs)
    if not signs:
        first = _("No way of up to four steps leads from %(source)s to %(target)s.") % names
    elif helping == len(signs):
        first = _("All of the strongest ways from %(source)s to %(target)s help.") % names
    elif not helping:
        first = _("All of the strongest ways from %(source)s to %(target)s hold back.") % names
    else:
        first = _(
            "Of the %(ways)s strongest ways from %(source)s to %(target)s, %(helping)s help and "
            "%(hindering)s hold back."
        ) % {**names, "ways": len(signs), "helping": helping, "hindering": len(signs) - helping}
    if not every.total:
        return first, _("There is no loop of strong links.")
    reinforcing = sum(pair[0] for pair in every.counts.values())
    return first, ngettext(
        "One loop of strong links: %(reinforcing)s reinforcing, %(balancing)s balancing.",
        "%(number)s loops of strong links: %(reinforcing)s reinforcing, %(balancing)s balancing.",
        every.total,
    ) % {
        "number": every.total,
        "reinforcing": reinforcing,
        "balancing": every.total - reinforcing,
    }
