"""Which pair a rater is asked about next, how far they are, and what they said before."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from django.core.cache import cache

from glocal.interactions.next_pairs import next_pairs
from glocal.interactions.panel import agreed
from glocal.interactions.screening import PairReason
from glocal_web.portal.models import (
    InteractionRating,
    Matrix,
    MatrixAsks,
    MatrixItem,
    MatrixRater,
)
from glocal_web.portal.selectors.interaction_screening import reasons_of
from glocal_web.portal.selectors.interaction_voices import Voice
from glocal_web.portal.selectors.interactions import matrix_panel

Pair = tuple[int, int]
"""An ordered pair of items by their places in the matrix."""

# The order of the questions is looked at anew after so many answers of all raters together, or
# after this share of them where there are many: one more then moves little, and looking takes long.
AFTER, SHARE = 10, 0.02
# Beyond these the pairs come as they were screened: nobody gets so far between two looks.
MOST_RANKED = 1000
ORDER_LASTS = 3600


@dataclass(frozen=True)
class Progress:
    """How far a rater is: of the pairs worth asking, and of all."""

    answered: int
    worth: int
    answered_all: int
    pairs: int

    @property
    def share(self) -> float:
        """Share of the pairs worth asking that is answered, 0–1."""
        return self.answered / self.worth if self.worth else 1.0


@dataclass(frozen=True)
class Ballot:
    """The items of a matrix with the answers of one voice. ``everything`` asks also about pairs
    that have nothing in common."""

    voice: Voice
    items: tuple[MatrixItem, ...]
    mine: Mapping[Pair, InteractionRating]
    everything: bool = False

    @property
    def matrix(self) -> Matrix:
        """The matrix that is rated."""
        return self.voice.matrix

    @cached_property
    def reasons(self) -> Mapping[Pair, int]:
        """The pairs worth asking with their reasons as kept, strongest first."""
        return {(one, other): bits for one, other, bits in self.matrix.screened}

    @cached_property
    def progress(self) -> Progress:
        """How far this voice is."""
        size = len(self.items)
        worth = self.reasons
        return Progress(
            answered=sum(pair in worth for pair in self.mine),
            worth=len(worth),
            answered_all=len(self.mine),
            pairs=size * max(size - 1, 0),
        )

    @property
    def asks_all(self) -> bool:
        """Whether every pair is asked: as the coordinator chose, or as this rater did."""
        return self.everything or self.matrix.asks == MatrixAsks.ALL

    def place(self, key: str) -> int | None:
        """The place of the item of this key, if there is one."""
        return next((at for at, item in enumerate(self.items) if item.key == key), None)

    def pair(self, source: str, target: str) -> Pair | None:
        """The pair of two items by their keys, if it is one."""
        one, other = self.place(source), self.place(target)
        if one is None or other is None or one == other:
            return None
        return one, other

    def next(self, later: Iterable[Pair] = (), after: Pair | None = None) -> Pair | None:
        """The pair to ask about: the first in the order that is neither answered nor put off.

        When all others are answered, those put off come again. ``after`` is not asked at once
        again unless it is the only one left. None when everything is answered.
        """
        put_off = [pair for pair in later if pair not in self.mine]
        left = (pair for pair in self._order() if pair not in self.mine)
        waiting = set(put_off)
        found = next((pair for pair in left if pair not in waiting and pair != after), None)
        if found is not None:
            return found
        found = next((pair for pair in put_off if pair != after), None)
        return found or next((pair for pair in self._order() if pair not in self.mine), None)

    def previous(self, current: Pair | None) -> Pair | None:
        """The pair that was answered before this one, or last of all."""
        rows = sorted(self.mine.items(), key=lambda entry: (entry[1].updated_at, entry[1].pk))
        pairs = [pair for pair, _row in rows]
        if current in self.mine:
            pairs = pairs[: pairs.index(current)]  # type: ignore[arg-type]
        return pairs[-1] if pairs else None

    def why(self, pair: Pair) -> tuple[PairReason, ...] | None:
        """The reasons to ask about a pair; empty where nothing is known, None where none is."""
        bits = self.reasons.get(pair)
        return None if bits is None else reasons_of(bits)

    def _order(self) -> Iterator[Pair]:
        yield from question_order(self.matrix, self.items)
        yield from self.reasons
        if self.asks_all:
            size = len(self.items)
            yield from (
                (one, other) for one in range(size) for other in range(size) if one != other
            )


def ballot(voice: Voice, *, everything: bool = False) -> Ballot:
    """The items and the answers of a voice: three queries."""
    items = tuple(voice.matrix.items.all())
    places = {item.pk: at for at, item in enumerate(items)}
    raters = MatrixRater.objects.filter(matrix=voice.matrix)
    if voice.rater is not None:
        raters = raters.filter(pk=voice.rater.pk)
    elif voice.is_meeting:
        raters = raters.filter(is_meeting=True)
    else:
        raters = raters.filter(person=voice.person, group=voice.group)
    rows = InteractionRating.objects.filter(rater__in=raters)
    mine = {(places[row.source_id], places[row.target_id]): row for row in rows}
    return Ballot(voice, items, mine, everything)


def question_order(matrix: Matrix, items: tuple[MatrixItem, ...]) -> tuple[Pair, ...]:
    """The pairs worth asking, those first whose answer may change the top of the list most.

    Looked at anew after a few answers of all raters together; until then one query and no
    calculation.
    """
    number = InteractionRating.objects.filter(rater__matrix=matrix).count()
    key = f"interactions-order-{matrix.pk}-{matrix.version}"
    known: tuple[int, tuple[Pair, ...]] | None = cache.get(key)
    if known is not None and known[0] <= number < known[0] + max(AFTER, SHARE * known[0]):
        return known[1]
    order = _order(matrix, items)
    cache.set(key, (number, order), ORDER_LASTS)
    return order


def _order(matrix: Matrix, items: tuple[MatrixItem, ...]) -> tuple[Pair, ...]:
    panel = matrix_panel(matrix, items)
    pairs = zip(panel.source.tolist(), panel.target.tolist(), strict=True)
    counts = dict(zip(pairs, panel.counts(), strict=True))
    candidates = [(one, other) for one, other, _bits in matrix.screened]
    asked = next_pairs(agreed(panel), counts, candidates, most=MOST_RANKED)
    return tuple((one.source, one.target) for one in asked)
