"""Who answers in a matrix: a person for their group, a guest by a link, or a meeting."""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast

from glocal_web.portal.models import Matrix, MatrixRater, MatrixState, Person
from glocal_web.portal.models.choices import GroupChoice
from glocal_web.portal.permissions import Access, Deed, NotAllowedError, NotVisibleError, Visitor
from glocal_web.portal.selectors.interactions import open_matrix


@dataclass(frozen=True)
class Voice:
    """Who answers: a person for a stakeholder group, a meeting (``group`` is empty), or a guest.

    A guest's ``rater`` is known by the secret of their link; the others get one with their first
    answer. ``groups`` are those that a person may answer for.
    """

    matrix: Matrix
    group: str
    person: Person | None = None
    rater: MatrixRater | None = None
    groups: tuple[str, ...] = ()

    @property
    def is_meeting(self) -> bool:
        """Whether it is what a meeting agreed on."""
        return not self.group

    @property
    def is_guest(self) -> bool:
        """Whether it came by a link."""
        return self.rater is not None

    @property
    def may_save(self) -> bool:
        """Whether the matrix takes answers now."""
        return self.matrix.state == MatrixState.OPEN


def member_voice(visitor: Visitor, slug: str, key: int, group: str = "") -> Voice:
    """The voice of somebody with a role, for one of their groups (the first unless said)."""
    matrix, access = open_matrix(visitor, slug, key)
    access.require(Deed.ANSWER)
    groups = groups_of(matrix, access)
    if not groups:
        raise NotAllowedError
    chosen = group if group in groups else groups[0]
    return Voice(matrix, chosen, cast("Person", visitor), groups=groups)


def meeting_voice(visitor: Visitor, slug: str, key: int) -> Voice:
    """The voice of a meeting, for the coordinator who writes down what it agreed on."""
    matrix, access = open_matrix(visitor, slug, key)
    access.require(Deed.MANAGE)
    return Voice(matrix, "", cast("Person", visitor))


def guest_voice(secret_hash: str) -> Voice:
    """The voice of the guest whose personal link has a secret of this hash."""
    rater = (
        MatrixRater.objects.select_related("matrix__territory")
        .filter(return_hash=secret_hash)
        .first()
    )
    if rater is None:
        raise NotVisibleError
    return Voice(rater.matrix, rater.group, rater=rater)


def groups_of(matrix: Matrix, access: Access) -> tuple[str, ...]:
    """The stakeholder groups that a visitor answers for, in the usual order: one query."""
    rows = matrix.territory.organisations.filter(pk__in=access.organisations)
    mine = set(rows.values_list("group", flat=True))
    return tuple(value for value in GroupChoice.values if value in mine)
