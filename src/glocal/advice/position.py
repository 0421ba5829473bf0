"""Where a territory stands, as numbers that a plan can move quickly."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from glocal.model.framework import Framework, Indicator, Need
from glocal.model.kinds import AnswerState
from glocal.model.scorecard import Scorecard
from glocal.scoring.total import sub_dimension_value, total_value


@dataclass(frozen=True)
class Position:
    """Scores of the answered indicators, of the sub-dimensions and of the whole.

    ``not_applicable`` names the indicators that do not apply.
    """

    framework: Framework
    scores: Mapping[str, float]
    not_applicable: frozenset[str]
    subs: Mapping[str, float | None]
    total: float

    def grade(self, indicator: Indicator) -> float | None:
        """The highest grade that the answer reaches in full, ``None`` when it is open.

        Where groups differ, their mean may lie between two grades; the lower one is reached.
        """
        value = self.scores.get(indicator.code)
        if value is None:
            return None
        reached = [g for g in indicator.scale.grades if indicator.scale.score(g) <= value + 1e-9]
        return reached[-1]

    def next_grade(self, indicator: Indicator) -> float | None:
        """The grade above today's, or above the lowest for an open answer.

        ``None`` at the top of the scale, and when the indicator does not apply.
        """
        if indicator.code in self.not_applicable:
            return None
        grade = self.grade(indicator)
        return indicator.scale.next_grade(indicator.scale.lowest if grade is None else grade)

    def meets(self, need: Need) -> bool:
        """Whether a need is met; what does not apply to the territory cannot be needed of it."""
        if need.indicator in self.not_applicable:
            return True
        grade = self.grade(self.framework.indicator(need.indicator))
        return grade is not None and grade >= need.grade

    def with_grade(self, indicator: Indicator, grade: float) -> Position:
        """The position once ``indicator`` stands at ``grade``."""
        scores = {**self.scores, indicator.code: indicator.scale.score(grade)}
        sub = self.framework.sub_dimension(indicator.sub_dimension)
        subs = {**self.subs, sub.code: sub_dimension_value(self.framework, sub, scores)}
        return replace(
            self, scores=scores, subs=subs, total=total_value(self.framework, subs) or 0.0
        )


def position(framework: Framework, scorecard: Scorecard, *, open_as_lowest: bool) -> Position:
    """Where the territory of ``scorecard`` stands.

    With ``open_as_lowest``, what nobody has answered is taken as not there yet: a plan has to begin
    somewhere. That is for planning alone; a score shown to people never does this.
    """
    scores = {code: a.score for code, a in scorecard.answers.items() if a.score is not None}
    not_applicable = frozenset(
        code
        for code, answer in scorecard.answers.items()
        if answer.state is AnswerState.NOT_APPLICABLE
    )
    if open_as_lowest:
        for indicator in framework.indicators:
            if indicator.code not in not_applicable:
                scores.setdefault(indicator.code, 0.0)
    subs = {
        sub.code: sub_dimension_value(framework, sub, scores) for sub in framework.sub_dimensions
    }
    return Position(framework, scores, not_applicable, subs, total_value(framework, subs) or 0.0)
