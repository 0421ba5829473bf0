"""Decide about findings, judge them, set the baseline, switch a rule off: each told in the log."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone

from glocal.errors import UnknownNameError
from glocal.loading.rules import rules
from glocal_web.portal.models import (
    Action,
    CoherenceState,
    FindingEvent,
    FindingEventKind,
    FindingRecord,
    FindingVerdict,
    FindingWorkflow,
    Person,
    Territory,
)
from glocal_web.portal.permissions import Deed, NotVisibleError
from glocal_web.portal.selectors.finding_access import open_finding
from glocal_web.portal.selectors.open_territory import open_territory
from glocal_web.portal.services.audit import record

# What can be decided in a form; being addressed comes with an action, see `address`.
DECISIONS = (
    FindingWorkflow.ACCEPTED,
    FindingWorkflow.DISMISSED,
    FindingWorkflow.RESOLVED,
    FindingWorkflow.OPEN,
)
WITH_REASON = (FindingWorkflow.ACCEPTED, FindingWorkflow.DISMISSED, FindingWorkflow.RESOLVED)
# Accepting for longer than this would be forgetting.
LONGEST_ACCEPTANCE = timedelta(days=3 * 366)


@dataclass(frozen=True)
class Decision:
    """What somebody decides about a finding; ``expires_on`` goes with accepting alone."""

    workflow: str
    reason: str = ""
    expires_on: date | None = None


@dataclass(frozen=True)
class FindingChange:
    """What became of a change: the finding as it stands, and whether it was refused as stale."""

    record: FindingRecord
    is_changed: bool = False
    is_stale: bool = False


@transaction.atomic
def decide(person: Person, key: int, version: int, decision: Decision) -> FindingChange:
    """Accept, dismiss, resolve or open a finding, unless somebody decided since ``version``.

    The same decision sent again changes nothing. Raises ``ValueError`` for one that lacks its
    reason, or a day to look at it again that is not to come.
    """
    finding = _locked(person, key, Deed.MANAGE)
    _refuse_half(decision)
    now = Decision(finding.workflow, finding.reason, finding.expires_on)
    if now == decision:
        return FindingChange(finding)
    if finding.version != version:
        return FindingChange(finding, is_stale=True)
    finding.workflow = decision.workflow
    finding.reason = decision.reason
    finding.expires_on = decision.expires_on
    finding.decided_by, finding.decided_at = person, timezone.now()
    finding.version += 1
    finding.save()
    _tell(finding, person, FindingEventKind.DECIDED, decision.reason)
    record(
        person,
        "finding.decided",
        finding,
        finding.territory,
        workflow=decision.workflow,
        until=decision.expires_on.isoformat() if decision.expires_on else "",
    )
    return FindingChange(finding, is_changed=True)


@transaction.atomic
def give_verdict(
    person: Person, key: int, version: int, verdict: str, note: str = ""
) -> FindingChange:
    """Say whether the rule was right to show a finding; the last verdict counts.

    It changes nothing in the workflow: a right finding may be accepted, a wrong one left open.
    """
    finding = _locked(person, key, Deed.REVIEW)
    if verdict not in FindingVerdict.values:
        raise ValueError(f"A verdict is one of {', '.join(FindingVerdict.values)}.")
    if (finding.verdict, finding.verdict_note) == (verdict, note):
        return FindingChange(finding)
    if finding.version != version:
        return FindingChange(finding, is_stale=True)
    finding.verdict, finding.verdict_note = verdict, note
    finding.verdict_by, finding.verdict_at = person, timezone.now()
    finding.version += 1
    finding.save()
    _tell(finding, person, FindingEventKind.VERDICT, note, verdict=verdict)
    record(person, "finding.verdict", finding, finding.territory, verdict=verdict)
    return FindingChange(finding, is_changed=True)


def lock_findings(person: Person, territory: Territory, keys: Iterable[int]) -> list[FindingRecord]:
    """Findings of a territory that the person may turn into actions, for this transaction alone.

    Must be called before anything is written to the log: whoever writes to it must not wait for
    rows. Findings of another territory, and restricted ones that the person may not see, are not
    found.
    """
    # The check of the territory takes this lock too, so that two who lock many rows cannot meet.
    locked_state(territory)
    found = [_locked(person, key, Deed.PLAN) for key in sorted(set(keys))]
    if any(one.territory_id != territory.pk for one in found):
        raise NotVisibleError
    return found


def address(person: Person, findings: Iterable[FindingRecord], action: Action) -> int:
    """Mark locked findings as being addressed by an action; how many were marked.

    One that the same action addresses already is left as it is.
    """
    marked = [one for one in findings if one.action_id != action.pk]
    for finding in marked:
        finding.action = action
        finding.workflow = FindingWorkflow.ADDRESSED
        finding.reason, finding.expires_on = "", None
        finding.decided_by, finding.decided_at = person, timezone.now()
        finding.version += 1
        finding.save()
        _tell(finding, person, FindingEventKind.ACTION, action=action.pk)
    for finding in marked:
        record(person, "finding.addressed", finding, finding.territory, action=action.pk)
    return len(marked)


@transaction.atomic
def set_baseline(person: Person, slug: str) -> CoherenceState:
    """From now on only what appears later counts as new in this territory."""
    territory, access = open_territory(person, slug)
    access.require(Deed.MANAGE)
    state = locked_state(territory)
    state.baseline_at, state.baseline_by = timezone.now(), person
    state.save(update_fields=["baseline_at", "baseline_by"])
    record(person, "coherence.baseline", territory, territory)
    return state


@transaction.atomic
def switch_rule(person: Person, slug: str, code: str, *, on: bool) -> bool:
    """Show the findings of a rule in this territory, or show them no more; whether it changed.

    The check goes on computing them, so that nothing is lost when it is switched on again. Raises
    ``UnknownNameError`` for a rule that does not exist.
    """
    territory, access = open_territory(person, slug)
    access.require(Deed.MANAGE)
    if code not in rules():
        raise UnknownNameError(f"There is no rule {code!r}.")
    state = locked_state(territory)
    off = {one for one in state.rules_off if one != code} | (set() if on else {code})
    if off == set(state.rules_off):
        return False
    state.rules_off = sorted(off)
    state.save(update_fields=["rules_off"])
    verb = "rule.switched-on" if on else "rule.switched-off"
    record(person, verb, territory, territory, rule=code)
    return True


def locked_state(territory: Territory) -> CoherenceState:
    """The state of a territory's check, made if need be, for this transaction alone."""
    CoherenceState.objects.get_or_create(territory=territory)
    return CoherenceState.objects.select_for_update(no_key=True).get(territory=territory)


def _locked(person: Person, key: int, deed: Deed) -> FindingRecord:
    """The finding for somebody who may do this deed, read anew under the lock."""
    finding, access = open_finding(person, key)
    access.require(deed)
    rows = FindingRecord.objects.select_for_update(no_key=True, of=("self",))
    try:
        finding.refresh_from_db(from_queryset=rows.select_related("territory"))
    except FindingRecord.DoesNotExist:
        raise NotVisibleError from None
    return finding


def _refuse_half(decision: Decision) -> None:
    if decision.workflow not in DECISIONS:
        raise ValueError(f"{decision.workflow!r} cannot be decided in a form.")
    if decision.workflow in WITH_REASON and not decision.reason.strip():
        raise ValueError("This decision needs a reason.")
    accepts = decision.workflow == FindingWorkflow.ACCEPTED
    if accepts != (decision.expires_on is not None):
        raise ValueError("An accepted finding, and no other, has a day to look at it again.")
    if decision.expires_on is not None and not is_acceptable(decision.expires_on):
        raise ValueError("The day to look at it again is to come, and not far off.")


def is_acceptable(day: date) -> bool:
    """Whether a finding may be accepted until ``day``: after today, within three years."""
    today = timezone.localdate()
    return today < day <= today + LONGEST_ACCEPTANCE


def _tell(
    finding: FindingRecord,
    person: Person,
    kind: FindingEventKind,
    note: str = "",
    **data: object,
) -> None:
    if finding.expires_on is not None:
        data = {**data, "until": finding.expires_on.isoformat()}
    FindingEvent.objects.create(
        record=finding,
        at=timezone.now(),
        kind=kind,
        actor=person,
        actor_name=str(person),
        workflow=finding.workflow,
        note=note,
        data=data,
    )
