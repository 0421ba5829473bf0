"""Add, remove and check evidence; a file lives exactly as long as its row."""

import datetime
import logging
import secrets
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from django.core.files.storage import Storage
from django.db import transaction
from django.utils import timezone

from glocal_web.portal.models import (
    AssessmentStatus,
    Evidence,
    Participant,
    Person,
    Response,
    ResponseStatus,
)
from glocal_web.portal.permissions import Deed, access_to
from glocal_web.portal.services.audit import record
from glocal_web.portal.services.responses import (
    asked_indicator,
    new_response,
    require_answering,
)
from glocal_web.portal.services.uploads import CheckedFile

log = logging.getLogger(__name__)

# A second click on "Add" is not a second document.
DOUBLE_CLICK = timedelta(minutes=1)


class EvidenceOutcome(StrEnum):
    """What became of a deed on evidence."""

    DONE = "done"
    ALREADY = "already"
    LOCKED = "locked"
    NOT_STORED = "not-stored"
    OWN = "own"


@dataclass(frozen=True)
class NewEvidence:
    """What somebody says about a document, with its file when there is one."""

    kind: str
    title: str
    url: str = ""
    date: datetime.date | None = None
    said_by: str = ""
    upload: CheckedFile | None = None


def add_evidence(
    person: Person, participant: Participant, code: str, new: NewEvidence
) -> tuple[EvidenceOutcome, Evidence | None]:
    """The document as a new row of the participant's answer, with its file stored.

    When the file cannot be written (disk full), nothing is saved and the outcome says so.
    """
    stored: list[tuple[Storage, str]] = []
    try:
        with transaction.atomic():
            return _add(person, participant, code, new, stored)
    except OSError:
        log.exception("A file of evidence could not be stored.")
        _discard(stored)
        return EvidenceOutcome.NOT_STORED, None
    except BaseException:
        _discard(stored)
        raise


def _add(
    person: Person,
    participant: Participant,
    code: str,
    new: NewEvidence,
    stored: list[tuple[Storage, str]],
) -> tuple[EvidenceOutcome, Evidence | None]:
    require_answering(person, participant)
    asked_indicator(participant, code)
    response = Response.objects.select_for_update(no_key=True).filter(
        participant=participant, indicator=code
    ).first() or new_response(person, participant, code)
    response.participant = participant
    if _locked(response):
        return EvidenceOutcome.LOCKED, None
    row = Evidence(
        response=response,
        kind=new.kind,
        title=new.title,
        url=new.url,
        date=new.date,
        said_by=new.said_by,
        file_name=new.upload.name if new.upload else "",
        file_size=new.upload.size if new.upload else None,
        added_by=person,
    )
    same = _just_added(row)
    if same is not None:
        return EvidenceOutcome.ALREADY, same
    if new.upload is not None:
        row.file.save(f"{secrets.token_hex(16)}{new.upload.suffix}", new.upload.file, save=False)
        stored.append((row.file.storage, row.file.name or ""))
    row.save()
    record(
        person,
        "evidence.added",
        row,
        participant.assessment.territory,
        indicator=code,
        kind=row.kind,
        has_file=bool(row.file),
    )
    return EvidenceOutcome.DONE, row


def _just_added(row: Evidence) -> Evidence | None:
    return Evidence.objects.filter(
        response_id=row.response_id,
        added_by=row.added_by,
        added_at__gte=timezone.now() - DOUBLE_CLICK,
        kind=row.kind,
        title=row.title,
        url=row.url,
        date=row.date,
        said_by=row.said_by,
        file_name=row.file_name,
        file_size=row.file_size,
    ).first()


@transaction.atomic
def remove_evidence(person: Person, key: int) -> EvidenceOutcome:
    """Take a document out; the log keeps that it was there, the file goes after the commit."""
    row = _row(key)
    require_answering(person, row.response.participant)
    if _locked(row.response):
        return EvidenceOutcome.LOCKED
    record(
        person,
        "evidence.removed",
        row,
        row.response.participant.assessment.territory,
        indicator=row.response.indicator,
        kind=row.kind,
        had_file=bool(row.file),
        was_checked=row.checked_at is not None,
    )
    if row.file:
        storage, name = row.file.storage, row.file.name or ""
        transaction.on_commit(lambda: _discard([(storage, name)]))
    row.delete()
    return EvidenceOutcome.DONE


@transaction.atomic
def check_evidence(person: Person, key: int) -> EvidenceOutcome:
    """Note that a second person opened the document and found in it what is claimed."""
    row = _row(key)
    access_to(person, row.response.participant.assessment.territory).require(Deed.REVIEW)
    if row.response.participant.assessment.status == AssessmentStatus.PUBLISHED:
        return EvidenceOutcome.LOCKED
    if person.pk in (row.added_by_id, row.response.updated_by_id):
        return EvidenceOutcome.OWN
    if row.checked_at is not None:
        return EvidenceOutcome.ALREADY
    row.checked_by, row.checked_at = person, timezone.now()
    row.save(update_fields=["checked_by", "checked_at"])
    _record_check(person, row, "evidence.checked")
    return EvidenceOutcome.DONE


@transaction.atomic
def withdraw_check(person: Person, key: int) -> EvidenceOutcome:
    """Take back a check: by who made it, after a slip or a second look."""
    row = _row(key)
    access_to(person, row.response.participant.assessment.territory).require(Deed.REVIEW)
    if row.response.participant.assessment.status == AssessmentStatus.PUBLISHED:
        return EvidenceOutcome.LOCKED
    if row.checked_at is None:
        return EvidenceOutcome.ALREADY
    if row.checked_by_id != person.pk:
        return EvidenceOutcome.OWN
    row.checked_by, row.checked_at = None, None
    row.save(update_fields=["checked_by", "checked_at"])
    _record_check(person, row, "evidence.check-withdrawn")
    return EvidenceOutcome.DONE


def _record_check(person: Person, row: Evidence, verb: str) -> None:
    territory = row.response.participant.assessment.territory
    record(person, verb, row, territory, indicator=row.response.indicator)


def _row(key: int) -> Evidence:
    return (
        Evidence.objects.select_for_update(of=("self",), no_key=True)
        .select_related("response__participant__assessment__territory")
        .get(pk=key)
    )


def _locked(response: Response) -> bool:
    published = response.participant.assessment.status == AssessmentStatus.PUBLISHED
    return published or response.status == ResponseStatus.AGREED


def _discard(stored: list[tuple[Storage, str]]) -> None:
    """Delete files whose row is gone; one that cannot be deleted is worth a line in the log."""
    for storage, name in stored:
        try:
            storage.delete(name)
        except OSError:
            log.exception("A file of removed evidence could not be deleted.")
