"""Use a closed matrix of interactions in the check of coherence, and take that back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from django.db import transaction

from glocal.interactions.agreed_pairs import agreed_interactions
from glocal.loading.taxonomy import taxonomy
from glocal_web.portal.mappers.agreed_pairs import end_of
from glocal_web.portal.mappers.stored_value import stored
from glocal_web.portal.models import Matrix, MatrixState, MatrixUse, Person, Territory
from glocal_web.portal.permissions import Deed, NotVisibleError, access_to
from glocal_web.portal.selectors.interactions import rated_matrix
from glocal_web.portal.services.audit import record
from glocal_web.portal.services.registers import raise_version


class NotClosedError(Exception):
    """A matrix is used only when it is closed: what people still change is not agreed."""


class GoalTwiceError(Exception):
    """Two items were said to stand for one goal: the pair of both would be rated twice."""


@transaction.atomic
def agree_matrix(
    person: Person, key: int, goals: Mapping[str, str], *, with_reasons: bool = False
) -> MatrixUse:
    """Use what the raters of a matrix agree on, as it is now; agreed anew, the newer stands.

    ``goals`` say which goal of the taxonomy an item stands for, by the key of the item; items that
    are policies stand for themselves. Reasons that guests wrote never go along: they were told that
    coordinators alone read them, and findings have other readers. Raises ``NotClosedError`` and
    ``GoalTwiceError``.
    """
    matrix = _locked(person, key)
    if matrix.state != MatrixState.CLOSED:
        raise NotClosedError
    items = tuple(matrix.items.all())
    known = {item: goal for item, goal in goals.items() if goal in taxonomy().goals}
    ends = {item.key: end for item in items if (end := end_of(item, known))}
    if len(set(ends.values())) < len(ends):
        raise GoalTwiceError
    rated = rated_matrix(matrix, items)
    pairs = agreed_interactions(rated, ends, with_reasons=with_reasons)
    values = {
        "pairs": [stored(replace(pair, matrix="")) for pair in pairs],
        "goals": {item: goal for item, goal in known.items() if item in ends},
        "with_reasons": with_reasons,
        "agreed_by": person,
    }
    use, _ = MatrixUse.objects.update_or_create(matrix=matrix, defaults=values)
    Territory.objects.filter(pk=matrix.territory_id).update(uses_ratings=True)
    record(person, "matrix.used", matrix, matrix.territory, pairs=len(pairs))
    raise_version(matrix.territory)
    return use


@transaction.atomic
def take_back_use(person: Person, key: int) -> Matrix:
    """Use a matrix no more; one that is not used stays as it is."""
    matrix = _locked(person, key)
    if MatrixUse.objects.filter(matrix=matrix).delete()[0]:
        record(person, "matrix.not-used", matrix, matrix.territory)
        raise_version(matrix.territory)
    return matrix


def _locked(person: Person, key: int) -> Matrix:
    matrix = (
        Matrix.objects.select_for_update(of=("self",), no_key=True)
        .select_related("territory")
        .filter(pk=key)
        .first()
    )
    if matrix is None:
        raise NotVisibleError
    access_to(person, matrix.territory).require(Deed.MANAGE)
    return matrix
