"""The matrices of interactions of a territory: the list, and one of them with its ratings."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Count, QuerySet

from glocal.interactions.panel import Panel, panel_of, panel_of_answers, settled
from glocal.model.interaction import MEETING, Item, RatedMatrix, Rating
from glocal_web.portal.mappers.interaction_items import item_value
from glocal_web.portal.models import (
    InteractionRating,
    Matrix,
    MatrixItem,
    MatrixRater,
    MatrixState,
    Territory,
)
from glocal_web.portal.permissions import Access, Deed, NotVisibleError, Visitor, access_to
from glocal_web.portal.selectors.open_territory import open_territory

ON_A_PAGE = 25


@dataclass(frozen=True)
class MatrixLine:
    """One matrix in the list: how many items, raters who answered and answers it has."""

    matrix: Matrix
    items: int
    raters: int
    ratings: int

    @property
    def pairs(self) -> int:
        """Number of ordered pairs."""
        return self.items * max(self.items - 1, 0)


@dataclass(frozen=True)
class MatrixList:
    """The matrices of a territory, the newest on top."""

    territory: Territory
    access: Access
    page: Page[Matrix]
    lines: tuple[MatrixLine, ...]

    @property
    def may_manage(self) -> bool:
        """Whether the visitor may make matrices."""
        return self.access.may(Deed.MANAGE)


@dataclass(frozen=True)
class MatrixPage:
    """A matrix with all that was said.

    ``rated`` is for calculating: raters have numbers, and what a single one of them said is shown
    only to those for whom ``may_manage`` holds; to everybody else medians of groups. What guests
    wrote is left out of it for all others. Groups are ids of stakeholder groups, or ``meeting``.
    """

    matrix: Matrix
    access: Access
    items: tuple[MatrixItem, ...]
    rated: RatedMatrix

    @property
    def territory(self) -> Territory:
        """The territory that keeps it."""
        return self.matrix.territory

    @property
    def state(self) -> str:
        """Being prepared, open for answers, or closed: a value of ``MatrixState``."""
        return self.matrix.state

    @property
    def is_draft(self) -> bool:
        """Whether its items may still change."""
        return self.state == MatrixState.DRAFT

    @property
    def is_open(self) -> bool:
        """Whether it takes answers."""
        return self.state == MatrixState.OPEN

    @property
    def may_rate(self) -> bool:
        """Whether the visitor may answer now."""
        return self.is_open and self.access.may(Deed.ANSWER)

    @property
    def may_manage(self) -> bool:
        """Whether the visitor may change, open and close it, and see single raters."""
        return self.access.may(Deed.MANAGE)

    @property
    def pairs(self) -> int:
        """Number of ordered pairs, rated or not."""
        return len(self.items) * max(len(self.items) - 1, 0)

    @property
    def worth(self) -> int:
        """Number of ordered pairs that are worth asking first; 0 while it is being prepared."""
        return len(self.matrix.screened)

    @cached_property
    def said(self) -> Panel:
        """Every rating as arrays."""
        return panel_of(self.rated)

    @cached_property
    def panel(self) -> Panel:
        """The ratings that count: what a meeting agreed on stands for the answers before it."""
        return settled(self.said)

    @cached_property
    def by_key(self) -> dict[str, Item]:
        """The items with their titles in the reader's language, by id."""
        return {item.id: item for item in self.rated.items}


def open_matrix(visitor: Visitor, slug: str, key: int) -> tuple[Matrix, Access]:
    """A matrix of a territory, and what the visitor may do there."""
    matrix = Matrix.objects.select_related("territory").filter(pk=key, territory__slug=slug).first()
    if matrix is None:
        raise NotVisibleError
    access = access_to(visitor, matrix.territory)
    access.require(Deed.READ)
    return matrix, access


def managed_matrix(visitor: Visitor, slug: str, key: int) -> Matrix:
    """The matrix, for somebody who may change it."""
    matrix, access = open_matrix(visitor, slug, key)
    access.require(Deed.MANAGE)
    return matrix


def matrix_list(visitor: Visitor, slug: str, page: str = "1") -> MatrixList:
    """The matrices of a territory with what they hold: a fixed number of queries."""
    territory, access = open_territory(visitor, slug)
    rows = Matrix.objects.filter(territory=territory).defer("screened")
    found = Paginator(rows, ON_A_PAGE).get_page(page)
    keys = [row.pk for row in found.object_list]
    items = _numbers(MatrixItem.objects.filter(matrix__in=keys), "matrix")
    answering = MatrixRater.objects.filter(matrix__in=keys, ratings__isnull=False)
    raters = _numbers(answering, "matrix")
    ratings = _numbers(InteractionRating.objects.filter(rater__matrix__in=keys), "rater__matrix")
    lines = tuple(
        MatrixLine(row, items[row.pk], raters[row.pk], ratings[row.pk]) for row in found.object_list
    )
    return MatrixList(territory, access, found, lines)


def matrix_page(visitor: Visitor, slug: str, key: int) -> MatrixPage:
    """A matrix with its items and everything that was said: five queries at most."""
    matrix, access = open_matrix(visitor, slug, key)
    items = tuple(matrix.items.all())
    rated = rated_matrix(matrix, items, with_guests=access.may(Deed.MANAGE))
    return MatrixPage(matrix, access, items, rated)


def rated_matrix(
    matrix: Matrix, items: tuple[MatrixItem, ...], *, with_guests: bool = False
) -> RatedMatrix:
    """The matrix as the core reads it, titles in the reader's language: two queries.

    ``with_guests`` keeps the reasons that guests wrote, which only coordinators read.
    """
    # The answers first: who begins between the two queries has none among them.
    rows = list(
        InteractionRating.objects.filter(rater__matrix=matrix).values_list(
            "rater_id", "source_id", "target_id", "value", "rationale"
        )
    )
    raters = {
        row.pk: (row.name, row.group or MEETING, with_guests or not row.is_guest)
        for row in MatrixRater.objects.filter(matrix=matrix)
    }
    keys = {row.pk: row.key for row in items}
    ratings = tuple(
        Rating(
            raters[rater][0],
            raters[rater][1],
            keys[source],
            keys[target],
            value,
            rationale if raters[rater][2] else "",
        )
        for rater, source, target, value, rationale in rows
    )
    return RatedMatrix(matrix.title, tuple(item_value(row) for row in items), ratings)


def matrix_panel(matrix: Matrix, items: tuple[MatrixItem, ...]) -> Panel:
    """Every answer as arrays, without its reason: what ``rated_matrix`` gives, in half the time.

    Two queries.
    """
    # The answers first, as above.
    rows = list(
        InteractionRating.objects.filter(rater__matrix=matrix)
        .order_by()
        .values_list("rater_id", "source_id", "target_id", "value")
    )
    names = {
        row.pk: (row.group or MEETING, row.name)
        for row in MatrixRater.objects.filter(matrix=matrix)
    }
    raters = sorted({rater for rater, *_pair in rows}, key=lambda rater: names[rater])
    row_of = {rater: row for row, rater in enumerate(raters)}
    place = {item.pk: at for at, item in enumerate(items)}
    return panel_of_answers(
        tuple(item.key for item in items),
        [names[rater] for rater in raters],
        [row_of[rater] for rater, *_pair in rows],
        [(place[source], place[target]) for _rater, source, target, _value in rows],
        [value for *_pair, value in rows],
    )


def _numbers(rows: QuerySet[Any], field: str) -> Counter[int]:
    """How many rows belong to each matrix."""
    counted = rows.order_by().values_list(field).annotate(number=Count("pk", distinct=True))
    return Counter(dict(counted))
