"""Plans over measures: never dearer or poorer than what trying every choice finds."""

from __future__ import annotations

from itertools import chain, combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from glocal.coherence.plan_greedy import greedy_cheapest, greedy_most
from glocal.coherence.plan_solver import cheapest, most
from glocal.coherence.plan_tally import Tally, pruned
from glocal.coherence.plan_task import Cut, Task

MEASURES = tuple("abcdef")
FINDINGS = ("f1", "f2", "f3", "f4", "f5")


def plan(names: str) -> frozenset[str]:
    return frozenset(names)


@st.composite
def tasks(draw) -> Task:
    measures = st.sampled_from(MEASURES)
    plans = st.lists(st.frozensets(measures, min_size=1, max_size=3), max_size=3)
    pairs = st.tuples(measures, measures).filter(lambda pair: pair[0] < pair[1])
    cuts = st.builds(
        Cut,
        st.frozensets(measures, min_size=1, max_size=3),
        st.lists(st.frozensets(measures, min_size=1, max_size=2), max_size=1).map(tuple),
    )
    return Task(
        cost={name: draw(st.integers(0, 5)) for name in MEASURES},
        plans={finding: tuple(draw(plans)) for finding in FINDINGS},
        weight={finding: draw(st.integers(0, 8)) for finding in FINDINGS},
        apart=draw(st.frozensets(pairs, max_size=2)),
        needs=draw(st.dictionaries(measures, st.frozensets(measures, max_size=2), max_size=2)),
        cuts=tuple(draw(st.lists(cuts, max_size=2))),
    )


def choices(task: Task):
    every = chain.from_iterable(combinations(MEASURES, n) for n in range(len(MEASURES) + 1))
    return [chosen for chosen in every if task.allows(chosen)]


# ------------------------------------------------------------ against trying every choice
@settings(max_examples=150, deadline=None)
@given(tasks())
def test_no_choice_solves_all_at_less_cost(task):
    wanted = [finding for finding, plans in task.plans.items() if plans]
    able = [c for c in choices(task) if set(wanted) <= set(task.solved(c))]
    found = cheapest(task, wanted)
    if not able:
        assert found is None
        return
    assert found is not None
    assert found.proven
    assert found.cost == min(map(task.price, able)) == pytest.approx(found.bound)
    assert task.allows(found.measures)
    assert set(wanted) <= set(found.solved)


@settings(max_examples=150, deadline=None)
@given(tasks(), st.integers(0, 14))
def test_no_choice_solves_more_under_the_budget_nor_as_much_for_less(task, budget):
    able = [c for c in choices(task) if task.price(c) <= budget]
    best = max(map(task.worth, able))
    found = most(task, budget)
    assert found.proven
    assert found.weight == best == pytest.approx(found.bound)
    assert found.cost == min(task.price(c) for c in able if task.worth(c) == best)
    assert task.allows(found.measures)


@settings(max_examples=150, deadline=None)
@given(tasks(), st.integers(0, 14))
def test_the_greedy_way_keeps_to_everything_and_never_beats_the_best(task, budget):
    found = greedy_most(task, budget)
    assert task.allows(found.measures)
    assert found.cost <= budget
    assert found.weight <= most(task, budget).weight
    wanted = [finding for finding, plans in task.plans.items() if plans]
    cheap, best = greedy_cheapest(task, wanted), cheapest(task, wanted)
    if cheap is not None:
        assert task.allows(cheap.measures)
        assert set(wanted) <= set(cheap.solved)
        assert best is not None
        assert cheap.cost >= best.cost


@settings(max_examples=60, deadline=None)
@given(tasks(), st.permutations(MEASURES), st.permutations(FINDINGS))
def test_the_order_in_which_things_are_told_changes_nothing(task, measures, findings):
    other = Task(
        {name: task.cost[name] for name in measures},
        {name: tuple(reversed(task.plans[name])) for name in findings},
        task.weight,
        task.apart,
        task.needs,
        tuple(reversed(task.cuts)),
    )
    wanted = [finding for finding, plans in task.plans.items() if plans]
    one, two = cheapest(task, wanted), cheapest(other, wanted)
    assert (one and one.measures) == (two and two.measures)
    assert most(task, 6).measures == most(other, 6).measures
    assert greedy_most(task, 6).measures == greedy_most(other, 6).measures


@settings(max_examples=60, deadline=None)
@given(tasks(), st.lists(st.sampled_from(MEASURES), max_size=12))
def test_a_tally_knows_at_every_step_what_the_task_says(task, toggled):
    tally = Tally(task)
    for name in toggled:
        gain = tally.gain([name])
        before = tally.worth
        if name in tally.taken:
            tally.leave(name)
        else:
            tally.take(name)
            assert tally.worth == before + gain
        assert tally.worth == task.worth(tally.taken)
        assert tally.spent == task.price(tally.taken)


# ------------------------------------------------------------ by hand
def two_ways(**more) -> Task:
    """A cheap measure for each finding, and a dearer one for both."""
    return Task(
        cost={"one": 2, "two": 2, "both": 3},
        plans={
            "f": (frozenset({"one"}), frozenset({"both"})),
            "g": (frozenset({"two"}), frozenset({"both"})),
        },
        weight={"f": 4, "g": 2},
        **more,
    )


def test_a_measure_that_solves_two_findings_is_paid_once():
    assert cheapest(two_ways(), ["f", "g"]).measures == ("both",)
    assert cheapest(two_ways(), ["f"]).measures == ("one",)


def test_under_a_budget_the_heavier_finding_goes_first():
    assert most(two_ways(), 2).measures == ("one",)
    assert most(two_ways(), 3).measures == ("both",)
    assert most(two_ways(), 1).measures == ()


def test_what_excludes_each_other_is_not_chosen_together():
    task = Task(
        {"a": 1, "b": 1, "c": 9},
        {"f": (plan("a"),), "g": (plan("b"), plan("c"))},
        {"f": 1, "g": 1},
        apart=frozenset({("a", "b")}),
    )
    assert cheapest(task, ["f", "g"]).measures == ("a", "c")


def test_a_plan_of_two_measures_needs_both():
    task = Task({"a": 1, "b": 1}, {"f": (plan("ab"),)}, {"f": 5})
    assert most(task, 1).measures == ()
    assert cheapest(task, ["f"]).measures == ("a", "b")


def test_a_cut_forbids_a_company_unless_its_mend_comes_along():
    opens = Cut(frozenset({"both"}), (frozenset({"mend"}),))
    task = Task(
        {"one": 2, "two": 2, "both": 1, "mend": 2},
        two_ways().plans,
        {"f": 4, "g": 2},
        cuts=(opens,),
    )
    assert cheapest(task, ["f", "g"]).measures == ("both", "mend")
    assert most(task, 2).measures == ("one",)


def test_among_equal_choices_the_preferred_one_is_taken_then_the_first_by_name():
    task = Task({"a": 2, "b": 2}, {"f": (plan("a"), plan("b"))}, {"f": 1})
    assert cheapest(task, ["f"]).measures == ("a",)
    assert cheapest(task, ["f"], {"a": 1.5}).measures == ("b",)
    assert most(task, 2, {"a": 1.5}).measures == ("b",)


def test_what_no_plan_solves_cannot_be_planned():
    task = Task({"a": 1}, {"f": (), "g": (plan("a"),)}, {"f": 1, "g": 1})
    assert cheapest(task, ["f"]) is None
    assert cheapest(task, []).measures == ()
    assert most(task, 5).solved == ("g",)
    assert cheapest(Task({}, {}, {}), []).measures == most(Task({}, {}, {}), 1).measures == ()


def test_a_finding_that_is_solved_anyway_costs_nothing():
    task = Task({"a": 1}, {"f": (frozenset(), plan("a"))}, {"f": 3})
    assert cheapest(task, ["f"]).measures == ()
    assert most(task, 0).weight == 3


def test_measures_that_bring_nothing_are_left_out():
    task = Task({"a": 0, "b": 1, "c": 2}, {"f": (plan("a"), plan("b"))}, {"f": 3})
    assert pruned(task, "abc") == {"a"}
    assert pruned(task, "abc", []) == set()


def test_a_greedy_step_takes_along_what_it_needs():
    task = Task(
        {"a": 1, "b": 2, "c": 4},
        {"f": (plan("a"),), "g": (plan("c"),)},
        {"f": 6, "g": 4},
        needs={"a": plan("b")},
    )
    assert greedy_most(task, 3).measures == ("a", "b")
    assert greedy_most(task, 4).measures == ("a", "b")


def test_a_shared_measure_makes_the_next_step_cheaper():
    task = Task(
        {"a": 3, "b": 1, "c": 2},
        {"f": (plan("a"),), "g": (plan("ab"),), "h": (plan("c"),)},
        {"f": 6, "g": 4, "h": 4},
    )
    # a first (6 for 3), then b (4 for 1) before c (4 for 2).
    assert greedy_most(task, 4).measures == ("a", "b")


def test_names_without_a_cost_and_negative_numbers_are_refused():
    with pytest.raises(ValueError, match="no cost: z"):
        Task({"a": 1}, {"f": (plan("z"),)}, {"f": 1})
    with pytest.raises(ValueError, match="negative"):
        Task({"a": -1}, {}, {})
    with pytest.raises(ValueError, match="budget"):
        most(two_ways(), -1)


def test_a_large_task_is_planned_greedily_within_a_bound():
    size = 450
    names = [f"m{i:03}" for i in range(size)]
    task = Task(
        dict.fromkeys(names, 2.0),
        {f"f{i}": (frozenset({name}),) for i, name in enumerate(names)},
        {f"f{i}": float(1 + i % 3) for i in range(size)},
    )
    found = most(task, 300)
    assert (found.cost, found.weight) == (300, 450)
    assert found.bound == pytest.approx(450, abs=1e-3)


def test_the_solver_prints_nothing(capfd):
    cheapest(two_ways(), ["f"])
    most(two_ways(), 2)
    assert capfd.readouterr() == ("", "")
