"""The taxonomy that the rules rest on: its installed versions, and what a country adds to one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

from glocal.errors import KnowledgeError, Problem, UnknownNameError
from glocal.loading.roots import knowledge_root
from glocal.loading.schema import nearest, shape_faults
from glocal.loading.taxonomy_checks import part_problems
from glocal.loading.taxonomy_parts import parts_of_extension, read_parts
from glocal.loading.taxonomy_text import read_words, text_problems
from glocal.loading.written import Form, Part, Written
from glocal.model.taxonomy import Taxonomy
from glocal.model.taxonomy_words import TaxonomyWords

FOLDER = "taxonomy"


def taxonomy_versions(root: Path | None = None) -> tuple[str, ...]:
    """The installed versions, oldest first."""
    folders = ((root or knowledge_root()) / FOLDER).glob("*/")
    return tuple(sorted((path.name for path in folders), key=_place))


def _place(version: str) -> list[int]:
    return [int(part) if part.isdigit() else -1 for part in version.split(".")]


@cache
def taxonomy(version: str | None = None) -> Taxonomy:
    """The taxonomy of a version, by default the newest.

    Raises ``UnknownNameError`` when the version is not installed and ``KnowledgeError`` with every
    problem when its files have errors.
    """
    name = known_version(version)
    found, problems = read_taxonomy(knowledge_root() / FOLDER / name)
    if problems:
        raise KnowledgeError(f"The taxonomy {name} has errors:", problems)
    return found


@cache
def taxonomy_words(language: str, version: str | None = None) -> TaxonomyWords:
    """Names and explanations in ``language``; what is not written there is given in English.

    Raises ``UnknownNameError`` when the version is not installed and ``KnowledgeError`` with every
    problem when its files of words have errors.
    """
    name = known_version(version)
    words, problems = read_words(knowledge_root() / FOLDER / name, language)
    if problems:
        raise KnowledgeError(f"The words of the taxonomy {name} have errors:", problems)
    return words


def known_version(version: str | None) -> str:
    """``version``, or the newest one for ``None``. Raises ``UnknownNameError``."""
    there = taxonomy_versions()
    if version is None:
        return there[-1]
    if version not in there:
        mend = nearest(version, set(there)) or f"Installed: {', '.join(there)}."
        raise UnknownNameError(f"There is no version {version!r} of the taxonomy. {mend}")
    return version


def read_taxonomy(folder: Path) -> tuple[Taxonomy, list[Problem]]:
    """The taxonomy in ``folder``, named after its version, and every problem in its structure.

    With problems, it is what could be read, and not to be relied on.
    """
    parts, problems = read_parts(folder, f"{folder.parent.name}/{folder.name}")
    whole = parts.put_together(folder.name)
    if not problems:  # without a file, whatever names its entries would be told as unknown
        problems = part_problems(parts, whole)
    return whole, problems


def taxonomy_problems(root: Path | None = None) -> list[Problem]:
    """Every problem in all versions below ``root``, in structure and words."""
    problems: list[Problem] = []
    for version in taxonomy_versions(root):
        folder = (root or knowledge_root()) / FOLDER / version
        whole, found = read_taxonomy(folder)
        problems += found
        if not found:
            problems += text_problems(folder, whole)
    return problems


def extended(
    base: Taxonomy,
    extension: Mapping[str, Any],
    *,
    within: Written | None = None,
    path: tuple[str | int, ...] = (),
) -> Taxonomy:
    """``base`` with what a country adds; its version stays, since the additions stand beside it.

    ``extension`` has the keys of the taxonomy files (``actions``, ``organisations``, ``goals``,
    ``evidence``, ``transitions``, ``cannot``). An action with the id of a known one and without
    ``parent`` adds to that one. ``within`` and ``path`` say where it is written, so that problems
    name the place. Raises ``KnowledgeError`` with every problem.
    """
    if not extension:
        return base
    part = Part(within or Form({}, "extension"), path, extension)
    faults = shape_faults(part, "taxonomy-extension")
    problems = [part.problem(place, what, mend) for place, what, mend in faults]
    if not problems:
        parts = parts_of_extension(part, base)
        whole = parts.put_together(base.version, base)
        whole = replace(whole, additions=(*base.additions, extension))
        problems = part_problems(parts, whole, base)
    if problems:
        raise KnowledgeError("The additions to the taxonomy have errors:", problems)
    return whole
