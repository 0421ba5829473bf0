"""Plans that mend: at least cost, or the most under a budget; each is tried before it is shown.

A plan is made by an integer programme over measures (``plan_solver``), carried out virtually and
checked again. When findings appear that were not there, or one stays that should have vanished, the
programme learns it and plans anew. The steps come in the order in which they bring most.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

from glocal.coherence.measures import Measure, Measures, measures_for
from glocal.coherence.plan_search import RepairPlan, Search, Step, Weighting
from glocal.coherence.plan_solver import cheapest, most
from glocal.coherence.plan_task import Choice, Task
from glocal.model.effects_check import Severity

__all__ = [
    "Measure",
    "Measures",
    "Point",
    "RepairPlan",
    "Step",
    "Weighting",
    "least_cost",
    "measures_for",
    "most_under_budget",
    "pareto",
    "robustness",
]

ROUNDS = 12
"""How often a plan is made anew before the greedy way is taken."""

WATCHED = frozenset({Severity.MEDIUM, Severity.HIGH})
"""Severities of which no new finding may appear."""


@dataclass(frozen=True)
class Point:
    """What a budget brings."""

    budget: float
    plan: RepairPlan


def least_cost(
    options: Measures,
    wanted: Collection[str] | None = None,
    *,
    watched: Collection[Severity] = WATCHED,
    rounds: int = ROUNDS,
) -> RepairPlan:
    """The cheapest plan after which every finding in ``wanted`` is gone (all asked for, if unsaid).

    Findings that no measure solves are left open and listed so. Of ``watched`` severities no new
    finding appears; where that leaves no way to solve all, as much weight as possible is solved.
    """
    search = Search(options, _asked(options, wanted), Weighting.DOUBLING, frozenset(watched))
    solvable = [name for name in search.asked if options.plans.get(name)]

    def solve(task: Task) -> Choice:
        found = cheapest(task, solvable, search.prefer())
        if found is not None:
            return found
        return replace(most(task, task.price(task.cost), search.prefer()), bound=0.0, proven=False)

    return search.settled(solve, None, rounds)


def most_under_budget(
    options: Measures,
    budget: float,
    wanted: Collection[str] | None = None,
    *,
    weighting: Weighting = Weighting.DOUBLING,
    watched: Collection[Severity] = WATCHED,
    rounds: int = ROUNDS,
) -> RepairPlan:
    """The plan that solves the most weight among ``wanted`` for at most ``budget``.

    Raises ``ValueError`` for a negative budget.
    """
    search = Search(options, _asked(options, wanted), weighting, frozenset(watched))
    return search.settled(lambda task: most(task, budget, search.prefer()), budget, rounds)


def pareto(
    options: Measures,
    wanted: Collection[str] | None = None,
    *,
    budgets: int = 8,
    watched: Collection[Severity] = WATCHED,
) -> tuple[Point, ...]:
    """What 5 to 10 budgets bring, from a part of the cost of solving everything up to all of it.

    A budget that brings no more than a smaller one is left out. Raises ``ValueError`` for fewer
    than 5 or more than 10 budgets.
    """
    if not 5 <= budgets <= 10:
        raise ValueError("Give 5 to 10 budgets.")
    asked = _asked(options, wanted)
    whole = least_cost(options, asked, watched=watched)
    points: list[Point] = []
    for part in range(1, budgets + 1):
        budget = round(whole.cost * part / budgets, 2)
        plan = most_under_budget(options, budget, asked, watched=watched)
        if plan.weight > max((point.plan.weight for point in points), default=0.0):
            points.append(Point(budget, plan))
    return tuple(points)


def robustness(
    options: Measures,
    budget: float,
    wanted: Collection[str] | None = None,
    *,
    watched: Collection[Severity] = WATCHED,
) -> Mapping[Weighting, bool]:
    """Whether the plan under a budget stays the same when severities weigh less or more."""
    plans = {
        weighting: frozenset(
            measure.id
            for measure in most_under_budget(
                options, budget, wanted, weighting=weighting, watched=watched
            ).measures
        )
        for weighting in Weighting
    }
    return {weighting: plan == plans[Weighting.DOUBLING] for weighting, plan in plans.items()}


def _asked(options: Measures, wanted: Collection[str] | None) -> tuple[str, ...]:
    if wanted is None:
        return tuple(options.plans)
    unknown = sorted(set(wanted) - options.plans.keys())
    if unknown:
        raise ValueError(f"No measures were looked for to solve {', '.join(unknown[:5])}.")
    return tuple(name for name in options.plans if name in set(wanted))
