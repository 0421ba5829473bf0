"""The words of a framework, apart from its structure, with fallback between languages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from enum import StrEnum
from typing import Any


class TextStatus(StrEnum):
    """Where a text comes from."""

    ORIGINAL = "original"
    TRANSLATED = "translated"
    REVIEWED = "reviewed"


@dataclass(frozen=True)
class StepText:
    """What to do to reach a grade, and who does it."""

    who: str
    do: tuple[str, ...]


@dataclass(frozen=True)
class Example:
    """A case that shows an indicator at work; ``kind`` is ``real`` or ``invented``."""

    kind: str
    text: str
    source: str = ""
    url: str = ""


@dataclass(frozen=True)
class Resource:
    """Something to read, with what the reader finds there."""

    title: str
    by: str
    url: str
    note: str


@dataclass(frozen=True)
class IndicatorText:
    """All words of one indicator in one language; empty values are not written yet."""

    title: str = ""
    short: str = ""
    migration_to_sector: str = ""
    sector_to_migration: str = ""
    questions: tuple[str, ...] = ()
    anchors: Mapping[float, str] | None = None
    evidence: tuple[str, ...] = ()
    steps: Mapping[float, StepText] | None = None
    example: Example | None = None
    resources: tuple[Resource, ...] = ()
    sdg: Mapping[str, str] | None = None
    language: str = ""
    status: TextStatus = TextStatus.ORIGINAL
    borrowed: frozenset[str] = frozenset()

    def with_fallback(self, original: IndicatorText) -> IndicatorText:
        """This text with every empty field taken from ``original`` and named in ``borrowed``.

        The page marks borrowed fields with the language they are in, so that a reader and a
        screen reader both know.
        """
        empty: dict[str, Any] = {
            item.name: getattr(original, item.name)
            for item in fields(self)
            if item.name not in {"language", "status", "borrowed"}
            and not getattr(self, item.name)
            and getattr(original, item.name)
        }
        return replace(self, **empty, borrowed=frozenset(empty))


@dataclass(frozen=True)
class FrameworkText:
    """All words of one framework in one language, with fallback already applied.

    ``groups`` maps a dimension or sub-dimension code to its title, ``intros`` to a sentence or
    two. ``grades`` maps a grade's key (scale id, grade) to the word for it and ``bands`` a band key
    to its word.
    """

    language: str
    title: str
    short: str
    about: str
    notice: str
    groups: Mapping[str, str]
    intros: Mapping[str, str]
    grades: Mapping[tuple[str, float], str]
    bands: Mapping[str, str]
    labels: Mapping[str, str]
    indicators: Mapping[str, IndicatorText]
