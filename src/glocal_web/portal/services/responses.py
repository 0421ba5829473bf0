"""Save answers so that two people at once lose nothing, and submit them for review."""

from dataclasses import dataclass, field
from datetime import timedelta
from enum import StrEnum
from typing import TypeVar

from django.db import transaction
from django.utils import timezone

from glocal.errors import UnknownNameError
from glocal.loading.catalogue import framework
from glocal.model.applicability import reason_not_asked
from glocal.model.framework import Indicator
from glocal.model.kinds import AnswerState
from glocal_web.portal.mappers.answer_value import AnswerValue, stored_answer
from glocal_web.portal.mappers.territory import territory_value
from glocal_web.portal.models import (
    AssessmentStatus,
    Participant,
    Person,
    Response,
    ResponseStatus,
)
from glocal_web.portal.permissions import Deed, NotAllowedError, access_to
from glocal_web.portal.services.audit import record

# One row in the audit log for a text that somebody is typing, not one for every pause.
SITTING = timedelta(minutes=10)

Value = TypeVar("Value")


class Outcome(StrEnum):
    """What became of an answer that somebody wanted to save."""

    SAVED = "saved"
    UNCHANGED = "unchanged"
    CONFLICT = "conflict"
    AGREED = "agreed"
    PUBLISHED = "published"

    @property
    def locked(self) -> bool:
        """Whether nothing could be saved, since the answer or its assessment is closed."""
        return self in (Outcome.AGREED, Outcome.PUBLISHED)


@dataclass(frozen=True)
class Change:
    """What a form wants to write. ``None`` leaves that part of the answer as it is.

    Each part says which version of the response it was written against: a part that somebody else
    changed since then collides, a part that they left alone is merged.
    """

    answer: AnswerValue | None = None
    answer_version: int = 0
    rationale: str | None = None
    rationale_version: int = 0


@dataclass(frozen=True)
class Saved:
    """What became of a change: the row as it is now, which parts collided, which are another's.

    ``merged`` names the parts that somebody else wrote meanwhile and that were kept;
    ``collided`` those where both wrote, so that nothing was overwritten.
    """

    outcome: Outcome
    row: Response | None
    merged: frozenset[str] = field(default_factory=frozenset)
    collided: frozenset[str] = field(default_factory=frozenset)


def versions_after(change: Change, saved: Saved, taken: frozenset[str]) -> dict[str, int]:
    """The version that each part of a form stands on after a save, by part.

    A part that was not settled (wrong, collided, locked) keeps the version it was opened with, so
    that the next save still notices what somebody else wrote since then. ``taken`` names the parts
    whose stored value the form now shows.
    """
    now = saved.row.version if saved.row else 0
    opened = {"answer": change.answer_version, "rationale": change.rationale_version}
    left = {
        name
        for name, value in (("answer", change.answer), ("rationale", change.rationale))
        if value is None
    }
    if saved.outcome.locked:
        return opened
    return {
        part: version if part in (left | saved.collided) - taken else now
        for part, version in opened.items()
    }


def require_answering(person: Person, participant: Participant) -> None:
    """Raise unless ``person`` may answer for this participant's organisation."""
    access = access_to(person, participant.assessment.territory)
    access.require(Deed.READ)
    # A role as contributor of another organisation is not a permission to speak for this one.
    if participant.organisation_id not in access.organisations:
        raise NotAllowedError


def asked_indicator(participant: Participant, code: str) -> Indicator:
    """The indicator, if it is asked of the territory; raises ``UnknownNameError`` otherwise."""
    assessment = participant.assessment
    indicator = framework(assessment.framework_id, assessment.framework_version).indicator(code)
    if reason_not_asked(indicator, territory_value(assessment.territory)) is not None:
        raise UnknownNameError(f"{code} is not asked of {assessment.territory.slug}.")
    return indicator


@transaction.atomic
def save_answer(person: Person, participant: Participant, code: str, change: Change) -> Saved:
    """Write a change to one answer, merged with what others saved since the form was opened.

    Sending the same form twice changes nothing the second time.
    """
    require_answering(person, participant)
    indicator = asked_indicator(participant, code)
    if change.answer is not None and change.answer.grade is not None:
        indicator.scale.score(change.answer.grade)
    row = (
        Response.objects.select_for_update(no_key=True)
        .filter(participant=participant, indicator=code)
        .first()
    )
    lock = _lock(participant, row)
    if lock is not None:
        return Saved(lock, row)
    if row is None:
        if change.answer in (None, AnswerValue()) and not change.rationale:
            return Saved(Outcome.UNCHANGED, None)
        row = new_response(person, participant, code)
    return _merge(person, participant, row, change)


def new_response(person: Person, participant: Participant, code: str) -> Response:
    """An empty row, version 0; the row of another request when that came first."""
    row, _ = Response.objects.select_for_update(no_key=True).get_or_create(
        participant=participant, indicator=code, defaults={"version": 0, "updated_by": person}
    )
    return row


def _lock(participant: Participant, row: Response | None) -> Outcome | None:
    if participant.assessment.status == AssessmentStatus.PUBLISHED:
        return Outcome.PUBLISHED
    if row is not None and row.status == ResponseStatus.AGREED:
        return Outcome.AGREED
    return None


def _merge(person: Person, participant: Participant, row: Response, change: Change) -> Saved:
    answer_base = _earlier(row, change.answer_version)
    rationale_base = _earlier(row, change.rationale_version)
    theirs = stored_answer(row)
    answer, answer_fate = three_way(
        change.answer, theirs, None if answer_base is None else stored_answer(answer_base)
    )
    rationale, rationale_fate = three_way(
        change.rationale,
        row.rationale,
        None if rationale_base is None else str(rationale_base.rationale),
    )
    fates = {"answer": answer_fate, "rationale": rationale_fate}
    merged = frozenset(name for name, fate in fates.items() if fate is Fate.THEIRS)
    collided = frozenset(name for name, fate in fates.items() if fate is Fate.BOTH)
    if (answer, rationale) == (theirs, row.rationale):
        return Saved(Outcome.CONFLICT if collided else Outcome.UNCHANGED, row, merged, collided)
    _write(person, participant, row, answer, rationale)
    return Saved(Outcome.CONFLICT if collided else Outcome.SAVED, row, merged, collided)


class Fate(StrEnum):
    """Whose value of one part of an answer stands after a merge."""

    MINE = "mine"
    SAME = "same"
    THEIRS = "theirs"
    BOTH = "both"


def three_way(mine: Value | None, theirs: Value, base: Value | None) -> tuple[Value, Fate]:
    """The value that stands, from mine, theirs and the one both started from.

    ``mine`` is None when it is to be left alone; ``base`` is None when it is not known any more,
    which counts as a collision. A collision keeps theirs.

    >>> three_way("b", "a", "a"), three_way("a", "c", "a"), three_way("b", "c", "a")
    (('b', <Fate.MINE: 'mine'>), ('c', <Fate.THEIRS: 'theirs'>), ('c', <Fate.BOTH: 'both'>))
    """
    if mine is None or mine == theirs:
        return theirs, Fate.SAME
    if mine == base:
        return theirs, Fate.THEIRS
    if theirs == base:
        return mine, Fate.MINE
    return theirs, Fate.BOTH


def _earlier(row: Response, version: int) -> Response | None:
    """The response as it was in an earlier version; None when that is not on record."""
    if version == row.version:
        return row
    if version == 0:
        return Response()
    if not 0 < version < row.version:
        return None
    earlier: Response | None = row.history.filter(version=version).order_by("-history_id").first()
    return earlier


def _write(
    person: Person, participant: Participant, row: Response, answer: AnswerValue, rationale: str
) -> None:
    before = stored_answer(row)
    same_sitting = row.updated_by_id == person.pk and timezone.now() - row.updated_at < SITTING
    row.state, row.grade, row.reason = answer.state.value, answer.grade, answer.reason
    row.rationale = rationale
    row.version += 1
    row.updated_by = person
    if row.status == ResponseStatus.SUBMITTED:
        # What a reviewer reads must be what was handed in.
        row.status = ResponseStatus.DRAFT
    row._history_user = person  # type: ignore[attr-defined]
    row.save()
    if row.version == 1 or answer != before or not same_sitting:
        record(
            person,
            "response.saved",
            row,
            participant.assessment.territory,
            indicator=row.indicator,
            state=row.state,
            grade=row.grade,
            version=row.version,
        )


def save_status(person: Person, row: Response, status: ResponseStatus) -> None:
    """Move a response to another place in the review; its answer and its date stay as they are."""
    row.status = status
    row._history_user = person  # type: ignore[attr-defined]
    row.save(update_fields=["status"])


@dataclass(frozen=True)
class Submitted:
    """What was handed in, and what is still without an answer, by indicator code."""

    handed_in: tuple[str, ...]
    unanswered: tuple[str, ...]


@transaction.atomic
def submit_responses(person: Person, participant: Participant, part: str = "") -> Submitted:
    """Hand in a participant's answers for review: those of one sub-dimension, or all.

    Answers without a state stay open and are named; what is handed in already stays so.
    """
    require_answering(person, participant)
    assessment = participant.assessment
    structure = framework(assessment.framework_id, assessment.framework_version)
    indicators = structure.sub_dimension(part).indicators if part else structure.indicators
    value = territory_value(assessment.territory)
    asked = [one.code for one in indicators if reason_not_asked(one, value) is None]
    rows = {
        row.indicator: row
        for row in Response.objects.select_for_update(no_key=True).filter(
            participant=participant, indicator__in=asked
        )
    }
    open_codes = tuple(
        code
        for code in asked
        if code not in rows or rows[code].state == AnswerState.NOT_ANSWERED.value
    )
    if assessment.status == AssessmentStatus.PUBLISHED:
        return Submitted((), open_codes)
    handed_in = []
    for code in asked:
        row = rows.get(code)
        if code in open_codes or row is None:
            continue
        if row.status in (ResponseStatus.DRAFT, ResponseStatus.RETURNED):
            save_status(person, row, ResponseStatus.SUBMITTED)
            record(
                person,
                "response.submitted",
                row,
                assessment.territory,
                indicator=code,
                version=row.version,
            )
            handed_in.append(code)
    return Submitted(tuple(handed_in), open_codes)
