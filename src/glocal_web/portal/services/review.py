"""Review answers: send back, agree, reopen; and reopen a published assessment."""

from enum import StrEnum
from typing import Any

from django.db import transaction

from glocal_web.portal.models import (
    Assessment,
    AssessmentStatus,
    Person,
    Response,
    ResponseStatus,
    ReviewNote,
    Role,
    RoleKind,
)
from glocal_web.portal.permissions import Deed, access_to
from glocal_web.portal.services.audit import record
from glocal_web.portal.services.responses import save_status

REVIEWING_ROLES = (RoleKind.COORDINATOR, RoleKind.REVIEWER)


class Reviewed(StrEnum):
    """What became of a reviewer's decision."""

    DONE = "done"
    ALREADY = "already"
    CHANGED = "changed"
    NOT_WAITING = "not-waiting"
    OWN_ANSWER = "own-answer"
    PUBLISHED = "published"
    NOTE_MISSING = "note-missing"


@transaction.atomic
def agree(person: Person, key: int, version: int, note: str = "") -> Reviewed:
    """Agree on an answer, which locks it. Another agreed answer to the indicator is handed back."""
    row = _locked(person, key)
    if row.status == ResponseStatus.AGREED:
        return Reviewed.ALREADY
    refusal = _refusal(person, row, version)
    if refusal is not None:
        return refusal
    _replace_agreed(person, row)
    save_status(person, row, ResponseStatus.AGREED)
    _note(person, row, ResponseStatus.AGREED, note)
    _record(person, "response.agreed", row, **_self_review(person, row))
    return Reviewed.DONE


@transaction.atomic
def send_back(person: Person, key: int, version: int, note: str) -> Reviewed:
    """Send an answer back to who gave it, with a note that says what is missing."""
    row = _locked(person, key)
    if row.status == ResponseStatus.RETURNED:
        return Reviewed.ALREADY
    refusal = _refusal(person, row, version)
    if refusal is not None:
        return refusal
    if not note.strip():
        return Reviewed.NOTE_MISSING
    save_status(person, row, ResponseStatus.RETURNED)
    _note(person, row, ResponseStatus.RETURNED, note)
    _record(person, "response.returned", row, **_self_review(person, row))
    return Reviewed.DONE


@transaction.atomic
def reopen(person: Person, key: int, note: str) -> Reviewed:
    """Unlock an agreed answer, with a note that says why; its people see it as sent back."""
    row = _locked(person, key)
    if row.participant.assessment.status == AssessmentStatus.PUBLISHED:
        return Reviewed.PUBLISHED
    if row.status != ResponseStatus.AGREED:
        return Reviewed.NOT_WAITING
    if not note.strip():
        return Reviewed.NOTE_MISSING
    save_status(person, row, ResponseStatus.RETURNED)
    _note(person, row, ResponseStatus.RETURNED, note)
    _record(person, "response.reopened", row)
    return Reviewed.DONE


@transaction.atomic
def reopen_assessment(person: Person, key: int) -> Reviewed:
    """Open a published assessment for answers again; what was published stays as it is."""
    assessment = (
        Assessment.objects.select_for_update(no_key=True).select_related("territory").get(pk=key)
    )
    access_to(person, assessment.territory).require(Deed.MANAGE)
    if assessment.status == AssessmentStatus.OPEN:
        return Reviewed.ALREADY
    assessment.status = AssessmentStatus.OPEN
    assessment.save(update_fields=["status"])
    record(person, "assessment.reopened", assessment, assessment.territory)
    return Reviewed.DONE


def is_alone(person: Person, territory_id: int) -> bool:
    """Whether nobody else in the territory could review: a one-person office must not be stuck."""
    return (
        not Role.objects.filter(territory_id=territory_id, kind__in=REVIEWING_ROLES)
        .exclude(person=person)
        .exists()
    )


def _locked(person: Person, key: int) -> Response:
    # The assessment first: one decision at a time, so that of two answers agreed at once the second
    # replaces the first, and none is decided on while the assessment is being published.
    Assessment.objects.select_for_update(of=("self",), no_key=True).filter(
        participants__responses=key
    ).first()
    row = (
        Response.objects.select_for_update(of=("self",), no_key=True)
        .select_related("participant__assessment__territory", "participant__organisation")
        .get(pk=key)
    )
    access_to(person, row.participant.assessment.territory).require(Deed.REVIEW)
    return row


def _refusal(person: Person, row: Response, version: int) -> Reviewed | None:
    """Why this person may not decide on this answer now, or None when they may."""
    if row.participant.assessment.status == AssessmentStatus.PUBLISHED:
        return Reviewed.PUBLISHED
    if row.status != ResponseStatus.SUBMITTED:
        return Reviewed.NOT_WAITING
    if row.version != version:
        return Reviewed.CHANGED
    if row.updated_by_id == person.pk and not _may_review_own(person, row):
        return Reviewed.OWN_ANSWER
    return None


def _may_review_own(person: Person, row: Response) -> bool:
    territory_id = row.participant.assessment.territory_id
    coordinates = Role.objects.filter(
        territory_id=territory_id, person=person, kind=RoleKind.COORDINATOR
    ).exists()
    return coordinates and is_alone(person, territory_id)


def _self_review(person: Person, row: Response) -> dict[str, bool]:
    return {"self_review": True} if row.updated_by_id == person.pk else {}


def _replace_agreed(person: Person, row: Response) -> None:
    """One agreed answer an indicator: the one agreed before waits for review again."""
    others = Response.objects.select_related("participant__assessment__territory").filter(
        participant__assessment_id=row.participant.assessment_id,
        indicator=row.indicator,
        status=ResponseStatus.AGREED,
    )
    for other in others:
        save_status(person, other, ResponseStatus.SUBMITTED)
        _note(person, other, ResponseStatus.SUBMITTED, "")
        _record(person, "response.reopened", other, replaced_by=row.participant.organisation_id)


def _note(person: Person, row: Response, step: ResponseStatus, text: str) -> None:
    ReviewNote.objects.create(response=row, author=person, step=step, text=text.strip())


def _record(person: Person, verb: str, row: Response, **data: Any) -> None:
    territory = row.participant.assessment.territory
    record(person, verb, row, territory, indicator=row.indicator, version=row.version, **data)
