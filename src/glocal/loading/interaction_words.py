"""Read the words of interactions: the scale, reasons, sentences, files, tables, pictures."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from glocal.errors import Problem
from glocal.loading.families import key_problems
from glocal.loading.word_files import WordFiles
from glocal.model.interaction import InteractionLevel

FILES = WordFiles(
    "interactions/text/{language}.yaml", "The words of interactions", "interactions-text"
)
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
    spoken, value = FILES.words(language)
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
    # A chain may name its last item again, where a relative pronoun would not be understood.
    original, problems = FILES.problems(root, free={("path", "next")})
    if original is not None:
        levels = {level.key for level in InteractionLevel}
        problems += key_problems(
            original, ("levels",), set(original.value["levels"]), levels, "level"
        )
    return problems
