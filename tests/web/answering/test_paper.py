"""Answers on paper: printed with codes, typed in by keyboard, marked as from paper."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from glocal.loading.families import LANGUAGES
from glocal.model.kinds import AnswerState
from glocal_web.portal.mappers.answer_value import AnswerValue
from glocal_web.portal.models import AssessmentStatus, AuditEvent, Evidence, PaperEntry, Response
from glocal_web.portal.services.audit import first_broken_row
from glocal_web.portal.services.responses import Change, save_answer
from tests.cast import Cast, respond, sign_in

DAY = "2026-05-12"


def lead_key(cast: Cast) -> int:
    return cast.assessment.participants.get(is_lead=True).pk


def address(cast: Cast, part: str = "A1", day: str = DAY, whose: Any = None) -> str:
    query = f"?whose={whose or lead_key(cast)}&on={day}&part={part}"
    return reverse("portal:paper-entry", args=[cast.assessment.pk]) + query


def row(code: str, answer: str, version: int = 0, **more: str) -> dict[str, Any]:
    sent = {"answer": answer, "answer_version": version, "rationale_version": version, **more}
    return {f"{code}-{name}": value for name, value in sent.items()}


@pytest.fixture
def entering(client: Client, cast: Cast) -> Client:
    return sign_in(client, cast.contributor)


def test_a_paper_is_entered_part_by_part_and_says_so(entering: Client, cast: Cast) -> None:
    typed = (
        row("A1.1", "3", rationale="We have a profile.", document="Profile 2025, shelf 4")
        | row("A1.2", "?")
        | row("A1.3", "-", reason="no-competence")
        | row("A1.4", "")
    )
    done = entering.post(address(cast), typed, follow=True)
    assert done.redirect_chain[-1][0].endswith("part=A2")
    assert "3 answers were entered." in done.content.decode()
    rows = {one.indicator: one for one in Response.objects.all()}
    assert {code: (one.state, one.grade, one.reason) for code, one in rows.items()} == {
        "A1.1": ("answered", 3, ""),
        "A1.2": ("dont-know", None, ""),
        "A1.3": ("not-applicable", None, "no-competence"),
    }
    mark = PaperEntry.objects.get(response=rows["A1.1"])
    assert (mark.on_paper, mark.entered_by, mark.version) == (
        date(2026, 5, 12),
        cast.contributor,
        1,
    )
    assert Evidence.objects.get().title == "Profile 2025, shelf 4"
    page = entering.get(reverse("portal:answer", args=[cast.assessment.pk, "A1.1"]))
    assert "From paper of" in page.content.decode()
    event = AuditEvent.objects.get(verb="paper.entered")
    assert event.data == {"part": "A1", "answers": 3, "on_paper": DAY}
    assert first_broken_row() is None


def test_an_answer_that_was_changed_since_is_not_from_paper_any_more(
    entering: Client, cast: Cast
) -> None:
    entering.post(address(cast), row("A1.1", "3"))
    lead = cast.assessment.participants.get(is_lead=True)
    change = Change(answer=AnswerValue(AnswerState.ANSWERED, 4), answer_version=1)
    save_answer(cast.contributor, lead, "A1.1", change)
    page = entering.get(reverse("portal:answer", args=[cast.assessment.pk, "A1.1"]))
    assert "From paper of" not in page.content.decode()


def test_sending_the_same_sheet_twice_changes_nothing(entering: Client, cast: Cast) -> None:
    for _ in range(2):
        entering.post(address(cast), row("A1.1", "3", document="Profile"))
    assert Response.objects.get().version == 1
    assert Evidence.objects.count() == 1
    assert AuditEvent.objects.filter(verb="paper.entered").count() == 1


def test_an_empty_row_leaves_the_answer_as_it_is(entering: Client, cast: Cast) -> None:
    respond(cast.assessment, cast.authority, "A1.1", 2, status="draft", rationale="Kept.")
    entering.post(address(cast), row("A1.1", "", 1, rationale="Kept."))
    stored = Response.objects.get()
    assert (stored.grade, stored.rationale, stored.version) == (2, "Kept.", 1)


def test_what_is_there_stands_in_its_field(entering: Client, cast: Cast) -> None:
    respond(cast.assessment, cast.authority, "A1.1", 2, status="draft")
    respond(cast.assessment, cast.authority, "A1.2", None, "dont-know", status="draft")
    page = entering.get(address(cast)).content.decode()
    fields = {code: page.split(f'id="{code}-answer"')[1].split(">")[0] for code in ("A1.1", "A1.2")}
    assert 'value="2"' in fields["A1.1"]
    assert 'value="?"' in fields["A1.2"]


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (row("A1.1", "7"), "Type one of these: 0  1  2  3  4  ?  –"),
        (row("A1.1", "-"), "Choose why this does not apply here."),
        (row("A1.1", "-", reason="other"), "Say in a sentence which other reason"),
        (row("A1.1", "-", reason="<b>"), "Select a valid choice"),
        (row("A1.1", "3", rationale="x" * 4001), "at most 4000 characters"),
        (row("A1.1", "3", document="x" * 201), "at most 200 characters"),
        (row("A1.1", "<script>"), "at most 6 characters"),
        (row("A1.1", "\x00"), "Null characters are not allowed"),
    ],
)
def test_a_wrong_row_is_explained_and_the_others_are_saved(
    entering: Client, cast: Cast, typed: dict[str, Any], said: str
) -> None:
    page = entering.post(address(cast), typed | row("A1.2", "4"))
    assert page.status_code == 422
    assert said in page.content.decode()
    assert "<script>" not in page.content.decode().split("<tbody>")[1].split("</tbody>")[0]
    assert Response.objects.get(indicator="A1.2").grade == 4


def test_who_answered_meanwhile_is_shown_and_not_overwritten(entering: Client, cast: Cast) -> None:
    respond(cast.assessment, cast.authority, "A1.1", 1, status="draft", by=cast.coordinator)
    page = entering.post(address(cast), row("A1.1", "3"))
    assert page.status_code == 409
    assert "Cora Coordinator" in page.content.decode()
    assert Response.objects.get().grade == 1
    assert not PaperEntry.objects.exists()
    # The page stands on the other's version now: sent once more, it is meant.
    assert 'name="A1.1-answer_version"\n               value="1"' in page.content.decode()
    assert entering.post(address(cast), row("A1.1", "3", 1)).status_code == 302
    assert Response.objects.get().grade == 3


def test_an_agreed_answer_cannot_be_typed_over(entering: Client, cast: Cast) -> None:
    respond(cast.assessment, cast.authority, "A1.1", 1, status="agreed")
    assert entering.post(address(cast), row("A1.1", "3", 1)).status_code == 302
    assert Response.objects.get().grade == 1


def test_nothing_is_entered_into_a_published_assessment(entering: Client, cast: Cast) -> None:
    cast.assessment.status = AssessmentStatus.PUBLISHED
    cast.assessment.save()
    assert entering.post(address(cast), row("A1.1", "3")).status_code == 200
    assert not Response.objects.exists()


def test_only_the_people_of_an_organisation_enter_its_papers(client: Client, cast: Cast) -> None:
    sign_in(client, cast.association)
    assert client.post(address(cast), row("A1.1", "3")).status_code == 422
    own = cast.assessment.participants.get(organisation=cast.association_org).pk
    client.post(address(cast, whose=own), row("A1.1", "3"))
    assert Response.objects.get().participant_id == own


@pytest.mark.parametrize("day", ["", "12.5.2026", "2026-02-30", "0001-01-01", "99999-01-01", "<b>"])
def test_a_day_that_is_none_is_asked_again(entering: Client, cast: Cast, day: str) -> None:
    assert entering.post(address(cast, day=day), row("A1.1", "3")).status_code == 422
    assert not Response.objects.exists()


def test_no_paper_is_from_tomorrow(entering: Client, cast: Cast) -> None:
    tomorrow = (timezone.localdate() + timedelta(days=1)).isoformat()
    page = entering.get(address(cast, day=tomorrow))
    assert "still to come" in page.content.decode()


@pytest.mark.parametrize("part", ["Z9", "", "<script>"])
def test_a_part_that_is_none_is_asked_again(entering: Client, cast: Cast, part: str) -> None:
    assert entering.get(address(cast, part=part)).status_code == 422


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_part_is_printed_in_each_language(client: Client, cast: Cast, language: str) -> None:
    sign_in(client, cast.reader)
    page = reverse("portal:paper-data", args=[cast.assessment.pk])
    file = client.get(page, {"share": "A1", "language": language})
    assert file.content.startswith(b"%PDF-")
    name = f"puerto-lirio-{cast.assessment.pk}-A1-{language}.pdf"
    assert file["Content-Disposition"] == f'attachment; filename="{name}"'


@pytest.mark.parametrize("sent", [{"share": "Z9"}, {"language": "xx"}, {"whose": "999"}])
def test_what_cannot_be_printed_is_asked_again(
    entering: Client, cast: Cast, sent: dict[str, str]
) -> None:
    page = reverse("portal:paper-data", args=[cast.assessment.pk])
    assert entering.get(page, {"language": "en"} | sent).status_code == 422


def test_the_sheet_takes_the_same_number_of_queries_whatever_was_answered(
    entering: Client, cast: Cast, django_assert_max_num_queries: Any
) -> None:
    entering.post(address(cast), row("A1.1", "3") | row("A1.2", "2") | row("A1.3", "1"))
    with django_assert_max_num_queries(14):
        entering.get(address(cast))
