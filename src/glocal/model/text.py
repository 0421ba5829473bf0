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
    """What to do to reach a grade, who does it, and what usually goes wrong."""

    who: str
    do: tuple[str, ...]
    wrong: str = ""


@dataclass(frozen=True)
class Pattern:
    """A typical incoherence around an indicator; ``axis`` is that between the two sides."""

    axis: str
    text: str


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
    """All words of one indicator in one language; empty values are not written yet.

    ``presupposes`` says which competence and level the indicator rests on, and what an authority
    without them can do. ``roles`` tells how it reads for each mobility role, ``gcm`` why it
    serves each objective of the Global Compact for Migration. ``stamp`` is the fingerprint of
    these words; a translation names in ``translates`` the fingerprint of the original it follows
    (empty: not said), and is ``stale`` when the original has changed since.
    """

    title: str = ""
    short: str = ""
    migration_to_sector: str = ""
    sector_to_migration: str = ""
    questions: tuple[str, ...] = ()
    anchors: Mapping[float, str] | None = None
    evidence: tuple[str, ...] = ()
    presupposes: str = ""
    roles: Mapping[str, str] | None = None
    steps: Mapping[float, StepText] | None = None
    incoherences: tuple[Pattern, ...] = ()
    example: Example | None = None
    resources: tuple[Resource, ...] = ()
    sdg: Mapping[str, str] | None = None
    gcm: Mapping[int, str] | None = None
    language: str = ""
    status: TextStatus = TextStatus.ORIGINAL
    stamp: str = ""
    translates: str = ""
    stale: bool = False
    borrowed: frozenset[str] = frozenset()

    def with_fallback(self, original: IndicatorText) -> IndicatorText:
        """This text with every empty field taken from ``original`` and named in ``borrowed``.

        The page marks borrowed fields with the language they are in, so that a reader and a
        screen reader both know.
        """
        empty: dict[str, Any] = {
            item.name: getattr(original, item.name)
            for item in fields(self)
            if item.name not in _ABOUT_THE_TEXT
            and not getattr(self, item.name)
            and getattr(original, item.name)
        }
        stale = bool(self.translates) and self.translates != original.stamp
        return replace(self, **empty, borrowed=frozenset(empty), stale=stale)


_ABOUT_THE_TEXT = {"language", "status", "stamp", "translates", "stale", "borrowed"}


@dataclass(frozen=True)
class FrameworkText:
    """All words of one framework in one language, with fallback already applied.

    ``groups`` maps a dimension or sub-dimension code to its title, ``intros`` to a sentence or
    two. ``grades`` maps a grade's key (scale id, grade) to the word for it and ``bands`` a
    band key to its word. ``stamp``, ``translates`` and ``stale`` are as in an ``IndicatorText``,
    for the file that holds these words.
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
    status: TextStatus = TextStatus.ORIGINAL
    stamp: str = ""
    translates: str = ""
    stale: bool = False
