"""What a check leaves in the rows: appeared, vanished, came back, opened again; nothing twice."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from glocal.loading.taxonomy import taxonomy
from glocal.model.effects_check import Severity
from glocal.model.finding import Finding
from glocal.model.portfolio import Portfolio
from glocal_web.portal.mappers.stored_value import restored
from glocal_web.portal.models import FindingEvent, FindingRecord
from glocal_web.portal.services.finding_records import Difference, write_findings
from tests.cast import Cast
from tests.web.coherence.making import (
    DETERRED,
    DOUBLED,
    EXCLUDED,
    NOON,
    PORTFOLIO,
    TODAY,
    fresh,
    told,
    written,
)

LATER = NOON + timedelta(hours=1)


def test_what_is_found_first_appears(cast: Cast) -> None:
    excluded, deterred = written(cast.territory, EXCLUDED, DETERRED)
    assert (excluded.rule, excluded.severity, excluded.certainty) == ("C2", "high", "certain")
    assert (excluded.axis, excluded.restricted, deterred.restricted) == ("vertical", False, True)
    assert (excluded.workflow, excluded.gone_since, excluded.version) == ("open", None, 1)
    assert excluded.first_seen == excluded.appeared_at == excluded.last_seen == NOON
    assert told(excluded) == ["appeared"]


def test_the_finding_can_be_read_back_from_its_row(cast: Cast) -> None:
    (excluded,) = written(cast.territory, EXCLUDED)
    assert restored(Finding, fresh(excluded).snapshot) == EXCLUDED


def test_the_row_keeps_the_provisions_that_tell_it_and_no_others(cast: Cast) -> None:
    (excluded,) = written(cast.territory, EXCLUDED)
    kept = restored(Portfolio, fresh(excluded).excerpt)
    assert set(kept.provisions) == {"estalia.enrol", "puerto-lirio.not-without-papers"}
    assert kept.provisions["estalia.enrol"] == PORTFOLIO.provisions["estalia.enrol"]
    assert set(kept.policies) == {"estalia.education-act", "puerto-lirio.school-rules"}
    assert set(kept.areas) == {"estalia", "vallemar", "puerto-lirio"}


def test_the_same_check_again_changes_nothing_but_when_it_was_seen(cast: Cast) -> None:
    (before,) = written(cast.territory, EXCLUDED)
    (after,) = written(cast.territory, EXCLUDED, now=LATER)
    assert (after.pk, after.version, after.first_seen) == (before.pk, 1, NOON)
    assert after.last_seen == LATER
    assert told(after) == ["appeared"]


def test_what_is_found_no_more_vanishes_and_stays_to_be_read(cast: Cast) -> None:
    excluded, _ = written(cast.territory, EXCLUDED, DOUBLED)
    written(cast.territory, DOUBLED, now=LATER)
    gone = fresh(excluded)
    assert (gone.gone_since, gone.last_seen, gone.workflow) == (LATER, NOON, "open")
    assert told(gone) == ["appeared", "vanished"]
    written(cast.territory, DOUBLED, now=LATER + timedelta(hours=1))
    assert fresh(excluded).gone_since == LATER


def test_what_was_being_addressed_and_vanishes_is_resolved(cast: Cast) -> None:
    (excluded,) = written(cast.territory, EXCLUDED)
    FindingRecord.objects.update(workflow="being-addressed")
    written(cast.territory, now=LATER)
    gone = fresh(excluded)
    assert (gone.workflow, gone.gone_since, gone.decided_at) == ("resolved", LATER, LATER)
    assert gone.version == 2
    assert told(gone) == ["appeared", "vanished", "resolved"]


@pytest.mark.parametrize(
    ("workflow", "after"),
    [
        ("open", "open"),
        ("resolved", "open"),
        ("accepted", "accepted"),
        ("dismissed", "dismissed"),
    ],
)
def test_what_comes_back_is_new_again_and_opens_only_if_it_was_resolved(
    cast: Cast, workflow: str, after: str
) -> None:
    (excluded,) = written(cast.territory, EXCLUDED)
    FindingRecord.objects.update(workflow=workflow, expires_on=TODAY + timedelta(days=9))
    written(cast.territory, now=LATER)
    again = LATER + timedelta(hours=1)
    (back,) = written(cast.territory, EXCLUDED, now=again)
    assert back.pk == excluded.pk
    assert (back.first_seen, back.appeared_at, back.gone_since) == (NOON, again, None)
    assert back.workflow == after
    assert told(back)[:3] == ["appeared", "vanished", "came-back"]
    assert ("reopened" in told(back)) is (workflow == "resolved")


@pytest.mark.parametrize(
    ("days", "workflow"), [(-1, "accepted"), (0, "open"), (1, "open")], ids=["before", "on", "past"]
)
def test_an_accepted_finding_opens_again_on_its_day(cast: Cast, days: int, workflow: str) -> None:
    (excluded,) = written(cast.territory, EXCLUDED)
    FindingRecord.objects.update(workflow="accepted", expires_on=TODAY, reason="Law is coming")
    written(cast.territory, EXCLUDED, now=LATER, today=TODAY + timedelta(days=days))
    after = fresh(excluded)
    assert after.workflow == workflow
    assert ("expired" in told(after)) is (workflow == "open")
    assert after.reason == "Law is coming"


def test_an_accepted_finding_that_is_gone_does_not_open_on_its_day(cast: Cast) -> None:
    (excluded,) = written(cast.territory, EXCLUDED)
    FindingRecord.objects.update(workflow="accepted", expires_on=TODAY)
    written(cast.territory, now=LATER, today=TODAY + timedelta(days=5))
    assert fresh(excluded).workflow == "accepted"


def test_one_that_weighs_more_than_before_is_told_otherwise(cast: Cast) -> None:
    written(cast.territory, replace(EXCLUDED, severity=Severity.LOW))
    (after,) = written(cast.territory, EXCLUDED, now=LATER)
    assert after.severity == "high"
    assert told(after) == ["appeared", "changed"]


def test_another_wording_of_the_register_is_kept_without_a_line_of_history(cast: Cast) -> None:
    written(cast.territory, EXCLUDED)
    other = replace(EXCLUDED, indicators=("B1.1",))
    (after,) = written(cast.territory, other, now=LATER)
    assert after.snapshot["indicators"] == ["B1.1"]
    assert told(after) == ["appeared"]


def test_the_same_finding_stands_in_each_territory_by_itself(cast: Cast) -> None:
    (here,) = written(cast.territory, EXCLUDED)
    (there,) = written(cast.other_territory, EXCLUDED)
    assert here.pk != there.pk
    written(cast.other_territory)
    assert fresh(here).gone_since is None


def test_the_difference_is_counted(cast: Cast) -> None:
    def check(*found: Finding, today: date = TODAY) -> Difference:
        return write_findings(
            cast.territory, found, PORTFOLIO, taxonomy(), rules="r", now=LATER, today=today
        )

    assert check(EXCLUDED, DOUBLED) == Difference(appeared=2)
    assert check(EXCLUDED) == Difference(vanished=1)
    FindingRecord.objects.filter(rule="C8").update(workflow="resolved")
    assert check(EXCLUDED, DOUBLED) == Difference(came_back=1, reopened=1)
    assert check(EXCLUDED, DOUBLED) == Difference()


def test_twenty_findings_take_as_many_statements_as_one(
    cast: Cast, django_assert_num_queries: object
) -> None:
    with django_assert_num_queries(4):  # type: ignore[operator]
        write_findings(
            cast.other_territory,
            [EXCLUDED],
            PORTFOLIO,
            taxonomy(),
            rules="r",
            now=NOON,
            today=TODAY,
        )
    FindingRecord.objects.all().delete()
    many = [replace(EXCLUDED, id=f"{number:016}") for number in range(20)]
    with django_assert_num_queries(4):  # type: ignore[operator]
        write_findings(
            cast.territory, many, PORTFOLIO, taxonomy(), rules="r", now=NOON, today=TODAY
        )
    assert FindingEvent.objects.count() == 20
    heavier = [replace(one, severity=Severity.LOW) for one in many]
    with django_assert_num_queries(4):  # type: ignore[operator]
        write_findings(
            cast.territory, heavier, PORTFOLIO, taxonomy(), rules="r", now=LATER, today=TODAY
        )
    assert FindingRecord.objects.filter(severity="low").count() == 20
