"""Read the words that frame the findings of a check."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from glocal.errors import KnowledgeError
from glocal.loading.families import LANGUAGES
from glocal.loading.roots import knowledge_root
from glocal.loading.vocabulary import FALLBACK_LANGUAGE
from glocal.loading.yaml_file import read_yaml


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
    spoken = language if language in LANGUAGES else FALLBACK_LANGUAGE
    name = f"check-report/text/{spoken}.yaml"
    file, problems = read_yaml(knowledge_root() / name, name)
    if file is None:
        raise KnowledgeError("The words of the report of a check have errors:", problems)
    parts = ("checked", "compared", "slots", "found", "known", "part")
    return CheckReportWords(spoken, **{part: file.value[part] for part in parts})
