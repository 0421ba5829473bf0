"""Use a closed matrix of interactions in the check of coherence, and take that back."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from typing import Any

from django.db import transaction

from glocal.interactions.agreed_pairs import agreed_interactions
from glocal.loading.taxonomy import taxonomy
from glocal.model.portfolio import AgreedInteraction
from glocal_web.portal.mappers.agreed_pairs import end_of, harms, pair_name
from glocal_web.portal.mappers.stored_value import restored, stored
from glocal_web.portal.models import Matrix, MatrixState, MatrixUse, Person, Territory
from glocal_web.portal.selectors.interactions import rated_matrix
from glocal_web.portal.services.audit import record
from glocal_web.portal.services.interactions import locked_matrix
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
    are policies stand for themselves. Harm that was made up for stays so. Reasons that guests wrote
    never go along: they were told that coordinators alone read them, and findings have other
    readers. Raises ``NotClosedError`` and ``GoalTwiceError``.
    """
    matrix = locked_matrix(person, key)
    if matrix.state != MatrixState.CLOSED:
        raise NotClosedError
    items = tuple(matrix.items.all())
    known = {item: goal for item, goal in goals.items() if goal in taxonomy().goals}
    ends = {item.key: end for item in items if (end := end_of(item, known))}
    if len(set(ends.values())) < len(ends):
        raise GoalTwiceError
    rated = rated_matrix(matrix, items)
    pairs = agreed_interactions(rated, ends, with_reasons=with_reasons)
    before = MatrixUse.objects.filter(matrix=matrix).first()
    kept = {harm.name for harm in harms(before) if harm.is_made_up} if before else set()
    values = {
        "pairs": _stored((replace(pair, matrix="") for pair in pairs), kept),
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
def make_up_for(
    person: Person, key: int, names: Collection[str], *, no_more: Collection[str] = ()
) -> int | None:
    """Say of which harm between two policies something in place makes up for it, by its name.

    Such a pair is no finding any more; of those in ``no_more`` it is no longer so, and what is
    in neither stays as it is. Returns how many pairs are made up for; None for a matrix that is not
    used. A name that is no harm of it says nothing.
    """
    matrix = locked_matrix(person, key)
    use = MatrixUse.objects.filter(matrix=matrix).first()
    if use is None:
        return None
    known = harms(use)
    before = {harm.name for harm in known if harm.is_made_up}
    wanted = (before | set(names)) - set(no_more)
    wanted &= {harm.name for harm in known}
    if wanted != before:
        use.pairs = _stored((restored(AgreedInteraction, one) for one in use.pairs), wanted)
        # When it was agreed stays as it was.
        use.save(update_fields=["pairs"])
        record(person, "matrix.made-up-for", matrix, matrix.territory, pairs=len(wanted))
        raise_version(matrix.territory)
    return len(wanted)


def _stored(pairs: Iterable[AgreedInteraction], made_up: Collection[str]) -> list[Any]:
    """Pairs as a row keeps them, those of these names made up for where they harm."""
    return [
        stored(replace(one, offset=one.value < 0 and pair_name(one) in made_up)) for one in pairs
    ]


@transaction.atomic
def take_back_use(person: Person, key: int) -> Matrix:
    """Use a matrix no more; one that is not used stays as it is."""
    matrix = locked_matrix(person, key)
    if MatrixUse.objects.filter(matrix=matrix).delete()[0]:
        record(person, "matrix.not-used", matrix, matrix.territory)
        raise_version(matrix.territory)
    return matrix
