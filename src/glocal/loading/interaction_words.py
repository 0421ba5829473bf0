"""Read the words of interactions: the scale, reasons, sentences, files, tables, pictures."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from glocal.errors import KnowledgeError, Problem
from glocal.loading.families import LANGUAGES, key_problems
from glocal.loading.roots import knowledge_root
from glocal.loading.schema import shape_problems
from glocal.loading.templates import placeholders, strings
from glocal.loading.vocabulary import FALLBACK_LANGUAGE
from glocal.loading.yaml_file import YamlFile, read_yaml
from glocal.model.interaction import InteractionLevel

SCHEMA = "interactions-text"
Words = Mapping[str, str]


@dataclass(frozen=True)
class LevelWords:
    """A point of the scale in words.

    ``answer`` fills a list under the question; ``sentence`` says it with ``{source}`` and
    ``{target}``; ``step`` is the part of a chain of effects, with ``{item}``.
    """

    name: str
    answer: str
    sentence: str
    step: str
    meaning: str
    example: str


@dataclass(frozen=True)
class NamedMeaning:
    """A name and what it means, in a sentence."""

    name: str
    meaning: str


@dataclass(frozen=True)
class InteractionWords:
    """The words in one language.

    ``levels`` are by the key of a level, ``reasons``, ``kinds`` and ``quarters`` by the values of
    ``PairReason``, ``ItemKind`` and ``Quarter``; ``loops`` by ``reinforcing`` and ``balancing``,
    their meaning a sentence with ``{chain}``. ``columns`` and ``sheets`` are those of files,
    ``headings`` those of tables. Placeholders are filled by :mod:`glocal.text.sentences`.
    """

    language: str
    question: str
    quote: str
    unknown: str
    not_assessed: str
    levels: Mapping[str, LevelWords]
    directions: Words
    reasons: Words
    kinds: Words
    quarters: Mapping[str, NamedMeaning]
    path: Words
    loops: Mapping[str, NamedMeaning]
    columns: Words
    sheets: Words
    corner: str
    legend: str
    report: Words
    headings: Words
    picture: Words

    def level(self, value: int) -> LevelWords:
        """The words of a whole number of the scale."""
        return self.levels[InteractionLevel(value).key]


@cache
def interaction_words(language: str) -> InteractionWords:
    """The words in ``language``, or else in English."""
    spoken = language if language in LANGUAGES else FALLBACK_LANGUAGE
    file, problems = _read(knowledge_root(), spoken)
    if file is None:
        raise KnowledgeError("The words of interactions have errors:", problems)
    value: Mapping[str, Any] = file.value
    report = dict(value["report"])
    return InteractionWords(
        language=spoken,
        question=value["question"],
        quote=value["quote"],
        unknown=value["unknown"],
        not_assessed=value["not-assessed"],
        levels={key: LevelWords(**words) for key, words in value["levels"].items()},
        directions=value["directions"],
        reasons=value["reasons"],
        kinds=value["kinds"],
        quarters={key: NamedMeaning(**words) for key, words in value["quarters"].items()},
        path=value["path"],
        loops={
            key: NamedMeaning(words["name"], words["sentence"])
            for key, words in value["loop"].items()
        },
        columns=value["files"]["columns"],
        sheets=value["files"]["sheets"],
        corner=value["files"]["corner"],
        legend=value["files"]["legend"],
        headings=report.pop("columns"),
        report=report,
        picture=value["picture"],
    )


def interaction_words_problems(root: Path | None = None) -> list[Problem]:
    """Every problem in the words of interactions, in all languages.

    A translation must have the words of the original, and leave the same places open.
    """
    place = root or knowledge_root()
    problems: list[Problem] = []
    original: YamlFile | None = None
    for language in LANGUAGES:
        file, found = _read(place, language)
        problems += found
        if file is None:
            continue
        if original is None:
            original = file
            levels = {level.key for level in InteractionLevel}
            problems += key_problems(file, ("levels",), set(file.value["levels"]), levels, "level")
        else:
            problems += _beside(file, original)
    return problems


def _beside(file: YamlFile, original: YamlFile) -> list[Problem]:
    own, first = dict(strings(file.value)), dict(strings(original.value))
    own.pop(("translates",), None)
    problems = key_problems(
        file, (), {_dotted(path) for path in own}, {_dotted(path) for path in first}, "passage"
    )
    # A chain may name its last item again, where a relative pronoun would not be understood.
    for path in own.keys() & first.keys() - {("path", "next")}:
        if placeholders(own[path]) != placeholders(first[path]):
            wanted = ", ".join(f"{{{name}}}" for name in sorted(placeholders(first[path])))
            problems.append(
                file.problem(
                    path, "Other places are open than in the original.", f"Use {wanted or 'none'}."
                )
            )
    return problems


def _dotted(path: tuple[str | int, ...]) -> str:
    return ".".join(map(str, path))


def _read(root: Path, language: str) -> tuple[YamlFile | None, list[Problem]]:
    name = f"interactions/text/{language}.yaml"
    file, problems = read_yaml(root / name, name)
    if file is None:
        return None, problems
    problems += shape_problems(file, SCHEMA)
    return (None, problems) if problems else (file, [])
