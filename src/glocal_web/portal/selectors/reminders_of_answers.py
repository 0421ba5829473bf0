"""Reminders of answering and reviewing: dates, what came back, what waits, what has grown old."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta

from django.conf import settings
from django.urls import reverse
from django.utils.translation import ngettext

from glocal_web.portal.mappers.due_words import due_words
from glocal_web.portal.models import (
    AssessmentStatus,
    Assignment,
    Evidence,
    NoticeKind,
    Participant,
    Response,
    ResponseStatus,
)
from glocal_web.portal.permissions import Deed
from glocal_web.portal.selectors.assignments import my_tasks
from glocal_web.portal.selectors.reminder import LATE, SOON, Reminder, Standing

DAYS_BEFORE = 7
DAYS_A_MONTH = 30.4375
CODES_SHOWN = 6


def due_answers(own: Standing, today: date, days: int = DAYS_BEFORE) -> Iterator[Reminder]:
    """Parts that the person was asked to answer, due within so many days or past: four queries."""
    if not own.answers_for:
        return
    for task in my_tasks(own.person):
        if task.done or task.due is None or task.due > today + timedelta(days=days):
            continue
        stage = LATE if task.due < today else SOON
        uid = f"answers.{task.participant.pk}.{task.scope}"
        yield Reminder(
            kind=NoticeKind.ANSWERS,
            keys=(f"{uid}.{task.due}.{stage}",),
            title=f"{task.scope} · {task.title}",
            about=due_words(task.due, today, is_open=True).words,
            place=_place(task.participant),
            address=_assessment(task.participant),
            due=task.due,
            is_late=stage == LATE,
            uid=uid,
        )


def sent_back(own: Standing) -> Iterator[Reminder]:
    """Answers that a reviewer sent back, for whoever was asked for that part: two queries.

    Where nobody was asked, everybody is told who answers for the organisation.
    """
    if not own.answers_for:
        return
    rows = list(
        Response.objects.filter(
            status=ResponseStatus.RETURNED,
            participant__assessment__status=AssessmentStatus.OPEN,
            participant__organisation__in=own.organisations,
        )
        .select_related("participant__assessment__territory", "participant__organisation")
        .order_by("participant", "indicator")
    )
    asked: defaultdict[int, list[tuple[str, int]]] = defaultdict(list)
    for key, scope, person in Assignment.objects.filter(
        participant__in={row.participant_id for row in rows}
    ).values_list("participant", "scope", "person"):
        asked[key].append((scope, person))
    mine = [row for row in rows if _is_mine(own, row, asked[row.participant_id])]
    for participant, group in _by_participant(mine):
        number = len(group)
        yield Reminder(
            kind=NoticeKind.RETURNED,
            keys=tuple(f"returned.{row.pk}.{row.version}" for row in group),
            title=participant.assessment.title,
            about=ngettext(
                "%(number)s answer was sent back: %(codes)s",
                "%(number)s answers were sent back: %(codes)s",
                number,
            )
            % {"number": number, "codes": _listed([row.indicator for row in group])},
            place=_place(participant),
            address=_assessment(participant),
        )


def waiting_reviews(own: Standing) -> Iterator[Reminder]:
    """Assessments with answers that wait for the person's review: one query."""
    places = own.where(Deed.REVIEW)
    if not places:
        return
    rows = (
        Response.objects.filter(
            status=ResponseStatus.SUBMITTED,
            participant__assessment__status=AssessmentStatus.OPEN,
            participant__assessment__territory__in=places,
        )
        # Nobody reviews what they said themselves.
        .exclude(updated_by=own.person)
        .select_related("participant__assessment__territory")
        .order_by("participant__assessment", "pk")
    )
    groups: dict[int, list[Response]] = {}
    for row in rows:
        groups.setdefault(row.participant.assessment_id, []).append(row)
    for key, group in groups.items():
        assessment = group[0].participant.assessment
        yield Reminder(
            kind=NoticeKind.REVIEWS,
            keys=tuple(f"review.{row.pk}.{row.version}" for row in group),
            title=assessment.title,
            about=ngettext(
                "%(number)s answer waits for your review",
                "%(number)s answers wait for your review",
                len(group),
            )
            % {"number": len(group)},
            place=assessment.territory.name,
            address=reverse("portal:review", args=[key]),
        )


def aged_evidence(own: Standing, today: date) -> Iterator[Reminder]:
    """Documents older than the site allows under the answers of an open assessment: one query.

    Age is that of the document, not of its row; one without a date is not said to be old.
    """
    months = settings.GLOCAL_EVIDENCE_MONTHS
    if not own.answers_for or not months:
        return
    oldest = today - timedelta(days=round(months * DAYS_A_MONTH))
    rows = (
        Evidence.objects.filter(
            date__lt=oldest,
            response__participant__assessment__status=AssessmentStatus.OPEN,
            response__participant__organisation__in=own.organisations,
        )
        .select_related(
            "response__participant__assessment__territory", "response__participant__organisation"
        )
        .order_by("response__participant", "pk")
    )
    groups: dict[int, list[Evidence]] = {}
    for row in rows:
        if _answers_for(own, row.response.participant):
            groups.setdefault(row.response.participant_id, []).append(row)
    for group in groups.values():
        participant = group[0].response.participant
        codes = sorted({row.response.indicator for row in group})
        yield Reminder(
            kind=NoticeKind.EVIDENCE,
            keys=tuple(f"evidence.{row.pk}.{row.date}" for row in group),
            title=participant.assessment.title,
            about=ngettext(
                "%(number)s document is older than %(months)s months: %(codes)s",
                "%(number)s documents are older than %(months)s months: %(codes)s",
                len(group),
            )
            % {"number": len(group), "months": months, "codes": _listed(codes)},
            place=_place(participant),
            address=_assessment(participant),
        )


def _is_mine(own: Standing, row: Response, asked: Iterable[tuple[str, int]]) -> bool:
    if not _answers_for(own, row.participant):
        return False
    people = {
        person
        for scope, person in asked
        if row.indicator == scope or row.indicator.startswith(f"{scope}.")
    }
    return not people or own.person.pk in people


def _answers_for(own: Standing, participant: Participant) -> bool:
    return (
        participant.assessment.territory_id,
        participant.organisation_id,
    ) in own.answers_for


def _by_participant(rows: Iterable[Response]) -> Iterator[tuple[Participant, list[Response]]]:
    groups: dict[int, list[Response]] = {}
    for row in rows:
        groups.setdefault(row.participant_id, []).append(row)
    for group in groups.values():
        yield group[0].participant, group


def _listed(codes: Sequence[str]) -> str:
    """The first codes, with a sign that there are more."""
    return ", ".join(codes[:CODES_SHOWN]) + (" …" if len(codes) > CODES_SHOWN else "")


def _place(participant: Participant) -> str:
    return f"{participant.assessment.territory.name} · {participant.organisation.name}"


def _assessment(participant: Participant) -> str:
    page = reverse("portal:assessment", args=[participant.assessment_id])
    return f"{page}?for={participant.pk}"
