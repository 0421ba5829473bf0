"""The page of one question: what it shows, to whom, and at what cost."""

from typing import Any

import pytest
from django.test import Client

from glocal_web.portal.models import (
    Evidence,
    Participant,
    Person,
    Response,
    ReviewNote,
)
from tests.cast import Cast, assessment, respond, sign_in
from tests.web.answering.forms import address, fields, flat


def lead(cast: Cast) -> Participant:
    return Participant.objects.get(assessment=cast.assessment, is_lead=True)


@pytest.fixture
def contributor(client: Client, cast: Cast) -> Client:
    return sign_in(client, cast.contributor)


# ---------------------------------------------------------------- what it shows
def test_page_shows_why_questions_and_five_anchored_grades(contributor: Client, cast: Cast) -> None:
    text = flat(contributor.get(address(cast)))
    assert "Migration profile of the territory" in text
    assert "What migration does here" in text
    assert "What this does to migration" in text
    assert "Does the authority have a written picture" in text
    assert "No written picture exists." in text
    assert "A rule names who updates the profile" in text
    assert text.count('type="radio" name="answer"') == 8
    assert "The authority has no competence for this" in text
    assert "The profile itself, with its date and list of sources" in text


def test_why_is_open_on_the_first_visit_and_folded_later(contributor: Client, cast: Cast) -> None:
    assert '<details class="more" open>' in flat(contributor.get(address(cast)))
    respond(cast.assessment, cast.authority, "A1.1", 2, status="draft")
    assert '<details class="more" open>' not in flat(contributor.get(address(cast)))


def test_page_leads_to_its_neighbours(contributor: Client, cast: Cast) -> None:
    text = flat(contributor.get(address(cast, "A1.2")))
    assert 'rel="prev"' in text
    assert "On to <bdi>A1.3</bdi>" in text
    assert 'rel="prev"' not in flat(contributor.get(address(cast)))


def test_stored_answer_is_chosen(contributor: Client, cast: Cast) -> None:
    respond(cast.assessment, cast.authority, "A1.1", 2, rationale="Since 2024.", status="draft")
    text = flat(contributor.get(address(cast)))
    assert 'name="answer" value="2" checked' in text
    assert "Since 2024.</textarea>" in text


def test_last_round_shows_what_was_agreed_then(contributor: Client, cast: Cast) -> None:
    before = assessment(cast.territory, cast.authority, year=2023)
    long_before = assessment(cast.territory, cast.authority, year=2019)
    respond(before, cast.authority, "A1.1", 1, rationale="Only refugees.", status="agreed")
    respond(long_before, cast.authority, "A1.1", 0, rationale="Nothing.", status="agreed")
    text = flat(contributor.get(address(cast)))
    assert "Round 2023" in text
    assert "Only refugees." in text
    assert "Nothing." not in text


def test_what_asked_something_else_last_round_is_not_shown(
    contributor: Client, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = assessment(cast.territory, cast.authority, year=2023)
    respond(before, cast.authority, "A1.1", 1, rationale="Only refugees.", status="agreed")
    monkeypatch.setattr(
        "glocal_web.portal.selectors.responses.asks_the_same", lambda *_versions: False
    )
    assert "Only refugees." not in flat(contributor.get(address(cast)))


def test_answers_of_others_show_once_ones_own_is_given(contributor: Client, cast: Cast) -> None:
    respond(
        cast.assessment, cast.association_org, "A1.1", 1, rationale="Nobody asked us.",
        status="submitted",
    )  # fmt: skip
    text = flat(contributor.get(address(cast)))
    assert "Nobody asked us." not in text
    assert "You see their answers once you have given yours" in text
    respond(cast.assessment, cast.authority, "A1.1", 3, status="draft")
    text = flat(contributor.get(address(cast)))
    assert "Nobody asked us." in text
    assert "Voces del Puerto" in text
    assert "Migrants and diaspora" in text


def test_note_of_the_reviewer_stands_first(contributor: Client, cast: Cast) -> None:
    row = respond(cast.assessment, cast.authority, "A1.1", 3, status="returned")
    ReviewNote.objects.create(
        response=row, author=cast.reviewer, step="returned", text="Which year is the profile?"
    )
    text = flat(contributor.get(address(cast)))
    assert text.index("Which year is the profile?") < text.index("Why it matters")


def test_question_that_is_not_asked_here_says_why_and_takes_no_answer(
    contributor: Client, cast: Cast
) -> None:
    cast.territory.mobility_roles = ["transit"]
    cast.territory.save()
    text = flat(contributor.get(address(cast, "A2.8")))
    assert "Not asked of" in text
    assert contributor.post(address(cast, "A2.8"), fields("3")).status_code == 404
    assert Response.objects.count() == 0


@pytest.mark.usefixtures("half_translated")
def test_texts_that_are_not_translated_are_marked_with_their_language(
    contributor: Client, cast: Cast
) -> None:
    text = flat(contributor.get(address(cast), headers={"accept-language": "es"}))
    assert 'lang="es"' in text
    assert '<span lang="en" dir="ltr">' in text
    assert "English" in text


def test_page_is_written_from_the_right_in_arabic(contributor: Client, cast: Cast) -> None:
    text = flat(contributor.get(address(cast), headers={"accept-language": "ar"}))
    assert 'lang="ar"' in text
    assert 'dir="rtl"' in text


# ---------------------------------------------------------------- who may do what
@pytest.mark.parametrize("who", ["reader", "reviewer", "steward", "above"])
def test_who_only_reads_sees_the_answer_without_a_form(
    client: Client, cast: Cast, who: str
) -> None:
    respond(cast.assessment, cast.authority, "A1.1", 2, rationale="Since 2024.", status="draft")
    sign_in(client, getattr(cast, who))
    text = flat(client.get(address(cast)))
    assert "Since 2024." in text
    assert 'id="answer-form"' not in text
    assert client.post(address(cast), fields("3")).status_code == 403
    assert Response.objects.get().grade == 2


def test_association_reads_but_does_not_change_the_answer_of_the_authority(
    client: Client, cast: Cast
) -> None:
    sign_in(client, cast.association)
    query = f"?for={lead(cast).pk}"
    assert 'id="answer-form"' not in flat(client.get(address(cast, query=query)))
    assert client.post(address(cast, query=query), fields("3")).status_code == 403


def test_association_answers_for_itself(client: Client, cast: Cast) -> None:
    sign_in(client, cast.association)
    client.post(address(cast), fields("1", "Nobody asked us."))
    assert Response.objects.get().participant.organisation == cast.association_org


def test_outsider_finds_nothing(client: Client, cast: Cast) -> None:
    sign_in(client, cast.outsider)
    assert client.get(address(cast)).status_code == 404
    assert client.post(address(cast), fields("3")).status_code == 404


@pytest.mark.parametrize("code", ["A9.9", "B1.1", "a1.1", "'", "<script>", "A1"])
def test_code_that_does_not_exist_is_not_found(contributor: Client, cast: Cast, code: str) -> None:
    assert contributor.get(address(cast, code)).status_code == 404


def test_page_takes_no_other_method(contributor: Client, cast: Cast) -> None:
    assert contributor.put(address(cast)).status_code == 405
    assert contributor.delete(address(cast)).status_code == 405


def test_form_from_elsewhere_is_refused(cast: Cast) -> None:
    client = sign_in(Client(enforce_csrf_checks=True), cast.contributor)
    assert client.post(address(cast), fields("3")).status_code == 403
    assert Response.objects.count() == 0


# ---------------------------------------------------------------- queries
def test_number_of_queries_does_not_grow_with_answers_evidence_and_notes(
    contributor: Client, cast: Cast, django_assert_num_queries: Any
) -> None:
    # Session, person; assessment, roles, participants; answers, evidence, notes; last round (2);
    # findings that touch the indicator.
    fill(cast, [cast.authority], cast.contributor)
    before = assessment(cast.territory, cast.authority, year=2023)
    respond(before, cast.authority, "A1.1", 1)
    with django_assert_num_queries(11):
        contributor.get(address(cast))
    fill(cast, [cast.association_org], cast.association)
    with django_assert_num_queries(11):
        contributor.get(address(cast))


def fill(cast: Cast, organisations: list[Any], person: Person) -> None:
    for one in organisations:
        row = respond(cast.assessment, one, "A1.1", 2, status="returned", by=person)
        for number in range(5):
            Evidence.objects.create(
                response=row, kind="law", title=f"Law {number}", added_by=person,
                checked_by=cast.reviewer,
            )  # fmt: skip
            ReviewNote.objects.create(response=row, author=cast.reviewer, step="returned")
