"""Move an assessment to a newer version of its framework: a new round, the old one as it was."""

import logging
import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError
from django.core.files.storage import Storage
from django.db import transaction
from django.utils.translation import gettext as _
from simple_history.utils import bulk_create_with_history

from glocal.model.kinds import AnswerState
from glocal_web.portal.models import (
    Assessment,
    Evidence,
    Participant,
    Person,
    Response,
    ResponseStatus,
)
from glocal_web.portal.selectors.moving import MovePage, move_page
from glocal_web.portal.services import audit
from glocal_web.portal.services.assessments import AssessmentDraft, open_assessment

log = logging.getLogger(__name__)


class FilesNotCopiedError(Exception):
    """A document could not be copied, as when the disk is full; nothing was changed."""


@dataclass(frozen=True)
class NextRound:
    """Name and period of the round that goes on with the newer version."""

    name: str
    period_start: date
    period_end: date


@dataclass(frozen=True)
class Moved:
    """The new round, and how many answers it begins with."""

    assessment: Assessment
    answers: int


def move_assessment(person: Person, key: int, following: NextRound) -> Moved:
    """A new round of the same participants with the newest version and what carries over.

    Nothing of the old round changes. What carries over is a draft with its documents: it speaks of
    a new period, so that somebody must look at it. Raises ``SameAssessmentError`` when there is
    such a round already, ``ValidationError`` and ``FilesNotCopiedError``.
    """
    stored: list[tuple[Storage, str]] = []
    try:
        with transaction.atomic():
            return _move(person, key, following, stored)
    except OSError as error:
        log.exception("A document could not be copied into a new round.")
        _discard(stored)
        raise FilesNotCopiedError from error
    except BaseException:
        _discard(stored)
        raise


def _move(
    person: Person, key: int, following: NextRound, stored: list[tuple[Storage, str]]
) -> Moved:
    page = move_page(person, key)
    old = page.assessment
    if following.period_end <= old.period_end:
        raise ValidationError(_("The new round must end later than the one it goes on from."))
    then = list(old.participants.select_related("organisation"))
    if not then:
        raise ValidationError(_("Nobody takes part in this assessment."))
    lead = next((one for one in then if one.is_lead), then[0])
    new = open_assessment(
        person,
        old.territory,
        AssessmentDraft(
            framework_id=page.after.framework.id,
            framework_version=page.after.framework.version,
            name=following.name,
            period_start=following.period_start,
            period_end=following.period_end,
            lead=lead.organisation,
            others=[one.organisation for one in then],
            subject=old.subject,
        ),
    )
    now = {one.organisation_id: one for one in new.participants.all()}
    answers = _carry(person, page, {one.pk: now[one.organisation_id] for one in then}, stored)
    audit.record(
        person,
        "assessment.moved",
        new,
        old.territory,
        framework=page.after.framework.name,
        earlier=old.pk,
        answers=answers,
    )
    return Moved(new, answers)


def _carry(
    person: Person,
    page: MovePage,
    participants: Mapping[int, Participant],
    stored: list[tuple[Storage, str]],
) -> int:
    earlier = list(
        Response.objects.filter(
            participant__in=list(participants), indicator__in=[one.change.code for one in page.kept]
        )
        .exclude(state=AnswerState.NOT_ANSWERED.value)
        .prefetch_related("evidence")
    )
    made = bulk_create_with_history(
        [
            Response(
                participant=participants[row.participant_id],
                indicator=row.indicator,
                state=row.state,
                grade=row.grade,
                reason=row.reason,
                rationale=row.rationale,
                status=ResponseStatus.DRAFT,
                version=1,
                updated_by_id=row.updated_by_id,
            )
            for row in earlier
        ],
        Response,
        default_user=person,
    )
    place = {(row.participant_id, row.indicator): row for row in made}
    for row in earlier:
        target = place[participants[row.participant_id].pk, row.indicator]
        _copy(row.evidence.all(), target, stored)
    return len(earlier)


def _copy(
    evidence: Iterable[Evidence], target: Response, stored: list[tuple[Storage, str]]
) -> None:
    """The documents once more, with files of their own: each lives as long as its row."""
    for one in evidence:
        row = Evidence(
            response=target,
            kind=one.kind,
            title=one.title,
            url=one.url,
            file_name=one.file_name,
            file_size=one.file_size,
            date=one.date,
            said_by=one.said_by,
            added_by_id=one.added_by_id,
            checked_by_id=one.checked_by_id,
            checked_at=one.checked_at,
        )
        if one.file:
            _stem, dot, suffix = (one.file.name or "").rpartition(".")
            with one.file.open("rb") as content:
                row.file.save(f"{secrets.token_hex(16)}{dot}{suffix}", content, save=False)
            stored.append((row.file.storage, row.file.name or ""))
        row.save()


def _discard(stored: list[tuple[Storage, str]]) -> None:
    for storage, name in stored:
        try:
            storage.delete(name)
        except OSError:
            log.exception("A copied file could not be removed: %s", name)
