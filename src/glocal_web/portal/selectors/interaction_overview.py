"""The page of a matrix: what it asks, who has answered so far, and by which links."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count
from django.utils import timezone

from glocal.model.interaction import MEETING
from glocal_web.portal.mappers.interaction_items import group_word, item_title
from glocal_web.portal.models import Matrix, MatrixItem, MatrixLink, MatrixRater, MatrixState
from glocal_web.portal.models.choices import GroupChoice
from glocal_web.portal.permissions import Access, Deed, Visitor
from glocal_web.portal.selectors.interaction_voices import groups_of
from glocal_web.portal.selectors.interactions import open_matrix


@dataclass(frozen=True)
class GroupLine:
    """A stakeholder group, or the meeting: how many answered for it, and how often."""

    group: str
    word: str
    raters: int
    answers: int


@dataclass(frozen=True)
class RaterLine:
    """One rater, for coordinators: the number, the group, and where the answers came from.

    ``origin`` is ``person``, ``link``, ``file`` or ``meeting``; never a name.
    """

    rater: MatrixRater
    word: str
    origin: str
    answers: int


@dataclass(frozen=True)
class LinkLine:
    """A link, for coordinators: whether it still works and how many began by it."""

    link: MatrixLink
    raters: int

    @property
    def is_open(self) -> bool:
        """Whether it lets people in."""
        return self.link.revoked_at is None and self.link.expires_at > timezone.now()


@dataclass(frozen=True)
class MatrixOverview:
    """A matrix from outside. ``raters`` and ``links`` are empty for all but coordinators."""

    matrix: Matrix
    access: Access
    items: tuple[tuple[MatrixItem, str], ...]
    groups: tuple[GroupLine, ...]
    raters: tuple[RaterLine, ...]
    links: tuple[LinkLine, ...]
    answers: int
    my_groups: tuple[str, ...]

    @property
    def may_manage(self) -> bool:
        """Whether the visitor may change, open and close it."""
        return self.access.may(Deed.MANAGE)

    @property
    def may_rate(self) -> bool:
        """Whether the visitor may answer now."""
        return self.is_open and bool(self.my_groups)

    @property
    def is_draft(self) -> bool:
        """Whether its items may still change."""
        return self.matrix.state == MatrixState.DRAFT

    @property
    def is_open(self) -> bool:
        """Whether it takes answers."""
        return self.matrix.state == MatrixState.OPEN

    @property
    def pairs(self) -> int:
        """Number of ordered pairs."""
        return len(self.items) * max(len(self.items) - 1, 0)

    @property
    def worth(self) -> int:
        """Number of ordered pairs that are worth asking first."""
        return len(self.matrix.screened)


def matrix_overview(visitor: Visitor, slug: str, key: int) -> MatrixOverview:
    """The page of a matrix: seven queries at most."""
    matrix, access = open_matrix(visitor, slug, key)
    raters = list(MatrixRater.objects.filter(matrix=matrix).annotate(number_rated=Count("ratings")))
    manages = access.may(Deed.MANAGE)
    counted = {row.pk: row.number_rated for row in raters}
    return MatrixOverview(
        matrix=matrix,
        access=access,
        items=tuple((row, item_title(row)) for row in matrix.items.all()),
        groups=_groups(raters, counted),
        raters=tuple(_rater_line(row, counted[row.pk]) for row in raters) if manages else (),
        links=_links(matrix, raters) if manages else (),
        answers=sum(counted.values()),
        my_groups=groups_of(matrix, access) if access.may(Deed.ANSWER) else (),
    )


def _groups(raters: Sequence[MatrixRater], counted: dict[int, int]) -> tuple[GroupLine, ...]:
    number: Counter[str] = Counter()
    answers: Counter[str] = Counter()
    for row in raters:
        number[row.group or MEETING] += counted[row.pk] > 0
        answers[row.group or MEETING] += counted[row.pk]
    order = [*GroupChoice.values, MEETING]
    return tuple(
        GroupLine(group, group_word(group), number[group], answers[group])
        for group in order
        if number[group]
    )


def _rater_line(row: MatrixRater, answers: int) -> RaterLine:
    if row.is_meeting:
        origin = "meeting"
    elif row.file_hash:
        origin = "file"
    else:
        origin = "link" if row.return_hash else "person"
    return RaterLine(row, group_word(row.group or MEETING), origin, answers)


def _links(matrix: Matrix, raters: Sequence[MatrixRater]) -> tuple[LinkLine, ...]:
    began = Counter(row.link_id for row in raters)
    return tuple(LinkLine(row, began[row.pk]) for row in matrix.links.all())
