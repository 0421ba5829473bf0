"""Read the words of the report of an assessment."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from glocal.errors import Problem
from glocal.loading.word_files import WordFiles

FILES = WordFiles("report/text/{language}.yaml", "The words of the report")
Words = Mapping[str, str]
PARTS = (
    "title", "facts", "marks", "parts", "about", "none", "figures", "withheld", "pictures",
    "tables", "headings", "states", "council", "step", "action", "finding", "method",
)  # fmt: skip


@dataclass(frozen=True)
class ReportWords:
    """Titles, headings and sentences, each part by name.

    Places left open are filled by :mod:`glocal.text.sentences`.
    """

    language: str
    title: Words
    facts: Words
    marks: Words
    parts: Words
    about: Words
    none: Words
    figures: Words
    withheld: Words
    pictures: Words
    tables: Words
    headings: Words
    states: Words
    council: Words
    step: Words
    action: Words
    finding: Words
    method: Words


@cache
def report_words(language: str) -> ReportWords:
    """The words in ``language``, or else in English."""
    spoken, value = FILES.words(language)
    return ReportWords(spoken, **{part: value[part] for part in PARTS})


def report_words_problems(root: Path | None = None) -> list[Problem]:
    """Every problem in the words of the report: what a translation lacks or leaves open."""
    _original, problems = FILES.problems(root)
    return problems
