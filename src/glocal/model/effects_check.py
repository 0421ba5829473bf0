"""The effects check: what to ask of a new policy before it is adopted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class CheckAnswer(StrEnum):
    """What the draft of a policy says to one question."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


class Severity(StrEnum):
    """How much a risk weighs, lowest first."""

    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"


@dataclass(frozen=True)
class CheckQuestion:
    """One question of the check; ``risk_if`` is the answer that shows a risk.

    ``barrier`` names what would keep people out, where the risk is a barrier; ``indicators`` are
    the codes of the main framework that the risk touches.
    """

    key: str
    risk_if: CheckAnswer
    severity: Severity
    indicators: tuple[str, ...] = ()
    barrier: str | None = None


@dataclass(frozen=True)
class CheckWords:
    """The question, the risk that its answer may show, and how to mend the draft."""

    ask: str
    risk: str
    mend: str


@dataclass(frozen=True)
class CheckResult:
    """What a check has shown: questions with a risk, still open, and without a risk.

    A check has no score: the risks are read, heaviest first.
    """

    risks: tuple[CheckQuestion, ...]
    open: tuple[CheckQuestion, ...]
    clear: tuple[CheckQuestion, ...]

    @property
    def by_severity(self) -> Mapping[Severity, int]:
        """How many risks of each severity there are, heaviest first."""
        return {
            severity: sum(question.severity is severity for question in self.risks)
            for severity in reversed(Severity)
        }
