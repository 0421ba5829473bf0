"""Suggestions: gaps, the changes worth making first, and what a change would do."""

from __future__ import annotations

from dataclasses import dataclass

from glocal.model.framework import Indicator, Need
from glocal.model.kinds import AnswerState, Effort
from glocal.model.scorecard import Score, Scorecard


@dataclass(frozen=True)
class NeedState:
    """A need of a step, with the grade that stands today (``None``: open) and whether it is met."""

    need: Need
    grade: float | None
    met: bool


@dataclass(frozen=True)
class Gap:
    """An indicator that can rise by one grade.

    ``grade`` is today's (``None`` when open or when groups differ), ``score`` today's score 0–1
    (``None`` when open). ``gain`` is what the step to ``next_grade`` adds to the total,
    ``gain_in_sub_dimension`` to its sub-dimension; both 0–1, and 0 where a cap holds.
    """

    indicator: Indicator
    grade: float | None
    score: float | None
    next_grade: float
    gain: float
    gain_in_sub_dimension: float
    effort: Effort | None
    needs: tuple[NeedState, ...]


@dataclass(frozen=True)
class Change:
    """One step of a plan: ``indicator`` rises from ``from_score`` to ``to_grade``.

    ``total_before`` and ``total_after`` are the total at this point of the plan. ``unlocks`` names
    the indicators whose step, later in the plan, needs this one first; ``needs`` are the needs
    of this step, met before it.
    """

    indicator: Indicator
    from_grade: float | None
    from_score: float
    to_grade: float
    effort: Effort | None
    total_before: float
    total_after: float
    needs: tuple[Need, ...]
    unlocks: tuple[str, ...]

    @property
    def gain(self) -> float:
        """What this step adds to the total at its place in the plan."""
        return self.total_after - self.total_before


@dataclass(frozen=True)
class Moved:
    """A figure that a change of answers moves; a side is ``None`` where there is no figure."""

    key: str
    before: Score
    after: Score

    @property
    def difference(self) -> float | None:
        """After less before, or ``None`` when one side has no value."""
        if self.before.value is None or self.after.value is None:
            return None
        return self.after.value - self.before.value


@dataclass(frozen=True)
class WhatIf:
    """Scores before and after a change of answers that nobody has saved.

    ``changes`` maps an indicator to the grade or state tried.
    """

    before: Scorecard
    after: Scorecard
    changes: dict[str, float | AnswerState]
    moved: tuple[Moved, ...]
