"""A linkage: how migration and one sector affect one another."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from glocal.model.effects_check import CheckQuestion, CheckWords
from glocal.model.framework import SdgTarget
from glocal.model.kinds import Axis
from glocal.model.provenance import Provenance


@dataclass(frozen=True)
class Linkage:
    """What the linkage of a sector touches, and the questions that only this sector asks."""

    sector: str
    indicators: tuple[str, ...]
    sdg: tuple[SdgTarget, ...]
    gcm: tuple[int, ...]
    questions: tuple[CheckQuestion, ...]


@dataclass(frozen=True)
class Point:
    """A heading and the mechanism behind it; ``mend`` is the first thing to do, for patterns."""

    point: str
    how: str
    mend: str = ""


@dataclass(frozen=True)
class Fact:
    """A statement with its source and the day on which that was read."""

    text: str
    source: str
    url: str
    read: str


@dataclass(frozen=True)
class LinkageText:
    """All words of one linkage in one language.

    ``destination``, ``transit`` (empty where there is nothing of its own to say) and ``origin``
    (with return and diaspora) tell how the sector's policies affect migrants and development
    there. ``incoherences`` holds typical patterns for
    the horizontal, the vertical and the territorial axis.
    """

    sector: str
    in_short: str
    migration_affects: tuple[Point, ...]
    destination: tuple[Point, ...]
    transit: tuple[Point, ...]
    origin: tuple[Point, ...]
    synergies: tuple[Point, ...]
    side_effects: tuple[Point, ...]
    incoherences: Mapping[Axis, tuple[Point, ...]]
    questions: Mapping[str, CheckWords]
    facts: tuple[Fact, ...]
    sdg: Mapping[str, str]
    provenance: Provenance
