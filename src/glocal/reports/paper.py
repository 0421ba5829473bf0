"""The questionnaire on paper: a PDF with boxes to tick, and with the codes to enter it again."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from glocal.loading.paper_words import paper_words
from glocal.loading.vocabulary import vocabulary_ids, vocabulary_words
from glocal.model.framework import Framework, Indicator
from glocal.model.paper_marks import DONT_KNOW, NOT_APPLICABLE
from glocal.model.text import FrameworkText, IndicatorText
from glocal.reports.typeset import compile_pdf

TEMPLATE = "questionnaire.typ"
RULES = ("tick", "mended", "private", "afterwards")
"""What everybody is told before the first question, by the name of the words."""


@dataclass(frozen=True)
class PaperHead:
    """What a questionnaire says of itself; what is empty leaves room to write.

    ``number`` is that of the assessment: whoever enters the answers finds it again by it.
    """

    territory: str = ""
    assessment: str = ""
    number: str = ""
    whose: str = ""


def paper_pdf(
    structure: Framework,
    text: FrameworkText,
    indicators: Iterable[Indicator],
    language: str,
    head: PaperHead | None = None,
    made: date | None = None,
) -> bytes:
    """The PDF of these questions in ``language``: tagged, with bookmarks, A4.

    Raises ``NotInstalledError`` without the packages that set it.
    """
    data = paper_data(structure, text, indicators, language, head or PaperHead())
    return compile_pdf(TEMPLATE, data, made)


def paper_data(
    structure: Framework,
    text: FrameworkText,
    indicators: Iterable[Indicator],
    language: str,
    head: PaperHead,
) -> dict[str, Any]:
    """The questionnaire as plain values for the template."""
    asked = tuple(indicators)
    words = paper_words(language)
    reasons = vocabulary_words("not-applicable-reasons", language)
    return {
        "language": language,
        "words": dict(words),
        "title": text.title,
        "lang": text.language,
        "facts": [
            [words["territory"], head.territory],
            [words["assessment"], head.assessment],
            [words["number"], head.number],
            [words["framework"], structure.name],
            [words["questions"], str(len(asked))],
            [words["whose"], head.whose],
            [words["by"], ""],
            [words["day"], ""],
            [words["back"], ""],
        ],
        "rules": [words[rule] for rule in RULES],
        "whose": head.whose,
        "foot": " · ".join(filter(None, (head.territory, head.number, structure.name))),
        "others": [DONT_KNOW, NOT_APPLICABLE],
        "reasons": [
            [str(place), reasons[key]]
            for place, key in enumerate(vocabulary_ids("not-applicable-reasons"), start=1)
        ],
        "parts": [
            {
                "code": part,
                "title": text.groups.get(part, ""),
                "questions": [_question(structure, text, one) for one in members],
            }
            for part, members in groupby(asked, key=lambda one: one.sub_dimension)
        ],
    }


def _question(structure: Framework, text: FrameworkText, indicator: Indicator) -> dict[str, Any]:
    words = text.indicators.get(indicator.code, IndicatorText())
    anchors = words.anchors or {}
    return {
        "code": indicator.code,
        "title": words.title,
        "questions": list(words.questions),
        "grades": [
            [
                f"{grade:g}",
                text.grades.get((indicator.scale.id, grade), ""),
                anchors.get(grade, ""),
            ]
            for grade in indicator.scale.grades
        ],
        "proof": list(words.evidence),
        # Each of these may have been taken from the original language.
        "lang": {
            field: structure.original_language if field in words.borrowed else text.language
            for field in ("title", "questions", "anchors", "evidence")
        },
    }
