"""All frameworks that are installed, loaded once and kept."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from glocal.errors import KnowledgeError, UnknownNameError
from glocal.loading.content_hash import question_hash
from glocal.loading.framework import read_framework
from glocal.loading.roots import knowledge_root
from glocal.loading.text import read_text, with_fallback
from glocal.loading.yaml_file import read_yaml
from glocal.model.framework import Framework
from glocal.model.kinds import Status
from glocal.model.text import FrameworkText

MAIN_FRAMEWORK = "local-pcmd"


@dataclass(frozen=True)
class FrameworkName:
    """Identifier and version of a framework, and the folder it lies in."""

    id: str
    version: str
    folder: Path


@cache
def installed_frameworks() -> tuple[FrameworkName, ...]:
    """Every framework version that ships, by identifier, oldest version first."""
    root = knowledge_root() / "frameworks"
    names = [
        FrameworkName(folder.parent.name, folder.name, folder)
        for folder in root.glob("*/*")
        if (folder / "framework.yaml").exists()
    ]
    return tuple(sorted(names, key=lambda name: (name.id, _version_key(name.version))))


@cache
def framework(framework_id: str, version: str | None = None) -> Framework:
    """The framework with this identifier, in this version or else in the newest.

    Raises ``UnknownNameError`` when it is not installed, ``KnowledgeError`` when its files are
    broken.
    """
    return read_framework(_find(framework_id, version).folder)


@cache
def framework_text(framework_id: str, version: str, language: str) -> FrameworkText:
    """The framework's words in ``language``, filled up from its original language.

    A language that the framework does not have at all gives the original. Raises
    ``KnowledgeError`` when a file of that language is broken.
    """
    name = _find(framework_id, version)
    structure = framework(framework_id, version)
    original = _text(name.folder, structure, structure.original_language)
    if language == structure.original_language or language not in structure.languages:
        return original
    return with_fallback(_text(name.folder, structure, language), original)


def framework_folder(framework_id: str, version: str) -> Path:
    """The folder in which the files of a framework version lie."""
    return _find(framework_id, version).folder


@cache
def main_framework_first() -> tuple[Framework, ...]:
    """Every installed version, the main framework first and superseded versions last.

    A version is superseded when another one continues it.
    """
    every = [framework(name.id, name.version) for name in installed_frameworks()]
    superseded = {(item.id, item.continues) for item in every}
    return tuple(
        sorted(
            every,
            key=lambda item: ((item.id, item.version) in superseded, item.id != MAIN_FRAMEWORK),
        )
    )


@cache
def asks_the_same(framework_id: str, one: str, other: str, code: str) -> bool:
    """Whether two versions of a framework ask the same with ``code``.

    The same means: the same scale, and the same questions and anchors in the original language, so
    that an answer to one is an answer to the other.
    """
    first, second = framework(framework_id, one), framework(framework_id, other)
    if code not in first or code not in second:
        return False
    told = [
        framework_text(framework_id, version.version, version.original_language).indicators[code]
        for version in (first, second)
    ]
    return question_hash(first.indicator(code), told[0]) == question_hash(
        second.indicator(code), told[1]
    )


@cache
def newest_version(framework_id: str, version: str) -> Framework:
    """The last of the versions that continue this one; this one itself when none does."""
    found = framework(framework_id, version)
    seen = {found.version}
    while True:
        later = [
            item
            for item in main_framework_first()
            if (item.id, item.continues) == (framework_id, found.version)
            and item.status is Status.PUBLISHED
            and item.version not in seen
        ]
        if not later:
            return found
        found = later[-1]
        seen.add(found.version)


@cache
def is_superseded(framework_id: str, version: str) -> bool:
    """Whether another installed version continues this one."""
    return any(
        (item.id, item.continues) == (framework_id, version) for item in main_framework_first()
    )


def _text(folder: Path, structure: Framework, language: str) -> FrameworkText:
    text, problems = read_text(folder, structure, language)
    if text is None:
        raise KnowledgeError(
            f"The texts of {structure.name} in {language!r} have errors:", problems
        )
    return text


def _find(framework_id: str, version: str | None) -> FrameworkName:
    found = [name for name in installed_frameworks() if name.id == framework_id]
    if not found:
        known = sorted({name.id for name in installed_frameworks()})
        raise UnknownNameError(
            f"There is no framework {framework_id!r}. Installed: {', '.join(known)}."
        )
    if version is None:
        return found[-1]
    for name in found:
        if name.version == version:
            return name
    versions = ", ".join(name.version for name in found)
    raise UnknownNameError(
        f"The framework {framework_id!r} has no version {version!r}. Installed: {versions}."
    )


def _version_key(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version.split("."))


def published_hashes() -> Mapping[str, str]:
    """The recorded hash of each published version, by ``id@version``: what is frozen."""
    file, problems = read_yaml(knowledge_root() / "frameworks" / "published.yaml", "published.yaml")
    if file is None:
        raise KnowledgeError("The list of published frameworks has errors:", problems)
    value: Mapping[str, str] = file.value
    return value
