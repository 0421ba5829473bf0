"""Read the words of the report of an assessment."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from glocal.errors import KnowledgeError, Problem
from glocal.loading.families import LANGUAGES, key_problems
from glocal.loading.roots import knowledge_root
from glocal.loading.templates import placeholders, strings
from glocal.loading.vocabulary import FALLBACK_LANGUAGE
from glocal.loading.yaml_file import YamlFile, read_yaml

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
    spoken = language if language in LANGUAGES else FALLBACK_LANGUAGE
    file, problems = _read(knowledge_root(), spoken)
    if file is None:
        raise KnowledgeError("The words of the report have errors:", problems)
    return ReportWords(spoken, **{part: file.value[part] for part in PARTS})


def report_words_problems(root: Path | None = None) -> list[Problem]:
    """Every problem in the words of the report: what a translation lacks or leaves open."""
    problems: list[Problem] = []
    original: YamlFile | None = None
    for language in LANGUAGES:
        file, found = _read(root or knowledge_root(), language)
        problems += found
        if file is None:
            continue
        if original is None:
            original = file
            continue
        own, first = dict(strings(file.value)), dict(strings(original.value))
        own.pop(("translates",), None)
        problems += key_problems(
            file, (), {_dotted(path) for path in own}, {_dotted(path) for path in first}, "passage"
        )
        problems += [
            file.problem(path, "Other places are open than in the original.", "Use the same ones.")
            for path in own.keys() & first.keys()
            if placeholders(own[path]) != placeholders(first[path])
        ]
    return problems


def _dotted(path: tuple[str | int, ...]) -> str:
    return ".".join(map(str, path))


def _read(root: Path, language: str) -> tuple[YamlFile | None, list[Problem]]:
    name = f"report/text/{language}.yaml"
    return read_yaml(root / name, name)
