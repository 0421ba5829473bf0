"""What participants answered, and the one answer per indicator that is scored."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from glocal.model.kinds import AnswerState, EvidenceLevel, StakeholderGroup


@dataclass(frozen=True)
class Response:
    """One participant's answer to one indicator.

    ``grade`` is a grade of the indicator's scale, and ``None`` unless ``state`` is ``ANSWERED``.
    ``agreed`` marks the answer that the participants settled on.
    """

    indicator: str
    state: AnswerState = AnswerState.NOT_ANSWERED
    grade: float | None = None
    evidence: EvidenceLevel = EvidenceLevel.NONE
    participant: str = ""
    group: StakeholderGroup = StakeholderGroup.AUTHORITY
    agreed: bool = False

    def __post_init__(self) -> None:
        if (self.grade is not None) != (self.state is AnswerState.ANSWERED):
            raise ValueError(
                f"{self.indicator}: a grade goes with the state 'answered' and with no other "
                f"(state {self.state}, grade {self.grade})."
            )


@dataclass(frozen=True)
class Answer:
    """The one answer per indicator that enters a score.

    ``score`` lies between 0 and 1, ``None`` unless answered. ``by_group`` holds each stakeholder
    group's own median score, so that the difference between groups stays visible.
    """

    indicator: str
    state: AnswerState
    score: float | None = None
    grade: float | None = None
    evidence: EvidenceLevel = EvidenceLevel.NONE
    agreed: bool = False
    by_group: Mapping[StakeholderGroup, float] = field(default_factory=dict)


UNANSWERED_STATES = frozenset({AnswerState.NOT_ANSWERED, AnswerState.DONT_KNOW})
"""States that leave an indicator open: they widen the interval and never count as zero."""
