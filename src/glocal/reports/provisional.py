"""When a profile is only provisional, and what is missing to the whole one."""

from __future__ import annotations

from dataclasses import dataclass

from glocal.model.framework import Framework
from glocal.model.kinds import AnswerState
from glocal.model.response import UNANSWERED_STATES
from glocal.model.scorecard import Scorecard, Withheld
from glocal.scoring.bands import too_open


@dataclass(frozen=True)
class Missing:
    """How many of a sub-dimension's questions that apply have no grade yet."""

    sub_dimension: str
    open: int
    applicable: int


@dataclass(frozen=True)
class Provisional:
    """A profile from few answers: how many, between what its total must lie, what is missing.

    ``low`` and ``high`` are the interval of the total: every open question at its worst and at its
    best, and each answer moved by its uncertainty. So it is the one that stands beside the score.
    ``missing`` names the sub-dimensions in the order of the framework.
    """

    answered: int
    applicable: int
    low: float | None
    high: float | None
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
    total = card.total
    bare = total.bound_low is None or total.bound_high is None
    is_open = total.withheld is Withheld.TOO_MUCH_UNANSWERED if bare else too_open(framework, total)
    if not total.answered or not is_open:
        return None
    missing = []
    for sub in framework.sub_dimensions:
        # A copy of long ago may lack an indicator that the framework has today.
        known = [card.answers[one.code] for one in sub.indicators if one.code in card.answers]
        states = [answer.state for answer in known]
        applicable = sum(state is not AnswerState.NOT_APPLICABLE for state in states)
        open_ones = sum(state in UNANSWERED_STATES for state in states)
        if open_ones:
            missing.append(Missing(sub.code, open_ones, applicable))
    return Provisional(total.answered, total.applicable, total.low, total.high, tuple(missing))
