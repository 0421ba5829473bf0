"""The changes that raise a territory most, in an order that can be followed."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from glocal.advice.position import position
from glocal.advice.roadmap import best_changes
from glocal.model.framework import Framework, Need, Step
from glocal.model.kinds import Effort
from glocal.scoring.scorecard import score
from tests.core.strategies import answers_to, frameworks
from tests.core.tiny import LINE, framework_of, grades, indicator

ARITHMETIC = {"exponent": 1}


def plan(framework, responses, limit=10):
    return [(c.indicator.code, c.to_grade) for c in best_changes(framework, responses, limit=limit)]


def test_the_step_that_adds_most_comes_first():
    # One indicator of A2 weighs as much as both of A1 together.
    framework = framework_of(
        [indicator("A1.1"), indicator("A1.2"), indicator("A2.1")], **ARITHMETIC
    )
    changes = best_changes(framework, grades(A1_1=0, A1_2=0, A2_1=2), limit=3)
    assert [(c.indicator.code, c.to_grade) for c in changes] == [
        ("A2.1", 3),
        ("A2.1", 4),
        ("A1.1", 1),
    ]
    assert changes[0].total_before == pytest.approx(0.25)
    assert [c.gain for c in changes] == pytest.approx([0.125, 0.125, 0.0625])


def test_of_equal_gains_the_least_effort_comes_first_then_the_order_of_the_framework():
    hard = (Step(1, Effort.HIGH),)
    easy = (Step(1, Effort.LOW),)
    framework = framework_of(
        [
            indicator("A1.1", steps=hard),
            indicator("A1.2", steps=easy),
            indicator("A1.3", steps=easy),
        ],
        **ARITHMETIC,
    )
    assert plan(framework, grades(A1_1=0, A1_2=0, A1_3=0), limit=1) == [("A1.2", 1)]


def test_a_weak_sub_dimension_pays_more_when_compensation_is_partial():
    framework = framework_of([indicator("A1.1"), indicator("A2.1")])  # exponent one half
    changes = best_changes(framework, grades(A1_1=2, A2_1=0), limit=1)
    # A2 from 0 to 0.25: ((√0.5 + √0.25) / 2)² − ((√0.5) / 2)² = 0.364277 − 0.125
    assert changes[0].indicator.code == "A2.1"
    assert changes[0].gain == pytest.approx(0.239277, abs=1e-6)


NEEDY = framework_of(
    [
        indicator("A1.1", steps=(Step(1, Effort.LOW),)),
        indicator("A2.1", steps=(Step(1, Effort.LOW, (Need("A1.1", 1),)),)),
    ],
    weights={"A1": 1, "A2": 3},
    **ARITHMETIC,
)


def test_what_a_step_needs_comes_before_it_and_says_what_it_unlocks():
    changes = best_changes(NEEDY, grades(A1_1=0, A2_1=0), limit=2)
    assert [(c.indicator.code, c.to_grade) for c in changes] == [("A1.1", 1), ("A2.1", 1)]
    assert changes[0].unlocks == ("A2.1",)
    assert changes[1].needs == (Need("A1.1", 1),)


def test_a_step_whose_needs_do_not_fit_into_the_plan_is_left_out():
    assert plan(NEEDY, grades(A1_1=0, A2_1=0), limit=1) == [("A1.1", 1)]


def test_a_need_that_is_met_is_not_planned_again():
    assert plan(NEEDY, grades(A1_1=1, A2_1=0), limit=1) == [("A2.1", 1)]


def test_a_bundle_is_worth_what_it_adds_per_step():
    # Weights of seven: A2.1 with the A1.1 it needs brings (1 + 3) / 7 × 0.25 in two steps, half of
    # that a step; A3.1 brings 3 / 7 × 0.25 in one: less in all, more a step.
    framework = framework_of(
        [*NEEDY.indicators, indicator("A3.1")], weights={"A1": 1, "A2": 3, "A3": 3}, **ARITHMETIC
    )
    found = plan(framework, grades(A1_1=0, A2_1=0, A3_1=3), limit=3)
    assert found == [("A3.1", 4), ("A1.1", 1), ("A2.1", 1)]


def test_an_effortless_step_comes_before_a_bundle_that_is_worth_the_same():
    # Weights of six: both bring 2 / 6 × 0.25 a step.
    framework = framework_of(
        [*NEEDY.indicators, indicator("A3.1")], weights={"A1": 1, "A2": 3, "A3": 2}, **ARITHMETIC
    )
    assert plan(framework, grades(A1_1=0, A2_1=0, A3_1=3), limit=2)[0] == ("A3.1", 4)


def test_the_red_line_is_lifted_first_when_it_holds_most_down():
    framework = framework_of(
        [indicator("A1.1"), indicator("A1.2"), indicator("A1.3")], red_lines=(LINE,), **ARITHMETIC
    )
    assert plan(framework, grades(A1_1=0, A1_2=4, A1_3=3), limit=1) == [("A1.1", 1)]


def test_a_territory_at_the_top_has_nothing_left_to_plan():
    assert plan(NEEDY, grades(A1_1=4, A2_1=4)) == []


def test_a_plan_begins_from_the_lowest_grade_where_nobody_has_answered():
    change = best_changes(NEEDY, [], limit=1)[0]
    assert (change.from_grade, change.from_score, change.total_before) == (0, 0, 0)


def test_a_limit_below_one_is_refused():
    with pytest.raises(ValueError, match="at least 1"):
        best_changes(NEEDY, [], limit=0)


@st.composite
def frameworks_with_needs(draw: st.DrawFn) -> Framework:
    """A random framework whose steps need indicators that stand before them: never a circle."""
    framework = draw(frameworks())
    pick = draw(st.randoms(use_true_random=False))
    items = []
    for item in framework.indicators:
        steps = tuple(
            Step(
                grade,
                pick.choice(tuple(Effort)),
                tuple(
                    Need(other.code, pick.choice(other.scale.grades[1:]))
                    for other in items
                    if pick.random() < 0.25
                ),
            )
            for grade in item.scale.grades[1:]
        )
        items.append(replace(item, steps=steps))
    return framework_of(
        items,
        weights={sub.code: sub.weight for sub in framework.sub_dimensions},
        exponent=framework.rules.exponent,
        red_lines=framework.rules.red_lines,
    )


@settings(max_examples=40)
@given(st.data())
def test_a_plan_never_falls_and_every_need_is_met_when_its_step_is_taken(data):
    framework = data.draw(frameworks_with_needs())
    responses = data.draw(answers_to(framework))
    limit = data.draw(st.integers(1, 8))
    changes = best_changes(framework, responses, limit=limit)
    assert len(changes) <= limit
    here = position(framework, score(framework, responses), open_as_lowest=True)
    for change in changes:
        assert change.total_before == pytest.approx(here.total, abs=1e-12)
        assert all(here.meets(need) for need in change.needs)
        assert here.next_grade(change.indicator) == change.to_grade
        here = here.with_grade(change.indicator, change.to_grade)
        assert change.total_after == pytest.approx(here.total, abs=1e-12)
        assert change.total_after >= change.total_before - 1e-12
    assert all(one.total_after == two.total_before for one, two in pairwise(changes))
