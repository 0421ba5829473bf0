"""Decisions and verdicts on findings: with a reason, by those who may, and told in the log."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from glocal.errors import UnknownNameError
from glocal_web.portal.models import (
    Action,
    AuditEvent,
    CoherenceState,
    FindingEvent,
    FindingRecord,
)
from glocal_web.portal.permissions import NotAllowedError, NotVisibleError
from glocal_web.portal.services.findings import (
    LONGEST_ACCEPTANCE,
    Decision,
    address,
    decide,
    give_verdict,
    lock_findings,
    set_baseline,
    switch_rule,
)
from tests.cast import Cast
from tests.web.coherence.making import DETERRED, EXCLUDED, fresh, told, written

REASON = "The ordinance is being redrafted."


def in_days(days: int) -> Any:
    return timezone.localdate() + timedelta(days=days)


def verbs() -> list[str]:
    return list(AuditEvent.objects.order_by("pk").values_list("verb", flat=True))


def test_a_finding_is_accepted_with_a_reason_and_a_day(cast: Cast) -> None:
    (record,) = written(cast.territory, EXCLUDED)
    change = decide(cast.coordinator, record.pk, 1, Decision("accepted", REASON, in_days(90)))
    assert change.is_changed
    after = fresh(record)
    assert (after.workflow, after.reason, after.expires_on) == ("accepted", REASON, in_days(90))
    assert (after.decided_by, after.version) == (cast.coordinator, 2)
    assert told(after) == ["appeared", "decided"]
    event = FindingEvent.objects.get(kind="decided")
    assert (event.actor_name, event.note, event.workflow) == (
        "Cora Coordinator",
        REASON,
        "accepted",
    )
    logged = AuditEvent.objects.get()
    assert (logged.verb, logged.data["workflow"]) == ("finding.decided", "accepted")
    assert REASON not in str(logged.data)


@pytest.mark.parametrize(
    "decision",
    [
        Decision("accepted", "", in_days(9)),
        Decision("accepted", "  ", in_days(9)),
        Decision("accepted", REASON),
        Decision("accepted", REASON, in_days(0)),
        Decision("accepted", REASON, in_days(-1)),
        Decision("accepted", REASON, in_days(LONGEST_ACCEPTANCE.days + 1)),
        Decision("dismissed", ""),
        Decision("dismissed", REASON, in_days(9)),
        Decision("resolved", ""),
        Decision("being-addressed", REASON),
        Decision("nonsense", REASON),
    ],
)
def test_half_a_decision_is_refused(cast: Cast, decision: Decision) -> None:
    (record,) = written(cast.territory, EXCLUDED)
    with pytest.raises(ValueError, match=r"\w"):
        decide(cast.coordinator, record.pk, 1, decision)
    assert fresh(record).workflow == "open"
    assert not AuditEvent.objects.exists()


def test_a_decision_sent_twice_is_one(cast: Cast) -> None:
    (record,) = written(cast.territory, EXCLUDED)
    for _time in range(2):
        assert not decide(cast.coordinator, record.pk, 1, Decision("dismissed", REASON)).is_stale
    assert (fresh(record).version, verbs()) == (2, ["finding.decided"])


def test_a_stale_decision_overwrites_nothing(cast: Cast) -> None:
    (record,) = written(cast.territory, EXCLUDED)
    decide(cast.coordinator, record.pk, 1, Decision("dismissed", REASON))
    change = decide(cast.steward, record.pk, 1, Decision("resolved", "Another reason"))
    assert change.is_stale
    assert change.record.workflow == "dismissed"
    assert fresh(record).workflow == "dismissed"


def test_a_finding_is_opened_again_without_a_reason(cast: Cast) -> None:
    (record,) = written(cast.territory, EXCLUDED)
    decide(cast.coordinator, record.pk, 1, Decision("accepted", REASON, in_days(9)))
    decide(cast.coordinator, record.pk, 2, Decision("open"))
    after = fresh(record)
    assert (after.workflow, after.reason, after.expires_on) == ("open", "", None)


@pytest.mark.parametrize(
    ("who", "error"),
    [
        ("contributor", NotAllowedError),
        ("association", NotAllowedError),
        ("reviewer", NotAllowedError),
        ("reader", NotAllowedError),
        ("above", NotAllowedError),
        ("outsider", NotVisibleError),
        ("visitor", NotVisibleError),
    ],
)
def test_who_does_not_manage_decides_nothing(cast: Cast, who: str, error: type[Exception]) -> None:
    (record,) = written(cast.territory, EXCLUDED)
    with pytest.raises(error):
        decide(getattr(cast, who), record.pk, 1, Decision("dismissed", REASON))
    assert fresh(record).workflow == "open"


def test_to_who_may_not_see_it_a_restricted_finding_does_not_exist(cast: Cast) -> None:
    (record,) = written(cast.territory, DETERRED)
    with pytest.raises(NotVisibleError):
        decide(cast.contributor, record.pk, 1, Decision("dismissed", REASON))
    with pytest.raises(NotVisibleError):
        lock_findings(cast.contributor, cast.territory, [record.pk])
    with pytest.raises(NotVisibleError):
        give_verdict(cast.reader, record.pk, 1, "right")


def test_the_log_does_not_tell_what_a_restricted_finding_says(cast: Cast) -> None:
    (record,) = written(cast.territory, DETERRED)
    decide(cast.coordinator, record.pk, 1, Decision("dismissed", REASON))
    logged = AuditEvent.objects.get()
    assert logged.subject_name == "C3 c3000000"
    for word in ("school", "immigration", "irregular"):
        assert word not in f"{logged.subject_name} {logged.data}"


def test_a_reviewer_judges_and_may_judge_again(cast: Cast) -> None:
    (record,) = written(cast.territory, EXCLUDED)
    give_verdict(cast.reviewer, record.pk, 1, "unclear", "Which schools?")
    give_verdict(cast.reviewer, record.pk, 2, "wrong", "It speaks of private schools.")
    after = fresh(record)
    assert (after.verdict, after.verdict_by) == ("wrong", cast.reviewer)
    assert after.workflow == "open"
    assert told(after) == ["appeared", "verdict", "verdict"]
    assert verbs() == ["finding.verdict", "finding.verdict"]


@pytest.mark.parametrize("verdict", ["", "great", "Right"])
def test_what_is_no_verdict_is_refused(cast: Cast, verdict: str) -> None:
    (record,) = written(cast.territory, EXCLUDED)
    with pytest.raises(ValueError, match="right"):
        give_verdict(cast.reviewer, record.pk, 1, verdict)


def test_a_contributor_does_not_judge(cast: Cast) -> None:
    (record,) = written(cast.territory, EXCLUDED)
    with pytest.raises(NotAllowedError):
        give_verdict(cast.contributor, record.pk, 1, "right")


def test_a_stale_verdict_overwrites_nothing(cast: Cast) -> None:
    (record,) = written(cast.territory, EXCLUDED)
    give_verdict(cast.reviewer, record.pk, 1, "right")
    assert give_verdict(cast.coordinator, record.pk, 1, "wrong").is_stale
    assert fresh(record).verdict == "right"


def test_findings_of_one_plan_are_addressed_by_its_action(cast: Cast) -> None:
    records = written(cast.territory, EXCLUDED, DETERRED)
    action = Action.objects.create(territory=cast.territory, title="Mend", indicator="B1.1")
    keys = [one.pk for one in records]
    for marked in (2, 0):
        findings = lock_findings(cast.coordinator, cast.territory, keys)
        assert address(cast.coordinator, findings, action) == marked
    assert {one.workflow for one in FindingRecord.objects.all()} == {"being-addressed"}
    assert action.findings.count() == 2
    assert verbs() == ["finding.addressed"] * 2


def test_a_finding_of_another_territory_is_not_addressed(cast: Cast) -> None:
    (record,) = written(cast.other_territory, EXCLUDED)
    for somebody in (cast.coordinator, cast.steward):
        with pytest.raises(NotVisibleError):
            lock_findings(somebody, cast.territory, [record.pk])


def test_a_coordinator_sets_the_baseline(cast: Cast) -> None:
    before = timezone.now()
    set_baseline(cast.coordinator, cast.territory.slug)
    state = CoherenceState.objects.get()
    assert state.baseline_at is not None
    assert state.baseline_at >= before
    assert state.baseline_by == cast.coordinator
    with pytest.raises(NotAllowedError):
        set_baseline(cast.contributor, cast.territory.slug)
    assert verbs() == ["coherence.baseline"]


def test_a_rule_is_switched_off_and_on_again(cast: Cast) -> None:
    slug = cast.territory.slug
    assert switch_rule(cast.coordinator, slug, "C8", on=False)
    assert not switch_rule(cast.steward, slug, "C8", on=False)
    assert switch_rule(cast.steward, slug, "C2", on=False)
    assert CoherenceState.objects.get().rules_off == ["C2", "C8"]
    assert switch_rule(cast.steward, slug, "C8", on=True)
    assert CoherenceState.objects.get().rules_off == ["C2"]
    assert verbs() == ["rule.switched-off", "rule.switched-off", "rule.switched-on"]


def test_only_a_rule_that_exists_is_switched_and_only_by_who_manages(cast: Cast) -> None:
    with pytest.raises(UnknownNameError):
        switch_rule(cast.coordinator, cast.territory.slug, "C99", on=False)
    with pytest.raises(NotAllowedError):
        switch_rule(cast.reviewer, cast.territory.slug, "C8", on=False)
    with pytest.raises(NotVisibleError):
        switch_rule(cast.outsider, cast.territory.slug, "C8", on=False)
