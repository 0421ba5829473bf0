"""What every reading page of a matrix stands on: items, voices, and figures that are kept.

Figures are kept in the site's cache, one of each kind a matrix, until something that they rest on
changes: the version of the matrix, its items, its raters, or an answer.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from typing import TypeVar

from django.core.cache import cache
from django.db.models import Count, F, Max, Sum

from glocal.interactions.panel import Panel, agreed, raters_heard, settled
from glocal.interactions.posterior import Posterior, posterior
from glocal.interactions.ranks import FEWEST_RATERS
from glocal.model.interaction import Item, SignedMatrix
from glocal_web.portal.mappers.interaction_items import item_title, item_value
from glocal_web.portal.models import InteractionRating, Matrix, MatrixItem, MatrixRater, MatrixState
from glocal_web.portal.permissions import Access, Deed, Visitor
from glocal_web.portal.selectors.interactions import matrix_panel, open_matrix

KEPT_FOR = 24 * 3600
Made = TypeVar("Made")


@dataclass(frozen=True)
class Named:
    """An item on a reading page: its number from 1 in the order of the matrix, key and title."""

    number: int
    key: str
    title: str

    @property
    def beside(self) -> str:
        """The way to its page from the other pages of the matrix, short, since it stands often."""
        return f"../items/{self.number}/"


@dataclass(frozen=True)
class Ground:
    """A matrix that the visitor may read. ``stamp`` changes whenever a figure could."""

    matrix: Matrix
    access: Access
    rows: tuple[MatrixItem, ...]
    items: tuple[Named, ...]
    answers: int
    stamp: str

    @property
    def core_items(self) -> tuple[Item, ...]:
        """The items as the core draws them, titles in the reader's language."""
        return tuple(item_value(row) for row in self.rows)

    @property
    def size(self) -> int:
        """Number of items."""
        return len(self.items)

    @property
    def pairs(self) -> int:
        """Number of ordered pairs, assessed or not."""
        return self.size * max(self.size - 1, 0)

    @property
    def may_manage(self) -> bool:
        """Whether the visitor may see single raters by their numbers."""
        return self.access.may(Deed.MANAGE)

    @property
    def may_rate(self) -> bool:
        """Whether the visitor may answer now."""
        return self.matrix.state == MatrixState.OPEN and self.access.may(Deed.ANSWER)

    @property
    def is_empty(self) -> bool:
        """Whether nobody has given a value yet: "I do not know" alone gives nothing to read."""
        return not bool(self.values.assessed.any())

    @cached_property
    def said(self) -> Panel:
        """Every rating as arrays; two queries the first time."""
        return self.kept("panel", lambda: matrix_panel(self.matrix, self.rows))

    @cached_property
    def panel(self) -> Panel:
        """The ratings that count: what a meeting agreed on stands for the answers before it."""
        return settled(self.said)

    @cached_property
    def values(self) -> SignedMatrix:
        """One value a pair: the mean of the medians of the groups."""
        return agreed(self.panel)

    @cached_property
    def belief(self) -> Posterior:
        """What the answers let one believe about each pair of the panel."""
        return posterior(self.panel.counts())

    @cached_property
    def contested(self) -> frozenset[tuple[int, int]]:
        """Pairs on whose sign the raters do not agree."""
        chosen = self.belief.contested
        found = zip(
            self.panel.source[chosen].tolist(), self.panel.target[chosen].tolist(), strict=True
        )
        return frozenset(found)

    @property
    def assessed(self) -> int:
        """Number of ordered pairs that have a value."""
        return int(self.values.assessed.sum())

    @property
    def unassessed(self) -> int:
        """Number of ordered pairs without a value."""
        return self.pairs - self.assessed

    @cached_property
    def voices(self) -> int:
        """Number of raters who gave a value; what a meeting agreed on is no further one."""
        return raters_heard(self.said)

    @property
    def is_ranked(self) -> bool:
        """Whether enough raters answered for an order of the items."""
        return self.voices >= FEWEST_RATERS

    def kept(self, name: str, make: Callable[[], Made]) -> Made:
        """A figure from the cache, or made now and kept there."""
        key = f"matrix-{self.matrix.pk}-{name}"
        known: tuple[str, Made] | None = cache.get(key)
        if known is not None and known[0] == self.stamp:
            return known[1]
        made = make()
        cache.set(key, (self.stamp, made), KEPT_FOR)
        return made


def reading_ground(visitor: Visitor, slug: str, key: int) -> Ground:
    """A matrix for reading: six queries, and two more when an answer has come since."""
    matrix, access = open_matrix(visitor, slug, key)
    rows = tuple(matrix.items.all())
    raters = MatrixRater.objects.filter(matrix=matrix)
    voices = list(raters.values_list("pk", "number", "group", "is_meeting"))
    said = InteractionRating.objects.filter(rater__matrix=matrix).aggregate(
        number=Count("pk"),
        last=Max("updated_at"),
        saves=Sum("version"),
        # Tells what was changed without a save of its own.
        values=Sum(F("value") * F("pk")),
    )
    about = (
        matrix.version,
        [(row.pk, row.position, row.key) for row in rows],
        voices,
        sorted(said.items()),
    )
    return Ground(
        matrix=matrix,
        access=access,
        rows=rows,
        items=tuple(
            Named(place, row.key, item_title(row)) for place, row in enumerate(rows, start=1)
        ),
        answers=said["number"],
        stamp=sha256(repr(about).encode()).hexdigest(),
    )
