"""Reminders of what is planned and decided: actions, accepted findings, interactions to rate."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from glocal_web.portal.mappers.due_words import due_words
from glocal_web.portal.models import (
    Action,
    FindingRecord,
    FindingWorkflow,
    InteractionRating,
    Matrix,
    MatrixState,
    NoticeKind,
)
from glocal_web.portal.permissions import Deed
from glocal_web.portal.selectors.actions import OPEN
from glocal_web.portal.selectors.finding_words import finding_line
from glocal_web.portal.selectors.reminder import LATE, SOON, Reminder, Standing

DAYS_BEFORE = 14


def due_actions(own: Standing, today: date, days: int = DAYS_BEFORE) -> Iterator[Reminder]:
    """Open actions of the person, due within so many days or past, where they read: one query."""
    rows = (
        Action.objects.filter(
            owner=own.person,
            status__in=OPEN,
            due__lte=today + timedelta(days=days),
            territory__in=own.where(Deed.READ),
        )
        .select_related("territory")
        .order_by("due", "pk")
    )
    for row in rows:
        stage = LATE if row.due is not None and row.due < today else SOON
        yield Reminder(
            kind=NoticeKind.ACTIONS,
            keys=(f"action.{row.pk}.{row.due}.{stage}",),
            uid=f"action.{row.pk}",
            title=row.title,
            about=due_words(row.due, today, is_open=True).words,
            place=row.territory.name,
            address=reverse("portal:action", args=[row.pk]),
            due=row.due,
            is_late=stage == LATE,
        )


def expiring_decisions(own: Standing, today: date, days: int = DAYS_BEFORE) -> Iterator[Reminder]:
    """Findings accepted for a time that ends within so many days, for those who decide: one query.

    A restricted one is told only to those who may see it, and without saying what it is: letters
    and calendars pass through other hands.
    """
    places = own.where(Deed.MANAGE)
    seers = own.where(Deed.SEE_RESTRICTED)
    rows = (
        FindingRecord.objects.filter(
            Q(restricted=False) | Q(territory__in=seers),
            territory__in=places,
            workflow=FindingWorkflow.ACCEPTED,
            gone_since=None,
            expires_on__lte=today + timedelta(days=days),
        )
        .select_related("territory", "territory__coherence")
        .order_by("expires_on", "pk")
    )
    for row in rows:
        if row.rule in _rules_off(row):
            continue
        yield Reminder(
            kind=NoticeKind.DECISIONS,
            keys=(f"decision.{row.pk}.{row.expires_on}",),
            uid=f"decision.{row.pk}",
            title=_finding_title(row),
            about=_("accepted for now; to be looked at again"),
            place=row.territory.name,
            address=reverse("portal:finding", args=[row.pk]),
            due=row.expires_on,
            is_late=row.expires_on is not None and row.expires_on < today,
            is_restricted=row.restricted,
        )


def asked_ratings(own: Standing) -> Iterator[Reminder]:
    """Open matrices in which the person may answer and has answered nothing: one query."""
    rated = InteractionRating.objects.filter(rater__person=own.person).values("rater__matrix")
    rows = (
        Matrix.objects.filter(state=MatrixState.OPEN, territory__in=own.where(Deed.ANSWER))
        .exclude(pk__in=rated)
        .select_related("territory")
        .order_by("-created_at", "pk")
        .defer("screened")
    )
    for row in rows:
        yield Reminder(
            kind=NoticeKind.RATINGS,
            keys=(f"matrix.{row.pk}",),
            title=row.title,
            about=_("open for answers; you have not said anything yet"),
            place=row.territory.name,
            address=reverse("portal:matrix", args=[row.territory.slug, row.pk]),
        )


def _rules_off(row: FindingRecord) -> list[str]:
    state = getattr(row.territory, "coherence", None)
    return list(state.rules_off) if state is not None else []


def _finding_title(row: FindingRecord) -> str:
    if row.restricted:
        return _("A finding that only some may see")
    return finding_line(row, row.territory.slug, None).words.title
