"""The page of an assessment: progress, what to do next, who takes part; and handing in."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from glocal_web.portal.models import (
    Assessment,
    Assignment,
    Participant,
    Person,
    Response,
    ResponseStatus,
)
from glocal_web.portal.selectors.assignments import my_reviews, my_tasks
from tests.cast import Cast, assessment, organisation, respond, sign_in


def page(client: Client, cast: Cast, person: Person, query: str = "") -> str:
    address = reverse("portal:assessment", args=[cast.assessment.pk]) + query
    answer = sign_in(client, person).get(address)
    assert answer.status_code == 200
    return str(answer.content.decode())


def lead(cast: Cast) -> Participant:
    return Participant.objects.get(assessment=cast.assessment, is_lead=True)


def test_page_shows_every_indicator_asked_and_why_others_are_not(
    client: Client, cast: Cast
) -> None:
    cast.territory.mobility_roles = ["transit"]
    cast.territory.save()
    text = page(client, cast, cast.contributor)
    assert "Migration profile of the territory" in text
    assert "It is asked where another mobility role applies" in text


def test_fresh_assessment_says_where_to_begin(client: Client, cast: Cast) -> None:
    assert "Begin with <bdi>A1.1</bdi>" in page(client, cast, cast.contributor)


def test_next_is_the_first_open_question(client: Client, cast: Cast) -> None:
    respond(cast.assessment, cast.authority, "A1.1", 2, status="draft")
    assert "Go on with <bdi>A1.2</bdi>" in page(client, cast, cast.contributor)


def test_next_is_ones_own_part_before_others(client: Client, cast: Cast) -> None:
    respond(cast.assessment, cast.authority, "A1.1", 2, status="draft")
    Assignment.objects.create(participant=lead(cast), person=cast.contributor, scope="A2")
    text = page(client, cast, cast.contributor)
    assert "Go on with <bdi>A2.1</bdi>" in text
    assert "You were asked to answer A2" in text


def test_what_was_sent_back_comes_first_of_all(client: Client, cast: Cast) -> None:
    Assignment.objects.create(participant=lead(cast), person=cast.contributor, scope="A2")
    respond(cast.assessment, cast.authority, "A1.4", 2, status="returned")
    text = page(client, cast, cast.contributor)
    assert "Look at <bdi>A1.4</bdi>, which was sent back" in text
    assert "Sent back to you" in text


def test_overdue_task_is_said_in_words(client: Client, cast: Cast) -> None:
    yesterday = timezone.localdate() - timedelta(days=1)
    Assignment.objects.create(
        participant=lead(cast), person=cast.contributor, scope="A1", due=yesterday
    )
    assert "was due on" in page(client, cast, cast.contributor)


def test_progress_counts_each_state_apart(client: Client, cast: Cast) -> None:
    respond(cast.assessment, cast.authority, "A1.1", 2, status="agreed")
    respond(cast.assessment, cast.authority, "A1.2", state="dont-know", status="submitted")
    respond(
        cast.assessment, cast.authority, "A1.3", state="not-applicable", reason="role",
        status="draft",
    )  # fmt: skip
    text = page(client, cast, cast.contributor)
    for words in ("<bdi>1</bdi> answered", "<bdi>1</bdi> don’t know", "<bdi>1</bdi> agreed"):
        assert words in text
    assert "<bdi>1</bdi> not applicable" in text
    assert "<bdi>1</bdi> in review" in text


def test_reviewer_is_led_to_what_waits(client: Client, cast: Cast) -> None:
    respond(cast.assessment, cast.authority, "A1.1", 2, status="submitted")
    assert "Review <bdi>1</bdi> answer" in page(client, cast, cast.reviewer)


def test_association_sees_its_own_answers_and_may_look_at_others(
    client: Client, cast: Cast
) -> None:
    respond(cast.assessment, cast.association_org, "A1.1", 1, status="draft")
    assert "Begin with" not in page(client, cast, cast.association)
    text = page(client, cast, cast.association, f"?for={lead(cast).pk}")
    assert "Municipality of Puerto Lirio" in text
    assert "Begin with" not in text


@pytest.mark.parametrize("who", ["reader", "reviewer", "steward", "above"])
def test_who_only_reads_gets_no_button_to_answer(client: Client, cast: Cast, who: str) -> None:
    text = page(client, cast, getattr(cast, who))
    assert "Begin with" not in text
    assert "Hand in" not in text


def test_outsider_finds_nothing(client: Client, cast: Cast) -> None:
    sign_in(client, cast.outsider)
    assert client.get(reverse("portal:assessment", args=[cast.assessment.pk])).status_code == 404


@pytest.mark.parametrize(
    "path",
    [
        "", "submit/", "reopen/", "table/", "people/", "review/", "review/A1.1/", "answer/A1.1/",
        "answer/A1.1/evidence/",
    ],
)  # fmt: skip
def test_visitor_is_asked_to_sign_in(client: Client, cast: Cast, path: str) -> None:
    answer = client.get(f"/assessments/{cast.assessment.pk}/{path}")
    assert answer.status_code == 302
    assert "login" in answer["Location"]


@pytest.mark.parametrize("key", ["0", "999999", "9" * 18, str(2**63), "1" + "0" * 30, "-1"])
def test_wrong_key_is_not_found(client: Client, cast: Cast, key: str) -> None:
    sign_in(client, cast.coordinator)
    for name in ("assessment", "submit", "answer-table", "assignments", "review"):
        address = reverse(f"portal:{name}", args=[123456]).replace("123456", key)
        assert client.get(address).status_code == 404
    assert client.get(f"/assessments/{key}/answer/A1.1/").status_code == 404


@pytest.mark.parametrize("whose", ["999999", "x", "-1", "1 or 1=1", "٣"])
def test_participant_of_another_assessment_is_not_found(
    client: Client, cast: Cast, whose: str
) -> None:
    sign_in(client, cast.coordinator)
    address = reverse("portal:assessment", args=[cast.assessment.pk])
    assert client.get(address, {"for": whose}).status_code == 404


def test_page_takes_no_other_method(client: Client, cast: Cast) -> None:
    sign_in(client, cast.contributor)
    address = reverse("portal:assessment", args=[cast.assessment.pk])
    assert client.post(address).status_code == 405
    assert client.delete(address).status_code == 405
    assert client.head(address).status_code == 200


def test_assessment_without_participants_still_opens(client: Client, cast: Cast) -> None:
    Participant.objects.all().delete()
    page(client, cast, cast.coordinator)


def test_names_cannot_smuggle_markup_into_the_page(client: Client, cast: Cast) -> None:
    Assessment.objects.update(name="<script>alert(1)</script>")
    assert "<script>alert(1)" not in page(client, cast, cast.contributor)


def test_number_of_queries_does_not_grow_with_the_answers(
    client: Client, cast: Cast, django_assert_num_queries: Any
) -> None:
    sign_in(client, cast.contributor)
    address = reverse("portal:assessment", args=[cast.assessment.pk])
    for code in ("A1.1", "A1.2", "A1.3", "A2.1", "A3.1"):
        respond(cast.assessment, cast.authority, code, 2, status="returned", by=cast.contributor)
        respond(cast.assessment, cast.association_org, code, 1, status="draft")
    Assignment.objects.create(participant=lead(cast), person=cast.contributor, scope="A2")
    # Session, person; assessment, roles, participants; answers, assignments; later rounds.
    with django_assert_num_queries(8):
        client.get(address)
    for number in range(20):
        other = organisation(f"Association {number}", cast.territory, "civil-society")
        respond(cast.assessment, other, "A1.1", 1, status="submitted", by=cast.association)
    with django_assert_num_queries(8):
        client.get(address)


# ---------------------------------------------------------------- handing in
def submit_address(cast: Cast, query: str = "") -> str:
    return reverse("portal:submit", args=[cast.assessment.pk]) + query


def test_page_before_handing_in_names_what_goes_and_what_is_open(
    client: Client, cast: Cast
) -> None:
    respond(cast.assessment, cast.authority, "A1.1", 2, status="draft")
    sign_in(client, cast.contributor)
    text = client.get(submit_address(cast, "?part=A1")).content.decode()
    assert "<bdi>1</bdi> answer goes to a reviewer" in text
    assert "Inventory of the policy portfolio" in text
    assert "Dedicated unit" not in text


def test_handing_in_a_part_redirects_and_says_how_many(client: Client, cast: Cast) -> None:
    respond(cast.assessment, cast.authority, "A1.1", 2, status="draft")
    sign_in(client, cast.contributor)
    answer = client.post(submit_address(cast, "?part=A1"), follow=True)
    assert answer.redirect_chain[0][1] == 302
    assert "1 answer was handed in" in answer.content.decode()
    assert Response.objects.get().status == ResponseStatus.SUBMITTED


def test_handing_in_twice_says_that_nothing_was_new(client: Client, cast: Cast) -> None:
    respond(cast.assessment, cast.authority, "A1.1", 2, status="submitted")
    sign_in(client, cast.contributor)
    assert "nothing to hand in" in client.post(submit_address(cast), follow=True).content.decode()


@pytest.mark.parametrize("who", ["reader", "reviewer", "steward", "above"])
def test_who_does_not_answer_does_not_hand_in(client: Client, cast: Cast, who: str) -> None:
    sign_in(client, getattr(cast, who))
    assert client.post(submit_address(cast)).status_code == 403


def test_nobody_hands_in_for_another_organisation(client: Client, cast: Cast) -> None:
    respond(cast.assessment, cast.authority, "A1.1", 2, status="draft")
    sign_in(client, cast.association)
    answer = client.post(submit_address(cast, f"?for={lead(cast).pk}"))
    assert answer.status_code == 403
    assert Response.objects.get().status == ResponseStatus.DRAFT


def test_part_that_does_not_exist_is_not_found(client: Client, cast: Cast) -> None:
    sign_in(client, cast.contributor)
    assert client.get(submit_address(cast, "?part=Z9")).status_code == 404


# ---------------------------------------------------------------- opening again
def test_only_the_coordinator_opens_a_published_assessment_again(
    client: Client, cast: Cast
) -> None:
    Assessment.objects.update(status="published")
    address = reverse("portal:assessment-reopen", args=[cast.assessment.pk])
    assert sign_in(client, cast.reviewer).post(address).status_code == 403
    assert sign_in(client, cast.outsider).post(address).status_code == 404
    sign_in(client, cast.coordinator)
    assert "stays as it is until you publish again" in client.get(address).content.decode()
    assert client.post(address).status_code == 302
    assert Assessment.objects.get(pk=cast.assessment.pk).status == "open"


# ---------------------------------------------------------------- tasks for the first page
@pytest.fixture
def ask(cast: Cast) -> Callable[..., Assignment]:
    def make(scope: str, **more: Any) -> Assignment:
        return Assignment.objects.create(
            participant=lead(cast), person=cast.contributor, scope=scope, **more
        )

    return make


def test_tasks_come_soonest_first_and_finished_ones_last(
    cast: Cast, ask: Callable[..., Assignment]
) -> None:
    ask("A2", due=date(2030, 5, 1))
    ask("A1.1", due=date(2030, 1, 1))
    ask("A1.2", due=date(2030, 3, 1))
    respond(cast.assessment, cast.authority, "A1.1", 2, status="draft")
    assert [task.scope for task in my_tasks(cast.contributor)] == ["A1.2", "A2", "A1.1"]
    assert [task.done for task in my_tasks(cast.contributor)] == [False, False, True]


def test_task_says_where_to_go_on(cast: Cast, ask: Callable[..., Assignment]) -> None:
    ask("A1")
    respond(cast.assessment, cast.authority, "A1.1", 2, status="draft")
    task = my_tasks(cast.contributor)[0]
    assert (task.next_code, task.progress.answered) == ("A1.2", 1)
    assert task.title == "Mapping the local context"


def test_tasks_of_published_rounds_and_lost_roles_are_gone(
    cast: Cast, ask: Callable[..., Assignment]
) -> None:
    ask("A1")
    cast.contributor.roles.all().delete()
    assert my_tasks(cast.contributor) == ()
    assert my_tasks(cast.coordinator) == ()


def test_tasks_take_three_queries(
    cast: Cast, ask: Callable[..., Assignment], django_assert_num_queries: Any
) -> None:
    for scope in ("A1", "A2", "A3", "A1.1", "A1.2"):
        ask(scope)
    with django_assert_num_queries(3):
        assert len(my_tasks(cast.contributor)) == 5


def test_reviewer_sees_how_many_answers_wait_in_each_round(cast: Cast) -> None:
    earlier = assessment(cast.territory, cast.authority, year=2024)
    respond(earlier, cast.authority, "A1.1", 2, status="submitted")
    respond(cast.assessment, cast.authority, "A1.1", 2, status="submitted")
    respond(cast.assessment, cast.authority, "A1.2", 2, status="submitted")
    respond(cast.assessment, cast.authority, "A1.3", 2, status="draft")
    waiting = {task.assessment: task.waiting for task in my_reviews(cast.reviewer)}
    assert waiting == {cast.assessment: 2, earlier: 1}
    assert my_reviews(cast.contributor) == ()
