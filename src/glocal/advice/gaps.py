"""Every indicator that can rise, with what the next grade would bring and what it needs."""

from __future__ import annotations

from collections.abc import Iterable

from glocal.advice.position import Position, position
from glocal.model.advice import Gap, NeedState
from glocal.model.framework import Framework, Indicator, Step
from glocal.model.response import Response
from glocal.model.territory import Territory
from glocal.scoring.scorecard import score


def gaps(
    framework: Framework, responses: Iterable[Response], territory: Territory | None = None
) -> tuple[Gap, ...]:
    """The gaps of a territory, the greatest gain for the total first.

    An indicator at the top of its scale, or one that does not apply, is no gap. For the gain, open
    answers count as the lowest grade: an open indicator is shown as a gap because its answer is
    missing, and the page says so.
    """
    scorecard = score(framework, responses, territory)
    here = position(framework, scorecard, open_as_lowest=False)
    base = position(framework, scorecard, open_as_lowest=True)
    found = [
        _gap(here, base, indicator, next_grade)
        for indicator in framework.indicators
        if (next_grade := here.next_grade(indicator)) is not None
    ]
    order = {indicator.code: number for number, indicator in enumerate(framework.indicators)}
    return tuple(sorted(found, key=lambda gap: (-round(gap.gain, 9), order[gap.indicator.code])))


def _gap(here: Position, base: Position, indicator: Indicator, next_grade: float) -> Gap:
    after = base.with_grade(indicator, next_grade)
    step = indicator.step_to(next_grade)
    sub = indicator.sub_dimension
    return Gap(
        indicator=indicator,
        grade=here.grade(indicator),
        score=here.scores.get(indicator.code),
        next_grade=next_grade,
        gain=after.total - base.total,
        gain_in_sub_dimension=(after.subs[sub] or 0.0) - (base.subs[sub] or 0.0),
        effort=step.effort if step else None,
        needs=_needs(here, step),
    )


def _needs(here: Position, step: Step | None) -> tuple[NeedState, ...]:
    if step is None:
        return ()
    return tuple(
        NeedState(need, here.grade(here.framework.indicator(need.indicator)), here.meets(need))
        for need in step.needs
    )
