"""Claims: what an answer says from a grade on, and which open findings do not fit it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from glocal.model.finding import Finding
from glocal.model.kinds import Axis
from glocal.model.provenance import Provenance


@dataclass(frozen=True)
class ClaimedAgainst:
    """Findings that do not fit a claim; what is empty does not limit them.

    ``actions`` are these and all that lie below them. ``barriers`` and ``transitions`` are ids.
    """

    rule: str
    variants: tuple[str, ...] = ()
    axes: tuple[Axis, ...] = ()
    actions: tuple[str, ...] = ()
    barriers: tuple[str, ...] = ()
    transitions: tuple[str, ...] = ()


@dataclass(frozen=True)
class Claim:
    """An indicator answered at ``from_grade`` or better says something that findings may deny."""

    key: str
    indicator: str
    from_grade: float
    findings: tuple[ClaimedAgainst, ...]


@dataclass(frozen=True)
class ClaimWords:
    """By the key of a claim: what the answer says, and what is recorded beside it."""

    reasons: Mapping[str, str]
    provenance: Provenance


@dataclass(frozen=True)
class Contradiction:
    """An answer and open findings that do not fit: one of the two wants a second look."""

    claim: Claim
    grade: float
    findings: tuple[Finding, ...]
