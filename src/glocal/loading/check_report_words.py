"""Read the words that frame the findings of a check."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from glocal.loading.word_files import WordFiles

FILES = WordFiles("check-report/text/{language}.yaml", "The words of the report of a check")


@dataclass(frozen=True)
class CheckReportWords:
    """Titles and sentences: what was compared, what was found, what was known before.

    ``slots`` name what may not be recorded, ``part`` the parts of a finding.
    """

    language: str
    checked: str
    compared: Mapping[str, str]
    slots: Mapping[str, str]
    found: Mapping[str, str]
    known: Mapping[str, str]
    part: Mapping[str, str]


@cache
def check_report_words(language: str) -> CheckReportWords:
    """The words in ``language``, or else in English."""
    spoken, value = FILES.words(language)
    parts = ("checked", "compared", "slots", "found", "known", "part")
    return CheckReportWords(spoken, **{part: value[part] for part in parts})
