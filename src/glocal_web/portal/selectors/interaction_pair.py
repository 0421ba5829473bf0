"""Everything about one ordered pair: what was said, how sure it is, the ways between the two."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from django.utils.translation import gettext as _

from glocal.interactions.panel import group_medians
from glocal.interactions.paths import strongest_paths
from glocal.interactions.signed_walks import signed_walks
from glocal.loading.interaction_words import interaction_words
from glocal.model.interaction import MEETING
from glocal.text.sentences import fill
from glocal_web.portal.mappers.interaction_items import group_word
from glocal_web.portal.mappers.interaction_ways import Way, way_of
from glocal_web.portal.mappers.quoted import quoted
from glocal_web.portal.mappers.signed_value import (
    direction,
    level_of,
    plain_number,
    shade,
    signed,
)
from glocal_web.portal.mappers.text_status import page_language
from glocal_web.portal.models import InteractionRating
from glocal_web.portal.models.interaction import OF_GUESTS
from glocal_web.portal.permissions import NotVisibleError, Visitor
from glocal_web.portal.selectors.interaction_ground import Ground, Named, reading_ground
from glocal_web.portal.selectors.interaction_screening import reasons_of

MOST_WAYS = 5


@dataclass(frozen=True)
class Value:
    """The value of a pair with its colour and direction, and the sentence that says it."""

    text: str
    css: str
    direction: str
    sentence: str


@dataclass(frozen=True)
class GroupVoice:
    """What a group says about a pair: its median, and how many of it gave a value."""

    word: str
    median: str
    css: str
    raters: int


@dataclass(frozen=True)
class Reason:
    """Why somebody answered as they did.

    ``rater`` and ``value`` are for coordinators: nobody else sees what a single one answered.
    """

    group: str
    text: str
    rater: str = ""
    value: str = ""
    css: str = ""


@dataclass(frozen=True)
class Walks:
    """Both kinds of ways between the two in shares of the larger: words, and lengths of bars."""

    synergy: str
    tradeoff: str
    synergy_width: str
    tradeoff_width: str


@dataclass(frozen=True)
class PairPage:
    """An ordered pair."""

    ground: Ground
    source: Named
    target: Named
    value: Value
    reverse: Value
    question: str
    groups: tuple[GroupVoice, ...]
    spread: str
    unknown: int
    is_contested: bool
    negative: float
    positive: float
    reasons: tuple[Reason, ...]
    ways: tuple[Way, ...]
    walks: Walks | None
    asked_because: tuple[str, ...]


def pair_page(visitor: Visitor, slug: str, key: int, source: int, target: int) -> PairPage:
    """A pair by the numbers of its items: one query more than the others, for the reasons."""
    ground = reading_ground(visitor, slug, key)
    if not (1 <= source <= ground.size and 1 <= target <= ground.size) or source == target:
        raise NotVisibleError
    at = source - 1, target - 1
    words = interaction_words(page_language())
    panel = ground.panel
    places = np.flatnonzero((panel.source == at[0]) & (panel.target == at[1]))
    column = int(places[0]) if len(places) else None
    groups, spread, unknown = _groups(ground, column)
    names = {
        "source": quoted(ground.items[at[0]].title),
        "target": quoted(ground.items[at[1]].title),
    }
    return PairPage(
        ground=ground,
        source=ground.items[at[0]],
        target=ground.items[at[1]],
        value=value_of(ground, *at),
        reverse=value_of(ground, at[1], at[0]),
        question=fill(words.question, names),
        groups=groups,
        spread=spread,
        unknown=unknown,
        is_contested=at in ground.contested,
        negative=0.0 if column is None else float(ground.belief.negative[column]),
        positive=0.0 if column is None else float(ground.belief.positive[column]),
        reasons=_reasons(ground, *at),
        ways=_ways(ground, *at),
        walks=_walks(ground, *at),
        asked_because=_asked_because(ground, *at),
    )


def value_of(ground: Ground, source: int, target: int) -> Value:
    """The value of a pair by row numbers, in words."""
    value = float(ground.values.values[source, target])
    words = interaction_words(page_language())
    names = {
        "source": quoted(ground.items[source].title),
        "target": quoted(ground.items[target].title),
    }
    if np.isnan(value):
        sentence = (
            _("Nobody has assessed how progress on %(source)s influences %(target)s.") % names
        )
    else:
        sentence = fill(words.level(level_of(value)).sentence, names)
    return Value(signed(value), shade(value), direction(value), sentence)


def _groups(ground: Ground, column: int | None) -> tuple[tuple[GroupVoice, ...], str, int]:
    """The groups with a value, how far they are apart, and how many did not know."""
    if column is None:
        return (), "", 0
    panel = ground.said
    medians = group_medians(panel)[:, column]
    given = ~np.isnan(panel.ratings[:, column])
    voices = [
        (
            float(medians[number]),
            GroupVoice(
                group_word(group),
                signed(float(medians[number])),
                shade(float(medians[number])),
                int((given & (panel.group == number)).sum()),
            ),
        )
        for number, group in enumerate(panel.groups)
        if not np.isnan(medians[number])
    ]
    voices.sort(key=lambda entry: (-entry[0], entry[1].word))
    spread = plain_number(voices[0][0] - voices[-1][0]) if len(voices) > 1 else ""
    return tuple(voice for _median, voice in voices), spread, int(panel.asked[column] - given.sum())


def _reasons(ground: Ground, source: int, target: int) -> tuple[Reason, ...]:
    """What people wrote; what guests wrote is for coordinators."""
    rows = (
        InteractionRating.objects.filter(
            source=ground.rows[source], target=ground.rows[target], rater__matrix=ground.matrix
        )
        .exclude(rationale="")
        .select_related("rater")
    )
    if not ground.may_manage:
        # In the order of the groups, which tells nothing of the values.
        rows = rows.exclude(OF_GUESTS).order_by("rater__group", "pk")
        return tuple(Reason(group_word(row.rater.group or MEETING), row.rationale) for row in rows)
    return tuple(
        Reason(
            group_word(row.rater.group or MEETING),
            row.rationale,
            row.rater.name,
            _said(row.value),
            shade(row.value),
        )
        for row in rows.order_by("-value", "pk")
    )


def _said(value: int | None) -> str:
    return interaction_words(page_language()).unknown if value is None else signed(value)


def _ways(ground: Ground, source: int, target: int) -> tuple[Way, ...]:
    """The strongest ways through other items; the direct one is the value itself."""
    found = strongest_paths(ground.values, source, target, most=MOST_WAYS + 1)
    titles = [item.title for item in ground.items]
    return tuple(way_of(path, ground.values, titles) for path in found if len(path.nodes) > 2)[
        :MOST_WAYS
    ]


def _walks(ground: Ground, source: int, target: int) -> Walks | None:
    walks = ground.kept("walks", lambda: signed_walks(ground.values))
    synergy = float(walks.synergy[source, target])
    tradeoff = float(walks.tradeoff[source, target])
    largest = max(synergy, tradeoff)
    if largest <= 0:
        return None
    return Walks(
        plain_number(synergy, 2),
        plain_number(tradeoff, 2),
        f"{100 * synergy / largest:.4g}%",
        f"{100 * tradeoff / largest:.4g}%",
    )


def _asked_because(ground: Ground, source: int, target: int) -> tuple[str, ...]:
    words = interaction_words(page_language())
    bits = next(
        (bits for one, other, bits in ground.matrix.screened if (one, other) == (source, target)),
        0,
    )
    return tuple(words.reasons[reason.value] for reason in reasons_of(bits))
