"""A finding: one incoherence (or synergy not yet pursued), with everything needed to explain it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from glocal.model.effects_check import Severity
from glocal.model.kinds import Axis
from glocal.model.population import Group
from glocal.model.provision import Period


class Certainty(StrEnum):
    """Whether the texts alone show it, or something is inferred or not known for sure."""

    CERTAIN = "certain"
    POSSIBLE = "possible"


class LegalStanding(StrEnum):
    """Which of two provisions prevails in law; it never makes a finding go away."""

    NONE = "none"
    SUPERIOR = "superior"
    SPECIAL = "special"
    LATER = "later"
    CONTESTED = "contested"


class Slot(StrEnum):
    """A slot of a provision in which two provisions match or clash."""

    MODALITY = "modality"
    BEARER = "bearer"
    ACTION = "action"
    GROUP = "group"
    TERRITORY = "territory"
    PERIOD = "period"
    TARGET = "target"
    REQUIREMENT = "requirement"
    PREREQUISITE = "prerequisite"
    MEANS = "means"
    BENEFIT = "benefit"
    GOAL = "goal"
    CHANNEL = "channel"


class Who(StrEnum):
    """Who can mend: the territory itself, or another level or territory that must be asked."""

    SELF = "self"
    ASK_ABOVE = "ask-above"
    ASK_BELOW = "ask-below"
    ASK_PARTNER = "ask-partner"


class EditKind(StrEnum):
    """What a mend does to the portfolio."""

    ADD = "add"
    NARROW = "narrow"
    DROP = "drop"
    SET_OVER = "set-over"
    ADD_CHANNEL = "add-channel"
    ADD_COORDINATION = "add-coordination"
    ADD_TIE = "add-tie"
    SUPPORT_CLAIM = "support-claim"
    OFFSET = "offset"
    STATE_GROUND = "state-ground"
    FILL_IN = "fill-in"
    TALK = "talk"

    @property
    def can_be_tried(self) -> bool:
        """Whether there is something to change; talking leaves the portfolio as it is."""
        return self is not EditKind.TALK


@dataclass(frozen=True)
class Mend:
    """One way to make a finding vanish: what is done to which provision, by whom.

    ``key`` names its words in the rule. ``subject`` is the provision changed (empty for a new one),
    ``territory`` where it must be decided. ``effort`` is 1 (an instruction) to 5 (a law).
    ``params`` are ids that the words and the change need: ``action``, ``organisation``, …
    """

    key: str
    kind: EditKind
    territory: str
    effort: int
    subject: str = ""
    params: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Finding:
    """One detected incoherence.

    ``id`` is stable: a hash of the rule, the minimal set and ``key``. ``provisions`` is the minimal
    set, each with the part it plays (``parts``, as in ``promise``, ``share``, ``report``). ``hit``
    are those who are hit, ``revealed`` those who become known where that differs. ``territories``
    are the highest territories in all of which it holds. ``params`` are ids for the narrative.
    ``cause`` groups findings that one change would end.
    """

    id: str
    rule: str
    variant: str
    axis: Axis
    severity: Severity
    certainty: Certainty
    standing: LegalStanding
    provisions: tuple[str, ...]
    parts: tuple[str, ...]
    territories: tuple[str, ...]
    period: Period = field(default_factory=Period)
    hit: tuple[Group, ...] = ()
    revealed: tuple[Group, ...] = ()
    phases: tuple[str, ...] = ()
    matches: tuple[Slot, ...] = ()
    clash: Slot | None = None
    params: Mapping[str, str] = field(default_factory=dict)
    mends: tuple[Mend, ...] = ()
    indicators: tuple[str, ...] = ()
    sdg: tuple[str, ...] = ()
    reasons: tuple[str, ...] = ()
    cause: str = ""
    restricted: bool = False
    taxonomy: str = ""
