"""What somebody is reminded of, and what not."""

from datetime import timedelta

import pytest
from pytest_django import DjangoAssertNumQueries

from glocal_web.portal.models import CoherenceState, NoticeKind, Person, Response
from glocal_web.portal.selectors.reminders import dates_of, reminders_of
from tests.cast import Cast, respond
from tests.web.coherence.making import EXCLUDED, written
from tests.web.interactions.matrices import matrix, rate, rater
from tests.web.notices.waiting import A_DAY, TODAY, accepted, action, evidence, task


def kinds(person: Person) -> list[NoticeKind]:
    return [one.kind for one in reminders_of(person, TODAY)]


@pytest.mark.parametrize(
    ("days", "told", "late"),
    [(8, False, False), (7, True, False), (0, True, False), (-1, True, True)],
)
def test_a_part_to_answer_is_told_a_week_before_its_date(
    cast: Cast, days: int, told: bool, late: bool
) -> None:
    task(cast, TODAY + timedelta(days=days))
    found = reminders_of(cast.contributor, TODAY)
    assert [one.is_late for one in found] == [late] * told
    assert kinds(cast.reader) == kinds(cast.association) == []


def test_a_part_without_a_date_or_answered_is_not_told(cast: Cast) -> None:
    task(cast, None)
    task(cast, TODAY, scope="A1.1")
    respond(cast.assessment, cast.authority, "A1.1", 2, status="submitted")
    assert kinds(cast.contributor) == []


def test_a_part_of_a_closed_round_is_not_told(cast: Cast) -> None:
    task(cast, TODAY)
    cast.assessment.status = "published"
    cast.assessment.save()
    assert kinds(cast.contributor) == []


def test_what_came_back_is_told_to_whoever_was_asked_for_it(cast: Cast) -> None:
    respond(cast.assessment, cast.authority, "A1.1", 2, status="returned", by=cast.contributor)
    # Nobody was asked: everybody who answers for the authority.
    assert NoticeKind.RETURNED in kinds(cast.contributor)
    assert NoticeKind.RETURNED in kinds(cast.coordinator)
    assert kinds(cast.association) == kinds(cast.reviewer) == kinds(cast.reader) == []
    task(cast, None)
    assert NoticeKind.RETURNED in kinds(cast.contributor)
    assert NoticeKind.RETURNED not in kinds(cast.coordinator)
    [told] = reminders_of(cast.contributor, TODAY)
    assert told.about == "1 answer was sent back: A1.1"


def test_a_second_return_is_another_thing(cast: Cast) -> None:
    row = respond(cast.assessment, cast.authority, "A1.1", 2, status="returned")
    [before] = reminders_of(cast.contributor, TODAY)
    Response.objects.filter(pk=row.pk).update(version=row.version + 1)
    [after] = reminders_of(cast.contributor, TODAY)
    assert before.keys != after.keys


def test_answers_wait_for_those_who_review_and_did_not_give_them(cast: Cast) -> None:
    for code, by in (("A1.1", cast.coordinator), ("A1.2", cast.contributor)):
        respond(cast.assessment, cast.authority, code, 2, status="submitted", by=by)
    [told] = reminders_of(cast.reviewer, TODAY)
    assert told.about == "2 answers wait for your review"
    [told] = reminders_of(cast.coordinator, TODAY)
    assert told.about == "1 answer waits for your review"
    assert kinds(cast.contributor) == kinds(cast.reader) == kinds(cast.above) == []
    assert kinds(cast.steward) == kinds(cast.outsider) == []


def test_evidence_grows_old_after_the_months_that_the_site_says(
    cast: Cast, settings: object
) -> None:
    evidence(cast, TODAY - timedelta(days=731))
    evidence(cast, TODAY - timedelta(days=729), code="A1.2")
    evidence(cast, None, code="A1.3")
    [told] = reminders_of(cast.contributor, TODAY)
    assert told.about == "1 document is older than 24 months: A1.1"
    assert kinds(cast.association) == kinds(cast.reviewer) == []
    settings.GLOCAL_EVIDENCE_MONTHS = 0  # type: ignore[attr-defined]
    assert kinds(cast.contributor) == []


def test_actions_are_told_to_their_owner_two_weeks_before(cast: Cast) -> None:
    action(cast, TODAY - A_DAY, title="Late")
    action(cast, TODAY + timedelta(days=14), title="Soon")
    action(cast, TODAY + timedelta(days=15), title="Later")
    action(cast, TODAY, title="Done", status="done")
    action(cast, TODAY, title="Another's", owner=cast.coordinator)
    told = reminders_of(cast.contributor, TODAY)
    assert [(one.title, one.is_late) for one in told] == [("Late", True), ("Soon", False)]


def test_nothing_is_told_of_a_territory_once_left(cast: Cast) -> None:
    action(cast, TODAY)
    task(cast, TODAY)
    cast.contributor.roles.all().delete()
    assert kinds(cast.contributor) == []


def test_an_account_that_was_closed_is_told_nothing(cast: Cast) -> None:
    action(cast, TODAY)
    cast.contributor.is_active = False
    assert kinds(cast.contributor) == []


def test_a_decision_that_ends_is_told_to_those_who_decide(cast: Cast) -> None:
    accepted(cast, TODAY + timedelta(days=14))
    accepted(cast, TODAY + timedelta(days=15))
    accepted(cast, TODAY, workflow="open")
    assert kinds(cast.coordinator) == [NoticeKind.DECISIONS]
    for other in (cast.reviewer, cast.contributor, cast.reader, cast.above, cast.outsider):
        assert kinds(other) == []


def test_a_restricted_finding_is_told_without_saying_what_it_is(cast: Cast) -> None:
    accepted(cast, TODAY)
    [told] = reminders_of(cast.coordinator, TODAY)
    assert told.title == "A finding that only some may see"
    assert "C3" not in f"{told.title}{told.about}{told.keys}{told.address}"


def test_somebody_who_decided_and_lost_the_role_is_told_nothing(cast: Cast) -> None:
    accepted(cast, TODAY, decided_by=cast.coordinator)
    cast.coordinator.roles.update(kind="contributor")
    assert kinds(cast.coordinator) == []


def test_a_rule_that_is_switched_off_is_not_told(cast: Cast) -> None:
    accepted(cast, TODAY)
    CoherenceState.objects.create(territory=cast.territory, rules_off=["C3"])
    assert kinds(cast.coordinator) == []


def test_an_open_finding_has_its_title(cast: Cast) -> None:
    [record] = written(cast.territory, EXCLUDED)
    record.workflow, record.expires_on = "accepted", TODAY
    record.save()
    [told] = reminders_of(cast.coordinator, TODAY)
    assert told.title
    assert told.address.endswith(f"/{record.pk}/")


def test_interactions_are_asked_until_somebody_said_something(cast: Cast) -> None:
    row = matrix(cast.territory)
    matrix(cast.territory, state="closed")
    matrix(cast.other_territory)
    assert kinds(cast.contributor) == kinds(cast.association) == [NoticeKind.RATINGS]
    assert kinds(cast.reader) == kinds(cast.reviewer) == kinds(cast.steward) == []
    rate(rater(row, person=cast.contributor), {("i1", "i2"): 2})
    assert kinds(cast.contributor) == []


def test_many_things_take_as_many_queries_as_one(
    cast: Cast, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(1, 4):
        task(cast, TODAY, scope=f"A1.{number}")
        action(cast, TODAY)
        accepted(cast, TODAY)
        respond(cast.assessment, cast.association_org, f"A2.{number}", 2, status="submitted")
        matrix(cast.territory)
        evidence(cast, TODAY - timedelta(days=900), code=f"A3.{number}")
    with django_assert_max_num_queries(12):
        assert len(reminders_of(cast.coordinator, TODAY)) == 8
    with django_assert_max_num_queries(12):
        assert len(reminders_of(cast.contributor, TODAY)) == 10


def test_the_calendar_holds_dates_of_a_year_and_no_restricted_finding(cast: Cast) -> None:
    task(cast, TODAY + timedelta(days=200))
    action(cast, TODAY + timedelta(days=300), owner=cast.coordinator)
    action(cast, TODAY + timedelta(days=400), owner=cast.coordinator)
    accepted(cast, TODAY + timedelta(days=30))
    assert [one.uid.partition(".")[0] for one in dates_of(cast.contributor, TODAY)] == ["answers"]
    assert [one.uid.partition(".")[0] for one in dates_of(cast.coordinator, TODAY)] == ["action"]
    assert dates_of(cast.outsider, TODAY) == ()
