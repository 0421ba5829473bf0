"""The answer table: right rows are saved, wrong and stale ones explained, their words kept."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from glocal_web.portal.models import AssessmentStatus, Evidence, Participant, Response
from tests.cast import Cast, respond, sign_in


def address(cast: Cast, query: str = "?part=A1") -> str:
    return reverse("portal:answer-table", args=[cast.assessment.pk]) + query


def row(
    code: str, answer: str, rationale: str = "", version: int = 0, **more: Any
) -> dict[str, Any]:
    values = {
        "answer": answer,
        "rationale": rationale,
        "answer_version": version,
        "rationale_version": version,
    } | more
    return {f"{code}-{name}": value for name, value in values.items()}


@pytest.fixture
def contributor(client: Client, cast: Cast) -> Client:
    return sign_in(client, cast.contributor)


def test_table_shows_one_part_with_grades_in_words(contributor: Client, cast: Cast) -> None:
    respond(cast.assessment, cast.authority, "A1.1", 2, rationale="Since 2024.", status="draft")
    text = contributor.get(address(cast)).content.decode()
    assert '<option value="2" selected>2 · emerging</option>' in text
    assert "Since 2024." in text
    assert "A1.8" in text
    assert 'name="A2.1-answer"' not in text
    assert "The authority has no competence for this" in text


def test_first_part_is_shown_by_default(contributor: Client, cast: Cast) -> None:
    assert 'name="A1.1-answer"' in contributor.get(address(cast, "")).content.decode()


def test_rows_are_saved_at_once(contributor: Client, cast: Cast) -> None:
    answer = contributor.post(
        address(cast),
        row("A1.1", "3", "Since 2024.")
        | row("A1.2", "dont-know")
        | row("A1.3", "not-applicable:elsewhere")
        | row("A1.4", "not-answered"),
        follow=True,
    )
    assert "3 rows were saved." in answer.content.decode()
    found = {one.indicator: (one.state, one.grade, one.reason) for one in Response.objects.all()}
    assert found == {
        "A1.1": ("answered", 3, ""),
        "A1.2": ("dont-know", None, ""),
        "A1.3": ("not-applicable", None, "elsewhere"),
    }


def test_row_that_nobody_touched_is_not_saved_again(contributor: Client, cast: Cast) -> None:
    respond(cast.assessment, cast.authority, "A1.1", 2, rationale="Yes.", status="submitted")
    contributor.post(address(cast), row("A1.1", "2", "Yes.", 1))
    one = Response.objects.get()
    assert (one.version, one.status) == (1, "submitted")


def test_wrong_row_is_explained_and_the_others_are_kept(contributor: Client, cast: Cast) -> None:
    answer = contributor.post(
        address(cast),
        row("A1.1", "3") | row("A1.2", "7", "Words.") | row("A1.3", "2", "x" * 4001),
    )
    text = answer.content.decode()
    assert answer.status_code == 422
    assert "Some rows need another look" in text
    assert "Choose one of the answers shown." in text
    assert "x" * 4001 in text
    found = {one.indicator: (one.grade, one.rationale) for one in Response.objects.all()}
    assert found == {"A1.1": (3, ""), "A1.2": (None, "Words."), "A1.3": (2, "")}


def test_other_reason_wants_a_sentence_in_its_row(contributor: Client, cast: Cast) -> None:
    answer = contributor.post(address(cast), row("A1.1", "not-applicable:other"))
    assert "Say in a sentence which other reason" in answer.content.decode()


def test_stale_row_shows_both_versions_and_the_others_are_kept(
    contributor: Client, cast: Cast
) -> None:
    respond(
        cast.assessment, cast.authority, "A1.1", 3, rationale="By another.", status="draft",
        by=cast.coordinator,
    )  # fmt: skip
    answer = contributor.post(address(cast), row("A1.1", "1", "Mine.") | row("A1.2", "2", "Fine."))
    text = answer.content.decode()
    assert answer.status_code == 409
    assert "By another." in text
    assert "Cora Coordinator" in text
    assert "Mine.</textarea>" in text
    assert Response.objects.get(indicator="A1.1").grade == 3
    assert Response.objects.get(indicator="A1.2").grade == 2


def test_wrong_part_of_a_row_still_notices_what_another_wrote(
    contributor: Client, cast: Cast
) -> None:
    respond(cast.assessment, cast.authority, "A1.1", 3, rationale="By another.", status="draft")
    answer = contributor.post(address(cast), row("A1.1", "3", "x" * 4001))
    assert answer.status_code == 422
    assert 'name="A1.1-rationale_version" value="0"' in " ".join(answer.content.decode().split())
    assert contributor.post(address(cast), row("A1.1", "3", "Mine.")).status_code == 409
    assert Response.objects.get().rationale == "By another."


def test_choice_after_a_stale_row_is_saved(contributor: Client, cast: Cast) -> None:
    respond(cast.assessment, cast.authority, "A1.1", 3, rationale="By another.", status="draft")
    picked = row(
        "A1.1", "1", "Mine.", seen_version=1, keep_answer="mine", keep_rationale="together"
    )
    assert contributor.post(address(cast), picked).status_code == 302
    one = Response.objects.get()
    assert (one.grade, one.rationale) == (1, "By another.\n\nMine.")


@pytest.mark.parametrize("late", ["agreed", "published"])
def test_what_was_typed_for_an_answer_that_was_closed_meanwhile_is_shown_again(
    contributor: Client, cast: Cast, late: str
) -> None:
    respond(cast.assessment, cast.authority, "A1.1", 3, status="agreed")
    if late == "published":
        Response.objects.all().delete()
        cast.assessment.status = AssessmentStatus.PUBLISHED
        cast.assessment.save()
    page = contributor.post(address(cast), row("A1.1", "2", "What we <b>wrote</b>."))
    assert page.status_code == 409
    said = page.content.decode().partition("<tbody")[2]
    assert "agreed on or published before you sent yours" in said
    assert "2 · emerging" in said
    assert "What we &lt;b&gt;wrote&lt;/b&gt;." in said


def test_agreed_row_is_not_offered_and_not_changed(contributor: Client, cast: Cast) -> None:
    respond(cast.assessment, cast.authority, "A1.1", 3, status="agreed")
    assert 'name="A1.1-answer"' not in contributor.get(address(cast)).content.decode()
    contributor.post(address(cast), row("A1.1", "1", version=1))
    assert Response.objects.get().grade == 3


@pytest.mark.parametrize("who", ["reader", "reviewer", "steward", "above"])
def test_who_only_reads_cannot_save(client: Client, cast: Cast, who: str) -> None:
    sign_in(client, getattr(cast, who))
    text = client.get(address(cast)).content.decode()
    assert "Save all rows" not in text
    assert client.post(address(cast), row("A1.1", "1")).status_code == 403


def test_association_cannot_save_rows_of_the_authority(client: Client, cast: Cast) -> None:
    lead = Participant.objects.get(assessment=cast.assessment, is_lead=True)
    sign_in(client, cast.association)
    answer = client.post(address(cast, f"?part=A1&for={lead.pk}"), row("A1.1", "1"))
    assert answer.status_code == 403


def test_part_that_does_not_exist_is_not_found(contributor: Client, cast: Cast) -> None:
    assert contributor.get(address(cast, "?part=Z9")).status_code == 404
    assert contributor.get(address(cast, "?part=A1%00")).status_code == 404


def test_number_of_queries_does_not_grow_with_the_rows(
    contributor: Client, cast: Cast, django_assert_num_queries: Any
) -> None:
    with django_assert_num_queries(6):
        contributor.get(address(cast))
    for number in range(1, 9):
        one = respond(
            cast.assessment, cast.authority, f"A1.{number}", 2, status="draft", by=cast.contributor
        )
        Evidence.objects.create(response=one, kind="law", title="Law")
        Evidence.objects.create(response=one, kind="law", title="Another law")
    with django_assert_num_queries(6):
        contributor.get(address(cast))
