"""The questions of an effects check with their words, and what the answers to them show."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from glocal.advice.effects_check import check_effects
from glocal.loading.library import effects_check, effects_check_words, linkage_text
from glocal.loading.stamp import stamp
from glocal.loading.vocabulary import FALLBACK_LANGUAGE, vocabulary_words
from glocal.model.effects_check import (
    CheckAnswer,
    CheckQuestion,
    CheckResult,
    CheckWords,
    Severity,
)
from glocal_web.portal.mappers.check_words import SEVERITY_SYMBOLS, answer_word, whom_to_ask
from glocal_web.portal.mappers.text_status import page_language
from glocal_web.portal.selectors.linkages import (
    IndicatorLink,
    indicator_links,
    linkage_of,
    newest_labels,
)

GENERAL, OF_SECTOR = "general", "sector"


@dataclass(frozen=True)
class QuestionLine:
    """One question with its words; ``lang`` is their language where it is not the page's."""

    question: CheckQuestion
    part: str
    words: CheckWords
    lang: str

    @property
    def key(self) -> str:
        """The stable key of the question."""
        return self.question.key


@dataclass(frozen=True)
class AnsweredLine:
    """A question with its answer and what goes with it on the page of a result."""

    question: CheckQuestion
    words: CheckWords
    lang: str
    answer: str
    remark: str
    severity: str
    symbol: str
    kind: str
    barrier: str
    indicators: tuple[IndicatorLink, ...]
    ask_whom: str


@dataclass(frozen=True)
class SeverityCount:
    """How many risks weigh so much, in words."""

    severity: Severity
    words: str
    symbol: str
    kind: str
    number: int


@dataclass(frozen=True)
class Reading:
    """What the answers show: risks (heaviest first), what is open, what is clear."""

    risks: tuple[AnsweredLine, ...]
    open: tuple[AnsweredLine, ...]
    clear: tuple[AnsweredLine, ...]
    counts: tuple[SeverityCount, ...]

    @property
    def total(self) -> int:
        """How many questions there are."""
        return len(self.risks) + len(self.open) + len(self.clear)


def questions_of(sector: str) -> tuple[CheckQuestion, ...]:
    """The general questions and then those of the sector. Raises ``UnknownNameError``."""
    return (*effects_check(), *linkage_of(sector).questions)


def question_lines(sector: str) -> tuple[QuestionLine, ...]:
    """Those questions with their words in the language of the page, or else in English."""
    language = page_language()
    linkage = linkage_of(sector)
    text = linkage_text(sector, language)
    general = effects_check_words(language)
    is_borrowed = language != FALLBACK_LANGUAGE and general == effects_check_words(
        FALLBACK_LANGUAGE
    )
    lang = FALLBACK_LANGUAGE if is_borrowed else ""
    own = "" if text.provenance.language == language else text.provenance.language
    return (
        *(QuestionLine(one, GENERAL, general[one.key], lang) for one in effects_check()),
        *(QuestionLine(one, OF_SECTOR, text.questions[one.key], own) for one in linkage.questions),
    )


def reading(
    sector: str, answers: Mapping[str, str], remarks: Mapping[str, str] | None = None
) -> Reading:
    """What the answers to the questions of a sector show, with all words."""
    lines = {line.key: line for line in question_lines(sector)}
    result = check_result(sector, answers)
    severities = vocabulary_words("severities", page_language())
    structure = newest_labels().framework
    barriers = vocabulary_words("barriers", page_language())

    def answered(question: CheckQuestion) -> AnsweredLine:
        symbol, kind = SEVERITY_SYMBOLS[question.severity]
        return AnsweredLine(
            question=question,
            words=lines[question.key].words,
            lang=lines[question.key].lang,
            answer=answer_word(answers.get(question.key, "")),
            remark=str((remarks or {}).get(question.key, "")),
            severity=severities[question.severity],
            symbol=symbol,
            kind=kind,
            barrier=barriers.get(question.barrier, "") if question.barrier else "",
            indicators=indicator_links(question.indicators),
            ask_whom=whom_to_ask(question, structure),
        )

    return Reading(
        risks=tuple(answered(one) for one in result.risks),
        open=tuple(answered(one) for one in result.open),
        clear=tuple(answered(one) for one in result.clear),
        counts=severity_counts(result),
    )


def severity_counts(result: CheckResult) -> tuple[SeverityCount, ...]:
    """How many risks of each weight, heaviest first, without those of which there is none."""
    words = vocabulary_words("severities", page_language())
    return tuple(
        SeverityCount(severity, words[severity], *SEVERITY_SYMBOLS[severity], number)
        for severity, number in result.by_severity.items()
        if number
    )


def check_result(sector: str, answers: Mapping[str, str]) -> CheckResult:
    """The questions sorted by what the answers show; what is no answer leaves them open."""
    known = {key: CheckAnswer(one) for key, one in answers.items() if one in tuple(CheckAnswer)}
    return check_effects(questions_of(sector), known)


def wording_stamp(sector: str) -> str:
    """The fingerprint of the English questions of a sector, the general ones included."""
    parts = {
        GENERAL: (effects_check(), effects_check_words(FALLBACK_LANGUAGE)),
        OF_SECTOR: (
            linkage_of(sector).questions,
            linkage_text(sector, FALLBACK_LANGUAGE).questions,
        ),
    }
    return stamp(
        {
            part: {
                one.key: [one.risk_if, words[one.key].ask, words[one.key].risk, words[one.key].mend]
                for one in questions
            }
            for part, (questions, words) in parts.items()
        }
    )
