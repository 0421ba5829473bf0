"""What other answers would do to the scores, before anything is saved."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from glocal.model.advice import Moved, WhatIf
from glocal.model.framework import Framework
from glocal.model.kinds import AnswerState
from glocal.model.response import Answer, Response
from glocal.model.scorecard import Score, Scorecard
from glocal.model.territory import Territory
from glocal.scoring.scorecard import score, score_answers


def what_if(
    framework: Framework,
    responses: Iterable[Response],
    changes: Mapping[str, float | AnswerState],
    territory: Territory | None = None,
) -> WhatIf:
    """Scores before and after ``changes``, and every figure that moves.

    ``changes`` maps an indicator code to a grade of its scale or to a state without grade. Evidence
    stays as it is. Raises
    ``UnknownNameError`` for a foreign indicator and ``ValueError`` for a grade off the scale, or
    for the state "answered" without a grade.
    """
    here = score(framework, responses, territory)
    answers = dict(here.answers)
    for code, change in changes.items():
        answers[code] = _changed(framework, answers, code, change)
    after = score_answers(framework, answers)
    moved = tuple(
        Moved(before.key, before, later)
        for before, later in zip(figures(here), figures(after), strict=True)
        if _differ(before, later)
    )
    return WhatIf(here, after, dict(changes), moved)


def figures(scorecard: Scorecard) -> Iterator[Score]:
    """All figures of a scorecard, the total first, in a fixed order."""
    yield scorecard.total
    yield from scorecard.dimensions.values()
    yield from scorecard.sub_dimensions.values()
    yield from scorecard.axes.values()
    yield from scorecard.sectors.values()
    yield from scorecard.sub_dimension_cells.values()
    yield from scorecard.sector_cells.values()


def _changed(
    framework: Framework,
    answers: Mapping[str, Answer],
    code: str,
    change: float | AnswerState,
) -> Answer:
    indicator = framework.indicator(code)
    if isinstance(change, AnswerState):
        if change is AnswerState.ANSWERED:
            raise ValueError(f"{code}: 'answered' needs a grade.")
        return Answer(code, change)
    return replace(
        answers[code],
        state=AnswerState.ANSWERED,
        grade=change,
        score=indicator.scale.score(change),
    )


def _differ(before: Score, after: Score) -> bool:
    pairs = (
        (before.value, after.value),
        (before.low, after.low),
        (before.high, after.high),
        (before.coverage, after.coverage),
    )
    return before.withheld != after.withheld or any(
        (one is None) != (two is None)
        or (one is not None and two is not None and abs(one - two) > 1e-9)
        for one, two in pairs
    )
