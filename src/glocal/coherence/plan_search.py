"""Plan, try, learn, plan anew: the search for a plan that holds when it is carried out virtually.

What a plan was found not to do becomes a cut of the integer programme. Where a plan makes a finding
appear that can be mended in its turn, the cut is conditional: whoever chooses what opens it must
choose what closes it again. So a firewall and the exemption it needs are planned together.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum

from glocal.coherence.edits import PIECE
from glocal.coherence.measures import Measure, Measures, contradictions, leans_on, proposals
from glocal.coherence.plan_greedy import steps as greedy_steps
from glocal.coherence.plan_tally import Tally
from glocal.coherence.plan_task import Choice, Cut, Plan, Task
from glocal.coherence.what_if import Outcome
from glocal.model.effects_check import Severity
from glocal.model.finding import Finding, Who


class Weighting(StrEnum):
    """How much more a heavier finding counts: like its level 1, 2, 3, or 2, or 3 to the level."""

    LINEAR = "linear"
    DOUBLING = "doubling"
    TRIPLING = "tripling"

    def of(self, severity: Severity) -> float:
        """The weight of a finding."""
        level = list(Severity).index(severity) + 1
        return float({"linear": level, "doubling": 2**level, "tripling": 3**level}[self.value])


@dataclass(frozen=True)
class Step:
    """One measure of a plan, at its place in the order.

    ``solves`` and ``opens`` are the ids of findings that vanish and appear with this step, on top
    of those before; what opens here is closed by a later step, or is light. ``after`` are measures
    of the plan that must come first.
    """

    measure: Measure
    solves: tuple[str, ...]
    opens: tuple[str, ...]
    after: tuple[str, ...]


@dataclass(frozen=True)
class RepairPlan:
    """Steps in order, what they cost, and what they were found to do when tried together.

    ``solved`` and ``open`` divide the findings asked for. ``bound`` is the cost that no plan can
    undercut or the weight that none can exceed, as far as mends are known; ``proven`` says that
    this plan reaches it. ``greedy`` says that no exact plan held within the rounds allowed.
    """

    steps: tuple[Step, ...]
    cost: float
    weight: float
    solved: tuple[str, ...]
    open: tuple[str, ...]
    outcome: Outcome
    bound: float
    proven: bool
    rounds: int
    greedy: bool

    @property
    def measures(self) -> tuple[Measure, ...]:
        """The measures in order."""
        return tuple(step.measure for step in self.steps)


@dataclass
class Search:
    """One search for a plan that solves what is ``asked`` for, with what it has learnt so far.

    Of ``watched`` severities no new finding may appear.
    """

    options: Measures
    asked: tuple[str, ...]
    weighting: Weighting
    watched: frozenset[Severity]
    measures: dict[str, Measure] = field(default_factory=dict)
    needs: dict[str, Plan] = field(default_factory=dict)
    cuts: list[Cut] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.measures = dict(self.options.measures)

    def prefer(self) -> Mapping[str, float]:
        """Among equally good plans the one with fewer steps, and fewer that others must decide."""
        return {
            name: 1.0 if measure.who is Who.SELF else 1.5 for name, measure in self.measures.items()
        }

    def task(self) -> Task:
        """What is to be planned, as far as it is known by now."""
        findings = self.options.findings
        return Task(
            cost={name: measure.cost for name, measure in sorted(self.measures.items())},
            plans={name: self.options.plans.get(name, ()) for name in self.asked},
            weight={name: self.weighting.of(findings[name].severity) for name in self.asked},
            apart=contradictions(self.measures.values()),
            needs=dict(self.needs),
            cuts=tuple(self.cuts),
        )

    def settled(
        self, solve: Callable[[Task], Choice], budget: float | None, rounds: int
    ) -> RepairPlan:
        """A plan that holds when it is tried."""
        for number in range(1, rounds + 1):
            choice = solve(self.task())
            outcome = self.options.outcome(self.chosen(choice.measures))
            if outcome is not None and self.holds(choice, outcome):
                return self.plan(choice, outcome, number)
            self.learn(choice, outcome)
        return self.greedily(budget, rounds)

    def chosen(self, names: Iterable[str]) -> list[Measure]:
        """The measures with these ids, in their order."""
        return [self.measures[name] for name in sorted(names)]

    def appeared(self, outcome: Outcome) -> list[Finding]:
        """The new findings that a plan must not bring."""
        return [item for item in outcome.appear if item.severity in self.watched]

    def holds(self, choice: Choice, outcome: Outcome) -> bool:
        """Whether a choice does what it says and opens nothing that is watched."""
        gone = {item.id for item in outcome.vanish}
        return not self.appeared(outcome) and set(choice.solved) <= gone

    def learn(self, choice: Choice, outcome: Outcome | None) -> None:
        """What the choice does not do, as cuts; at least one of them forbids this very choice."""
        together = frozenset(choice.measures)
        if outcome is not None:
            gone = {item.id for item in outcome.vanish}
            for finding in self.appeared(outcome):
                self._learn_of_new(finding, together)
            for name in choice.solved:
                if name not in gone:
                    self._learn_of_left(name, together)
        if all(cut.allows(together) for cut in self.cuts):
            self.cuts.append(Cut(together))

    def _learn_of_new(self, finding: Finding, together: Plan) -> None:
        """A new finding may be mended too: whoever chooses what opens it must choose its mend."""
        options = self.options

        def opens(names: Plan) -> bool:
            outcome = options.outcome(self.chosen(names), finding.rule)
            return outcome is not None and any(item.id == finding.id for item in outcome.appear)

        culprits = self.chosen(fewest(together, opens))
        changed = options.changed(culprits)
        unless = []
        for measure in proposals(finding, changed, options.taxonomy, options.home, options.costs):
            # A piece has its id only in the company that carved it out.
            if measure.who in options.deciders and PIECE not in repr(measure.edits):
                known = self.measures.setdefault(measure.id, measure)
                leaned = leans_on(known, culprits)
                if leaned and known.id not in options.measures:
                    self.needs[known.id] = leaned
                unless.append(frozenset({known.id}))
        self._cut(frozenset(item.id for item in culprits), unless)

    def _learn_of_left(self, name: str, together: Plan) -> None:
        """A plan that does not hold in some company is no plan in it; another one may be."""
        plans = self.options.plans[name]
        kept = next(plan for plan in plans if plan <= together)
        rule = self.options.findings[name].rule

        def leaves(names: Plan) -> bool:
            outcome = self.options.outcome(self.chosen(names | kept), rule)
            return outcome is None or all(item.id != name for item in outcome.vanish)

        company = fewest(together - kept, leaves) | kept
        self._cut(company, [plan for plan in plans if not plan <= company])

    def _cut(self, together: Plan, unless: Iterable[Plan]) -> None:
        cut = Cut(together, tuple(sorted(set(unless), key=sorted)))
        if cut not in self.cuts:
            self.cuts.append(cut)

    # -------------------------------------------------------- the greedy way out
    def greedily(self, budget: float | None, rounds: int) -> RepairPlan:
        """Step by step, each tried before it is taken."""
        task = replace(self.task(), cuts=())
        tally = Tally(task)

        def fits(fresh: Plan) -> bool:
            price = tally.spent + task.price(fresh)
            if budget is not None and price > budget + 1e-9:
                return False
            names = tally.taken | fresh
            outcome = self.options.outcome(self.chosen(names))
            if outcome is None or self.appeared(outcome):
                return False
            gone = {item.id for item in outcome.vanish}
            return set(task.solved(names)) <= gone

        for _ in greedy_steps(task, tally, fits):
            pass
        outcome = self.options.outcome(self.chosen(tally.taken))
        solved = task.solved(tally.taken)
        weight = sum(task.weight[name] for name in solved)
        bound = 0.0 if budget is None else sum(task.weight.values())
        choice = Choice(tuple(sorted(tally.taken)), tally.spent, weight, solved, bound, False)
        assert outcome is not None  # noqa: S101 - the last step was tried, or there is none
        return self.plan(choice, outcome, rounds, greedy=True)

    # -------------------------------------------------------- what is shown
    def plan(
        self, choice: Choice, outcome: Outcome, rounds: int, *, greedy: bool = False
    ) -> RepairPlan:
        """A choice that holds, as it is shown."""
        gone = {item.id for item in outcome.vanish}
        solved = tuple(name for name in self.asked if name in gone)
        findings = self.options.findings
        return RepairPlan(
            steps=self.steps(choice),
            cost=choice.cost,
            weight=sum(self.weighting.of(findings[name].severity) for name in solved),
            solved=solved,
            open=tuple(name for name in self.asked if name not in gone),
            outcome=outcome,
            bound=choice.bound,
            proven=choice.proven and not greedy,
            rounds=rounds,
            greedy=greedy,
        )

    def steps(self, choice: Choice) -> tuple[Step, ...]:
        """The measures in the order in which they bring most, each after what it depends on."""
        after = self._after(choice)
        order = self._order(choice, after)
        shown: list[Step] = []
        gone: set[str] = set()
        there: set[str] = set()
        for place, name in enumerate(order, start=1):
            outcome = self.options.outcome(self.chosen(order[:place]))
            vanish = {item.id for item in outcome.vanish} if outcome else gone
            appear = {item.id for item in outcome.appear} if outcome else there
            shown.append(
                Step(
                    self.measures[name],
                    tuple(sorted(vanish - gone)),
                    tuple(sorted(appear - there)),
                    tuple(sorted(after.get(name, ()))),
                )
            )
            gone, there = vanish, appear
        return tuple(shown)

    def _after(self, choice: Choice) -> Mapping[str, Plan]:
        """Which chosen measures must come before which: parts first, and mends before openings."""
        chosen = set(choice.measures)
        found: dict[str, set[str]] = {
            name: set(self.needs.get(name, ())) & chosen for name in chosen
        }
        for cut in self.cuts:
            if cut.together <= chosen:
                for plan in cut.unless:
                    for mend in plan if plan <= chosen else ():
                        for opening in cut.together:
                            if opening != mend and opening not in found[mend]:
                                found[opening].add(mend)
        return {name: frozenset(before) for name, before in found.items()}

    def _order(self, choice: Choice, after: Mapping[str, Plan]) -> list[str]:
        chosen = set(choice.measures)
        plans = {
            name: tuple(plan for plan in self.options.plans.get(name, ()) if plan <= chosen)
            for name in self.asked
        }
        task = replace(
            self.task(),
            plans=plans,
            cost={name: self.measures[name].cost for name in choice.measures},
            apart=frozenset(),
            needs=after,
            cuts=(),
        )
        tally = Tally(task)
        order: list[str] = []
        for fresh in greedy_steps(task, tally, lambda _: True):
            order += _in_turn(fresh, after, task)
        return order + _in_turn(frozenset(chosen - set(order)), after, task)


def _in_turn(names: Plan, after: Mapping[str, Plan], task: Task) -> list[str]:
    """Measures taken together, each after those it depends on; the cheaper first, then by id."""
    waiting = sorted(names, key=lambda name: (task.cost[name], name))
    order: list[str] = []
    while waiting:
        ready = (name for name in waiting if not after.get(name, frozenset()) & set(waiting))
        following = next(ready, waiting[0])
        waiting.remove(following)
        order.append(following)
    return order


def fewest(names: Plan, test: Callable[[Plan], bool]) -> Plan:
    """A smallest part of ``names`` that passes ``test`` still: without any of it, it would not.

    ``names`` as a whole passes. QuickXplain (U. Junker, 2004): few tests for a small part of many.
    """

    def search(given: Plan, fresh: bool, rest: list[str]) -> list[str]:
        if fresh and test(given):
            return []
        if len(rest) == 1:
            return rest
        half = len(rest) // 2
        one, other = rest[:half], rest[half:]
        right = search(given | frozenset(one), bool(one), other)
        left = search(given | frozenset(right), bool(right), one)
        return left + right

    return frozenset(search(frozenset(), True, sorted(names))) if names else names
