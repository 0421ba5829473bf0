"""What the rules know about the world: actions, organisations, barriers, transitions, goals."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from glocal.model.kinds import Level
from glocal.model.population import Group, Population


class Reveals(StrEnum):
    """Whose situation a contact makes known: of the user, the guardian or the whole household."""

    USER = "user"
    GUARDIAN = "guardian"
    HOUSEHOLD = "household"


@dataclass(frozen=True)
class Contact:
    """Using an action makes somebody known to an organisation."""

    organisation: str
    reveals: Reveals = Reveals.USER


@dataclass(frozen=True)
class Action:
    """An action or service in a tree (sector, domain, service).

    ``contact``, ``requires``, ``needs``, ``closed`` and ``costly`` are passed down the tree.
    ``closed``: only those with an explicit grant have it; with ``closed_for`` that holds of these
    people only (work is closed to foreigners, not to citizens). ``costly``: it cannot be carried
    without money. ``core``: every territory is asked who is covered, and ``relevant`` for whom.
    ``continuous``: a break in it harms. ``portable``: it must count at both ends of a corridor.
    ``requires`` are actions that must be possible first, ``needs`` barriers that stand before it
    unless a provision says otherwise, ``successors`` actions that may follow it without a break.
    """

    id: str
    parent: str | None
    sector: str
    closed: bool = False
    costly: bool = False
    core: bool = False
    continuous: bool = False
    portable: bool = False
    relevant: Group | None = None
    closed_for: Group | None = None
    contact: tuple[Contact, ...] = ()
    requires: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    successors: tuple[str, ...] = ()
    phases: tuple[str, ...] = ()
    source: str = ""


@dataclass(frozen=True)
class Organisation:
    """A kind of body, or (in a portfolio) one body, in a tree.

    ``territory`` is its area, ``None`` for a kind, which exists wherever a provision names it.
    ``inherent`` are actions for which it is competent without a grant.
    """

    id: str
    parent: str | None
    level: Level | None = None
    public: bool = True
    inherent: tuple[str, ...] = ()
    territory: str | None = None
    name: str = ""


@dataclass(frozen=True)
class Goal:
    """What policies want to change; ``collective`` when it is nobody's in particular."""

    id: str
    collective: bool = False
    sdg: tuple[str, ...] = ()


@dataclass(frozen=True)
class EvidenceLink:
    """What is known of how an action or goal moves a goal: sign, and support from 0 to 3."""

    cause: str
    goal: str
    sign: int
    support: int
    source: str = ""


@dataclass(frozen=True)
class Transition:
    """A change in somebody's situation that the law foresees: one dimension, from and to.

    ``resets`` says what changes along with it, by dimension and value: an unaccompanied minor who
    turns 18 is from then on alone.
    """

    id: str
    dimension: str
    before: frozenset[str]
    after: frozenset[str]
    resets: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


@dataclass(frozen=True)
class Taxonomy:
    """Everything above, with the version that findings name.

    ``additions`` are what countries have added to that version, as they wrote it: their names for
    it stand there.
    """

    version: str
    population: Population
    actions: Mapping[str, Action]
    organisations: Mapping[str, Organisation]
    cannot: Mapping[str, tuple[Group, ...]]
    goals: Mapping[str, Goal] = field(default_factory=dict)
    evidence: tuple[EvidenceLink, ...] = ()
    transitions: tuple[Transition, ...] = ()
    additions: tuple[Mapping[str, Any], ...] = ()
