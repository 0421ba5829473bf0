"""The changes that raise a territory most, in an order that respects what must come first."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from glocal.advice.position import Position, position
from glocal.model.advice import Change
from glocal.model.framework import Framework, Indicator, Need
from glocal.model.response import Response
from glocal.model.territory import Territory
from glocal.scoring.scorecard import score

Move = tuple[Indicator, float]


@dataclass(frozen=True)
class _Bundle:
    """A step and all the steps it still needs, in order, with what they bring together."""

    moves: tuple[Move, ...]
    gain: float
    effort: float


def best_changes(
    framework: Framework,
    responses: Iterable[Response],
    territory: Territory | None = None,
    limit: int = 10,
) -> tuple[Change, ...]:
    """At most ``limit`` steps of one grade each, in the order to take them.

    Greedy: again and again, among all steps (each bundled with the unmet steps it needs first), the
    bundle that adds most to the total per step; of equal ones the least effort, then the
    framework's order. A bundle longer than the steps left is passed over. Open answers count as
    the lowest grade, for planning alone. Raises ``ValueError`` for a limit
    below 1. Method and worked example: docs/methods/roadmap.md.
    """
    if limit < 1:
        raise ValueError("The limit must be at least 1.")
    here = position(framework, score(framework, responses, territory), open_as_lowest=True)
    changes: list[Change] = []
    while len(changes) < limit:
        bundle = _best(here, limit - len(changes))
        if bundle is None:
            break
        for indicator, grade in bundle.moves:
            after = here.with_grade(indicator, grade)
            changes.append(_change(here, after, indicator, grade))
            here = after
    return _with_unlocks(changes)


def _best(here: Position, room: int) -> _Bundle | None:
    best: _Bundle | None = None
    for indicator in here.framework.indicators:
        grade = here.next_grade(indicator)
        if grade is None:
            continue
        moves = _with_needs(here, indicator, grade)
        if len(moves) > room:
            continue
        bundle = _weigh(here, moves)
        if bundle.gain > 1e-12 and (best is None or _key(bundle) > _key(best)):
            best = bundle
    return best


def _key(bundle: _Bundle) -> tuple[float, float]:
    """Gain per step first: a step that drags five others along must be worth all six."""
    return round(bundle.gain / len(bundle.moves), 9), -bundle.effort


def _weigh(here: Position, moves: tuple[Move, ...]) -> _Bundle:
    answers = here
    effort = 0.0
    points = here.framework.rules.effort_points
    for indicator, grade in moves:
        answers = answers.with_grade(indicator, grade)
        step = indicator.step_to(grade)
        effort += points[step.effort] if step else 0.0
    return _Bundle(moves, answers.total - here.total, effort)


def _with_needs(here: Position, indicator: Indicator, grade: float) -> tuple[Move, ...]:
    """The step and every step before it that its needs ask for, deepest first."""
    moves: list[Move] = []
    reached: dict[str, float] = {}

    def climb(target: Indicator, to: float) -> None:
        current = reached.get(target.code, here.grade(target))
        while current is None or current < to:
            following = target.scale.next_grade(target.scale.lowest if current is None else current)
            if following is None:  # a need names a grade of the scale, so this is the top
                break
            step = target.step_to(following)
            for need in step.needs if step else ():
                if not _met(here, reached, need):
                    climb(here.framework.indicator(need.indicator), need.grade)
            moves.append((target, following))
            reached[target.code] = following
            current = following

    climb(indicator, grade)
    return tuple(moves)


def _met(here: Position, reached: dict[str, float], need: Need) -> bool:
    return reached.get(need.indicator, -1.0) >= need.grade or here.meets(need)


def _change(here: Position, after: Position, indicator: Indicator, grade: float) -> Change:
    step = indicator.step_to(grade)
    return Change(
        indicator=indicator,
        from_grade=here.grade(indicator),
        from_score=here.scores.get(indicator.code, 0.0),
        to_grade=grade,
        effort=step.effort if step else None,
        total_before=here.total,
        total_after=after.total,
        needs=step.needs if step else (),
        unlocks=(),
    )


def _with_unlocks(changes: list[Change]) -> tuple[Change, ...]:
    result = []
    for number, change in enumerate(changes):
        unlocks = [
            later.indicator.code
            for later in changes[number + 1 :]
            if any(
                need.indicator == change.indicator.code
                and (change.from_grade is None or need.grade > change.from_grade)
                and need.grade <= change.to_grade
                for need in later.needs
            )
        ]
        result.append(replace(change, unlocks=tuple(unlocks)))
    return tuple(result)
