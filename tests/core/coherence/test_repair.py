"""Repairs that hold: planned, tried, planned anew, and shown step by step."""

from __future__ import annotations

from dataclasses import replace
from itertools import chain, combinations, pairwise

import pytest

from glocal.coherence.edits import DropProvision, SetBenefit
from glocal.coherence.measures import (
    Measure,
    contradictions,
    in_order,
    measures_for,
    who_decides,
)
from glocal.coherence.plan_search import Weighting, fewest
from glocal.coherence.repair import (
    WATCHED,
    least_cost,
    most_under_budget,
    pareto,
    robustness,
)
from glocal.coherence.what_if import all_findings
from glocal.model.effects_check import Severity
from glocal.model.finding import Certainty, EditKind, Finding, LegalStanding, Mend, Who
from glocal.model.kinds import Axis
from glocal.model.policy import PolicyKind
from glocal.model.provision import Benefit
from tests.core.coherence.cases import TODAY, act, exclude, offer, portfolio, report, share
from tests.core.coherence.random_portfolios import AS_OF, random_portfolio
from tests.core.coherence.tiny import TINY, group

IRREGULAR = group(status="irregular")
ENROL = offer("enrol", "school", "enrolment", group=group(age="6-17"))
PUPILS = share("pupils", "school", "enrolment", "registry", policy="decree")
ALIENS = report("aliens", "registry", "any-service", policy="aliens-act", group=IRREGULAR)
CITY_ACTS = [
    act("law", "city"),
    replace(act("decree", "city"), kind=PolicyKind.PROTOCOL),
    act("aliens-act"),
]


def options(*provisions, rule="", home="city", acts=(), **how):
    """The measures for the findings of a rule (or all) in a portfolio."""
    built = portfolio(*provisions, acts=acts)
    before = all_findings(built, TINY, TODAY)
    asked = [item for item in before if rule in ("", item.rule)]
    return measures_for(asked, built, TINY, TODAY, home=home, before=before, **how)


def keys(plan):
    return [step.measure.mend.key for step in plan.steps]


BLANK = Finding(
    "f", "C0", "v", Axis.VERTICAL, Severity.HIGH, Certainty.CERTAIN, LegalStanding.NONE, (), (), ()
)


def drops(*names: str) -> tuple[Mend, ...]:
    """Mends that drop a provision each, at an effort of 4."""
    return tuple(Mend("drop-ban", EditKind.DROP, "nation", 4, name) for name in names)


# ------------------------------------------------------------ measures
def test_a_measure_says_what_it_costs_who_decides_and_what_it_does():
    found = options(ENROL, PUPILS, ALIENS, rule="C3", acts=CITY_ACTS)
    told = {
        item.mend.key: (item.cost, item.who, len(item.solves), len(item.opens))
        for item in found.measures.values()
    }
    assert told == {
        "add-firewall": (3.0, Who.SELF, 1, 1),  # the national duty to report stands against it
        "cut-share": (2.0, Who.SELF, 1, 0),
        "exempt-report": (5.0, Who.ASK_ABOVE, 1, 0),
    }


def test_who_decides_depends_on_where_one_stands():
    built = portfolio(ENROL)
    assert who_decides(built, "city", "city") is Who.SELF
    assert who_decides(built, "nation", "city") is Who.ASK_ABOVE
    assert who_decides(built, "city", "nation") is Who.ASK_BELOW
    assert who_decides(built, "port", "city") is Who.ASK_PARTNER
    assert who_decides(built, "town", "city") is Who.ASK_PARTNER


def test_costs_can_be_set_and_deciders_left_out():
    found = options(ENROL, PUPILS, ALIENS, rule="C3", acts=CITY_ACTS)
    cut = next(item for item in found.measures.values() if item.mend.key == "cut-share")
    dear = options(ENROL, PUPILS, ALIENS, rule="C3", acts=CITY_ACTS, costs={cut.id: 40})
    assert keys(least_cost(dear)) == ["exempt-report"]
    alone = options(ENROL, PUPILS, ALIENS, rule="C3", acts=CITY_ACTS, deciders=[Who.SELF])
    assert {item.who for item in alone.measures.values()} == {Who.SELF}


def test_findings_whose_mends_are_the_same_share_the_measure():
    first = offer("care", "clinic", "hospital", policy="one", group=IRREGULAR)
    second = offer("more", "clinic", "hospital", policy="one", group=IRREGULAR)
    bar = exclude("bar", "clinic", "hospital", policy="bars", group=IRREGULAR)
    found = options(first, second, bar, rule="C2")
    drop = next(m for m in found.measures.values() if m.edits == (DropProvision("bar"),))
    assert len(drop.proposed_by) == 2
    assert set(drop.proposed_by) <= set(drop.solves)
    plan = least_cost(found)
    assert plan.cost == drop.cost
    assert len(plan.steps) == 1


def test_a_mend_taken_at_its_word_is_not_tried():
    found = options(ENROL, PUPILS, ALIENS, rule="C3", acts=CITY_ACTS, tried=False)
    assert {item.solves for item in found.measures.values()} == {()}
    ((finding, plans),) = found.plans.items()
    assert len(plans) == 3
    assert least_cost(found).solved == (finding,)


def test_where_no_mend_alone_is_enough_two_are_taken_together():
    # Found as long as one of the two is there; its mends drop the one or the other.
    names = ("enrol", "pupils")

    def find(built, taxonomy, day):
        there = [name for name in names if name in built.provisions]
        return [replace(BLANK, provisions=names, mends=drops(*names))] if there else []

    built = portfolio(ENROL, PUPILS)
    found = measures_for(find(built, TINY, TODAY), built, TINY, TODAY, home="nation", find=find)
    assert found.plans == {"f": (frozenset(found.measures),)}
    assert [step.solves for step in least_cost(found).steps] == [(), ("f",)]
    assert most_under_budget(found, 4).steps == ()


def test_a_finding_that_is_gone_needs_no_plan():
    built = portfolio(ENROL, PUPILS, ALIENS)
    before = all_findings(built, TINY, TODAY)
    gone = replace(BLANK, id="gone", mends=drops("enrol"))
    found = measures_for([*before, gone], built, TINY, TODAY, home="city", before=before)
    assert found.plans.keys() == {item.id for item in before}


def test_contradictory_settings_are_kept_apart():
    mend = Mend("align", EditKind.NARROW, "city", 3)

    def measure(name: str, *edits) -> Measure:
        return Measure(name, edits, 1, Who.SELF, mend, "f", ("f",))

    less = measure("less", SetBenefit("p", Benefit(1)))
    more = measure("more", SetBenefit("p", Benefit(2)))
    same = measure("same", SetBenefit("p", Benefit(2)), DropProvision("q"))
    assert contradictions([less, more, same]) == {("less", "more"), ("less", "same")}


def test_what_is_new_comes_first_and_what_is_dropped_last():
    found = options(ENROL, PUPILS, ALIENS, exclude("bar", "school", "enrolment", policy="x"))
    kinds = [type(edit).__name__ for edit in in_order(found.measures.values())]
    assert kinds == sorted(kinds, key=lambda kind: (kind != "AddProvision", "Drop" in kind))
    assert {"AddProvision", "DropProvision", "SetOver"} <= set(kinds)


# ------------------------------------------------------------ plans that hold
def test_the_cheapest_plan_opens_nothing_new():
    plan = least_cost(options(ENROL, PUPILS, ALIENS, rule="C3", acts=CITY_ACTS))
    assert keys(plan) == ["cut-share"]
    assert (plan.cost, plan.bound, plan.proven, plan.greedy) == (2.0, 2.0, True, False)
    assert plan.outcome.appear == ()


def test_a_measure_that_opens_something_comes_with_what_closes_it_and_after_it():
    # Nothing but the firewall is left; it clashes with the national duty, which must yield.
    found = options(ENROL, PUPILS, ALIENS, rule="C3", acts=CITY_ACTS)
    wall = {name: item for name, item in found.measures.items() if item.mend.key == "add-firewall"}
    plans = {name: tuple(p for p in ways if p <= wall.keys()) for name, ways in found.plans.items()}
    plan = least_cost(replace(found, measures=wall, plans=plans))
    assert len(plan.steps) == 2
    assert plan.outcome.appear == ()
    assert plan.rounds > 1
    first, second = plan.steps
    assert {first.measure.mend.key, second.measure.mend.key} > {"add-firewall"}
    assert {first.measure.finding, second.measure.finding} & set(found.plans)
    # Whatever the order, a step never stands before one that it needs.
    seen: set[str] = set()
    for step in plan.steps:
        assert set(step.after) <= seen
        seen.add(step.measure.id)


def test_light_findings_may_appear_where_only_heavy_ones_are_watched():
    found = options(ENROL, PUPILS, ALIENS, rule="C3", acts=CITY_ACTS)
    wall = {name: item for name, item in found.measures.items() if item.mend.key == "add-firewall"}
    plans = {name: tuple(p for p in ways if p <= wall.keys()) for name, ways in found.plans.items()}
    plan = least_cost(replace(found, measures=wall, plans=plans), watched=[])
    assert keys(plan) == ["add-firewall"]
    assert [item.rule for item in plan.outcome.appear] == ["C1"]
    assert plan.steps[0].opens == (plan.outcome.appear[0].id,)


def test_a_finding_without_a_plan_is_left_open_and_told():
    found = options(ENROL, PUPILS, ALIENS, deciders=[Who.ASK_PARTNER])
    plan = least_cost(found)
    assert plan.steps == ()
    assert set(plan.open) == set(found.plans)


def test_a_budget_solves_the_heaviest_first():
    # Three findings, each gone with its provision; 4 pays for one of them.
    weights = {"enrol": Severity.LOW, "pupils": Severity.HIGH, "aliens": Severity.MEDIUM}

    def find(built, taxonomy, day):
        return [
            replace(BLANK, id=name, severity=severity, mends=drops(name))
            for name, severity in weights.items()
            if name in built.provisions
        ]

    built = portfolio(ENROL, PUPILS, ALIENS)
    found = measures_for(find(built, 0, 0), built, TINY, TODAY, home="nation", find=find)
    solved = [most_under_budget(found, budget).solved for budget in (3, 4, 8, 12)]
    assert solved == [(), ("pupils",), ("pupils", "aliens"), ("enrol", "pupils", "aliens")]
    assert most_under_budget(found, 8).open == ("enrol",)
    assert [step.solves for step in least_cost(found).steps] == [
        ("pupils",),
        ("aliens",),
        ("enrol",),
    ]


def test_a_plan_that_undoes_itself_in_company_is_made_anew():
    # Dropping "bar" makes f vanish, but no longer once "enrol" is dropped, as g demands.
    def find(built, taxonomy, day):
        bar, enrol, pupils = (name in built.provisions for name in ("bar", "enrol", "pupils"))
        f = [replace(BLANK, id="f", mends=drops("bar", "pupils"))]
        g = [replace(BLANK, id="g", mends=drops("enrol"))]
        return f * (pupils and (bar or not enrol)) + g * enrol

    built = portfolio(ENROL, PUPILS, exclude("bar", "school", "health"))
    asked = find(built, TINY, TODAY)
    found = measures_for(asked, built, TINY, TODAY, home="nation", find=find)
    bar = next(m for m in found.measures.values() if m.edits == (DropProvision("bar"),))
    cheap = measures_for(asked, built, TINY, TODAY, home="nation", find=find, costs={bar.id: 1})
    plan = least_cost(cheap)
    assert {measure.mend.subject for measure in plan.measures} == {"pupils", "enrol"}
    assert (plan.cost, plan.rounds, plan.proven, plan.open) == (8.0, 2, True, ())


def test_plans_are_for_what_is_asked_and_nothing_unknown():
    found = options(ENROL, PUPILS, ALIENS)
    name = next(iter(found.plans))
    assert least_cost(found, [name]).solved == (name,)
    with pytest.raises(ValueError, match="No measures were looked for"):
        least_cost(found, ["ghost"])
    with pytest.raises(ValueError, match="budget"):
        most_under_budget(found, -1)
    with pytest.raises(ValueError, match="5 to 10"):
        pareto(found, budgets=4)


# ------------------------------------------------------------ random portfolios
def every(names):
    return chain.from_iterable(combinations(names, n) for n in range(len(names) + 1))


def holds(found, chosen) -> set[str] | None:
    """What is solved when these are carried out, ``None`` when it opens something heavy."""
    outcome = found.outcome([found.measures[name] for name in chosen])
    if outcome is None or any(item.severity in WATCHED for item in outcome.appear):
        return None
    return {item.id for item in outcome.vanish}


def test_on_small_portfolios_no_choice_of_measures_does_better():
    compared = 0
    for seed in range(24):
        built = random_portfolio(seed)
        before = all_findings(built, TINY, AS_OF)
        found = measures_for(before[:4], built, TINY, AS_OF, home="city", before=before)
        if len(found.measures) > 6:
            continue
        solved = {chosen: holds(found, chosen) for chosen in every(tuple(found.measures))}
        able = {chosen: gone for chosen, gone in solved.items() if gone is not None}
        price = {c: sum(found.measures[name].cost for name in c) for c in able}
        asked = set(found.plans)
        plan = least_cost(found)
        full = [price[c] for c, gone in able.items() if asked <= gone]
        if full:
            assert plan.cost <= min(full)
            assert not plan.open
        budget = plan.cost // 2
        weight = {
            c: sum(Weighting.DOUBLING.of(found.findings[f].severity) for f in gone & asked)
            for c, gone in able.items()
        }
        best = max(weight[c] for c in able if price[c] <= budget)
        assert most_under_budget(found, budget).weight >= best
        compared += 1
    assert compared >= 6


def test_on_random_portfolios_every_plan_does_what_it_says():
    several = 0
    for seed in range(40, 58):
        built = random_portfolio(seed)
        before = all_findings(built, TINY, AS_OF)
        found = measures_for(before, built, TINY, AS_OF, home="city", before=before)
        plan = least_cost(found)
        after = {item.id: item for item in all_findings(found.changed(plan.measures), TINY, AS_OF)}
        assert not set(plan.solved) & after.keys()
        assert not [
            item
            for name, item in after.items()
            if name not in found.findings and item.severity in WATCHED
        ]
        assert plan.cost == sum(measure.cost for measure in plan.measures)
        assert [
            name
            for step in plan.steps
            for name in step.after
            if name not in {m.id for m in plan.measures}
        ] == []
        assert plan == least_cost(found)
        several += plan.rounds > 1
    assert several > 1


def test_a_greater_budget_never_solves_less():
    built = random_portfolio(5)
    before = all_findings(built, TINY, AS_OF)
    found = measures_for(before, built, TINY, AS_OF, home="city", before=before)
    points = pareto(found, budgets=6)
    assert len(points) >= 4
    for less, more in pairwise(points):
        assert less.budget < more.budget
        assert less.plan.weight < more.plan.weight
        assert less.plan.cost <= less.budget
    assert points[-1].plan.open == least_cost(found).open


def test_it_is_told_whether_the_plan_depends_on_the_weights():
    built = random_portfolio(5)
    before = all_findings(built, TINY, AS_OF)
    found = measures_for(before, built, TINY, AS_OF, home="city", before=before)
    told = robustness(found, 20)
    assert told.keys() == set(Weighting)
    assert told[Weighting.DOUBLING] is True
    own = {
        weighting: {m.id for m in most_under_budget(found, 20, weighting=weighting).measures}
        for weighting in Weighting
    }
    assert told[Weighting.LINEAR] is (own[Weighting.LINEAR] == own[Weighting.DOUBLING])
    assert told[Weighting.TRIPLING] is (own[Weighting.TRIPLING] == own[Weighting.DOUBLING])


def test_weights_rise_with_the_level():
    weights = {w: [w.of(severity) for severity in Severity] for w in Weighting}
    assert weights == {
        Weighting.LINEAR: [1, 2, 3],
        Weighting.DOUBLING: [2, 4, 8],
        Weighting.TRIPLING: [3, 9, 27],
    }


# ------------------------------------------------------------ the way out, and the culprits
def test_without_rounds_the_greedy_way_holds_too():
    for seed in (1, 9, 22):
        built = random_portfolio(seed)
        before = all_findings(built, TINY, AS_OF)
        found = measures_for(before, built, TINY, AS_OF, home="city", before=before)
        plan = least_cost(found, rounds=0)
        assert plan.greedy
        assert not plan.proven
        assert [item for item in plan.outcome.appear if item.severity in WATCHED] == []
        assert set(plan.solved) <= {item.id for item in plan.outcome.vanish}
        assert plan.solved
        small = most_under_budget(found, 6, rounds=0)
        assert small.cost <= 6


def test_the_fewest_culprits_are_found_in_few_tests():
    tests = []

    def both(names: frozenset[str]) -> bool:
        tests.append(names)
        return {"m07", "m21"} <= names

    names = frozenset(f"m{i:02}" for i in range(32))
    assert fewest(names, both) == {"m07", "m21"}
    assert len(tests) < 24
    assert fewest(names, lambda _: True) == frozenset()
    assert fewest(frozenset(), lambda _: True) == frozenset()


def test_no_plan_promises_people_less_even_where_the_exclusion_is_for_others_to_change():
    bar = exclude("bar", "school", "enrolment", policy="aliens-act", group=IRREGULAR)
    alone = options(ENROL, bar, rule="C2", acts=CITY_ACTS, deciders=[Who.SELF])
    assert "say-who" in {mend.key for finding in alone.before for mend in finding.mends}
    assert set(alone.plans.values()) == {()}
    together = options(ENROL, bar, rule="C2", acts=CITY_ACTS)
    assert keys(least_cost(together)) == ["narrow-exclusion"]
