"""The cheapest plan that solves everything asked for, and the most under a budget: with HiGHS.

Both are integer programmes: a variable for each measure (taken or not), one for each plan of two
measures or more (no larger than any of its measures) and, under a budget, one for each finding (no
larger than the sum of its plans).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import highspy
import numpy as np

from glocal.coherence.plan_greedy import greedy_most
from glocal.coherence.plan_tally import pruned
from glocal.coherence.plan_task import Choice, Plan, Task, choice

EXACT_UP_TO = 200
"""Measures under a budget for which the best choice is looked for. A larger task is solved to
within ``GAP``."""

WITHIN_GAP_UP_TO = 400
"""Measures under a budget; a larger task is planned greedily, and only the bound is computed."""

GAP = 0.01
MOST_NODES = 1_000
"""Branches after which the best found so far is taken: a count, since a clock would differ."""

EASY = 100
"""Branches up to which ties are worth settling: it takes two solutions more."""

SLACK = 1e-6
"""What a value and its bound may differ by and still be equal."""


def cheapest(
    task: Task, wanted: Iterable[str], prefer: Mapping[str, float] | None = None
) -> Choice | None:
    """The measures of least cost that solve every finding in ``wanted``; ``None`` if none do.

    Among equally cheap choices the one with the least sum of ``prefer`` is taken (each measure
    counts 1 where it says nothing), then the one first by ids, as far as the task is easy.
    """
    asked = sorted(set(wanted))
    if any(not task.plans.get(finding) for finding in asked):
        return None
    missing = [finding for finding in asked if frozenset() not in task.plans[finding]]
    if not missing:
        return choice(task, (), 0.0, proven=True)
    model = _Model(task, {plan for finding in missing for plan in task.plans[finding]})
    for finding in missing:
        terms = [(model.plan(plan), 1.0) for plan in task.plans[finding]]
        model.row(terms, 1.0, highspy.kHighsInf)
    prices = model.prices()
    model.cost(dict(prices))
    found = model.solve()
    if found is None:
        return None
    if len(task.cost) <= EXACT_UP_TO and found.easy:
        model.at_most(prices, found.value)
        model.settle(prefer or {})
    return choice(task, pruned(task, model.taken(), asked), found.bound, proven=found.proven)


def most(task: Task, budget: float, prefer: Mapping[str, float] | None = None) -> Choice:
    """The measures that solve the most weight for at most ``budget``.

    Among equally good choices the cheapest is taken, then as for ``cheapest``. Nothing is a choice
    too: with a budget of 0 it may be the only one. Raises ``ValueError`` for a negative budget.
    """
    if budget < 0:
        raise ValueError("A budget must not be negative.")
    model, gains, given = _under_budget(task, budget)
    if not gains:
        return choice(task, (), given, proven=True)
    size = len(task.cost)
    first = greedy_most(task, budget)
    if size > WITHIN_GAP_UP_TO:
        bound = given - model.relaxed()
        return choice(task, first.measures, bound, proven=first.weight >= bound - SLACK)
    found = model.solve(0.0 if size <= EXACT_UP_TO else GAP, start=first.measures)
    if found is None:  # pragma: no cover - the start satisfies every row
        return first
    if size <= EXACT_UP_TO and found.easy:
        prices = model.prices()
        model.at_most(list(gains.items()), found.value)
        model.cost(dict(prices))
        again = model.solve()
        if again is not None:
            model.at_most(prices, again.value)
            model.settle(prefer or {})
    taken = pruned(task, model.taken())
    return choice(task, taken, given - found.bound, proven=found.proven)


def _under_budget(task: Task, budget: float) -> tuple[_Model, dict[int, float], float]:
    """The model, its costs (minus the weights), and the weight of what is solved anyway."""
    alike: dict[frozenset[Plan], float] = defaultdict(float)
    given = 0.0
    for finding, ways in task.plans.items():
        if frozenset() in ways:
            given += task.weight[finding]
        elif ways:
            alike[frozenset(ways)] += task.weight[finding]
    model = _Model(task, {plan for plans in alike for plan in plans})
    gains: dict[int, float] = {}
    for plans, weight in alike.items():
        solved = model.column(1.0)
        gains[solved] = -weight
        terms = [(solved, 1.0), *((model.plan(plan), -1.0) for plan in sorted(plans, key=sorted))]
        model.row(terms, -highspy.kHighsInf, 0.0)
    model.row(model.prices(), -highspy.kHighsInf, budget)
    model.cost(gains)
    return model, gains, given


@dataclass(frozen=True)
class _Found:
    """The value of a solution, the bound on it, whether they meet, and whether that was easy."""

    value: float
    bound: float
    proven: bool
    easy: bool


class _Model:
    """An integer programme in the making, row by row, and its solver."""

    def __init__(self, task: Task, plans: Iterable[Plan]) -> None:
        self.task = task
        self.upper: list[float] = []
        self.rows: list[tuple[list[tuple[int, float]], float, float]] = []
        self.costs: dict[int, float] = {}
        self.values: list[float] = []
        self.measure = {name: self.column(1.0) for name in sorted(task.cost)}
        self.plans: dict[Plan, int] = {}
        for plan in sorted(set(plans) | {p for cut in task.cuts for p in cut.unless}, key=sorted):
            if len(plan) > 1:
                self.plans[plan] = self.column(1.0)
                for name in sorted(plan):
                    terms = [(self.plans[plan], 1.0), (self.measure[name], -1.0)]
                    self.row(terms, -highspy.kHighsInf, 0.0)
        for one, other in sorted(task.apart):
            self.row([(self.measure[one], 1.0), (self.measure[other], 1.0)], 0.0, 1.0)
        for name, needed in sorted(task.needs.items()):
            for own in sorted(needed):
                terms = [(self.measure[name], 1.0), (self.measure[own], -1.0)]
                self.row(terms, -highspy.kHighsInf, 0.0)
        for cut in task.cuts:
            if frozenset() not in cut.unless:
                together = [(self.measure[name], 1.0) for name in sorted(cut.together)]
                unless = [(self.plan(plan), -1.0) for plan in cut.unless]
                self.row([*together, *unless], -highspy.kHighsInf, len(cut.together) - 1.0)

    def column(self, upper: float) -> int:
        """A new variable between 0 and ``upper``; the measures come first and are whole numbers."""
        self.upper.append(upper)
        return len(self.upper) - 1

    def plan(self, plan: Plan) -> int:
        """The variable of a plan; that of its only measure where it has one."""
        return self.measure[next(iter(plan))] if len(plan) == 1 else self.plans[plan]

    def row(self, terms: Sequence[tuple[int, float]], low: float, high: float) -> None:
        """A condition: the sum of the terms lies between two numbers."""
        summed: dict[int, float] = defaultdict(float)
        for column, factor in terms:
            summed[column] += factor
        self.rows.append((sorted(summed.items()), low, high))

    def at_most(self, terms: Sequence[tuple[int, float]], value: float) -> None:
        """A condition: the sum stays at a value that was reached.

        Between whole numbers there is room; a limit that is met exactly troubles the solver.
        """
        whole = all(float(factor).is_integer() for _, factor in terms)
        self.row(terms, -highspy.kHighsInf, value + (0.5 if whole else 1e-4))

    def cost(self, costs: Mapping[int, float]) -> None:
        """What is to be made as small as possible."""
        self.costs = dict(costs)

    def prices(self) -> list[tuple[int, float]]:
        """What each measure costs."""
        return [(column, self.task.cost[name]) for name, column in self.measure.items()]

    def settle(self, prefer: Mapping[str, float]) -> None:
        """Choose among equally good solutions: the preferred ones, then the first by ids."""
        size = len(self.measure)
        self.cost({column: prefer.get(name, 1.0) for name, column in self.measure.items()})
        found = self.solve()
        if found is not None:
            self.at_most(list(self.costs.items()), found.value)
            self.cost({column: 1.0 + column / (size * size) for column in range(size)})
            self.solve()

    def solve(self, gap: float = 0.0, start: Iterable[str] = ()) -> _Found | None:
        """Solve in whole measures; ``None`` when nothing is possible."""
        solver = self._solver({"mip_rel_gap": gap, "mip_max_nodes": MOST_NODES})
        size, first = len(self.measure), {self.measure[name] for name in start}
        if first:
            values = np.array([float(column in first) for column in range(size)])
            solver.setSolution(size, np.arange(size, dtype=np.int32), values)
        solver.run()
        info = solver.getInfo()
        if info.primal_solution_status != highspy.SolutionStatus.kSolutionStatusFeasible:
            return None
        self.values = list(solver.getSolution().col_value)
        value, bound = float(info.objective_function_value), float(info.mip_dual_bound)
        proven = abs(value - bound) <= SLACK * max(1.0, abs(value))
        return _Found(value, bound, proven, proven and info.mip_node_count <= EASY)

    def relaxed(self) -> float:
        """The value if measures could be taken in part: a bound on every solution."""
        solver = self._solver({"solve_relaxation": True, "solver": "ipm", "run_crossover": "off"})
        solver.run()
        return float(solver.getInfo().objective_function_value)

    def _solver(self, options: Mapping[str, bool | float | str]) -> _Quiet:
        """The solver with the model in it; one thread and a fixed seed, so that runs are alike."""
        lp = highspy.HighsLp()
        lp.num_col_, lp.num_row_ = len(self.upper), len(self.rows)
        lp.col_cost_ = np.array([self.costs.get(i, 0.0) for i in range(len(self.upper))])
        lp.col_lower_ = np.zeros(len(self.upper))
        lp.col_upper_ = np.array(self.upper)
        lp.row_lower_ = np.array([low for _, low, _ in self.rows])
        lp.row_upper_ = np.array([high for _, _, high in self.rows])
        matrix = lp.a_matrix_
        matrix.format_ = highspy.MatrixFormat.kRowwise
        matrix.start_ = np.cumsum([0, *(len(terms) for terms, _, _ in self.rows)], dtype=np.int32)
        matrix.index_ = np.array([c for terms, _, _ in self.rows for c, _ in terms], np.int32)
        matrix.value_ = np.array([v for terms, _, _ in self.rows for _, v in terms], float)
        whole, part = highspy.HighsVarType.kInteger, highspy.HighsVarType.kContinuous
        lp.integrality_ = [whole if i < len(self.measure) else part for i in range(len(self.upper))]
        solver = _Quiet()  # type: ignore[no-untyped-call]
        for option, value in {"threads": 1, "random_seed": 0, **options}.items():
            solver.setOptionValue(option, value)
        solver.passModel(lp)
        return solver

    def taken(self) -> set[str]:
        """The measures of the last solution."""
        return {name for name, column in self.measure.items() if self.values[column] > 0.5}


class _Quiet(highspy.Highs):
    """The solver without its banner, which it would print before it can be told to be silent."""

    def enableCallbacks(self) -> None:
        """Called while it is made: silent from then on."""
        self.silent()
        super().enableCallbacks()  # type: ignore[no-untyped-call]
