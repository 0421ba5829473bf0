"""The controlled lists (sectors, competences, …) and their words."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType

from glocal.errors import KnowledgeError
from glocal.loading.roots import knowledge_root
from glocal.loading.yaml_file import read_yaml

FALLBACK_LANGUAGE = "en"


def vocabulary_ids(name: str) -> tuple[str, ...]:
    """The ids of a controlled list, in its own order."""
    return tuple(_list(name))


@cache
def _list(name: str) -> tuple[str, ...]:
    value = _read(knowledge_root() / "vocabularies" / f"{name}.yaml")
    return tuple(value)


@cache
def vocabulary_words(name: str, language: str) -> Mapping[str, str]:
    """The word for each id of a controlled list, in ``language`` or else in English."""
    folder = knowledge_root() / "vocabularies" / "text"
    words: dict[str, str] = dict(_read(folder / FALLBACK_LANGUAGE / f"{name}.yaml"))
    own = folder / language / f"{name}.yaml"
    if own.exists():
        words.update(_read(own))
    return MappingProxyType(words)


def _read(path: Path) -> dict[str, str]:
    file, problems = read_yaml(path, path.name)
    if file is None:
        raise KnowledgeError("A vocabulary has errors:", problems)
    value: dict[str, str] = file.value
    return value
