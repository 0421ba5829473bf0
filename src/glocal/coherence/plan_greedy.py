"""Again and again the plan that brings most for its cost: fast, explainable, seldom far from best.

It is the way out where the exact way takes too long, and the order in which the steps of any plan
are shown.
"""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterable, Iterator

from glocal.coherence.plan_tally import Tally, pruned
from glocal.coherence.plan_task import Choice, Plan, Task, choice

TINY = 1e-9


def greedy_most(task: Task, budget: float) -> Choice:
    """Much weight for at most ``budget``; nothing is proven.

    Each step takes the plan with the most fresh weight for the cost that is still to be paid, as
    far as the budget allows it.
    """
    tally = Tally(task)

    def affordable(fresh: Plan) -> bool:
        return tally.spent + task.price(fresh) <= budget + TINY

    for _ in steps(task, tally, affordable):
        pass
    return choice(task, pruned(task, tally.taken), sum(task.weight.values()), proven=False)


def greedy_cheapest(task: Task, wanted: Iterable[str]) -> Choice | None:
    """A cheap choice that solves all of ``wanted``; ``None`` when this way finds none."""
    asked = set(wanted)
    weight = {finding: float(finding in asked) for finding in task.plans}
    counted = Task(task.cost, task.plans, weight, task.apart, task.needs, task.cuts)
    tally = Tally(counted)
    for _ in steps(counted, tally, lambda fresh: True):
        pass
    if not asked <= set(task.solved(tally.taken)):
        return None
    return choice(task, pruned(task, tally.taken, asked), 0.0, proven=False)


def steps(task: Task, tally: Tally, affordable: Callable[[Plan], bool]) -> Iterator[Plan]:
    """The measures to take, step by step; each is taken before the next is looked for.

    Of equal ones the cheaper, then the first by ids. What the measures of a plan need is taken
    along. A step that the task forbids in this company is passed over.
    """
    bundles = {plan: _with_needs(task, plan) for plan in tally.findings if plan}
    heap = [(*_rank(task, tally, bundle), sorted(plan), plan) for plan, bundle in bundles.items()]
    heap = [entry for entry in heap if entry[0] < -TINY]
    heapq.heapify(heap)
    limited = bool(task.apart or task.cuts)
    while heap:
        rank, price, names, plan = heapq.heappop(heap)
        now = _rank(task, tally, bundles[plan])
        if now[0] >= -TINY:
            continue
        if now > (rank, price):
            heapq.heappush(heap, (*now, names, plan))
            continue
        fresh = frozenset(bundles[plan] - tally.taken)
        if not affordable(fresh) or (limited and not task.allows(tally.taken | fresh)):
            continue
        yield fresh
        for measure in sorted(fresh):
            tally.take(measure)
        # What shares a measure with this step has become cheaper: it may be better than it was.
        for other in {other for measure in fresh for other in tally.plans[measure]}:
            better = _rank(task, tally, bundles[other])
            if better[0] < -TINY:
                heapq.heappush(heap, (*better, sorted(other), other))


def _rank(task: Task, tally: Tally, bundle: Plan) -> tuple[float, float]:
    """What comes first is smallest: weight for cost (negative), then cost."""
    fresh = bundle - tally.taken
    if not fresh:
        return 0.0, 0.0
    price = task.price(fresh)
    gain = tally.gain(fresh)
    return (-gain / price if price > TINY else -gain / TINY), price


def _with_needs(task: Task, plan: Plan) -> Plan:
    found, waiting = set(plan), list(plan)
    while waiting:
        for needed in task.needs.get(waiting.pop(), ()):
            if needed not in found:
                found.add(needed)
                waiting.append(needed)
    return frozenset(found)
