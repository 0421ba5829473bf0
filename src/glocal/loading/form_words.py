"""Read the words of the spreadsheets that people fill in: a questionnaire, a list of actions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from glocal.errors import Problem
from glocal.loading.families import LANGUAGES
from glocal.loading.roots import knowledge_root
from glocal.loading.word_files import WordFiles
from glocal.loading.yaml_file import YamlFile

FILES = WordFiles("forms/text/{language}.yaml", "The words of the spreadsheets")
LISTS = ("columns", "states", "action_statuses")
"""Words by which something is known again in a file, so that none may mean two things."""


@dataclass(frozen=True)
class FormWords:
    """Names of sheets, lines of the guide, headings with their help, and the words of lists.

    ``guide`` has the lines by sheet and those for both; ``statuses`` are places in the review.
    """

    language: str
    sheets: Mapping[str, str]
    guide: Mapping[str, tuple[str, ...]]
    head: Mapping[str, str]
    headings: Mapping[str, str]
    help: Mapping[str, str]
    states: Mapping[str, str]
    statuses: Mapping[str, str]
    action_statuses: Mapping[str, str]


@cache
def form_words(language: str) -> FormWords:
    """The words in ``language``, or else in English."""
    spoken, value = FILES.words(language)
    return FormWords(
        language=spoken,
        sheets=value["sheets"],
        guide={key: tuple(lines) for key, lines in value["guide"].items()},
        head=value["head"],
        headings={key: words["name"] for key, words in value["columns"].items()},
        help={key: words["help"] for key, words in value["columns"].items()},
        states=value["states"],
        statuses=value["statuses"],
        action_statuses=value["action_statuses"],
    )


def form_words_problems(root: Path | None = None) -> list[Problem]:
    """Every problem in the words of the spreadsheets, in all languages.

    A translation must have the passages of the original, and no word by which a column or an
    answer is known may mean two of them, in whatever languages.
    """
    _original, problems = FILES.problems(root)
    if problems:
        return problems
    for name in LISTS:
        meant: dict[str, str] = {}
        for language in LANGUAGES:
            file, _found = FILES.read(root or knowledge_root(), language)
            if file is not None:
                problems += _of_two(file, name, meant)
    return problems


def _of_two(file: YamlFile, name: str, meant: dict[str, str]) -> list[Problem]:
    """The words of a list that mean something else already; ``meant`` is what the others mean."""
    problems = []
    for key, words in file.value[name].items():
        word = words["name"] if isinstance(words, Mapping) else words
        other = meant.setdefault(word.casefold(), key)
        if other != key:
            what = f"'{word}' means '{other}' already."
            problems.append(file.problem((name, key), what, "Choose another word."))
    return problems
