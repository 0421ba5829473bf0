"""How far a growing choice of measures has come: which plans are complete, what is solved."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection

from glocal.coherence.plan_task import Plan, Task


class Tally:
    """A choice that measures are taken into and out of, one step in the time of their plans."""

    def __init__(self, task: Task) -> None:
        self.task = task
        self.taken: set[str] = set()
        self.spent = 0.0
        self.findings: dict[Plan, list[str]] = defaultdict(list)
        for finding, plans in task.plans.items():
            for plan in dict.fromkeys(plans):
                self.findings[plan].append(finding)
        self.plans: dict[str, list[Plan]] = defaultdict(list)
        for plan in self.findings:
            for measure in plan:
                self.plans[measure].append(plan)
        self.missing = {plan: len(plan) for plan in self.findings}
        self.ways = dict.fromkeys(task.plans, 0)
        for finding in self.findings.get(frozenset(), ()):
            self.ways[finding] += 1

    @property
    def worth(self) -> float:
        """The weight of what is solved."""
        return sum(self.task.weight[finding] for finding, ways in self.ways.items() if ways)

    def take(self, measure: str) -> list[str]:
        """Take a measure; the findings that it solves now."""
        self.taken.add(measure)
        self.spent += self.task.cost[measure]
        fresh = []
        for plan in self.plans.get(measure, ()):
            self.missing[plan] -= 1
            if not self.missing[plan]:
                for finding in self.findings[plan]:
                    self.ways[finding] += 1
                    if self.ways[finding] == 1:
                        fresh.append(finding)
        return fresh

    def leave(self, measure: str) -> list[str]:
        """Leave a measure out again; the findings that are open again."""
        self.taken.discard(measure)
        self.spent -= self.task.cost[measure]
        lost = []
        for plan in self.plans.get(measure, ()):
            if not self.missing[plan]:
                for finding in self.findings[plan]:
                    self.ways[finding] -= 1
                    if not self.ways[finding]:
                        lost.append(finding)
            self.missing[plan] += 1
        return lost

    def gain(self, measures: Collection[str]) -> float:
        """The weight that these measures would add to what is solved."""
        fresh = [measure for measure in measures if measure not in self.taken]
        if len(fresh) == 1:
            solved = {
                finding
                for plan in self.plans.get(fresh[0], ())
                if self.missing[plan] == 1
                for finding in self.findings[plan]
                if not self.ways[finding]
            }
            return sum(self.task.weight[finding] for finding in sorted(solved))
        before = sorted({finding for measure in fresh for finding in self.take(measure)})
        for measure in fresh:
            self.leave(measure)
        return sum(self.task.weight[finding] for finding in before)


def pruned(task: Task, measures: Collection[str], kept: Collection[str] | None = None) -> set[str]:
    """The measures without those that solve nothing: the dearest are left out first.

    What is solved (or, of that, what stands in ``kept``) stays solved, and needs and cuts hold.
    """
    tally = Tally(task)
    for measure in sorted(measures):
        tally.take(measure)
    wanted = set(task.plans) if kept is None else set(kept)
    limited = bool(task.needs or task.cuts)
    for measure in sorted(measures, key=lambda own: (-task.cost[own], own)):
        lost = tally.leave(measure)
        if any(finding in wanted for finding in lost) or (limited and not task.allows(tally.taken)):
            tally.take(measure)
    return tally.taken
