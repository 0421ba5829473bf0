"""Saving on the page of one question: by button, while typing, and against somebody else."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from glocal.model.kinds import AnswerState
from glocal_web.portal.mappers.answer_value import AnswerValue
from glocal_web.portal.models import Assessment, Evidence, Participant, Response
from glocal_web.portal.services.responses import Change, save_answer
from tests.cast import Cast, respond, sign_in
from tests.web.answering.forms import address, fields, flat

HTMX = {"HX-Request": "true"}


def lead(cast: Cast) -> Participant:
    return Participant.objects.get(assessment=cast.assessment, is_lead=True)


@pytest.fixture
def contributor(client: Client, cast: Cast) -> Client:
    return sign_in(client, cast.contributor)


# ---------------------------------------------------------------- saving without scripts
def test_saving_redirects_so_that_reloading_sends_nothing_again(
    contributor: Client, cast: Cast
) -> None:
    answer = contributor.post(address(cast), fields("3", "Since 2024.", go="stay"))
    assert (answer.status_code, answer["Location"]) == (302, address(cast))
    row = Response.objects.get()
    assert (row.state, row.grade, row.rationale) == ("answered", 3, "Since 2024.")


def test_save_and_go_on_leads_to_the_next_question(contributor: Client, cast: Cast) -> None:
    answer = contributor.post(address(cast), fields("3", go="next"))
    assert answer["Location"] == address(cast, "A1.2")


def test_after_the_last_question_comes_the_assessment(contributor: Client, cast: Cast) -> None:
    answer = contributor.post(address(cast, "A3.10"), fields("3", go="next"))
    assert answer["Location"] == reverse("portal:assessment", args=[cast.assessment.pk])


def test_not_applicable_keeps_its_reason(contributor: Client, cast: Cast) -> None:
    contributor.post(address(cast), fields("not-applicable", reason="elsewhere"))
    row = Response.objects.get()
    assert (row.state, row.grade, row.reason) == ("not-applicable", None, "elsewhere")


def test_dont_know_is_no_zero(contributor: Client, cast: Cast) -> None:
    contributor.post(address(cast), fields("dont-know"))
    row = Response.objects.get()
    assert (row.state, row.grade) == ("dont-know", None)


def test_grade_takes_the_place_of_a_reason(contributor: Client, cast: Cast) -> None:
    respond(
        cast.assessment, cast.authority, "A1.1", state="not-applicable", reason="role",
        status="draft",
    )  # fmt: skip
    contributor.post(address(cast), fields("0", version=1, reason="role"))
    row = Response.objects.get()
    assert (row.grade, row.reason) == (0, "")


def test_text_is_saved_even_when_the_reason_is_missing(contributor: Client, cast: Cast) -> None:
    answer = contributor.post(address(cast), fields("not-applicable", "The province does it."))
    text = flat(answer)
    assert answer.status_code == 422
    assert "Choose why this does not apply here." in text
    assert 'value="not-applicable" checked' in text
    row = Response.objects.get()
    assert (row.state, row.rationale) == ("not-answered", "The province does it.")
    # The words just saved must not collide with themselves at the next save.
    assert 'name="rationale_version" id="rationale-version" value="1"' in text


def test_other_reason_must_be_said(contributor: Client, cast: Cast) -> None:
    answer = contributor.post(address(cast), fields("not-applicable", reason="other"))
    assert "Say in a sentence which other reason" in flat(answer)
    contributor.post(address(cast), fields("not-applicable", "An island.", reason="other"))
    assert Response.objects.get().state == "not-applicable"


def test_grade_is_saved_even_when_the_text_is_too_long(contributor: Client, cast: Cast) -> None:
    answer = contributor.post(address(cast), fields("2", "x" * 4001))
    assert answer.status_code == 422
    assert "x" * 4001 in flat(answer)
    row = Response.objects.get()
    assert (row.grade, row.rationale) == (2, "")


def test_line_breaks_count_once_as_in_the_browser(contributor: Client, cast: Cast) -> None:
    contributor.post(address(cast), fields("2", "a\r\n" * 2000))
    assert Response.objects.get().rationale == ("a\n" * 2000).strip()


@pytest.mark.parametrize("key", ["9", "1.5", "-1", "not-applicable:other", "x" * 500, "answered"])
def test_answer_that_is_not_on_the_scale_is_explained(
    contributor: Client, cast: Cast, key: str
) -> None:
    answer = contributor.post(address(cast), fields(key, "But this is true."))
    assert answer.status_code == 422
    assert "Choose one of the answers shown." in flat(answer)
    assert Response.objects.get().rationale == "But this is true."


@pytest.mark.parametrize("version", ["-1", "x", "99999999999999999999", "1e3"])
def test_hostile_version_overwrites_nothing(contributor: Client, cast: Cast, version: str) -> None:
    respond(cast.assessment, cast.authority, "A1.1", 2, status="draft")
    answer = contributor.post(address(cast), fields("3") | {"answer_version": version})
    assert answer.status_code in (409, 422)
    assert Response.objects.get().grade == 2


def test_zero_bytes_are_refused_and_the_grade_is_kept(contributor: Client, cast: Cast) -> None:
    answer = contributor.post(address(cast), fields("2", "a\x00b"))
    assert answer.status_code == 422
    assert Response.objects.get().grade == 2


def test_markup_in_a_rationale_is_shown_as_text(contributor: Client, cast: Cast) -> None:
    contributor.post(address(cast), fields("2", "</textarea><script>alert(1)</script>"))
    assert "<script>alert(1)" not in flat(contributor.get(address(cast)))


# ---------------------------------------------------------------- two people at once
def collision(cast: Cast, contributor: Client, **more: Any) -> Any:
    """The contributor sends a form opened before the coordinator wrote something else."""
    respond(cast.assessment, cast.authority, "A1.1", 2, rationale="First.", status="draft")
    row = Response.objects.get()
    participant = Participant.objects.select_related("assessment__territory").get(
        pk=row.participant_id
    )
    change = Change(rationale="By the coordinator.", rationale_version=1)
    save_answer(cast.coordinator, participant, "A1.1", change)
    return contributor.post(address(cast), fields("2", "By the contributor.", 1), **more)


def test_collision_shows_both_versions_and_who_wrote_them(contributor: Client, cast: Cast) -> None:
    answer = collision(cast, contributor)
    text = flat(answer)
    assert answer.status_code == 409
    assert "By the coordinator." in text
    assert "By the contributor.</textarea>" in text
    assert "Cora Coordinator" in text
    assert 'name="seen_version" value="2"' in text


@pytest.mark.parametrize(
    ("keep", "stands"),
    [
        ("mine", "By the contributor."),
        ("theirs", "By the coordinator."),
        ("together", "By the coordinator.\n\nBy the contributor."),
    ],
)
def test_reader_picks_which_version_stands(
    contributor: Client, cast: Cast, keep: str, stands: str
) -> None:
    collision(cast, contributor)
    picked = fields("2", "By the contributor.", 1, seen_version=2, keep_rationale=keep)
    assert contributor.post(address(cast), picked).status_code == 302
    assert Response.objects.get().rationale == stands


def test_merged_part_is_shown_beside_a_wrong_one(contributor: Client, cast: Cast) -> None:
    respond(cast.assessment, cast.authority, "A1.1", 2, rationale="First.", status="draft")
    participant = Participant.objects.select_related("assessment__territory").get(pk=lead(cast).pk)
    change = Change(AnswerValue(AnswerState.ANSWERED, 4), answer_version=1)
    save_answer(cast.coordinator, participant, "A1.1", change)
    text = flat(contributor.post(address(cast), fields("2", "x" * 4001, 1)))
    assert 'name="answer" value="4" checked' in text
    assert 'id="answer-version" value="2"' in text
    assert Response.objects.get().grade == 4


def test_two_texts_too_long_for_one_field_overwrite_nothing(
    contributor: Client, cast: Cast
) -> None:
    collision(cast, contributor)
    picked = fields("2", "x" * 3990, 1, seen_version=2, keep_rationale="together")
    answer = contributor.post(address(cast), picked)
    assert answer.status_code == 422
    assert "Both texts together are too long." in flat(answer)
    assert "x" * 3990 in flat(answer)
    # The next save must still notice that somebody else wrote.
    assert 'name="rationale_version" id="rationale-version" value="1"' in flat(answer)
    assert Response.objects.get().rationale == "By the coordinator."


def test_collision_stays_one_until_the_reader_picks(contributor: Client, cast: Cast) -> None:
    collision(cast, contributor)
    again = fields("2", "By the contributor, typed on.", 1, seen_version=2)
    assert contributor.post(address(cast), again).status_code == 409
    assert Response.objects.get().rationale == "By the coordinator."


def test_agreed_answer_keeps_what_was_typed_on_the_page(contributor: Client, cast: Cast) -> None:
    respond(cast.assessment, cast.authority, "A1.1", 2, status="agreed")
    assert 'id="answer-form"' not in flat(contributor.get(address(cast)))
    answer = contributor.post(address(cast), fields("3", "Typed before it was agreed.", 1))
    assert answer.status_code == 422
    assert "Typed before it was agreed." in flat(answer)
    assert "agreed on" in flat(answer)
    assert Response.objects.get().grade == 2


def test_published_assessment_is_only_read(contributor: Client, cast: Cast) -> None:
    Assessment.objects.update(status="published")
    assert 'id="answer-form"' not in flat(contributor.get(address(cast)))
    assert contributor.post(address(cast), fields("3")).status_code == 422
    assert Response.objects.count() == 0


# ---------------------------------------------------------------- saving while typing
def test_autosave_answers_with_the_time_and_the_new_version(
    contributor: Client, cast: Cast
) -> None:
    answer = contributor.post(address(cast), fields("3", "Since"), headers=HTMX)
    text = flat(answer)
    assert answer.status_code == 200
    assert "<html" not in text
    assert "Saved <time" in text
    assert 'id="answer-version" value="1" hx-swap-oob="true"' in text


def test_autosave_brings_what_somebody_else_changed(contributor: Client, cast: Cast) -> None:
    respond(cast.assessment, cast.authority, "A1.1", 2, rationale="First.", status="draft")
    save_answer(
        cast.coordinator,
        Participant.objects.select_related("assessment__territory").get(pk=lead(cast).pk),
        "A1.1",
        Change(rationale="By the coordinator.", rationale_version=1),
    )
    answer = contributor.post(address(cast), fields("3", "First.", 1), headers=HTMX)
    text = flat(answer)
    assert answer.status_code == 200
    assert 'id="rationale-field" hx-swap-oob="true"' in text
    assert "By the coordinator.</textarea>" in text
    assert 'id="rationale-version" value="3"' in text
    row = Response.objects.get()
    assert (row.grade, row.rationale) == (3, "By the coordinator.")


def test_autosave_of_a_collision_says_so_without_touching_the_fields(
    contributor: Client, cast: Cast
) -> None:
    answer = collision(cast, contributor, headers=HTMX)
    text = flat(answer)
    assert answer.status_code == 409
    assert "Somebody else changed this meanwhile" in text
    assert "<textarea" not in text
    assert 'id="rationale-version" value="1"' in text


def test_button_goes_on_by_script_too(contributor: Client, cast: Cast) -> None:
    answer = contributor.post(address(cast), fields("3", go="next"), headers=HTMX)
    assert answer["HX-Redirect"] == address(cast, "A1.2")


def test_high_grade_without_a_document_gets_a_kind_word_and_is_saved(
    contributor: Client, cast: Cast
) -> None:
    text = flat(contributor.post(address(cast), fields("3"), headers=HTMX))
    assert "A document would help here" in text
    assert Response.objects.get().grade == 3
    low = flat(contributor.post(address(cast), fields("2", version=1), headers=HTMX))
    assert "A document would help here" not in low


def test_high_grade_with_a_document_gets_no_word(contributor: Client, cast: Cast) -> None:
    row = respond(cast.assessment, cast.authority, "A1.1", 3, status="draft")
    Evidence.objects.create(response=row, kind="law", title="Law", url="https://example.org")
    assert "A document would help here" not in flat(contributor.get(address(cast)))
