"""The taxonomy with what countries have added to it in their registers."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any

from glocal.errors import KnowledgeError
from glocal.loading.taxonomy import extended, taxonomy, taxonomy_words
from glocal.loading.taxonomy_text import words_with
from glocal.model.taxonomy import Taxonomy
from glocal.model.taxonomy_words import TaxonomyWords
from glocal_web.portal.models import Territory

ACTION, BODY = "actions", "organisations"
KINDS = (ACTION, BODY)
"""What can be added in a register; the keys are those of a file."""


def extension_of(territories: Iterable[Territory]) -> dict[str, list[dict[str, Any]]]:
    """What the territories have added, as ``extends`` of a file has it; of two, the first stands.

    >>> extension_of([])
    {}
    """
    return joined(
        {entry["kind"]: [{key: value for key, value in entry.items() if key != "kind" and value}]}
        for territory in territories
        for entry in territory.taxonomy_additions
    )


def joined(extensions: Iterable[Mapping[str, Any]]) -> dict[str, list[dict[str, Any]]]:
    """Several of them as one; of two entries with one id, the first stands."""
    found: dict[str, dict[str, dict[str, Any]]] = {}
    for extension in extensions:
        for kind in KINDS:
            for entry in extension.get(kind, ()):
                found.setdefault(kind, {}).setdefault(entry["id"], dict(entry))
    return {kind: list(found[kind].values()) for kind in KINDS if kind in found}


def with_additions(territories: Iterable[Territory], version: str | None = None) -> Taxonomy:
    """The newest taxonomy, or that of a version, with what the territories have added."""
    extension = extension_of(territories)
    if not extension:
        return taxonomy(version)
    return _extended(json.dumps(extension, sort_keys=True), version)


@lru_cache(maxsize=64)
def _extended(extension: str, version: str | None) -> Taxonomy:
    """What fits the taxonomy: a later version may have an id of its own that was added before."""
    base = taxonomy(version)
    entries: Mapping[str, list[dict[str, Any]]] = json.loads(extension)
    try:
        return extended(base, entries)
    except KnowledgeError:
        for kind in KINDS:
            for entry in entries.get(kind, ()):
                try:
                    base = extended(base, {kind: [entry]})
                except KnowledgeError:
                    continue
        return base


def words_of(known: Taxonomy, language: str) -> TaxonomyWords:
    """The words of a taxonomy with those that countries have given what they added."""
    if not known.additions:
        return taxonomy_words(language, known.version)
    return _words(json.dumps(known.additions, sort_keys=True), known.version, language)


@lru_cache(maxsize=256)
def _words(extensions: str, version: str, language: str) -> TaxonomyWords:
    words = taxonomy_words(language, version)
    for extension in json.loads(extensions):
        words = words_with(words, extension)
    return words
