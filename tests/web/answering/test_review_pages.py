"""The review on the pages: the queue, one answer with all that helps to judge it, the decision."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from glocal_web.portal.models import Assessment, Evidence, Participant, Response
from tests.cast import Cast, organisation, respond, sign_in


def queue(cast: Cast) -> str:
    return reverse("portal:review", args=[cast.assessment.pk])


def one(cast: Cast, code: str = "A1.1", query: str = "?for=") -> str:
    lead = Participant.objects.get(assessment=cast.assessment, is_lead=True)
    query = f"?for={lead.pk}" if query == "?for=" else query
    return reverse("portal:review-one", args=[cast.assessment.pk, code]) + query


def waiting(cast: Cast, **more: Any) -> Response:
    values: dict[str, Any] = {"rationale": "Since 2024.", "by": cast.contributor} | more
    return respond(cast.assessment, cast.authority, "A1.1", 3, status="submitted", **values)


@pytest.fixture
def reviewer(client: Client, cast: Cast) -> Client:
    return sign_in(client, cast.reviewer)


def test_queue_lists_what_waits_by_part(reviewer: Client, cast: Cast) -> None:
    waiting(cast)
    respond(cast.assessment, cast.authority, "A2.1", 1, status="agreed")
    respond(cast.assessment, cast.authority, "A3.1", 1, status="draft")
    text = reviewer.get(queue(cast)).content.decode()
    assert "Migration profile of the territory" in text
    assert "1 answer agreed or sent back" in text
    assert "Legal basis" not in text


def test_empty_queue_says_so(reviewer: Client, cast: Cast) -> None:
    assert "Nothing waits for review" in reviewer.get(queue(cast)).content.decode()


def test_reviewer_sees_answer_evidence_and_other_groups(reviewer: Client, cast: Cast) -> None:
    row = waiting(cast)
    Evidence.objects.create(response=row, kind="report", title="Profile 2024", date="2024-05-01")
    respond(
        cast.assessment, cast.association_org, "A1.1", 1, rationale="Nobody asked us.",
        status="submitted",
    )  # fmt: skip
    text = reviewer.get(one(cast)).content.decode()
    for words in ("Since 2024.", "Profile 2024", "I opened it and it says so", "Nobody asked us."):
        assert words in text
    assert "For a grade this high a document is expected" not in text


def test_agreeing_leads_back_to_the_queue(reviewer: Client, cast: Cast) -> None:
    waiting(cast)
    answer = reviewer.post(one(cast), {"decision": "agree", "version": 1})
    assert answer["Location"] == queue(cast)
    assert Response.objects.get().status == "agreed"


def test_sending_back_without_a_note_is_explained(reviewer: Client, cast: Cast) -> None:
    waiting(cast)
    answer = reviewer.post(one(cast), {"decision": "send-back", "version": 1})
    assert answer.status_code == 422
    assert "Say what is missing" in answer.content.decode()
    reviewer.post(one(cast), {"decision": "send-back", "version": 1, "note": "Which year?"})
    assert Response.objects.get().status == "returned"


def test_answer_that_changed_meanwhile_is_shown_anew_with_the_note_kept(
    reviewer: Client, cast: Cast
) -> None:
    waiting(cast)
    Response.objects.update(version=2, rationale="Rewritten.")
    answer = reviewer.post(one(cast), {"decision": "agree", "version": 1, "note": "My words."})
    text = answer.content.decode()
    assert answer.status_code == 409
    assert "was changed while you read it" in text
    assert "Rewritten." in text
    assert "My words." in text
    assert 'name="version" value="2"' in text
    assert Response.objects.get().status == "submitted"


def test_agreed_answer_is_opened_again_with_a_note(reviewer: Client, cast: Cast) -> None:
    respond(cast.assessment, cast.authority, "A1.1", 3, status="agreed")
    assert "Open it again with the note" in reviewer.get(one(cast)).content.decode()
    reviewer.post(one(cast), {"decision": "reopen", "version": 1, "note": "New figures."})
    assert Response.objects.get().status == "returned"


def test_own_answer_is_for_somebody_else(client: Client, cast: Cast) -> None:
    waiting(cast, by=cast.coordinator)
    sign_in(client, cast.coordinator)
    assert "You gave this answer yourself" in client.get(one(cast)).content.decode()
    answer = client.post(one(cast), {"decision": "agree", "version": 1})
    assert answer.status_code == 409
    assert Response.objects.get().status == "submitted"


def test_published_assessment_is_not_reviewed(reviewer: Client, cast: Cast) -> None:
    waiting(cast)
    Assessment.objects.update(status="published")
    assert 'name="decision"' not in reviewer.get(one(cast)).content.decode()
    assert reviewer.post(one(cast), {"decision": "agree", "version": 1}).status_code == 409


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("contributor", 403),
        ("association", 403),
        ("reader", 403),
        ("above", 403),
        ("outsider", 404),
    ],
)
def test_only_reviewers_see_the_queue_and_decide(
    client: Client, cast: Cast, who: str, status: int
) -> None:
    waiting(cast)
    sign_in(client, getattr(cast, who))
    assert client.get(queue(cast)).status_code == status
    assert client.get(one(cast)).status_code == status
    assert client.post(one(cast), {"decision": "agree", "version": 1}).status_code == status
    assert Response.objects.get().status == "submitted"


def test_question_without_an_answer_or_code_is_not_found(reviewer: Client, cast: Cast) -> None:
    assert reviewer.get(one(cast)).status_code == 404
    assert reviewer.get(one(cast, "Z9")).status_code == 404


@pytest.mark.parametrize(
    "data",
    [{}, {"decision": "delete", "version": 1}, {"decision": "agree", "version": "x"},
     {"decision": "agree", "version": 10**30}],
)  # fmt: skip
def test_hostile_decision_changes_nothing(
    reviewer: Client, cast: Cast, data: dict[str, Any]
) -> None:
    waiting(cast)
    assert reviewer.post(one(cast), data).status_code == 422
    assert Response.objects.get().status == "submitted"


def test_number_of_queries_does_not_grow_with_the_queue(
    reviewer: Client, cast: Cast, django_assert_num_queries: Any
) -> None:
    row = waiting(cast)
    with django_assert_num_queries(7):
        reviewer.get(queue(cast))
    for number in range(12):
        other = organisation(f"Association {number}", cast.territory, "civil-society")
        respond(cast.assessment, other, "A1.1", 2, status="submitted", by=cast.association)
        Evidence.objects.create(response=row, kind="law", title=f"Law {number}")
    with django_assert_num_queries(7):
        reviewer.get(queue(cast))
    address = one(cast)
    with django_assert_num_queries(12):
        reviewer.get(address)
