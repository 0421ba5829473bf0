"""What is to be planned: measures with a cost, and which of them together solve which finding."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

Plan = frozenset[str]
"""Measures that solve a finding together."""


@dataclass(frozen=True)
class Cut:
    """``together`` must not all be chosen, unless one of the plans in ``unless`` is chosen too."""

    together: Plan
    unless: tuple[Plan, ...] = ()

    def allows(self, chosen: Collection[str]) -> bool:
        """Whether a choice keeps to this."""
        return not self.together <= set(chosen) or any(plan <= set(chosen) for plan in self.unless)


@dataclass(frozen=True)
class Task:
    """Measures by id with their cost; findings by id with their plans and their weight.

    ``apart`` are pairs of measures that exclude each other, ``needs`` what a measure is pointless
    or impossible without, ``cuts`` what was found not to work. Costs and weights are not negative.
    Raises ``ValueError`` for plans, pairs, needs or cuts with a measure that has no cost.
    """

    cost: Mapping[str, float]
    plans: Mapping[str, tuple[Plan, ...]]
    weight: Mapping[str, float]
    apart: frozenset[tuple[str, str]] = frozenset()
    needs: Mapping[str, Plan] = field(default_factory=dict)
    cuts: tuple[Cut, ...] = ()

    def __post_init__(self) -> None:
        if any(value < 0 for value in [*self.cost.values(), *self.weight.values()]):
            raise ValueError("Costs and weights must not be negative.")
        named: set[str] = set()
        for plans in self.plans.values():
            named.update(*plans)
        for pair in self.apart:
            named.update(pair)
        for measure, needed in self.needs.items():
            named.update(needed, {measure})
        for cut in self.cuts:
            named.update(cut.together, *cut.unless)
        unknown = sorted(named - self.cost.keys())
        if unknown:
            raise ValueError(f"These measures have no cost: {', '.join(unknown[:5])}.")

    def price(self, chosen: Collection[str]) -> float:
        """What a choice costs."""
        return sum(self.cost[measure] for measure in sorted(chosen))

    def solved(self, chosen: Collection[str]) -> tuple[str, ...]:
        """The findings that a choice solves, in the order of the task."""
        taken = set(chosen)
        return tuple(
            finding for finding, plans in self.plans.items() if any(plan <= taken for plan in plans)
        )

    def worth(self, chosen: Collection[str]) -> float:
        """The weight of the findings that a choice solves."""
        return sum(self.weight[finding] for finding in self.solved(chosen))

    def allows(self, chosen: Collection[str]) -> bool:
        """Whether a choice keeps apart what excludes each other, has what it needs, and no cut."""
        taken = set(chosen)
        return (
            not any(one in taken and other in taken for one, other in self.apart)
            and all(needed <= taken for measure, needed in self.needs.items() if measure in taken)
            and all(cut.allows(taken) for cut in self.cuts)
        )


@dataclass(frozen=True)
class Choice:
    """Measures chosen, in the order of their ids, with what they cost and solve.

    ``bound`` is what no choice can beat (a cost from below, a weight from above); ``proven`` says
    that this one reaches it.
    """

    measures: tuple[str, ...]
    cost: float
    weight: float
    solved: tuple[str, ...]
    bound: float
    proven: bool


def choice(task: Task, measures: Collection[str], bound: float, *, proven: bool) -> Choice:
    """A choice with what it costs and solves."""
    solved = task.solved(measures)
    return Choice(
        tuple(sorted(measures)),
        task.price(measures),
        sum(task.weight[finding] for finding in solved),
        solved,
        bound,
        proven,
    )
