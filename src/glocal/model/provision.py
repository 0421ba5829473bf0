"""A provision: one norm inside a policy, in slots that can be compared."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from glocal.model.population import EVERYBODY, Group


class Modality(StrEnum):
    """What a provision does, in the words of the form (in brackets: Hohfeld's position).

    ``ENTITLEMENT`` people must be offered it (claim) · ``DUTY`` must do (duty) · ``PROHIBITION``
    must not do (duty not) · ``PERMISSION`` may do (liberty) · ``EXCLUSION`` people are not eligible
    (no-claim) · ``REPORT`` must hand over data to an authority (duty to a third party) · ``SHARE``
    hands data on (liberty to disclose) · ``FIREWALL`` must not hand data on (immunity) · ``GRANT``
    gives competence, money or staff (power) · ``SUPPORT`` helps people to reach it.
    """

    ENTITLEMENT = "entitlement"
    DUTY = "duty"
    PROHIBITION = "prohibition"
    PERMISSION = "permission"
    EXCLUSION = "exclusion"
    REPORT = "report"
    SHARE = "share"
    FIREWALL = "firewall"
    GRANT = "grant"
    SUPPORT = "support"


class Tri(StrEnum):
    """Yes, no, or not known: an unknown is never a no."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


class Confidence(StrEnum):
    """How sure whoever recorded the provision is, weakest first."""

    NOT_SURE = "not-sure"
    THINK_SO = "think-so"
    SURE = "sure"

    @property
    def rank(self) -> int:
        """0 (not sure) to 2 (sure)."""
        return list(Confidence).index(self)


class Means(StrEnum):
    """What it takes to carry a task."""

    COMPETENCE = "competence"
    MONEY = "money"
    STAFF = "staff"


class Support(StrEnum):
    """How well a causal assumption is supported, weakest first."""

    NONE = "none"
    OPINION = "opinion"
    STUDY = "study"
    EVALUATION = "evaluation"

    @property
    def rank(self) -> int:
        """0 (nothing) to 3 (an evaluation of this or a like measure)."""
        return list(Support).index(self)


@dataclass(frozen=True)
class Period:
    """From the first day on, up to but not including the last; ``None`` is open."""

    start: date | None = None
    end: date | None = None

    def holds(self, day: date) -> bool:
        """Whether ``day`` lies inside."""
        return (self.start is None or self.start <= day) and (self.end is None or day < self.end)


@dataclass(frozen=True)
class Benefit:
    """How much people get: an amount in a unit (a month, a person), for some months."""

    amount: float | None = None
    unit: str = ""
    months: float | None = None


@dataclass(frozen=True)
class Effect:
    """Effect of a provision on a goal, −3 … +3; ``territory`` where it falls, if elsewhere.

    ``offset`` says that something in place makes up for a negative effect.
    """

    goal: str
    strength: int
    territory: str | None = None
    offset: bool = False


@dataclass(frozen=True)
class Assumption:
    """A claim that a provision serves a goal, with its support and where that is written."""

    goal: str
    support: Support = Support.NONE
    source: str = ""


@dataclass(frozen=True)
class Range:
    """A numeric condition as a closed interval; ``None`` is open."""

    low: float | None = None
    high: float | None = None


@dataclass(frozen=True)
class Provision:
    """One norm. What is ``None`` was not recorded, and counts as unknown, never as no.

    ``bearer`` acts, ``action`` is the action or service, ``group`` whom it concerns. ``territory``
    and ``period`` are those of its policy unless said. ``target`` receives the data (report, share)
    or the means (grant). ``requirements`` are barriers that people must get over, ``prerequisites``
    actions that must be possible first. ``over`` names provisions that it overrides or is an
    exception of. ``ground`` is the reason stated for treating groups differently.
    """

    id: str
    policy: str
    modality: Modality
    bearer: str
    action: str
    group: Group = EVERYBODY
    territory: str = ""
    period: Period = Period()
    target: str | None = None
    requirements: frozenset[str] | None = None
    prerequisites: tuple[str, ...] = ()
    means: Mapping[Means, Tri] = field(default_factory=dict)
    gives: frozenset[Means] = frozenset()
    lifts: frozenset[str] = frozenset()
    benefit: Benefit | None = None
    conditions: Mapping[str, Range] = field(default_factory=dict)
    phases: tuple[str, ...] = ()
    effects: tuple[Effect, ...] = ()
    assumptions: tuple[Assumption, ...] = ()
    over: tuple[str, ...] = ()
    ground: str = ""
    article: str = ""
    quote: str = ""
    confidence: Confidence = Confidence.SURE
    note: str = ""
