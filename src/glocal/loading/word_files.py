"""The words of one subject, a file a language: read them, and say what a translation lacks."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from glocal.errors import KnowledgeError, Problem
from glocal.loading.families import LANGUAGES, key_problems
from glocal.loading.roots import knowledge_root
from glocal.loading.schema import shape_problems
from glocal.loading.templates import placeholders, strings
from glocal.loading.vocabulary import FALLBACK_LANGUAGE
from glocal.loading.yaml_file import YamlFile, read_yaml

Passage = tuple[str | int, ...]
"""Where a text stands in its file: keys and numbers from the outside in."""


@dataclass(frozen=True)
class WordFiles:
    """Where the words of a subject stand below the knowledge, with ``{language}`` in the name.

    ``about`` begins the message when they cannot be read; ``schema`` gives their shape, where they
    have one.
    """

    place: str
    about: str
    schema: str = ""

    def words(self, language: str) -> tuple[str, Mapping[str, Any]]:
        """The language that is spoken, English for one that there is not, and the words in it.

        Raises ``KnowledgeError`` when the file cannot be used.
        """
        spoken = language if language in LANGUAGES else FALLBACK_LANGUAGE
        file, problems = self.read(knowledge_root(), spoken)
        if file is None:
            raise KnowledgeError(f"{self.about} have errors:", problems)
        return spoken, file.value

    def read(self, root: Path, language: str) -> tuple[YamlFile | None, list[Problem]]:
        """The file of a language, ``None`` if it cannot be used, and all problems by itself."""
        name = self.place.format(language=language)
        file, problems = read_yaml(root / name, name)
        if file is not None and self.schema:
            problems += shape_problems(file, self.schema)
        return (None, problems) if problems else (file, [])

    def problems(
        self, root: Path | None = None, free: Collection[Passage] = ()
    ) -> tuple[YamlFile | None, list[Problem]]:
        """The original, and every problem in all languages.

        A translation must have the passages of the original, and leave the same places open but in
        those that are ``free``.
        """
        problems: list[Problem] = []
        original: YamlFile | None = None
        for language in LANGUAGES:
            file, found = self.read(root or knowledge_root(), language)
            problems += found
            if file is not None and original is not None:
                problems += _beside(file, original, free)
            original = original or file
        return original, problems


def _beside(file: YamlFile, original: YamlFile, free: Collection[Passage]) -> list[Problem]:
    own, first = dict(strings(file.value)), dict(strings(original.value))
    own.pop(("translates",), None)
    problems = key_problems(
        file, (), {_dotted(path) for path in own}, {_dotted(path) for path in first}, "passage"
    )
    for path in own.keys() & first.keys() - set(free):
        if placeholders(own[path]) != placeholders(first[path]):
            wanted = ", ".join(f"{{{name}}}" for name in sorted(placeholders(first[path])))
            problems.append(
                file.problem(
                    path, "Other places are open than in the original.", f"Use {wanted or 'none'}."
                )
            )
    return problems


def _dotted(path: Passage) -> str:
    return ".".join(map(str, path))
