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
    AssessmentStatus,
    Assignment,
    Evidence,
    Participant,
    Person,
    Response,
    ResponseStatus,
    Territory,
)
from glocal_web.portal.selectors.moving import MovePage, move_page
from glocal_web.portal.services import audit
from glocal_web.portal.services.assessments import AssessmentDraft, open_assessment
from glocal_web.portal.services.assignments import withdraw_assignment

log = logging.getLogger(__name__)


class FilesNotCopiedError(Exception):
    """A document could not be copied, as when the disk is full; nothing was changed."""


@dataclass(frozen=True)
class NextRound:
    """The round that goes on with the newer version: name, period, and what becomes of requests.

    ``ask_again``: whoever is asked in the old round is asked for the same parts in the new one,
    until ``due``. ``take_back``: nobody is asked in the old round any more. ``seen`` are the later
    rounds that the person knew of (see ``seen_words``).
    """

    name: str
    period_start: date
    period_end: date
    ask_again: bool = False
    take_back: bool = False
    due: date | None = None
    seen: str = ""


class LaterRoundError(Exception):
    """There is a later round that the person had not seen: the latest is ``existing``."""

    def __init__(self, existing: Assessment) -> None:
        self.existing = existing
        super().__init__(str(existing))


@dataclass(frozen=True)
class Moved:
    """The new round, how many answers it begins with, and how many requests were made again."""

    assessment: Assessment
    answers: int
    requests: int


def move_assessment(person: Person, key: int, following: NextRound) -> Moved:
    """A new round of the same participants with the newest version and what carries over.

    No answer of the old round changes. What carries over is a draft with its documents: it speaks
    of a new period, so that somebody must look at it. Raises ``SameAssessmentError`` when there is
    such a round already, ``LaterRoundError`` when somebody opened another one since the preview,
    ``ValidationError`` and ``FilesNotCopiedError``.
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
    # Locked before anything is read, so that of two who move at once the second is told.
    Territory.objects.select_for_update(of=("self",), no_key=True).filter(assessments=key).first()
    page = move_page(person, key)
    old = page.assessment
    _require_seen(page, following)
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
    participants = {one.pk: now[one.organisation_id] for one in then}
    answers = _carry(person, page, participants, stored)
    requests = _ask_again(person, page, participants, following.due) if following.ask_again else 0
    if following.take_back and old.status == AssessmentStatus.OPEN:
        for row in (*page.requests, *page.left):
            withdraw_assignment(person, row.pk)
    audit.record(
        person,
        "assessment.moved",
        new,
        old.territory,
        framework=page.after.framework.name,
        earlier=old.pk,
        answers=answers,
    )
    return Moved(new, answers, requests)


def _require_seen(page: MovePage, following: NextRound) -> None:
    """Stop where a later round came since; one for the very period is told by its own error."""
    if page.seen == following.seen:
        return
    period = (following.period_start, following.period_end)
    known = set(following.seen.split())
    fresh = [one for one in page.later if str(one.pk) not in known]
    if fresh and period not in [(one.period_start, one.period_end) for one in page.later]:
        raise LaterRoundError(fresh[0])


def _ask_again(
    person: Person, page: MovePage, participants: Mapping[int, Participant], due: date | None
) -> int:
    """The same people for the same parts, with their notes; dates of the old round have passed."""
    for one in page.requests:
        row = Assignment.objects.create(
            participant=participants[one.participant_id],
            person_id=one.person_id,
            scope=one.scope,
            due=due,
            note=one.note,
            created_by=person,
        )
        audit.record(
            person,
            "assignment.made",
            row,
            page.assessment.territory,
            scope=row.scope,
            due=due.isoformat() if due else None,
        )
    return len(page.requests)


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
