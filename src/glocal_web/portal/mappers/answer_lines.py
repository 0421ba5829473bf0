"""The changes that a filled questionnaire would make, in words and side by side."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Protocol

from glocal.io.questionnaire_read import FilledDocument
from glocal.loading.form_words import form_words
from glocal.loading.vocabulary import vocabulary_words
from glocal.model.framework import Indicator
from glocal.model.text import FrameworkText
from glocal_web.portal.mappers.answer_value import AnswerValue
from glocal_web.portal.models import Response


class Planned(Protocol):
    """A planned change of one answer, as the services make it."""

    @property
    def indicator(self) -> Indicator: ...
    @property
    def row(self) -> Response | None: ...
    @property
    def answer(self) -> AnswerValue | None: ...
    @property
    def rationale(self) -> str | None: ...
    @property
    def choices(self) -> frozenset[str]: ...
    @property
    def documents(self) -> tuple[FilledDocument, ...]: ...
    @property
    def before(self) -> AnswerValue: ...
    @property
    def rationale_before(self) -> str: ...
    @property
    def is_submitted(self) -> bool: ...


@dataclass(frozen=True)
class PartLine:
    """One part of an answer: as it stands, and as the file has it.

    ``name`` is that of the field where somebody chooses, such as ``answer-A1.1``.
    """

    name: str
    is_rationale: bool
    before: str
    after: str
    is_choice: bool


@dataclass(frozen=True)
class AnswerLine:
    """One answer that would change: its question, its parts, its new documents.

    The kinds of the documents are words.
    """

    code: str
    title: str
    row: Response | None
    is_submitted: bool
    parts: tuple[PartLine, ...]
    documents: tuple[FilledDocument, ...]

    @property
    def conflicts(self) -> tuple[PartLine, ...]:
        """The parts in which somebody has to choose."""
        return tuple(part for part in self.parts if part.is_choice)

    @property
    def clear(self) -> tuple[PartLine, ...]:
        """The parts that would be written without a choice."""
        return tuple(part for part in self.parts if not part.is_choice)

    @property
    def is_clear(self) -> bool:
        """Whether anything would be written without a choice."""
        return bool(self.clear or self.documents)


def answer_lines(
    answers: Iterable[Planned], words: FrameworkText, language: str
) -> tuple[AnswerLine, ...]:
    """The planned changes in the words of the page."""
    kinds = vocabulary_words("evidence-kinds", language)
    return tuple(
        AnswerLine(
            code=one.indicator.code,
            title=_title(words, one.indicator.code),
            row=one.row,
            is_submitted=one.is_submitted,
            parts=tuple(_parts(one, words, language)),
            documents=tuple(replace(item, kind=kinds[item.kind]) for item in one.documents),
        )
        for one in answers
    )


def _title(words: FrameworkText, code: str) -> str:
    text = words.indicators.get(code)
    return (text.short or text.title) if text else code


def _parts(one: Planned, words: FrameworkText, language: str) -> Iterable[PartLine]:
    code = one.indicator.code
    if one.answer is not None:
        before, after = (
            _answer(value, one.indicator, words, language) for value in (one.before, one.answer)
        )
        yield PartLine(f"answer-{code}", False, before, after, "answer" in one.choices)
    if one.rationale is not None:
        yield PartLine(
            f"rationale-{code}",
            True,
            one.rationale_before,
            one.rationale,
            "rationale" in one.choices,
        )


def _answer(value: AnswerValue, indicator: Indicator, words: FrameworkText, language: str) -> str:
    if value.grade is not None:
        word = words.grades.get((indicator.scale.id, value.grade), "")
        return f"{value.grade:g} · {word}" if word else f"{value.grade:g}"
    state = form_words(language).states[value.state.value]
    if not value.reason:
        return state
    return f"{state}: {vocabulary_words('not-applicable-reasons', language)[value.reason]}"
