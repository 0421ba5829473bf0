"""The questionnaire goes out as a file and comes back after every change was shown."""

from __future__ import annotations

import csv
import io
from datetime import date
from typing import Any

import pytest
from django.test import Client

from glocal.loading.families import LANGUAGES
from glocal_web.portal.forms import carried_file
from glocal_web.portal.models import (
    Assessment,
    AssessmentStatus,
    Assignment,
    Evidence,
    Participant,
    Response,
    ResponseStatus,
)
from tests.cast import Cast, assessment, sign_in
from tests.web.answering.sheets import confirmed, filled, page_of, sent, taken


def lead(one: Assessment) -> Participant:
    return one.participants.get(is_lead=True)


def answer(cast: Cast, code: str, grade: float | None = 1.0, **more: Any) -> Response:
    """An answer of the authority, saved once."""
    row = Response.objects.create(
        participant=lead(cast.assessment),
        indicator=code,
        state="answered" if grade is not None else more.pop("state"),
        grade=grade,
        updated_by=cast.coordinator,
        **more,
    )
    return row


def now(code: str) -> tuple[str, float | None, str, str]:
    row = Response.objects.get(indicator=code)
    return row.state, row.grade, row.reason, row.rationale


@pytest.mark.parametrize("kind", ["xlsx", "csv"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_given_out_changes_nothing_when_it_comes_back(
    client: Client, cast: Cast, language: str, kind: str
) -> None:
    answer(cast, "A1.1", 3.0, rationale="=1+1 \r\n and more ")
    answer(cast, "A1.2", None, state="not-applicable", reason="role")
    answer(cast, "A1.3", None, state="dont-know", status=ResponseStatus.SUBMITTED)
    answer(cast, "A2.1", 0.0, status=ResponseStatus.AGREED)
    sign_in(client, cast.contributor)
    cast.contributor.language = language
    cast.contributor.save()
    client.cookies["django_language"] = language
    page = sent(client, cast.assessment, taken(client, cast.assessment, kind), f"q.{kind}")
    assert page.status_code == 200
    read = page.context["read"]
    assert (read.problems, read.notes, read.foreign, read.earlier) == ((), (), "", "")
    assert (read.plan.answers, read.plan.unchanged) == ((), 4)
    assert Response.history.count() == 4


def test_a_filled_file_is_shown_then_written(client: Client, cast: Cast) -> None:
    answer(cast, "A1.1", 1.0, rationale="Old words")
    sign_in(client, cast.contributor)
    content = filled(
        taken(client, cast.assessment),
        {
            "A1.1": {"answer": "3", "rationale": "New words"},
            "A1.2": {
                "answer": "Not applicable",
                "reason": "Another body does this for the territory",
            },
            "A1.3": {
                "answer": "Don't know",
                "kind": "Budget or accounts",
                "document": "Budget 2024",
                "link": "https://example.org/b",
                "date": date(2024, 5, 31),
            },
            "A1.4": {"answer": "=2"},
        },
    )
    page = sent(client, cast.assessment, content)
    text = page.content.decode()
    for words in (
        "Old words",
        "New words",
        "Budget 2024",
        "Budget or accounts",
        "E5",
        "formulas are not evaluated",
    ):
        assert words in text
    assert Response.objects.count() == 1
    assert now("A1.1") == ("answered", 1.0, "", "Old words")
    done = confirmed(client, cast.assessment, page)
    assert done["location"] == f"/assessments/{cast.assessment.pk}/"
    assert now("A1.1") == ("answered", 3.0, "", "New words")
    assert now("A1.2") == ("not-applicable", None, "elsewhere", "")
    assert now("A1.3") == ("dont-know", None, "", "")
    document = Evidence.objects.get()
    assert (document.kind, document.title, document.url, document.added_by) == (
        "budget",
        "Budget 2024",
        "https://example.org/b",
        cast.contributor,
    )
    assert not Response.objects.filter(indicator="A1.4").exists()
    again = sent(client, cast.assessment, content)
    assert again.context["plan"].answers == ()


def test_a_row_with_a_mistake_is_not_called_the_same_as_on_the_site(
    client: Client, cast: Cast
) -> None:
    answer(cast, "A1.1", 3.0, rationale="Why")
    answer(cast, "A1.2", 2.0, rationale="Why")
    sign_in(client, cast.contributor)
    content = filled(taken(client, cast.assessment), {"A1.1": {"answer": 9}})
    plan = sent(client, cast.assessment, content).context["plan"]
    assert (plan.answers, plan.unchanged) == ((), 1)


def test_a_second_click_changes_nothing_more(client: Client, cast: Cast) -> None:
    sign_in(client, cast.contributor)
    page = sent(
        client, cast.assessment, filled(taken(client, cast.assessment), {"A1.1": {"answer": 2}})
    )
    for _time in range(2):
        assert confirmed(client, cast.assessment, page).status_code in {302, 409}
    assert Response.objects.get().version == 1


def test_a_newer_answer_is_shown_beside_the_file_and_kept_unless_chosen(
    client: Client, cast: Cast
) -> None:
    row = answer(cast, "A1.1", 1.0, rationale="First")
    other = answer(cast, "A1.2", 1.0, rationale="First")
    sign_in(client, cast.contributor)
    content = filled(
        taken(client, cast.assessment),
        {
            "A1.1": {"answer": 3, "rationale": "Mine"},
            "A1.2": {"answer": 3},
        },
    )
    row.grade, row.rationale, row.version = 2.0, "Theirs", 2
    row.save()
    # Only the reasons are newer here: what both wrote goes together.
    other.rationale, other.version = "Newer", 2
    other.save()
    page = sent(client, cast.assessment, content)
    plan = page.context["plan"]
    assert [(one.code, sorted(one.choices)) for one in plan.conflicts] == [
        ("A1.1", ["answer", "rationale"])
    ]
    text = page.content.decode()
    assert "Theirs" in text
    assert "Mine" in text
    confirmed(client, cast.assessment, page, **{"take-answer-A1.1": "file"})
    assert now("A1.1") == ("answered", 3.0, "", "Theirs")
    assert now("A1.2") == ("answered", 3.0, "", "Newer")


def test_what_is_only_newer_on_the_site_is_not_set_back(client: Client, cast: Cast) -> None:
    row = answer(cast, "A1.1", 1.0)
    sign_in(client, cast.contributor)
    content = taken(client, cast.assessment)
    row.grade, row.version = 2.0, 2
    row.save()
    assert sent(client, cast.assessment, content).context["plan"].answers == ()


def test_a_submitted_answer_is_replaced_only_when_somebody_says_so(
    client: Client, cast: Cast
) -> None:
    answer(cast, "A1.1", 1.0, status=ResponseStatus.SUBMITTED)
    sign_in(client, cast.contributor)
    content = filled(taken(client, cast.assessment), {"A1.1": {"answer": 3}})
    page = sent(client, cast.assessment, content)
    assert "goes back to draft" in page.content.decode()
    confirmed(client, cast.assessment, page)
    row = Response.objects.get()
    assert (row.grade, row.status) == (1.0, ResponseStatus.SUBMITTED)
    confirmed(client, cast.assessment, page, **{"take-answer-A1.1": "file"})
    row.refresh_from_db()
    assert (row.grade, row.status) == (3.0, ResponseStatus.DRAFT)


def test_an_agreed_answer_stays_and_that_is_said_in_the_language_of_the_page(
    client: Client, cast: Cast
) -> None:
    answer(cast, "A1.1", 1.0, status=ResponseStatus.AGREED)
    sign_in(client, cast.contributor)
    content = filled(taken(client, cast.assessment), {"A1.1": {"answer": 3}, "A1.2": {"answer": 2}})
    cast.contributor.language = "es"
    cast.contributor.save()
    client.cookies["django_language"] = "es"
    page = sent(client, cast.assessment, content)
    assert "La respuesta a A1.1 está acordada" in page.content.decode()
    assert "q.xlsx, hoja Answers · E2" in page.content.decode()
    confirmed(client, cast.assessment, page)
    assert now("A1.1")[1] == 1.0
    assert now("A1.2")[1] == 2.0


def test_an_emptied_cell_leaves_the_answer_and_not_answered_takes_it_back(
    client: Client, cast: Cast
) -> None:
    answer(cast, "A1.1", 1.0, rationale="Why")
    answer(cast, "A1.2", 1.0)
    sign_in(client, cast.contributor)
    content = filled(
        taken(client, cast.assessment),
        {"A1.1": {"answer": None, "rationale": None}, "A1.2": {"answer": "Not answered"}},
    )
    confirmed(client, cast.assessment, sent(client, cast.assessment, content))
    assert now("A1.1") == ("answered", 1.0, "", "Why")
    assert now("A1.2") == ("not-answered", None, "", "")


def test_a_dash_takes_reasons_away_and_lost_letters_do_not(client: Client, cast: Cast) -> None:
    said = {"A1.1": "Because", "A1.2": "–", "A1.3": "Ordinance سبب"}
    answers = [answer(cast, code, 2.0, rationale=text) for code, text in said.items()]
    sign_in(client, cast.contributor)
    lost = {"rationale": "Ordinance ???"}
    dash = {"rationale": "–"}
    content = filled(taken(client, cast.assessment), {"A1.1": dash, "A1.2": dash, "A1.3": lost})
    page = sent(client, cast.assessment, content)
    (planned,) = page.context["plan"].answers
    assert (planned.code, planned.answer, planned.rationale) == ("A1.1", None, "")
    assert "Letters of this text were lost" in page.content.decode()
    confirmed(client, cast.assessment, page)
    for row in answers:
        row.refresh_from_db()
    assert [row.rationale for row in answers] == ["", "–", "Ordinance سبب"]


def test_answers_that_changed_after_the_preview_are_compared_once_more(
    client: Client, cast: Cast
) -> None:
    row = answer(cast, "A1.1", 1.0)
    sign_in(client, cast.contributor)
    page = sent(
        client, cast.assessment, filled(taken(client, cast.assessment), {"A1.1": {"answer": 3}})
    )
    row.grade, row.version = 2.0, 2
    row.save()
    again = confirmed(client, cast.assessment, page)
    assert again.status_code == 409
    assert now("A1.1")[1] == 2.0
    assert [one.code for one in again.context["plan"].conflicts] == ["A1.1"]


def test_a_file_of_another_assessment_says_so_and_needs_a_tick(client: Client, cast: Cast) -> None:
    earlier = assessment(cast.territory, cast.authority, year=2024)
    sign_in(client, cast.contributor)
    content = filled(taken(client, earlier), {"A1.1": {"answer": 3}})
    page = sent(client, cast.assessment, content)
    assert page.context["read"].foreign == "assessment"
    assert "of another assessment" in page.content.decode()
    again = confirmed(client, cast.assessment, page)
    assert "Nothing was written" in again.content.decode()
    assert not Response.objects.exists()
    confirmed(client, cast.assessment, again, all_the_same="1")
    assert Response.objects.get().participant.assessment == cast.assessment


def test_the_share_of_another_organisation_says_so(client: Client, cast: Cast) -> None:
    sign_in(client, cast.association)
    content = filled(taken(client, cast.assessment), {"A1.1": {"answer": 3}})
    sign_in(client, cast.contributor)
    page = sent(client, cast.assessment, content)
    assert page.context["read"].foreign == "share"


@pytest.mark.parametrize(
    ("share", "codes"),
    [
        ("part:A1", {"A1.1", "A1.7"}),
        ("sector:health", set()),
        ("mine", {"A2.1"}),
    ],
)
def test_a_part_a_sector_or_ones_own_share_can_be_taken(
    client: Client, cast: Cast, share: str, codes: set[str]
) -> None:
    Assignment.objects.create(
        participant=lead(cast.assessment), person=cast.contributor, scope="A2.1"
    )
    sign_in(client, cast.contributor)
    content = taken(client, cast.assessment, "csv", f"?share={share}").decode("utf-8-sig")
    found = {row[0] for row in csv.reader(io.StringIO(content, newline=""))} - {"Code"}
    assert found
    assert codes <= found
    assert len(found) < 29
    assert ("A3.9" in found) == share.startswith("sector")


def test_the_quick_start_can_be_taken_where_there_is_one(client: Client, cast: Cast) -> None:
    newer = assessment(
        cast.territory, cast.authority, year=2027, framework_name=("local-pcmd", "1.1")
    )
    sign_in(client, cast.contributor)
    assert "The quick start" in client.get(page_of(newer)).content.decode()
    assert "The quick start" not in client.get(page_of(cast.assessment)).content.decode()
    content = taken(client, newer, "csv", "?share=quick").decode("utf-8-sig")
    assert len([line for line in content.splitlines() if "local-pcmd@1.1" in line]) == 12


@pytest.mark.parametrize("query", ["?share=part:Z", "?share=person:1", "?share=x", "?for=999999"])
def test_a_share_that_is_not_there_is_not_found(client: Client, cast: Cast, query: str) -> None:
    sign_in(client, cast.contributor)
    assert (
        client.get(f"/assessments/{cast.assessment.pk}/questionnaire.xlsx{query}").status_code
        == 404
    )


ROLES = {
    "coordinator": (200, 200),
    "contributor": (200, 200),
    "association": (200, 200),
    "reviewer": (200, 403),
    "reader": (200, 403),
    "above": (200, 403),
    "outsider": (404, 404),
}


@pytest.mark.parametrize("role", ROLES)
def test_each_role_reads_and_imports_as_it_may_answer(
    client: Client, cast: Cast, role: str
) -> None:
    sign_in(client, cast.contributor)
    content = taken(client, cast.assessment)
    sign_in(client, getattr(cast, role))
    reads, imports = ROLES[role]
    assert client.get(page_of(cast.assessment)).status_code == reads
    assert client.get(f"/assessments/{cast.assessment.pk}/questionnaire.csv").status_code == reads
    assert sent(client, cast.assessment, content).status_code == imports


def test_who_is_not_signed_in_gets_nothing(client: Client, cast: Cast) -> None:
    assert client.get(page_of(cast.assessment)).status_code in {302, 404}
    assert client.get(f"/assessments/{cast.assessment.pk}/questionnaire.xlsx").status_code in {
        302,
        404,
    }


def test_another_kind_or_method_is_refused(client: Client, cast: Cast) -> None:
    sign_in(client, cast.contributor)
    assert client.get(f"/assessments/{cast.assessment.pk}/questionnaire.exe").status_code == 404
    assert client.post(f"/assessments/{cast.assessment.pk}/questionnaire.xlsx").status_code == 405


def test_a_published_assessment_takes_nothing(client: Client, cast: Cast) -> None:
    sign_in(client, cast.contributor)
    content = filled(taken(client, cast.assessment), {"A1.1": {"answer": 3}})
    page = sent(client, cast.assessment, content)
    Assessment.objects.update(status=AssessmentStatus.PUBLISHED)
    assert sent(client, cast.assessment, content).status_code == 302
    assert confirmed(client, cast.assessment, page).status_code == 302
    assert not Response.objects.exists()


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("q.ods", b"x", "Save it as .xlsx and choose it again."),
        ("q.csv", b"%PDF-1.7 a,b", "not a text file"),
        ("q.xlsx", b"", "file is empty"),
        ("q.xlsx", b"PK\x03\x04nothing", "The file is damaged"),
        ("q.csv", b"a,b\n1,2\n", "No heading of this sheet is known"),
        ("q.csv", b"\x00\x01\x02", "not a text file"),
    ],
)
def test_what_is_no_questionnaire_is_refused_with_a_reason(
    client: Client, cast: Cast, name: str, content: bytes, words: str
) -> None:
    sign_in(client, cast.contributor)
    page = sent(client, cast.assessment, content, name)
    assert page.status_code == 200
    assert words in page.content.decode()


def test_a_file_that_was_tampered_with_is_asked_for_again(
    client: Client, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    sign_in(client, cast.contributor)
    page = sent(
        client, cast.assessment, filled(taken(client, cast.assessment), {"A1.1": {"answer": 3}})
    )
    wrong = client.post(
        page_of(cast.assessment), {"content": "x" + page.context["form"]["content"].value()}
    )
    assert "too long ago" in wrong.content.decode()
    monkeypatch.setattr(carried_file, "LASTS", -1)
    assert "too long ago" in confirmed(client, cast.assessment, page).content.decode()
    assert not Response.objects.exists()


def test_markup_in_a_file_stays_text(client: Client, cast: Cast) -> None:
    sign_in(client, cast.contributor)
    attack = "<script>alert(1)</script>"
    content = filled(
        taken(client, cast.assessment), {"A1.1": {"answer": attack, "rationale": attack}}
    )
    page = sent(client, cast.assessment, content).content.decode()
    assert attack not in page
    assert "&lt;script&gt;" in page


def test_a_file_costs_few_queries_however_many_answers(
    client: Client, cast: Cast, django_assert_max_num_queries: Any
) -> None:
    for number in range(1, 8):
        answer(cast, f"A1.{number}", 1.0)
    sign_in(client, cast.contributor)
    with django_assert_max_num_queries(16):
        content = taken(client, cast.assessment)
    content = filled(content, {f"A1.{number}": {"answer": 2} for number in range(1, 8)})
    with django_assert_max_num_queries(20):
        sent(client, cast.assessment, content)
