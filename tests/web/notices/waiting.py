"""What the tests of notices share: one of everything that somebody may be reminded of."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

from glocal_web.portal.models import Action, Assignment, Evidence, FindingRecord, Person
from tests.cast import Cast, respond

NOON = datetime(2026, 11, 29, 12, tzinfo=UTC)
TODAY = NOON.date()
A_DAY, A_WEEK = timedelta(days=1), timedelta(days=7)


def task(cast: Cast, due: date | None, scope: str = "A1", person: Person | None = None) -> Any:
    """The contributor was asked to answer a part for the authority."""
    lead = cast.assessment.participants.get(is_lead=True)
    return Assignment.objects.create(
        participant=lead, person=person or cast.contributor, scope=scope, due=due
    )


def action(cast: Cast, due: date | None, **values: Any) -> Action:
    """An action of the contributor."""
    return Action.objects.create(
        **{
            "territory": cast.territory,
            "framework_id": "local-pcmd",
            "framework_version": "1.0",
            "indicator": "A1.1",
            "title": "Open a desk",
            "owner": cast.contributor,
            "due": due,
            **values,
        }
    )


def evidence(cast: Cast, day: date | None, code: str = "A1.1") -> Evidence:
    """A document of that day under an answer of the authority."""
    answer = respond(cast.assessment, cast.authority, code, 2, status="draft", by=cast.contributor)
    return Evidence.objects.create(response=answer, kind="plan", title="Plan", date=day)


def accepted(cast: Cast, until: date | None, **values: Any) -> FindingRecord:
    """A finding that was accepted until a day; restricted, so that its words need no register."""
    return FindingRecord.objects.create(
        **{
            "territory": cast.territory,
            "finding": f"finding-{FindingRecord.objects.count()}",
            "rule": "C3",
            "variant": "direct",
            "axis": "within",
            "severity": "high",
            "certainty": "certain",
            "restricted": True,
            "first_seen": NOON,
            "appeared_at": NOON,
            "last_seen": NOON,
            "workflow": "accepted",
            "expires_on": until,
            **values,
        }
    )
