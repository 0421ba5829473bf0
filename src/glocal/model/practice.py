"""A practice: a documented case, in the five-part form, with what its sources carry."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from glocal.model.kinds import Level, MobilityRole
from glocal.model.provenance import Provenance


class DrawnBy(StrEnum):
    """Who drew a conclusion: a source, Glocal, or nobody."""

    SOURCE = "source"
    OURS = "ours"
    NONE = "none"


@dataclass(frozen=True)
class PracticePlace:
    """A territory where the practice took place; coordinates of its seat, in degrees."""

    name: str
    country: str
    level: Level
    lat: float
    lon: float


@dataclass(frozen=True)
class Actor:
    """A body that took part; ``group`` is its stakeholder group."""

    name: str
    group: str


@dataclass(frozen=True)
class Cost:
    """What a source says the practice cost; ``currency`` is ``None`` when it does not say."""

    amount: float
    currency: str | None


@dataclass(frozen=True)
class AnsweredIndicator:
    """An indicator that the practice shows at work, and the grade it helps to reach."""

    code: str
    grade: float
    by: DrawnBy


@dataclass(frozen=True)
class PracticeSource:
    """Where facts were read; ``opened`` is false when a fact file was read in its stead."""

    title: str
    by: str
    url: str
    date: str | None
    read: str
    opened: bool


@dataclass(frozen=True)
class Practice:
    """One case of the practice library; ``None`` means that the sources do not say.

    ``start`` and ``end`` are a year, a month or a day (as in ``2014-04``); an ``end`` of
    ``ongoing`` is the word of a source. ``sdg`` pairs a target with who named it.
    """

    id: str
    places: tuple[PracticePlace, ...]
    kind: str
    start: str | None
    end: str | None
    actors: tuple[Actor, ...]
    legal_known: bool
    cost: Cost | None
    roles: tuple[MobilityRole, ...]
    sectors: tuple[str, ...]
    phases: tuple[str, ...]
    sdg: tuple[tuple[str, DrawnBy], ...]
    gcm: tuple[int, ...]
    indicators: tuple[AnsweredIndicator, ...]
    lessons_by: DrawnBy
    recommendations_by: DrawnBy
    sources: tuple[PracticeSource, ...]

    def answers(self, code: str) -> AnsweredIndicator | None:
        """How the practice answers this indicator, ``None`` when it does not."""
        return next((item for item in self.indicators if item.code == code), None)


@dataclass(frozen=True)
class PracticeText:
    """All words of one practice in one language; ``answers`` is by indicator code.

    ``dates_note`` says why a date is uncertain, ``cost_covers`` what the amount paid for; both may
    be empty. ``carries`` tells for each source, in the order of the structure, what it holds.
    """

    id: str
    title: str
    summary: str
    introduction: str
    context: str
    done: tuple[str, ...]
    lessons: tuple[str, ...]
    recommendations: tuple[str, ...]
    legal_basis: str
    unknown: tuple[str, ...]
    answers: Mapping[str, str]
    search: tuple[str, ...]
    dates_note: str
    cost_covers: str
    carries: tuple[str, ...]
    provenance: Provenance
