"""A questionnaire goes out and comes back: in four languages, and whatever people do to it."""

from __future__ import annotations

import io
import time
import zipfile
from datetime import date, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from glocal.errors import TableError
from glocal.io.forms_values import plain_text
from glocal.io.questionnaire import GivenAnswer
from glocal.io.questionnaire_read import FilledDocument, read_questionnaire
from glocal.loading.catalogue import framework
from glocal.loading.families import LANGUAGES
from glocal.loading.form_words import form_words
from glocal.loading.problem_words import in_language
from glocal.model.kinds import AnswerState, EvidenceLevel
from tests.core.io.filled_questionnaire import (
    ASKED,
    DOCUMENT,
    GIVEN,
    SAID,
    Book,
    Damage,
    column,
    damaged,
    drop,
    given_out,
    put,
    read,
    said,
)


@pytest.mark.parametrize("kind", ["xlsx", "csv"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_what_goes_out_comes_back_in_every_language(language: str, kind: str) -> None:
    found = read(given_out(language, kind), f"q.{kind}")
    assert said(found) == SAID
    assert (found.problems, found.notes) == ((), ())
    origin = found.origin
    assert origin is not None
    assert (origin.subject, origin.share, origin.language) == ("12", "34", language)
    assert origin.framework == "local-pcmd@1.0"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_reader_finds_lists_anchors_and_help_in_the_own_language(language: str) -> None:
    words = form_words(language)
    book = load_workbook(io.BytesIO(given_out(language)))
    page = book[words.sheets["answers"]]
    assert bool(page.sheet_view.rightToLeft) == (language == "ar")
    assert page.protection.sheet
    assert page.cell(2, column("code")).protection.locked
    assert not page.cell(2, column("answer")).protection.locked
    assert page.cell(2, column("grades")).value.count("\n") == 4
    rules = {str(one.sqref): one for one in page.data_validations.dataValidation}
    rule = rules["E2"]
    assert (rule.type, rule.prompt) == ("list", words.help["answer"])
    lists = book[words.sheets["lists"]]
    offered = [row[0].value for row in lists.iter_rows(max_col=1) if row[0].value]
    assert [one[0] for one in offered[:5]] == list("01234")
    assert offered[5:] == [words.states[key] for key in ("dont-know", "not-applicable")] + [
        words.states["not-answered"]
    ]
    assert book["glocal"].sheet_state == "veryHidden"


def test_agreed_answers_are_closed_and_empty_rows_below_take_more_documents() -> None:
    page = load_workbook(io.BytesIO(given_out()))["Answers"]

    def is_open(row: int, heading: str) -> bool:
        return not page.cell(row, column(heading)).protection.locked

    assert [is_open(row, "rationale") for row in (2, 3, 4)] == [True, False, True]
    below = len(ASKED) + 2
    assert [is_open(row, "code") for row in (2, below, below + 19, below + 20)] == [
        False,
        True,
        True,
        False,
    ]
    offered = {str(rule.sqref) for rule in page.data_validations.dataValidation if rule.formula1}
    assert f"A{below}:A{below + 19}" in offered
    assert page.protection.sheet
    assert page.auto_filter.ref == f"A1:O{below - 1}"


def test_on_paper_each_sheet_is_as_wide_as_one_page() -> None:
    book = load_workbook(io.BytesIO(given_out()))
    for page in (book["Read me"], book["Answers"]):
        assert page.sheet_properties.pageSetUpPr.fitToPage
        assert page.page_setup.fitToHeight == 0


def test_a_row_below_adds_a_document_to_its_question() -> None:
    def damage(book: Book) -> None:
        with_document()(book)
        for key, value in (DOCUMENT | {"code": "A1.3", "document": "Accounts 2024"}).items():
            book["Answers"].cell(len(ASKED) + 5, column(key)).value = value

    found = read(damaged(damage))
    assert (said(found), found.problems) == (SAID, ())
    answer = next(one for one in found.answers if one.indicator == "A1.3")
    assert [one.title for one in answer.documents] == ["Budget 2024", "Accounts 2024"]


def test_the_same_questionnaire_gives_the_same_bytes() -> None:
    assert given_out() == given_out()


def reverse_columns(book: Book) -> None:
    page = book["Answers"]
    for row in [[item.value for item in row] for row in page.iter_rows()]:
        page.append(list(reversed(row)))
    page.delete_rows(1, len(ASKED) + 1)


def rename_headings(book: Book) -> None:
    page = book["Answers"]
    for place, key in enumerate(form_words("ar").headings.values(), 1):
        if place <= 15:
            page.cell(1, place).value = key
    page.title = "ورقة"


HARMLESS: dict[str, Damage] = {
    "a title above": lambda book: book["Answers"].insert_rows(1, 3),
    "empty rows between": lambda book: book["Answers"].insert_rows(3, 2),
    "rows sorted otherwise": lambda book: book["Answers"].move_range("A2:O2", rows=20),
    "other order of columns": reverse_columns,
    "other order of sheets": lambda book: book.move_sheet("Answers", -1),
    "no lists and no guide": lambda book: [book.remove(book[one]) for one in ("Lists", "Read me")],
    "an empty sheet more": lambda book: book.create_sheet("Scratch"),
    "headings of another language": rename_headings,
    "codes gone, questions there": drop("code"),
    "questions gone, codes there": drop("title", "questions", "grades", "proof", "status"),
    "a merged explanation": lambda book: book["Answers"].merge_cells("C2:D4"),
    "a grade as text": put("answer", "3"),
    "a grade with a comma": put("answer", "3,0"),
    "a grade in Arabic figures": put("answer", "٣"),
    "a grade as a number": put("answer", 3.0),
    "an answer by its word in French": put("answer", "Ne sait pas", 4),
    "an answer by its key": put("answer", "dk", 4),
    "a reason by its word in Spanish": put("reason", "Esta forma de movilidad no se da aquí", 3),
    "spaces and marks of direction": put("answer", " \u200f3 \u200e"),
    "a note beside the table": lambda book: book["Answers"].cell(9, 30, "look"),
}


@pytest.mark.parametrize("name", HARMLESS)
def test_what_people_do_to_a_questionnaire_does_no_harm(name: str) -> None:
    found = read(damaged(HARMLESS[name]))
    assert said(found) == SAID
    assert found.problems == ()


TOLD: dict[str, tuple[Damage, str, str, str]] = {
    "a formula": (put("answer", "=2+1"), "A1.1", "E2", "formula"),
    "an error": (put("answer", "#REF!"), "A1.1", "E2", "#REF!"),
    "a date": (put("answer", datetime(2024, 3, 4)), "A1.1", "E2", "made a date"),
    "a grade that is none": (put("answer", 7), "A1.1", "E2", "'7' is no answer to A1.1"),
    "yes": (put("answer", True), "A1.1", "E2", "no answer"),
    "an unknown code": (put("code", "A1.99"), "A1.1", "A2", "no question 'A1.99'"),
    "the code of another row": (put("code", "A1.4"), "A1.1", "A2", "do not belong together"),
    "no reason": (put("reason", None, 3), "A1.2", "F3", "reason why this does not apply"),
    "a reason of one's own": (put("reason", "Because", 3), "A1.2", "F3", "not in the list"),
    "the same question twice": (
        lambda book: book["Answers"].append(["A1.1", None, None, None, 1]),
        "",
        "E30",
        "answered twice (first in row 2)",
    ),
    "merged answers": (
        lambda book: book["Answers"].merge_cells("E3:E4"),
        "A1.3",
        "E3",
        "E3:E4 are merged",
    ),
}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", TOLD)
def test_what_is_wrong_is_told_by_its_cell_and_nothing_else_is_lost(
    name: str, language: str
) -> None:
    damage, code, cell, words = TOLD[name]
    found = read(damaged(damage))
    problem = next(one for one in found.problems if words in one.what)
    assert problem.key == cell
    assert problem.file == "q.xlsx, sheet Answers"
    assert problem.mend
    if language != "en":
        spoken = in_language(problem, language)
        assert spoken.what != problem.what
        assert spoken.mend != problem.mend
    expected = {key: value for key, value in SAID.items() if key != code}
    assert {key: value for key, value in said(found).items() if key != code} == expected


def test_a_wrong_answer_leaves_the_reason_for_it_in_place() -> None:
    found = said(read(damaged(put("answer", "=2+1"))))
    assert found["A1.1"] == (None, None, "", SAID["A1.1"][3], 2)


def test_without_the_column_of_answers_reasons_and_documents_still_come_in() -> None:
    found = read(damaged(drop("answer")))
    assert said(found)["A1.1"] == (None, None, "", SAID["A1.1"][3], 2)
    assert any("The column 'Answer' is missing" in one.what for one in found.notes)


def with_document(**changes: Any) -> Damage:
    def damage(book: Book) -> None:
        for key, value in (DOCUMENT | changes).items():
            book["Answers"].cell(4, column(key)).value = value

    return damage


def test_a_document_comes_in_with_its_parts() -> None:
    answer = next(one for one in read(damaged(with_document())).answers if one.indicator == "A1.3")
    assert answer.documents == (
        FilledDocument(
            "budget",
            "Budget 2024",
            "https://example.org/budget",
            date(2024, 5, 31),
            "Finance office",
        ),
    )


def test_a_copied_row_adds_a_second_document() -> None:
    def damage(book: Book) -> None:
        with_document()(book)
        page = book["Answers"]
        page.append([item.value for item in page[4]])
        page.cell(page.max_row, column("document")).value = "Accounts 2024"

    found = read(damaged(damage))
    assert found.problems == ()
    answer = next(one for one in found.answers if one.indicator == "A1.3")
    assert [one.title for one in answer.documents] == ["Budget 2024", "Accounts 2024"]


@pytest.mark.parametrize(
    ("changes", "cell", "words"),
    [
        ({"kind": None}, "J4", "its kind and a title"),
        ({"document": None}, "K4", "its kind and a title"),
        ({"link": "javascript:alert(1)"}, "L4", "no address of the web"),
        ({"date": "3/4/2024"}, "M4", "no date"),
        ({"date": "31/2/2024"}, "M4", "no date"),
        ({"document": "x" * 201}, "K4", "201 characters; 200 fit"),
    ],
)
def test_a_document_that_is_not_right_is_told_and_its_answer_kept(
    changes: dict[str, Any], cell: str, words: str
) -> None:
    found = read(damaged(with_document(**changes)))
    assert [(one.key, words in one.what) for one in found.problems] == [(cell, True)]
    assert said(found) == SAID


@pytest.mark.parametrize(
    "written",
    ["2024-05-31", "31.5.2024", "31/05/2024", "5/31/2024", "٢٠٢٤-٠٥-٣١", "2024-05-31T00:00"],
)
def test_a_day_is_read_however_it_is_written_where_that_is_clear(written: str) -> None:
    answer = next(
        one for one in read(damaged(with_document(date=written))).answers if one.documents
    )
    assert answer.documents[0].date == date(2024, 5, 31)


def test_fifty_thousand_rows_lose_no_answer_and_take_a_bounded_time() -> None:
    head, *body = given_out("en", "csv").decode("utf-8-sig").splitlines(keepends=True)
    rows = "".join(f"Z{number},,,,1\r\n" for number in range(50_000))
    begun = time.perf_counter()
    found = read((head + rows + "".join(body)).encode(), "q.csv")
    assert time.perf_counter() - begun < 60
    assert said(found) == SAID
    assert len(found.problems) == 1001
    assert "There are 49,000 more problems." in {one.what for one in found.problems}


def test_fifty_thousand_rows_of_a_spreadsheet_lose_no_answer() -> None:
    raw = damaged(lambda book: book["Answers"].insert_rows(2, 50_000))
    assert said(read(raw)) == SAID


def test_a_bomb_is_refused_before_it_unpacks() -> None:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as bomb:
        with zipfile.ZipFile(io.BytesIO(given_out())) as parts:
            for name in parts.namelist():
                bomb.writestr(name, parts.read(name))
        bomb.writestr("xl/worksheets/sheet9.xml", b" " * 300_000_000)
    with pytest.raises(TableError) as refused:
        read(target.getvalue())
    assert "larger than" in refused.value.problems[0].what


@pytest.mark.parametrize("raw", [b"PK\x03\x04broken", b"a,b\n1,2\n", b"\xd0\xcf\x11\xe0old"])
def test_what_is_no_questionnaire_is_refused_with_a_reason(raw: bytes) -> None:
    with pytest.raises(TableError) as refused:
        read(raw)
    assert refused.value.problems


def test_a_questionnaire_of_another_framework_is_refused() -> None:
    with pytest.raises(TableError) as refused:
        read_questionnaire(given_out(), "q.xlsx", framework("sdg-10.7.2"))
    assert "answers local-pcmd@1.0" in refused.value.problems[0].what


def test_of_an_older_version_only_what_is_asked_the_same_comes_in() -> None:
    newer = framework("local-pcmd", "1.1")
    found = read_questionnaire(given_out(), "q.xlsx", newer)
    changed = {one.what.split()[2] for one in found.problems if "was changed after" in one.what}
    assert not changed & said(found).keys()
    assert (changed | said(found).keys()) >= SAID.keys()


def test_answers_are_scored_with_the_support_that_the_file_names() -> None:
    levels = {one.indicator: one.evidence for one in read(damaged(with_document())).responses()}
    assert levels == {
        "A1.1": EvidenceLevel.DECLARED,
        "A1.2": EvidenceLevel.DECLARED,
        "A1.3": EvidenceLevel.CITED,
    }


CELLS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-10, 10),
    st.floats(allow_nan=False, allow_infinity=False, width=32),
    st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=12),
    st.sampled_from(["=A1", "#N/A", "3 — x", "na", "A1.1", "Don't know", date(2024, 1, 1)]),
)


@settings(max_examples=25, deadline=None)
@given(st.lists(st.tuples(st.integers(2, 12), st.integers(1, 16), CELLS), max_size=12))
def test_whatever_stands_in_the_cells_the_other_rows_are_read(
    changes: list[tuple[int, int, Any]],
) -> None:
    def damage(book: Book) -> None:
        for row, place, value in changes:
            book["Answers"].cell(row, place).value = value

    found = said(read(damaged(damage)))
    touched = {row for row, _, _ in changes}
    kept = {code for row, code in enumerate(GIVEN, 2) if row not in touched}
    # A row that took the code of another one stands before it or after it; both are told.
    meant = {value for _, place, value in changes if place <= 2}
    for code in kept - meant:
        assert found[code] == SAID[code]


TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=60)


@settings(max_examples=40, deadline=None)
@given(TEXTS, st.sampled_from(["xlsx", "csv"]))
def test_any_rationale_comes_back_as_it_was_but_for_what_nobody_sees(text: str, kind: str) -> None:
    given_answer = GivenAnswer(AnswerState.ANSWERED, 1.0, rationale=plain_text(text), version=1)
    found = read(given_out("en", kind, {"A1.1": given_answer}), f"q.{kind}")
    assert said(found)["A1.1"][3] == (plain_text(text) or None)
