"""A policy: the act that its provisions stand in."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from glocal.model.kinds import Level
from glocal.model.provision import Period


class PolicyKind(StrEnum):
    """What kind of act, from the strongest to the weakest; the order ranks acts of one level."""

    CONSTITUTION = "constitution"
    TREATY = "treaty"
    LAW = "law"
    REGULATION = "regulation"
    ORDINANCE = "ordinance"
    AGREEMENT = "agreement"
    BUDGET = "budget"
    PLAN = "plan"
    PROGRAMME = "programme"
    PROTOCOL = "protocol"
    INSTRUCTION = "instruction"


class PolicyStatus(StrEnum):
    """Where an act stands. Only acts in force are checked, drafts when they are asked for."""

    DRAFT = "draft"
    IN_FORCE = "in-force"
    SUSPENDED = "suspended"
    REPEALED = "repealed"


class Tie(StrEnum):
    """How one act refers to another."""

    AMENDS = "amends"
    IMPLEMENTS = "implements"
    REPEALS = "repeals"
    CITES = "cites"


@dataclass(frozen=True)
class Policy:
    """An act: identified by issuing body, kind, number and year.

    ``territory`` is where it applies, ``level`` that of the body which issued it, ``issuer`` the
    name of that body, ``responsible`` the organisation that carries it. ``ties`` are pairs of how
    and the id of the other act. ``pack`` names the country pack it came from, empty for one's own.
    """

    id: str
    title: str
    kind: PolicyKind
    level: Level
    territory: str
    issuer: str = ""
    number: str = ""
    year: int | None = None
    sectors: tuple[str, ...] = ()
    responsible: str = ""
    period: Period = field(default_factory=Period)
    status: PolicyStatus = PolicyStatus.IN_FORCE
    ties: tuple[tuple[Tie, str], ...] = ()
    source: str = ""
    pack: str = ""
