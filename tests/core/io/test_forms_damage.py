"""What happens to a filled table on its way: headings, codes, letters, rows of other files."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from typing import Any

import pytest

from glocal.errors import Problem
from glocal.io.action_list import GivenAction, action_list, read_actions
from glocal.io.forms_write import form_csv
from glocal.loading.families import LANGUAGES
from glocal.loading.problem_words import in_language
from tests.core.io.filled_questionnaire import (
    SAID,
    Book,
    column,
    damaged,
    given_out,
    put,
    read,
    said,
)


def heading(of: str, written: str | None) -> Any:
    """Write another heading over a column."""

    def damage(book: Book) -> None:
        book["Answers"].cell(1, column(of)).value = written

    return damage


def rows_of(text: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text.decode("utf-8-sig"), newline="")))


def text_of(rows: Sequence[Sequence[str]]) -> bytes:
    target = io.StringIO(newline="")
    csv.writer(target).writerows(rows)
    return target.getvalue().encode()


def words(problems: Sequence[Problem]) -> list[tuple[str, str, str]]:
    return [(one.key, one.what, one.mend) for one in problems]


@pytest.mark.parametrize(
    "written",
    ["\u200fAnswer\u200e", "Answer *", " ANSWER:", "Answer\u00a0", "(Answer)", "الإجابة:"],
)
def test_a_heading_is_known_with_what_people_add_to_it(written: str) -> None:
    found = read(damaged(heading("answer", written)))
    assert (said(found), found.problems) == (SAID, ())


@pytest.mark.parametrize(
    ("of", "written", "cell", "what"),
    [
        ("answer", None, "E1", "This column has values and no label."),
        ("answer", "Our answer", "E1", "The column 'Our answer' is not known here."),
        ("answer", "Anwser", "E1", "The column 'Anwser' is not known here."),
        ("rationale", "Comments", "G1", "The column 'Comments' is not known here."),
    ],
)
def test_a_column_whose_heading_was_changed_is_told_with_the_heading_it_needs(
    of: str, written: str | None, cell: str, what: str
) -> None:
    found = read(damaged(heading(of, written)))
    needed = {"answer": "Answer", "rationale": "Why this answer"}[of]
    mend = f"If it is '{needed}', give it this heading."
    assert words(found.problems) == [(cell, what, mend)]
    for language in set(LANGUAGES) - {"en"}:
        spoken = in_language(found.problems[0], language)
        assert what not in spoken.what
        assert "The column" not in spoken.what
        assert "give it" not in spoken.mend


def test_the_heading_that_is_needed_is_told_in_the_language_of_the_file() -> None:
    raw = given_out("fr", "csv").replace("Réponse".encode(), b"Notre avis", 1)
    (problem,) = read(raw, "q.csv").problems
    assert problem.mend == "If it is 'Réponse', give it this heading."


def test_a_column_of_ones_own_is_only_noted() -> None:
    def add_remarks(book: Book) -> None:
        page = book["Answers"]
        page.cell(1, 16).value = "To ask the mayor"
        page.cell(2, 16).value = "soon"

    found = read(damaged(add_remarks))
    assert (said(found), found.problems) == (SAID, ())
    assert [one.what for one in found.notes] == ["The column 'To ask the mayor' is not known here."]


@pytest.mark.parametrize("code", ["A1.١", "\u200fA1.1", "A1.1.", "A1.1 Who is there", "a1.1"])
def test_a_code_is_known_however_it_is_written(code: str) -> None:
    found = read(damaged(put("code", code)))
    assert (said(found), found.problems) == (SAID, ())


def test_of_rows_of_two_files_those_of_the_larger_one_come_in() -> None:
    head, first, *others = rows_of(given_out("en", "csv"))
    place = head.index("glocal.subject")
    strange = [*others[-1][:place], "99", *others[-1][place + 1 :]]
    found = read(text_of([head, strange, first, *others]), "q.csv")
    assert said(found) == SAID
    assert [(one.line, one.what) for one in found.problems] == [
        (2, "This row comes from another file.")
    ]


def test_letters_that_a_file_could_not_hold_are_told_and_not_taken_for_an_answer() -> None:
    raw = given_out("fr", "csv").decode("utf-8-sig").encode("cp1252", "replace")
    found = read(raw, "q.csv")
    assert said(found) == SAID | {"A1.2": (*SAID["A1.2"][:3], None, 5)}
    assert [one.what for one in found.problems] == [
        "Letters of this text were lost when the file was saved."
    ]
    assert [one.what for one in found.notes] == [
        "The file is not UTF-8; it was read as Windows-1252. Check accented letters."
    ]


def test_one_damaged_letter_spoils_its_own_cell_alone() -> None:
    raw = given_out("fr", "csv").replace("«formula»".encode(), b"\xffformula\xff", 1)
    found = read(raw, "q.csv")
    assert said(found) == SAID | {"A1.1": (*SAID["A1.1"][:3], None, 2)}
    assert [one.what for one in found.notes] == ["Letters of the file that could not be read: 2."]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_text_file_is_separated_as_the_programs_of_its_readers_expect(language: str) -> None:
    first = given_out(language, "csv").decode("utf-8-sig").split("\r\n", 1)[0]
    assert first.count('";"' if language != "en" else '","') == 21


@pytest.mark.parametrize("dash", ["-", "–", "—", " – "])
def test_a_dash_alone_takes_the_reasons_away(dash: str) -> None:
    found = read(damaged(put("rationale", dash)))
    assert found.problems == ()
    assert said(found)["A1.1"] == (*SAID["A1.1"][:3], "", 2)


def actions(rows: Sequence[Sequence[str]]) -> Any:
    given = [GivenAction(12, "A1.1", "Who is there", "Count", target=3.0)]
    head, first = rows_of(form_csv(action_list(given, "Lirio", "lirio", ["A1.1"], "en"), "en"))
    raw = text_of([head, *([*row, *first[len(row) :]] for row in rows)])
    return read_actions(raw, "a.csv")


@pytest.mark.parametrize("number", ["12", "12.0", "12,00", "١٢", "\u200f12", "#12"])
def test_the_number_of_an_action_is_known_however_it_is_written(number: str) -> None:
    (action,) = actions([[number]]).actions
    assert (action.number, action.version) == (12, 1)


def test_a_dash_empties_a_part_of_an_action_and_an_empty_cell_leaves_it() -> None:
    (action,) = actions([["12", "A1.1", "", "Count", "-", "", "–", "Planned", "—", ""]]).actions
    assert action.emptied == {"action_how", "action_due", "action_target"}
    assert (action.how, action.due, action.who, action.outcome) == (None, None, None, None)


@pytest.mark.parametrize("number", ["1e9", "-3", "1.5", "1,000", "2.000", "12345678901", "x"])
def test_what_is_no_number_of_an_action_is_told(number: str) -> None:
    read_actions_of = actions([[number]])
    assert read_actions_of.actions == ()
    (problem,) = read_actions_of.form.problems("a.csv")
    assert problem.key == "A2"
