"""A check runs by itself when a register changed, once, and never writes over what is newer."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from django.db.models import F
from django.utils import timezone

from glocal_web.portal.models import CoherenceState, FindingRecord, Policy, Provision, Territory
from glocal_web.portal.permissions import NotAllowedError, NotVisibleError
from glocal_web.portal.services import rechecking
from glocal_web.portal.services.policies import remove_policy
from glocal_web.portal.services.provisions import create_provision
from glocal_web.portal.services.rechecking import Outcome, bring_up_to_date, recheck
from tests.cast import Cast
from tests.web.coherence.making import told
from tests.web.register.filing import policy, provision


def changed(territory: Territory) -> None:
    """As the services of the register do with every change."""
    Territory.objects.filter(pk=territory.pk).update(register_version=F("register_version") + 1)


@pytest.fixture
def clashing(cast: Cast) -> Cast:
    """The country promises enrolment to everybody, the town excludes some."""
    provision(policy(cast.country, "education-act"), "enrol")
    provision(
        policy(cast.territory, "school-rules", kind="ordinance"),
        "not-without-papers",
        modality="exclusion",
        for_={"status": ["irregular"]},
    )
    return cast


def excluded(territory: Territory) -> FindingRecord:
    return FindingRecord.objects.get(territory=territory, rule="C2")


def test_the_first_reading_checks_and_the_next_finds_everything_fresh(clashing: Cast) -> None:
    first = recheck(clashing.reader, "puerto-lirio")
    assert (first.outcome, first.is_current) == (Outcome.CHECKED, True)
    record = excluded(clashing.territory)
    assert set(record.snapshot["provisions"]) == {
        "estalia.enrol",
        "puerto-lirio.not-without-papers",
    }
    assert record.sectors == ",education,"
    before = FindingRecord.objects.count()
    again = recheck(clashing.reader, "puerto-lirio")
    assert again.outcome is Outcome.FRESH
    assert FindingRecord.objects.count() == before


def test_the_state_tells_what_was_read(clashing: Cast) -> None:
    state = recheck(clashing.reader, "puerto-lirio").state
    assert state.stamp["versions"] == {
        "estalia": 0,
        "norrhaven": 0,
        "puerto-lirio": 0,
        "vallemar": 0,
    }
    assert state.stamp["day"] == timezone.localdate().isoformat()
    assert state.stamp["taxonomy"].startswith("1.0 ")
    assert state.coverage["provisions"] == 2
    assert state.coverage["policies"] == 2
    assert state.checked_at is not None


def test_a_change_of_the_register_is_checked_as_soon_as_it_is_kept(
    clashing: Cast, django_capture_on_commit_callbacks: Any
) -> None:
    act = Policy.objects.get(key="school-rules")
    slots = {"modality": "duty", "who": "school", "action": "school-enrolment", "for": "everybody"}
    with django_capture_on_commit_callbacks(execute=True):
        create_provision(clashing.contributor, act.pk, "a-form", slots)
        assert not FindingRecord.objects.exists()
    assert FindingRecord.objects.filter(territory=clashing.territory, rule="C2").exists()
    assert recheck(clashing.reader, "puerto-lirio").outcome is Outcome.FRESH


def test_a_check_that_fails_takes_no_change_back(
    clashing: Cast, django_capture_on_commit_callbacks: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_given: Any, **_named: Any) -> None:
        raise RuntimeError

    monkeypatch.setattr(rechecking, "check", fail)
    with django_capture_on_commit_callbacks(execute=True):
        remove_policy(clashing.coordinator, Policy.objects.get(key="school-rules").pk)
    assert not Policy.objects.filter(key="school-rules").exists()


@pytest.mark.parametrize("where", ["territory", "country", "partner"])
def test_a_change_here_above_or_at_a_partner_makes_it_check_again(
    clashing: Cast, where: str
) -> None:
    recheck(clashing.reader, "puerto-lirio")
    changed(getattr(clashing, where))
    assert recheck(clashing.reader, "puerto-lirio").outcome is Outcome.CHECKED


def test_a_change_of_a_neighbour_does_not(clashing: Cast) -> None:
    recheck(clashing.reader, "puerto-lirio")
    changed(clashing.other_territory)
    assert recheck(clashing.reader, "puerto-lirio").outcome is Outcome.FRESH


def test_what_the_register_does_not_say_any_more_vanishes(clashing: Cast) -> None:
    recheck(clashing.reader, "puerto-lirio")
    Provision.objects.filter(key="not-without-papers").delete()
    changed(clashing.territory)
    recheck(clashing.reader, "puerto-lirio")
    record = excluded(clashing.territory)
    assert record.gone_since is not None
    assert told(record) == ["appeared", "vanished"]


def test_a_new_day_checks_again(clashing: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    recheck(clashing.reader, "puerto-lirio")
    tomorrow = timezone.localdate() + timedelta(days=1)
    monkeypatch.setattr(rechecking.timezone, "localdate", lambda: tomorrow)
    assert recheck(clashing.reader, "puerto-lirio").outcome is Outcome.CHECKED


def test_other_rules_or_another_taxonomy_check_again(
    clashing: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    recheck(clashing.reader, "puerto-lirio")
    monkeypatch.setattr(rechecking, "rules_stamp", lambda: "of a later version")
    assert recheck(clashing.reader, "puerto-lirio").outcome is Outcome.CHECKED
    assert excluded(clashing.territory).rules == "of a later version"


def test_a_provision_that_ends_is_gone_on_the_day_after(
    clashing: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    end = timezone.localdate() + timedelta(days=2)
    Provision.objects.filter(key="not-without-papers").update(
        valid_until=end,
        slots={**Provision.objects.get(key="not-without-papers").slots, "until": end.isoformat()},
    )
    recheck(clashing.reader, "puerto-lirio")
    assert excluded(clashing.territory).gone_since is None
    monkeypatch.setattr(rechecking.timezone, "localdate", lambda: end)
    recheck(clashing.reader, "puerto-lirio")
    assert excluded(clashing.territory).gone_since is not None


def test_an_empty_register_has_no_findings_not_even_of_silence(cast: Cast) -> None:
    check = recheck(cast.reader, "puerto-lirio")
    assert check.outcome is Outcome.CHECKED
    assert not FindingRecord.objects.exists()
    assert check.state.coverage["provisions"] == 0


def test_whoever_may_not_read_starts_no_check(clashing: Cast) -> None:
    for who in (clashing.outsider, clashing.visitor):
        with pytest.raises(NotVisibleError):
            recheck(who, "puerto-lirio")
    with pytest.raises(NotVisibleError):
        recheck(clashing.steward, "nowhere")
    assert not CoherenceState.objects.exists()


def test_a_page_does_not_wait_for_what_took_long(clashing: Cast) -> None:
    recheck(clashing.reader, "puerto-lirio")
    CoherenceState.objects.update(duration_ms=rechecking.PATIENCE_MS + 1)
    changed(clashing.territory)
    later = recheck(clashing.reader, "puerto-lirio")
    assert (later.outcome, later.is_current) == (Outcome.LATER, False)
    with pytest.raises(NotAllowedError):
        recheck(clashing.reader, "puerto-lirio", wait=True)
    assert recheck(clashing.contributor, "puerto-lirio", wait=True).outcome is Outcome.CHECKED
    assert CoherenceState.objects.get().duration_ms <= rechecking.PATIENCE_MS


def test_a_check_that_was_overtaken_by_a_change_writes_nothing(
    clashing: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    real, runs = rechecking.check, []

    def slow(*arguments: Any, **options: Any) -> Any:
        runs.append(1)
        changed(clashing.territory)
        return real(*arguments, **options)

    monkeypatch.setattr(rechecking, "check", slow)
    assert bring_up_to_date(clashing.territory).outcome is Outcome.OVERTAKEN
    assert len(runs) == rechecking.ATTEMPTS
    assert not FindingRecord.objects.exists()


def test_a_check_that_was_overtaken_once_is_made_again(
    clashing: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = rechecking.check
    changes: Iterator[bool] = iter([True, False])

    def slow(*arguments: Any, **options: Any) -> Any:
        if next(changes):
            changed(clashing.territory)
        return real(*arguments, **options)

    monkeypatch.setattr(rechecking, "check", slow)
    assert bring_up_to_date(clashing.territory).outcome is Outcome.CHECKED
    assert excluded(clashing.territory).gone_since is None


def test_of_two_checks_at_once_the_second_writes_nothing_more(
    clashing: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    real, nested = rechecking.check, []

    def slow(*arguments: Any, **options: Any) -> Any:
        if not nested:
            nested.append(1)
            assert bring_up_to_date(clashing.territory).outcome is Outcome.CHECKED
        return real(*arguments, **options)

    monkeypatch.setattr(rechecking, "check", slow)
    bring_up_to_date(clashing.territory)
    assert told(excluded(clashing.territory)) == ["appeared"]


def test_an_accepted_finding_opens_again_when_its_day_has_come(
    clashing: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    recheck(clashing.reader, "puerto-lirio")
    day = timezone.localdate() + timedelta(days=30)
    FindingRecord.objects.filter(rule="C2").update(workflow="accepted", expires_on=day)
    monkeypatch.setattr(rechecking.timezone, "localdate", lambda: day)
    recheck(clashing.reader, "puerto-lirio")
    record = excluded(clashing.territory)
    assert (record.workflow, record.expires_on) == ("open", day)
    assert isinstance(day, date)


def test_to_find_everything_fresh_takes_a_fixed_number_of_questions(
    clashing: Cast, django_assert_num_queries: Any
) -> None:
    recheck(clashing.reader, "puerto-lirio")
    # The territory, the roles of the reader, the state, and three for the registers concerned.
    with django_assert_num_queries(6):
        recheck(clashing.reader, "puerto-lirio")
