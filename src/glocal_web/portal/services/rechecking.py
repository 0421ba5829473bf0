"""Check the register of a territory whenever it, or one it inherits from, has changed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from time import monotonic
from typing import Any

from django.db import transaction
from django.utils import timezone

from glocal.coherence.check import Report, check
from glocal.coherence.reasons import worth_telling
from glocal_web.portal.mappers.knowledge_stamp import rules_stamp, taxonomy_stamp
from glocal_web.portal.mappers.stored_value import stored
from glocal_web.portal.models import CoherenceState, Territory
from glocal_web.portal.permissions import Deed, Visitor
from glocal_web.portal.selectors.finding_access import open_finding
from glocal_web.portal.selectors.open_territory import open_territory
from glocal_web.portal.selectors.portfolio import Assembled, assembled
from glocal_web.portal.selectors.register_scope import RegisterScope, whole_scope
from glocal_web.portal.services.finding_records import write_findings
from glocal_web.portal.services.findings import locked_state

# A page waits for a check as long as a person would; a longer one is run on request.
PATIENCE_MS = 3000
# When the register changes while it is checked, the check is made once more, not for ever.
ATTEMPTS = 2


class Outcome(StrEnum):
    """What came of asking for a check."""

    FRESH = "fresh"  # nothing has changed since the last one
    CHECKED = "checked"
    LATER = "later"  # the last one took too long to let a page wait for it
    OVERTAKEN = "overtaken"  # the register goes on changing; the next page checks again


@dataclass(frozen=True)
class Recheck:
    """What came of asking, and the state of the check that the page can show."""

    outcome: Outcome
    state: CoherenceState

    @property
    def is_current(self) -> bool:
        """Whether what is shown is what the register says now."""
        return self.outcome in (Outcome.FRESH, Outcome.CHECKED)


def recheck(visitor: Visitor, slug: str, *, wait: bool = False) -> Recheck:
    """Bring the findings of a territory up to date, for somebody who may read them.

    Runs only when one of the registers, the rules, the taxonomy or the day differs from what the
    last check read. ``wait`` runs it however long the last one took, which takes the right to plan.
    """
    territory, access = open_territory(visitor, slug)
    if wait:
        access.require(Deed.PLAN)
    return bring_up_to_date(territory, wait=wait)


def recheck_finding(visitor: Visitor, key: int) -> Recheck:
    """Bring the findings of a territory up to date, for somebody who may read this one of them."""
    record, _access = open_finding(visitor, key)
    return bring_up_to_date(record.territory)


def bring_up_to_date(territory: Territory, *, wait: bool = False) -> Recheck:
    """Check a territory if need be. It is nobody's deed, so there is no permission to ask for.

    Safe when two run at once: both may compute, one writes, and whoever was overtaken by a change
    of the register writes nothing.
    """
    today = timezone.localdate()
    for _attempt in range(ATTEMPTS):
        state = CoherenceState.objects.filter(territory=territory).first() or CoherenceState(
            territory=territory
        )
        if state.stamp == _stamp(whole_scope(territory), today):
            return Recheck(Outcome.FRESH, state)
        if state.duration_ms > PATIENCE_MS and not wait:
            return Recheck(Outcome.LATER, state)
        started = monotonic()
        whole = assembled(territory, on=today)
        report = check(whole.portfolio, whole.taxonomy, as_of=today)
        written = _write(territory, whole, report, started)
        if written is not None:
            return Recheck(Outcome.CHECKED, written)
    return Recheck(Outcome.OVERTAKEN, state)


@transaction.atomic
def _write(
    territory: Territory, whole: Assembled, report: Report, started: float
) -> CoherenceState | None:
    """Write a check, unless the register is not what was checked any more."""
    state = locked_state(territory)
    scope = whole_scope(territory)
    stamp = _stamp(scope, report.as_of)
    if scope.stamp != whole.stamp:
        return None
    if state.stamp == stamp:  # somebody else has just written the same
        return state
    now = timezone.now()
    write_findings(
        territory,
        worth_telling(report.findings, whole.portfolio),
        whole.portfolio,
        whole.taxonomy,
        rules=rules_stamp(),
        now=now,
        today=report.as_of,
    )
    state.stamp = stamp
    state.checked_at = now
    state.coverage = stored(report.coverage) | {"unknown": len(whole.left_out)}
    state.duration_ms = round(1000 * (monotonic() - started))
    state.save(update_fields=["stamp", "checked_at", "coverage", "duration_ms"])
    return state


def _stamp(scope: RegisterScope, day: date) -> dict[str, Any]:
    """What a check of these registers reads on a day."""
    return {
        "registers": scope.stamp,
        "versions": {
            one.slug: one.register_version
            for one in sorted(scope.territories.values(), key=lambda one: one.slug)
        },
        "taxonomy": taxonomy_stamp(),
        "rules": rules_stamp(),
        "day": day.isoformat(),
    }
