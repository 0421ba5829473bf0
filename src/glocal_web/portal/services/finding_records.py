"""Write what a check found beside what was known: what appeared, vanished, came back, expired."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from glocal.model.finding import Finding
from glocal.model.portfolio import Portfolio
from glocal.model.taxonomy import Taxonomy
from glocal_web.portal.mappers.finding_excerpt import excerpt
from glocal_web.portal.mappers.finding_touches import (
    as_column,
    finding_policies,
    finding_sectors,
)
from glocal_web.portal.mappers.stored_value import stored
from glocal_web.portal.models import (
    FindingEvent,
    FindingEventKind,
    FindingRecord,
    FindingWorkflow,
    Territory,
)

# What of a finding is a column of its own, to filter and count by.
COLUMNS = ("rule", "variant", "axis", "severity", "certainty", "restricted", "cause", "taxonomy")
# A change of these is news to whoever decided about the finding; that of others is not.
TELLING = ("severity", "certainty", "standing", "hit", "revealed", "territories")


@dataclass(frozen=True)
class Difference:
    """How many findings a check has brought, changed and taken away."""

    appeared: int = 0
    changed: int = 0
    vanished: int = 0
    came_back: int = 0
    reopened: int = 0


def write_findings(
    territory: Territory,
    found: Iterable[Finding],
    portfolio: Portfolio,
    taxonomy: Taxonomy,
    *,
    rules: str,
    now: datetime,
    today: date,
) -> Difference:
    """Bring the records of a territory to what a check has found, and tell their history.

    Must be called inside the transaction that holds the lock on the territory's check. Rows are
    written in bulk, not one by one. Writing the same again changes nothing but when it was last
    seen.
    """
    by_id = {one.id: one for one in found}
    # Locked, so that what is decided meanwhile is not written over.
    rows = FindingRecord.objects.select_for_update(no_key=True).filter(territory=territory)
    known = {one.finding: one for one in rows.order_by("finding")}
    book = _Book(now, today)
    values = {
        key: _values(one, portfolio, taxonomy, rules, territory) for key, one in by_id.items()
    }
    new = [
        FindingRecord(
            territory=territory,
            finding=key,
            first_seen=now,
            appeared_at=now,
            last_seen=now,
            **values[key],
        )
        for key in by_id
        if key not in known
    ]
    for key, record in known.items():
        if key in by_id:
            book.seen(record, values[key])
        elif record.gone_since is None:
            book.vanished(record)
    FindingRecord.objects.bulk_create(new)
    for record in new:
        book.tell(record, FindingEventKind.APPEARED)
    FindingRecord.objects.bulk_update(book.changed, [*COLUMNS, *_WRITTEN], batch_size=200)
    FindingRecord.objects.filter(territory=territory, gone_since=None).update(last_seen=now)
    FindingEvent.objects.bulk_create(book.events)
    return book.difference(len(new))


_WRITTEN = (
    "snapshot",
    "excerpt",
    "policies",
    "sectors",
    "indicators",
    "in_own_hands",
    "rules",
    "appeared_at",
    "gone_since",
    "workflow",
    "decided_at",
    "version",
)


class _Book:
    """What is to be written: the records that change and the events that tell why."""

    def __init__(self, now: datetime, today: date) -> None:
        self.now, self.today = now, today
        self.changed: list[FindingRecord] = []
        self.events: list[FindingEvent] = []

    def seen(self, record: FindingRecord, values: Mapping[str, Any]) -> None:
        """A finding that was known and is there."""
        differs = any(getattr(record, name) != value for name, value in values.items())
        if differs and record.gone_since is None and _told_otherwise(record, values):
            self.tell(record, FindingEventKind.CHANGED)
        for name, value in values.items():
            setattr(record, name, value)
        came_back = record.gone_since is not None
        if came_back:
            record.gone_since, record.appeared_at = None, self.now
            self._back(record)
        expired = self._expire(record)
        if differs or came_back or expired:
            self.changed.append(record)

    def vanished(self, record: FindingRecord) -> None:
        """A finding that was there and is no more."""
        record.gone_since = self.now
        self.tell(record, FindingEventKind.VANISHED)
        if record.workflow == FindingWorkflow.ADDRESSED:
            self._turn(record, FindingWorkflow.RESOLVED, FindingEventKind.RESOLVED)
        self.changed.append(record)

    def tell(
        self, record: FindingRecord, kind: FindingEventKind, data: Mapping[str, Any] | None = None
    ) -> None:
        """One line of history, told by the check itself."""
        self.events.append(
            FindingEvent(
                record=record,
                at=self.now,
                kind=kind,
                workflow=record.workflow,
                data=dict(data or {}),
            )
        )

    def difference(self, appeared: int) -> Difference:
        """What the events add up to."""

        def count(kind: FindingEventKind) -> int:
            return sum(one.kind == kind for one in self.events)

        return Difference(
            appeared=appeared,
            changed=count(FindingEventKind.CHANGED),
            vanished=count(FindingEventKind.VANISHED),
            came_back=count(FindingEventKind.CAME_BACK),
            reopened=count(FindingEventKind.REOPENED) + count(FindingEventKind.EXPIRED),
        )

    def _back(self, record: FindingRecord) -> None:
        self.tell(record, FindingEventKind.CAME_BACK)
        # What was mended is not mended any more; what people accepted or dismissed stays so.
        if record.workflow == FindingWorkflow.RESOLVED:
            self._turn(record, FindingWorkflow.OPEN, FindingEventKind.REOPENED)

    def _expire(self, record: FindingRecord) -> bool:
        if (
            record.workflow != FindingWorkflow.ACCEPTED
            or record.expires_on is None
            or record.expires_on > self.today
        ):
            return False
        self._turn(record, FindingWorkflow.OPEN, FindingEventKind.EXPIRED)
        return True

    def _turn(
        self, record: FindingRecord, workflow: FindingWorkflow, kind: FindingEventKind
    ) -> None:
        record.workflow = workflow
        record.decided_at = self.now
        record.version += 1
        self.tell(record, kind)


def _values(
    finding: Finding, portfolio: Portfolio, taxonomy: Taxonomy, rules: str, territory: Territory
) -> dict[str, Any]:
    snapshot = stored(finding)
    return {
        **{name: snapshot.get(name, getattr(finding, name)) for name in COLUMNS},
        "snapshot": snapshot,
        "excerpt": stored(excerpt(finding, portfolio, territory.slug)),
        "policies": as_column(finding_policies(finding, portfolio)),
        "sectors": as_column(finding_sectors(finding, portfolio, taxonomy)),
        "indicators": as_column(finding.indicators),
        "in_own_hands": any(mend.territory == territory.slug for mend in finding.mends),
        "rules": rules,
    }


def _told_otherwise(record: FindingRecord, values: Mapping[str, Any]) -> bool:
    return any(record.snapshot.get(name) != values["snapshot"].get(name) for name in TELLING)
