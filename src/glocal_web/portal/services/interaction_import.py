"""Import ratings from a file: read it, say what it would change, and change it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import count

from django.db import transaction
from django.utils import timezone

from glocal.errors import GlocalError, Problem
from glocal.io.interactions_read import interactions_of
from glocal.model.interaction import MEETING
from glocal_web.portal.mappers.interaction_items import item_value
from glocal_web.portal.mappers.told_problems import TellsProblems
from glocal_web.portal.models import (
    InteractionRating,
    Matrix,
    MatrixRater,
    MatrixState,
    Person,
)
from glocal_web.portal.permissions import Deed, access_to
from glocal_web.portal.selectors.interaction_plan import (
    PlannedRater,
    RatingPlan,
    rating_plan,
)
from glocal_web.portal.services.audit import record
from glocal_web.portal.services.interaction_links import next_number
from glocal_web.portal.services.interactions import WrongStateError


@dataclass(frozen=True)
class ReadRatings(TellsProblems):
    """A file that was read. ``plan`` is ``None`` when nothing in it can be used.

    ``needs_group`` says that it names no groups, so that somebody has to say which one it is of.
    """

    plan: RatingPlan | None = None
    needs_group: bool = False


class StaleRatingsError(Exception):
    """Something else would be changed than what was shown."""


def read_ratings(
    person: Person, matrix: Matrix, name: str, raw: bytes, group: str = ""
) -> ReadRatings:
    """What importing a file would change in the matrix; nothing is changed."""
    access_to(person, matrix.territory).require(Deed.MANAGE)
    known = [item_value(row) for row in matrix.items.all()]
    try:
        found = interactions_of(raw, name, known=known, keep_valid=True)
    except GlocalError as error:
        problems = tuple(error.problems) or (Problem(name, 0, "", error.summary, ""),)
        return ReadRatings(problems)
    rated = found.rated
    if not found.has_raters:
        # One file, one rater: told again by the name of the file, and never taken for another.
        ratings = tuple(replace(one, rater=f"file {name}") for one in rated.ratings)
        rated = replace(rated, ratings=ratings)
    needs_group = not group and any(not one.group for one in rated.ratings)
    plan = rating_plan(matrix, rated, group)
    return ReadRatings(found.problems, found.notes, plan, needs_group)


@transaction.atomic
def import_ratings(
    person: Person, matrix: Matrix, name: str, raw: bytes, group: str, seen: str
) -> RatingPlan:
    """Write what a file says to the matrix, all of it in one transaction; say what was written.

    What is wrong in the file is left out, what the file does not hold stays as it is, and what
    people answered on the site is never changed. Raises ``WrongStateError`` when the matrix is not
    open, and ``StaleRatingsError`` when it is not what was ``seen`` that would be changed.
    """
    access_to(person, matrix.territory).require(Deed.MANAGE)
    row = Matrix.objects.select_for_update(no_key=True).get(pk=matrix.pk)
    if row.state != MatrixState.OPEN:
        raise WrongStateError
    plan = read_ratings(person, matrix, name, raw, group).plan or RatingPlan()
    if plan.is_empty:
        return plan
    if plan.digest != seen:
        raise StaleRatingsError
    write_ratings(matrix, plan.raters)
    record(
        person,
        "matrix.imported",
        matrix,
        matrix.territory,
        new=plan.new,
        changed=plan.changed,
    )
    return plan


def write_ratings(matrix: Matrix, planned: Iterable[PlannedRater]) -> None:
    """Write the answers of raters; whoever calls holds the matrix and has asked permission.

    All of a kind at once: a file with hundreds of raters takes no more queries than its answers.
    """
    writing = [one for one in planned if one.ratings]
    raters = _raters(matrix, writing)
    fresh, changed = [], []
    for rater, whose in zip(raters, writing, strict=True):
        for one in whose.ratings:
            if one.row is None:
                fresh.append(
                    InteractionRating(
                        rater=rater,
                        source=one.source,
                        target=one.target,
                        value=one.value,
                        rationale=one.rationale,
                    )
                )
            else:
                one.row.value, one.row.rationale = one.value, one.rationale
                one.row.version += 1
                one.row.updated_at = timezone.now()
                changed.append(one.row)
    InteractionRating.objects.bulk_create(fresh, batch_size=500)
    fields = ("value", "rationale", "version", "updated_at")
    InteractionRating.objects.bulk_update(changed, fields, batch_size=200)


def _raters(matrix: Matrix, planned: Sequence[PlannedRater]) -> list[MatrixRater]:
    """Each rater as it is kept, or a new one with the next number."""
    number = count(next_number(matrix))
    raters = [
        one.rater
        or MatrixRater(
            matrix=matrix,
            number=next(number),
            group="" if one.group == MEETING else one.group,
            file_hash=one.file_hash,
            is_meeting=one.group == MEETING,
        )
        for one in planned
    ]
    MatrixRater.objects.bulk_create([one for one in raters if one.pk is None], batch_size=500)
    return raters
