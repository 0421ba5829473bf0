"""The closed sets of words that frameworks, territories and responses are described with."""

from __future__ import annotations

from enum import StrEnum


class Axis(StrEnum):
    """Direction in which an indicator looks for coherence."""

    HORIZONTAL = "horizontal"
    VERTICAL = "vertical"
    TERRITORIAL = "territorial"
    PARTICIPATION = "participation"


class Stage(StrEnum):
    """What an indicator observes: a process, an institution or an effect."""

    INPUT = "input"
    OUTPUT = "output"
    OUTCOME = "outcome"


class Level(StrEnum):
    """Level of government, lowest first."""

    LOCAL = "local"
    INTERMEDIATE = "intermediate"
    NATIONAL = "national"
    INTERNATIONAL = "international"


class Subject(StrEnum):
    """What one assessment with a framework is about."""

    TERRITORY = "territory"
    BODY = "body"
    PARTNERSHIP = "partnership"


class MobilityRole(StrEnum):
    """Part a territory plays in the journeys of migrants and displaced people."""

    ORIGIN = "origin"
    TRANSIT = "transit"
    DESTINATION = "destination"
    RETURN = "return"
    DISPLACEMENT = "displacement"


class CompetenceShare(StrEnum):
    """How much of a competence a territory holds in law."""

    OWN = "own"
    SHARED = "shared"
    NONE = "none"


class Effort(StrEnum):
    """Rough effort of a step: weeks, months, or years and money of its own."""

    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"


class SdgLink(StrEnum):
    """Whether an indicator serves an SDG target that names migration, or one it only helps."""

    DIRECT = "direct"
    INDIRECT = "indirect"


class StakeholderGroup(StrEnum):
    """Group an organisation answers for; never a property of a person."""

    AUTHORITY = "authority"
    SECTOR_DEPARTMENT = "sector-department"
    MIGRANTS_DIASPORA = "migrants-diaspora"
    DISPLACED_PEOPLE = "displaced-people"
    CIVIL_SOCIETY = "civil-society"
    ACADEMIA = "academia"
    PRIVATE_SECTOR = "private-sector"
    HIGHER_LEVEL = "higher-level"
    PARTNER_TERRITORY = "partner-territory"


class AnswerState(StrEnum):
    """State of a response; only ``ANSWERED`` carries a grade, and none of the others is a zero."""

    ANSWERED = "answered"
    NOT_ANSWERED = "not-answered"
    NOT_APPLICABLE = "not-applicable"
    DONT_KNOW = "dont-know"


class EvidenceLevel(StrEnum):
    """How well an answer is supported, weakest first."""

    NONE = "none"
    DECLARED = "declared"
    CITED = "cited"
    CHECKED = "checked"
    OUTCOME = "outcome"

    @property
    def rank(self) -> int:
        """Position from 0 (no support) to 4 (outcome or beneficiary data)."""
        return _EVIDENCE_ORDER.index(self)


_EVIDENCE_ORDER = tuple(EvidenceLevel)


class Status(StrEnum):
    """Whether a framework, or an indicator in it, may be used for an assessment."""

    PUBLISHED = "published"
    DRAFT = "draft"
