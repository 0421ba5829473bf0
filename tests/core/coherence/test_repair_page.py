"""The example of docs/methods/repair.md, with the numbers that stand there."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from glocal.coherence.measures import Measures, measures_for
from glocal.coherence.plan_search import Weighting
from glocal.coherence.repair import least_cost, most_under_budget, pareto, robustness
from glocal.model.effects_check import Severity
from glocal.model.finding import Certainty, EditKind, Finding, LegalStanding, Mend
from glocal.model.kinds import Axis
from tests.core.coherence.cases import TODAY, ban, portfolio
from tests.core.coherence.tiny import TINY

PAGE = (Path(__file__).parents[3] / "docs" / "methods" / "repair.md").read_text("utf-8")

# Every measure drops one provision; dropping "no-wall" puts the firewall in place.
COSTS = {"no-wall": 1, "register": 2, "report": 5, "ordinance": 3, "fee": 2}
PARTS = {"A": ("no-wall", "register", "report"), "B": ("ordinance",), "C": ("fee",)}
WEIGHTS = {"A": Severity.HIGH, "B": Severity.MEDIUM, "C": Severity.LOW, "D": Severity.HIGH}


def finding(name: str, *subjects: str) -> Finding:
    mends = tuple(Mend("drop-ban", EditKind.DROP, "city", COSTS[one], one) for one in subjects)
    blank = Finding(name, "C0", "v", Axis.VERTICAL, WEIGHTS[name], Certainty.CERTAIN,
                    LegalStanding.NONE, (), (), ())  # fmt: skip
    return replace(blank, mends=mends)


def find(built, taxonomy, day):
    there = built.provisions
    found = [finding(name, *parts) for name, parts in PARTS.items() if set(parts) <= there.keys()]
    if "no-wall" not in there and "report" in there:
        found.append(finding("D", "report"))
    return found


def city() -> Measures:
    built = portfolio(*(ban(name, "registry", "papers") for name in COSTS))
    return measures_for(find(built, TINY, TODAY), built, TINY, TODAY, home="city", find=find)


def subjects(plan):
    return [step.measure.mend.subject for step in plan.steps]


def test_the_least_cost_and_the_order_of_the_page():
    plan = least_cost(city())
    assert subjects(plan) == ["register", "ordinance", "fee"]
    assert (plan.cost, plan.rounds, plan.proven) == (7, 2, True)
    assert "2 + 3 + 2 = **7**" in PAGE
    first = least_cost(city(), watched=[])
    assert (set(subjects(first)), first.cost) == ({"no-wall", "ordinance", "fee"}, 6)
    assert [item.id for item in first.outcome.appear] == ["D"]
    assert "1 + 3 + 2 = 6" in PAGE


def test_the_budgets_of_the_page():
    plan = most_under_budget(city(), 5)
    assert (subjects(plan), plan.weight) == (["register", "ordinance"], 12)
    assert "8 + 4 = **12** for 5" in PAGE
    assert most_under_budget(city(), 4).weight == 10
    assert robustness(city(), 5)[Weighting.LINEAR]
    assert most_under_budget(city(), 1.4).weight == 0
    points = [(point.budget, point.plan.weight) for point in pareto(city(), budgets=5)]
    assert points == [(2.8, 8), (4.2, 10), (5.6, 12), (7, 14)]
    assert "2.8 brings 8; 4.2 brings 10; 5.6 brings 12; 7 brings 14" in PAGE
