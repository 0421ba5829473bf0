"""Checks and decisions in two transactions at once: one row a finding, no decision lost."""

from collections.abc import Callable
from functools import partial
from typing import Any

from glocal_web.portal.models import (
    Action,
    AuditEvent,
    CoherenceState,
    FindingEvent,
    FindingRecord,
)
from glocal_web.portal.services.actions import ActionDraft, ActionSource
from glocal_web.portal.services.audit import first_broken_row
from glocal_web.portal.services.finding_actions import act_on_findings
from glocal_web.portal.services.findings import Decision, decide, give_verdict, switch_rule
from glocal_web.portal.services.plan_actions import PlannedAction, act_on_plan
from glocal_web.portal.services.rechecking import Outcome, bring_up_to_date
from tests.cast import Cast
from tests.web.coherence.making import DETERRED, DOUBLED, EXCLUDED, fresh, told, written
from tests.web.register.filing import policy, provision

AtOnce = Callable[[Callable[[], Any], Callable[[], Any]], tuple[Any, Any]]
SOURCE = ActionSource("local-pcmd", "1.0")


def file_a_clash(cast: Cast) -> None:
    """A right and an exclusion from it, so that a check has something to find."""
    act = policy(cast.territory, "act")
    provision(act, "enrol")
    provision(act, "papers", modality="exclusion", for_={"status": ["irregular"]})


def test_two_first_checks_at_once_write_each_finding_once(at_once: AtOnce, cast: Cast) -> None:
    file_a_clash(cast)
    check = partial(bring_up_to_date, cast.territory)
    first, second = at_once(check, check)
    assert {first.outcome, second.outcome} == {Outcome.CHECKED}
    assert FindingRecord.objects.exists()
    assert CoherenceState.objects.count() == 1
    assert FindingEvent.objects.count() == FindingRecord.objects.count()


def test_of_two_decisions_at_once_the_second_is_told(at_once: AtOnce, cast: Cast) -> None:
    (record,) = written(cast.territory, EXCLUDED)
    first, second = at_once(
        lambda: decide(cast.coordinator, record.pk, 1, Decision("dismissed", "Never applied.")),
        lambda: decide(cast.steward, record.pk, 1, Decision("resolved", "It was repealed.")),
    )
    assert (first.is_changed, second.is_stale) == (True, True)
    assert second.record.reason == "Never applied."
    assert fresh(record).workflow == "dismissed"
    assert told(record) == ["appeared", "decided"]


def test_the_same_decision_sent_twice_at_once_is_taken_once(at_once: AtOnce, cast: Cast) -> None:
    (record,) = written(cast.territory, EXCLUDED)
    send = partial(
        decide, cast.coordinator, record.pk, 1, Decision("dismissed", "It is never applied.")
    )
    first, second = at_once(send, send)
    assert (first.is_changed, second.is_changed, second.is_stale) == (True, False, False)
    assert AuditEvent.objects.count() == 1


def test_a_check_writes_over_no_decision(at_once: AtOnce, cast: Cast) -> None:
    """The finding vanishes and is accepted at once: it is gone, and what was decided stays."""
    (record,) = written(cast.territory, EXCLUDED)
    at_once(
        lambda: decide(cast.coordinator, record.pk, 1, Decision("dismissed", "Never applied.")),
        lambda: bring_up_to_date(cast.territory),
    )
    after = fresh(record)
    assert (after.workflow, after.reason) == ("dismissed", "Never applied.")
    assert after.gone_since is not None
    assert told(after) == ["appeared", "decided", "vanished"]


def test_a_plan_and_a_decision_at_once_do_not_wait_for_each_other_for_ever(
    at_once: AtOnce, cast: Cast
) -> None:
    one, two, three = (fresh(row) for row in written(cast.territory, EXCLUDED, DETERRED, DOUBLED))
    planned = [
        PlannedAction(ActionDraft(title=f"Step {row.pk}"), SOURCE, "A1.1", (row.pk,))
        for row in (three, one, two)
    ]
    actions, verdict = at_once(
        lambda: act_on_plan(cast.coordinator, cast.territory, planned),
        lambda: give_verdict(cast.reviewer, one.pk, 1, "right"),
    )
    assert len(actions) == Action.objects.count() == 3
    assert verdict.is_stale
    assert {row.workflow for row in FindingRecord.objects.all()} == {"being-addressed"}
    assert first_broken_row() is None


def test_two_actions_for_the_same_findings_at_once_leave_the_last(
    at_once: AtOnce, cast: Cast
) -> None:
    keys = [row.pk for row in written(cast.territory, EXCLUDED, DETERRED)]

    def act(order: int) -> Action:
        return act_on_findings(
            cast.coordinator,
            cast.territory,
            keys[::order],
            SOURCE,
            "A1.1",
            ActionDraft(title="Mend"),
        )

    _, last = at_once(lambda: act(1), lambda: act(-1))
    assert {row.action for row in FindingRecord.objects.all()} == {last}
    assert first_broken_row() is None


def test_two_rules_switched_off_at_once_are_both_off(at_once: AtOnce, cast: Cast) -> None:
    slug = cast.territory.slug
    at_once(
        lambda: switch_rule(cast.coordinator, slug, "C8", on=False),
        lambda: switch_rule(cast.steward, slug, "C2", on=False),
    )
    assert CoherenceState.objects.get().rules_off == ["C2", "C8"]
