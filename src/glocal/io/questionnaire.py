"""The questionnaire of a framework as a table to fill in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from glocal.io.forms import ANSWERS, DASH, Cell, FilledForm, FormRow, Origin
from glocal.io.forms_values import (
    lines_of,
    list_words,
    plain_text,
    shown_grade,
    words_of_states,
)
from glocal.loading.form_words import form_words
from glocal.model.framework import Framework, Indicator
from glocal.model.kinds import AnswerState
from glocal.model.text import FrameworkText, IndicatorText


@dataclass(frozen=True)
class GivenAnswer:
    """An answer as it stands when the questionnaire is given out.

    ``status`` is its place in the review, ``documents`` are titles of what supports it.
    """

    state: AnswerState = AnswerState.NOT_ANSWERED
    grade: float | None = None
    reason: str = ""
    rationale: str = ""
    status: str = ""
    documents: tuple[str, ...] = ()
    version: int = 0


NOTHING_GIVEN = GivenAnswer()
AGREED = "agreed"
"""Where an answer stands in the review when nobody changes it any more."""


def questionnaire(
    structure: Framework,
    text: FrameworkText,
    indicators: Iterable[Indicator],
    given: Mapping[str, GivenAnswer] | None = None,
    *,
    origin: Origin | None = None,
    head: tuple[tuple[str, str], ...] = (),
    language: str = "en",
) -> FilledForm:
    """The questions of ``indicators`` with what was answered already, by code.

    ``text`` are the words of the framework, ``language`` is that of headings and lists: they differ
    where the framework has no words in the reader's language.
    """
    asked = tuple(indicators)
    return FilledForm(
        form=ANSWERS,
        origin=origin or questionnaire_origin(structure, language),
        head=head
        or ((form_words(language).head["framework"], f"{text.title} ({structure.name})"),),
        rows=tuple(
            _row(text, one, (given or {}).get(one.code, NOTHING_GIVEN), language) for one in asked
        ),
        lists={
            **{_scale(one): tuple(_answers(text, one, language)) for one in asked},
            "codes": tuple(one.code for one in asked),
            "reasons": tuple(list_words("reasons", language).values()),
            "kinds": tuple(list_words("kinds", language).values()),
        },
    )


def questionnaire_origin(
    structure: Framework, language: str, subject: str = "", share: str = ""
) -> Origin:
    """What a questionnaire says of where it comes from."""
    return Origin(
        ANSWERS.id, subject, share, structure.name, structure.content_hash, language=language
    )


def _row(text: FrameworkText, indicator: Indicator, given: GivenAnswer, language: str) -> FormRow:
    words = text.indicators.get(indicator.code, IndicatorText())
    cells: dict[str, Cell] = {
        "code": indicator.code,
        "title": words.title or indicator.code,
        "questions": lines_of(words.questions),
        "grades": _grades(text, words, indicator),
        "answer": _answer(text, indicator, given, language),
        "reason": list_words("reasons", language).get(given.reason, ""),
        "rationale": plain_text(given.rationale),
        "proof": lines_of(words.evidence),
        "documents": lines_of(given.documents),
        "status": form_words(language).statuses.get(given.status, ""),
    }
    return FormRow(
        indicator.code,
        cells,
        given.version,
        {"answer": _scale(indicator)},
        is_fixed=given.status == AGREED,
    )


def _scale(indicator: Indicator) -> str:
    return f"scale {indicator.scale.id}"


def _grades(text: FrameworkText, words: IndicatorText, indicator: Indicator) -> str:
    anchors = words.anchors or {}
    lines = (
        ": ".join(filter(None, (_grade(text, indicator, grade), anchors.get(grade, ""))))
        for grade in indicator.scale.grades
    )
    return "\n".join(lines)


def _grade(text: FrameworkText, indicator: Indicator, grade: float) -> str:
    return shown_grade(grade, text.grades.get((indicator.scale.id, grade), ""), DASH)


def _answers(text: FrameworkText, indicator: Indicator, language: str) -> Iterable[str]:
    yield from (_grade(text, indicator, grade) for grade in indicator.scale.grades)
    yield from words_of_states(language)


def _answer(text: FrameworkText, indicator: Indicator, given: GivenAnswer, language: str) -> str:
    if given.grade is not None:
        return _grade(text, indicator, given.grade)
    if given.state is AnswerState.NOT_ANSWERED:
        return ""
    return form_words(language).states[given.state.value]
