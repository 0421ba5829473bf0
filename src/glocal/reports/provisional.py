"""When a profile is only provisional, and what is missing to the whole one."""

from __future__ import annotations

from dataclasses import dataclass

from glocal.model.framework import Framework
from glocal.model.kinds import AnswerState
from glocal.model.response import UNANSWERED_STATES
from glocal.model.scorecard import Scorecard
from glocal.scoring.scorecard import TOLERANCE


@dataclass(frozen=True)
class Missing:
    """How many of a sub-dimension's questions that apply have no grade yet."""

    sub_dimension: str
    open: int
    applicable: int


@dataclass(frozen=True)
class Provisional:
    """A profile from few answers: how many, between what its total must lie, what is missing.

    ``low`` and ``high`` assume nothing: they are the total with every open question at its worst
    and at its best. ``missing`` names the sub-dimensions in the order of the framework.
    """

    answered: int
    applicable: int
    low: float
    high: float
    missing: tuple[Missing, ...]

    @property
    def open(self) -> int:
        """Questions that apply and have no grade yet."""
        return self.applicable - self.answered


def provisional(framework: Framework, card: Scorecard) -> Provisional | None:
    """What must be said beside a profile that still rests on few answers; else ``None``.

    The limit is the framework's own: a profile is provisional as long as so much is open that no
    total may be printed. One without any answer is no profile yet.
    """
    total, most = card.total, framework.rules.total_width_max
    if total.value is None or total.bound_low is None or total.bound_high is None:
        return None
    if total.bound_high - total.bound_low <= most + TOLERANCE:
        return None
    missing = []
    for sub in framework.sub_dimensions:
        states = [card.answers[one.code].state for one in sub.indicators]
        applicable = sum(state is not AnswerState.NOT_APPLICABLE for state in states)
        open_ones = sum(state in UNANSWERED_STATES for state in states)
        if open_ones:
            missing.append(Missing(sub.code, open_ones, applicable))
    return Provisional(
        total.answered, total.applicable, total.bound_low, total.bound_high, tuple(missing)
    )
