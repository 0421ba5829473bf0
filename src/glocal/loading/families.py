"""Read a family of knowledge files: one structure file a member, its words beside it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from glocal.errors import Problem
from glocal.loading.schema import nearest, shape_problems
from glocal.loading.stamp import stamp
from glocal.loading.vocabulary import vocabulary_ids
from glocal.loading.yaml_file import YamlFile, read_yaml
from glocal.model.provenance import Provenance
from glocal.model.text import TextStatus

LANGUAGES = ("en", "es", "fr", "ar")
"""The languages in which every text of the knowledge base is written."""


@dataclass(frozen=True)
class Family:
    """A kind of knowledge: its folder, its schemas, and the key that names a member."""

    name: str
    key: str
    schema: str
    text_schema: str

    def members(self, root: Path) -> tuple[dict[str, YamlFile], list[Problem]]:
        """Every structure file that has the right shape, by its name, and all problems."""
        return self._read(root / self.name, self.name, self.schema)

    def texts(self, root: Path, language: str) -> tuple[dict[str, YamlFile], list[Problem]]:
        """Every text in ``language`` that has the right shape, by its name, and all problems."""
        place = f"{self.name}/text/{language}"
        return self._read(root / place, place, self.text_schema)

    def _read(
        self, folder: Path, label: str, schema: str
    ) -> tuple[dict[str, YamlFile], list[Problem]]:
        found: dict[str, YamlFile] = {}
        problems: list[Problem] = []
        for path in sorted(folder.glob("*.yaml")):
            file, unread = read_yaml(path, f"{label}/{path.name}")
            problems += unread
            if file is None:
                continue
            shape = shape_problems(file, schema)
            problems += shape
            if shape:
                continue
            if file.value[self.key] != path.stem:
                problems.append(
                    file.problem(
                        [self.key],
                        f"The file is called {path.name} but names {file.value[self.key]!r}.",
                        "Give the file the name of what it describes.",
                    )
                )
                continue
            found[path.stem] = file
        return found, problems


def provenance(
    value: Mapping[str, Any], language: str, original: Mapping[str, Any], *, asked: str
) -> Provenance:
    """Where the words in ``value`` come from, beside the ``original`` they may translate."""
    follows: str = value.get("translates", "")
    return Provenance(
        language=language,
        status=TextStatus(value["status"]),
        stamp=stamp(value),
        translates=follows,
        stale=bool(follows) and follows != stamp(original),
        borrowed=language != asked,
    )


def unknown_words(
    file: YamlFile, named: list[tuple[tuple[str | int, ...], str, str]]
) -> list[Problem]:
    """Problems for each ``(path, vocabulary, id)`` whose id is not in that controlled list."""
    return [
        file.problem(
            path,
            f"{value!r} is not in the vocabulary '{vocabulary}'.",
            nearest(value, set(vocabulary_ids(vocabulary)))
            or f"See knowledge/vocabularies/{vocabulary}.yaml.",
        )
        for path, vocabulary, value in named
        if value not in vocabulary_ids(vocabulary)
    ]


def unknown_codes(
    file: YamlFile, named: list[tuple[tuple[str | int, ...], str]], codes: set[str]
) -> list[Problem]:
    """Problems for each ``(path, code)`` that is no indicator of the main framework."""
    return [
        file.problem(
            path,
            f"There is no indicator {code!r} in the main framework.",
            nearest(code, codes) or "Use a code as in A1.3.",
        )
        for path, code in named
        if code not in codes
    ]


def key_problems(
    file: YamlFile, path: tuple[str | int, ...], written: set[str], wanted: set[str], what: str
) -> list[Problem]:
    """Words for something that does not exist, and things without words."""
    return [
        *(
            file.problem([*path, key], f"There is no {what} {key!r}.", "Drop these words.")
            for key in sorted(written - wanted)
        ),
        *(
            file.problem(path, f"The {what} {key!r} has no words.", f"Write them under '{key}'.")
            for key in sorted(wanted - written)
        ),
    ]
