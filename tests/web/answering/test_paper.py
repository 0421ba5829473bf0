"""Answers on paper: printed with codes, typed in by keyboard, marked as from paper."""

import re
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from glocal.loading.catalogue import framework
from glocal.loading.families import LANGUAGES
from glocal.model.kinds import AnswerState
from glocal_web.portal.mappers.answer_value import AnswerValue
from glocal_web.portal.models import AssessmentStatus, AuditEvent, Evidence, PaperEntry, Response
from glocal_web.portal.services import paper_files, report_files
from glocal_web.portal.services.audit import first_broken_row
from glocal_web.portal.services.responses import Change, save_answer
from tests.cast import Cast, assessment, respond, sign_in

DAY = "2026-05-12"


def lead_key(cast: Cast) -> int:
    return cast.assessment.participants.get(is_lead=True).pk


def address(cast: Cast, part: str = "A1", day: str = DAY, whose: Any = None) -> str:
    query = f"?whose={whose or lead_key(cast)}&on={day}&part={part}"
    return reverse("portal:paper-entry", args=[cast.assessment.pk]) + query


def choice(cast: Cast) -> str:
    return reverse("portal:paper", args=[cast.assessment.pk])


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
        (row("A1.1", "3", reason="no-competence"), "A reason belongs to – alone"),
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
    # Sent once more without a choice it collides again; one of both is picked, as in the table.
    assert entering.post(address(cast), row("A1.1", "3")).status_code == 409
    mine = row("A1.1", "3", seen_version="1", keep_answer="mine")
    assert entering.post(address(cast), mine).status_code == 302
    assert Response.objects.get().grade == 3


def test_whoever_empties_their_words_in_a_collision_does_not_delete_those_of_the_other(
    entering: Client, cast: Cast
) -> None:
    theirs = {"status": "draft", "by": cast.coordinator, "rationale": "Theirs."}
    respond(cast.assessment, cast.authority, "A1.1", 1, **theirs)
    entering.post(address(cast), row("A1.1", "", rationale="Mine."))
    page = entering.post(address(cast), row("A1.1", "", rationale=""))
    assert page.status_code == 302
    assert Response.objects.get().rationale == "Theirs."


def test_an_agreed_answer_cannot_be_typed_over(entering: Client, cast: Cast) -> None:
    respond(cast.assessment, cast.authority, "A1.1", 1, status="agreed")
    typed = row("A1.1", "3", 1, rationale="What we <b>wrote</b>.", document="Shelf 4")
    page = entering.post(address(cast), typed)
    assert page.status_code == 409
    said = page.content.decode()
    assert "agreed on or published before you sent yours" in said
    assert "What we &lt;b&gt;wrote&lt;/b&gt;." in said
    assert "Shelf 4" in said
    assert Response.objects.get().grade == 1
    assert not Evidence.objects.exists()


def test_a_part_that_is_agreed_on_leads_to_the_next(entering: Client, cast: Cast) -> None:
    part = framework("local-pcmd", "1.0").sub_dimension("A1")
    for code in (one.code for one in part.indicators):
        respond(cast.assessment, cast.authority, code, 1, status="agreed")
    page = entering.get(address(cast)).content.decode()
    assert "Nothing can be typed here" in page
    assert "part=A2" in page


def test_nothing_is_entered_into_a_published_assessment(entering: Client, cast: Cast) -> None:
    cast.assessment.status = AssessmentStatus.PUBLISHED
    cast.assessment.save()
    page = entering.post(address(cast), row("A1.1", "3"))
    assert page.status_code == 409
    assert "agreed on or published before you sent yours" in page.content.decode()
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


def test_the_quick_start_is_entered_as_it_was_printed(entering: Client, cast: Cast) -> None:
    now = ("local-pcmd", "1.1")
    newer = assessment(cast.territory, cast.authority, year=2027, framework_name=now)
    cast = replace(cast, assessment=newer)
    page = entering.get(address(cast, part="quick")).content.decode()
    codes = re.findall(r'id="row-([A-Z0-9.]+)"', page)
    assert len(codes) == 12
    assert len({code.partition(".")[0] for code in codes}) > 1
    done = entering.post(address(cast, part="quick"), row(codes[0], "3") | row(codes[-1], "?"))
    assert done["location"] == f"{choice(cast)}?whose={lead_key(cast)}&on={DAY}#enter-title"
    assert set(Response.objects.values_list("indicator", flat=True)) == {codes[0], codes[-1]}
    parts = AuditEvent.objects.get(verb="paper.entered").data["part"].split(", ")
    assert set(parts) == {code.partition(".")[0] for code in codes}


def test_the_next_paper_begins_with_the_day_of_the_last(entering: Client, cast: Cast) -> None:
    page = entering.get(choice(cast), {"on": DAY, "whose": "<script>"}).content.decode()
    assert f'value="{DAY}"' in page
    assert "Look the answers over and hand them in" in page
    assert "<script>" not in page.partition("<main")[2].partition("</main>")[0]


def test_a_document_alone_is_told(entering: Client, cast: Cast) -> None:
    page = entering.post(address(cast), row("A1.1", "", document="Profile"), follow=True)
    assert "The documents that you typed were added." in page.content.decode()
    assert Evidence.objects.get().title == "Profile"


def test_a_document_of_a_row_that_must_be_mended_is_entered_once(
    entering: Client, cast: Cast
) -> None:
    typed = row("A1.1", "3", reason="no-competence", document="Plan 2024")
    page = entering.post(address(cast), typed)
    assert page.status_code == 422
    assert Evidence.objects.get().title == "Plan 2024"
    # The title stands in its field no more, so that the mended row does not bring it again.
    assert 'value="Plan 2024"' not in page.content.decode()


def test_a_document_that_was_not_kept_is_not_said_to_be(entering: Client, cast: Cast) -> None:
    respond(cast.assessment, cast.authority, "A1.1", 1, status="agreed")
    page = entering.post(address(cast), row("A1.1", "", document="Shelf 4"))
    assert not Evidence.objects.exists()
    assert "were added" not in page.content.decode()


def test_a_reason_that_stood_there_goes_when_a_grade_is_typed(entering: Client, cast: Cast) -> None:
    entering.post(address(cast), row("A1.1", "-", reason="no-competence"))
    typed = row("A1.1", "3", 1, reason="no-competence")
    page = entering.post(address(cast), typed | row("A1.2", "9")).content.decode()
    stored = Response.objects.get()
    assert (stored.grade, stored.reason) == (3, "")
    # Nor does it come back where the page is shown once more because of another row.
    assert 'value="no-competence" selected' not in page


def test_a_reason_in_a_page_older_than_the_answer_is_not_said_to_be_chosen(
    entering: Client, cast: Cast
) -> None:
    entering.post(address(cast), row("A1.1", "-", reason="no-competence"))
    entering.post(address(cast), row("A1.1", "4", 1))
    page = entering.post(address(cast), row("A1.1", "3", 1, reason="no-competence"))
    assert page.status_code == 409
    assert "A reason belongs to – alone" not in page.content.decode()


@pytest.mark.parametrize("name", ["paper-entry", "paper-data"])
def test_an_address_without_choices_leads_to_them(entering: Client, cast: Cast, name: str) -> None:
    page = entering.get(reverse(f"portal:{name}", args=[cast.assessment.pk]))
    assert (page.status_code, page["location"]) == (302, choice(cast))


def test_papers_without_end_are_turned_away_like_reports(
    client: Client, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    cache.clear()
    monkeypatch.setattr(report_files, "MOST_MADE", 2)
    monkeypatch.setattr(paper_files, "paper_pdf", lambda *_: b"%PDF-")
    sign_in(client, cast.reader)
    page = reverse("portal:paper-data", args=[cast.assessment.pk])
    asked = [client.get(page, {"share": "A1", "language": "en"}) for _ in range(3)]
    assert [one.status_code for one in asked] == [200, 200, 429]
    assert asked[-1]["retry-after"] == str(report_files.WHILE)
    cache.clear()
