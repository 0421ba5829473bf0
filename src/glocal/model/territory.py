"""A territory, as far as the calculators need to know it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from glocal.model.kinds import CompetenceShare, Level, MobilityRole


@dataclass(frozen=True)
class Territory:
    """A place with a government: its level, its mobility roles and its competences.

    A competence that is not named counts as held, because an indicator must not disappear from an
    assessment by an oversight.
    """

    id: str
    name: str
    level: Level
    roles: frozenset[MobilityRole] = frozenset(MobilityRole)
    competences: Mapping[str, CompetenceShare] = field(default_factory=dict)

    def holds(self, competence: str) -> bool:
        """Whether the territory holds at least a share of ``competence``."""
        return self.competences.get(competence, CompetenceShare.OWN) is not CompetenceShare.NONE
