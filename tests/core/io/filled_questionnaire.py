"""A questionnaire that somebody has filled in, and ways to damage it."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date
from typing import Any

from openpyxl import Workbook, load_workbook

from glocal.io.forms import ANSWERS
from glocal.io.forms_write import form_csv, form_xlsx
from glocal.io.questionnaire import GivenAnswer, questionnaire, questionnaire_origin
from glocal.io.questionnaire_read import ReadQuestionnaire, read_questionnaire
from glocal.loading.catalogue import framework, framework_text
from glocal.loading.form_words import form_words
from glocal.model.kinds import AnswerState

STRUCTURE = framework("local-pcmd", "1.0")
ASKED = [one for one in STRUCTURE.indicators if one.sub_dimension == "A1"]
Book = Workbook
Damage = Callable[[Book], Any]

GIVEN = {
    "A1.1": GivenAnswer(
        AnswerState.ANSWERED, 3.0, rationale="=1+1 is\nno «formula»", status="draft", version=2
    ),
    "A1.2": GivenAnswer(
        AnswerState.NOT_APPLICABLE, reason="role", rationale="سبب", status="agreed", version=5
    ),
    "A1.3": GivenAnswer(AnswerState.DONT_KNOW, documents=("Ordinance 7", "-2 budget"), version=1),
}
SAID = {
    "A1.1": (AnswerState.ANSWERED, 3.0, "", "=1+1 is\nno «formula»", 2),
    "A1.2": (AnswerState.NOT_APPLICABLE, None, "role", "سبب", 5),
    "A1.3": (AnswerState.DONT_KNOW, None, "", None, 1),
}


def given_out(language: str = "en", kind: str = "xlsx", given: Any = GIVEN) -> bytes:
    """The questionnaire of A1 as the site gives it out."""
    form = questionnaire(
        STRUCTURE,
        framework_text(STRUCTURE.id, STRUCTURE.version, language),
        ASKED,
        given,
        origin=questionnaire_origin(STRUCTURE, language, "12", "34"),
        language=language,
    )
    return {"xlsx": form_xlsx, "csv": form_csv}[kind](form, language)


def read(raw: bytes, name: str = "q.xlsx") -> ReadQuestionnaire:
    """What the bytes answer."""
    return read_questionnaire(raw, name, STRUCTURE)


def said(found: ReadQuestionnaire) -> dict[str, Any]:
    """What a file says, in a form that is easily compared."""
    return {
        one.indicator: (one.state, one.grade, one.reason, one.rationale, one.version)
        for one in found.answers
    }


def damaged(damage: Damage, language: str = "en") -> bytes:
    """The questionnaire after somebody did something to it."""
    book = load_workbook(io.BytesIO(given_out(language)))
    damage(book)
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def column(heading: str, language: str = "en") -> int:
    """The number of a column, by its id."""
    assert heading in form_words(language).headings
    return [one.id for one in ANSWERS.columns].index(heading) + 1


def put(heading: str, value: Any, row: int = 2) -> Damage:
    """Write a value into a cell; row 2 is A1.1."""

    def damage(book: Book) -> None:
        book["Answers"].cell(row, column(heading)).value = value

    return damage


def drop(*headings: str) -> Damage:
    """Delete columns."""

    def damage(book: Book) -> None:
        for number in sorted((column(one) for one in headings), reverse=True):
            book["Answers"].delete_cols(number)

    return damage


DOCUMENT = {
    "kind": "Budget or accounts",
    "document": "Budget  2024",
    "link": "example.org/budget",
    "date": date(2024, 5, 31),
    "said_by": "Finance office",
}
