"""Ranks with intervals: cases in which the probabilities are known, and what must not matter."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from glocal.interactions import figures
from glocal.interactions.panel import panel_of
from glocal.interactions.ranks import (
    ranked,
    ranks,
    ranks_of_one,
    ranks_under_group_weights,
)
from glocal.model.interaction import RatedMatrix
from tests.core.interactions.cases import NONE, matrix, panel, ratings, voices

DRAWS = 20_000
NEAR = 0.015
"""Four standard errors of a share of a half in 20,000 draws."""


def first(found) -> float:
    """Probability that the first item has the first rank."""
    return float(found.acceptability[0, 0])


@pytest.mark.parametrize(
    ("values", "chance"),
    [
        # b gives nothing; a is first unless its value is below 0. In one group the value is the
        # weighted median: the lowest answer has half of the weight with probability ¼.
        ((-1, 1, 2), 3 / 4),
        ((-1, -1, 2), 1 / 4),
        ((1, 1, 2), 1),
    ],
)
def test_three_raters_of_one_group(values: tuple[int, ...], chance: float) -> None:
    found = ranks(panel("ab", *voices("g", "a", "b", *values)), figure=figures.out, draws=DRAWS)
    assert first(found) == pytest.approx(chance, abs=NEAR)


@pytest.mark.parametrize(
    ("values", "chance"),
    [
        # Three groups of one voice: the value is the mean with weights spread evenly over all
        # shares that sum to 1. −1 1 1: the first share is below ½; −2 1 1: below ⅓.
        ((-1, 1, 1), 1 - (1 / 2) ** 2),
        ((-2, 1, 1), 1 - (2 / 3) ** 2),
        ((1, 0, -1), 1 / 2),
    ],
)
def test_three_groups_of_one_voice(values: tuple[int, ...], chance: float) -> None:
    several = [one for at, own in enumerate(values) for one in voices(f"g{at}", "a", "b", own)]
    found = ranks(panel("ab", *several), figure=figures.out, draws=DRAWS)
    assert first(found) == pytest.approx(chance, abs=NEAR)
    # With one voice each it is the same whether raters or groups are weighed.
    other = ranks_under_group_weights(panel("ab", *several), figure=figures.out, draws=DRAWS)
    assert first(other) == pytest.approx(chance, abs=NEAR)


def test_equal_weights_in_the_groups_when_only_groups_are_weighed() -> None:
    # Medians 1 and −2: a is first when the first share is above ⅔.
    one = panel("ab", *voices("x", "a", "b", 1, 1, -3), *voices("y", "a", "b", -2, -2))
    found = ranks_under_group_weights(one, figure=figures.out, draws=DRAWS)
    assert first(found) == pytest.approx(1 / 3, abs=NEAR)


def test_an_assumed_error_of_one_answer() -> None:
    # a → b is 1, 0 or 2 with ⅕, so a ties with b (both rank 1) or leads; b → a is not assessed.
    found = ranks_of_one(matrix([[0, 1], [NONE, 0]]), figure=figures.out, draws=DRAWS)
    assert found.acceptability[0].tolist() == [1, 0]
    assert found.acceptability[1, 0] == pytest.approx(0.2, abs=NEAR)
    # Surely one off: −3 stays or becomes −2, −1 becomes −2 or 0; both at −2 with ¼ is a tie.
    found = ranks_of_one(matrix([[0, -3], [-1, 0]]), figure=figures.out, doubt=1, draws=DRAWS)
    assert first(found) == pytest.approx(0.25, abs=NEAR)
    assert found.acceptability[1].tolist() == [1, 0]


def test_without_doubt_there_is_one_order() -> None:
    found = ranks_of_one(matrix([[0, 3, 1], [0, 0, 1], [2, 0, 0]]), doubt=0, draws=10)
    # Totals: 4 + ½(3 · 1 + 1 · 2) = 6.5, 1 + ½ · 2 = 2, 2 + ½ · 2 · 4 = 6.
    assert found.median.tolist() == found.low.tolist() == found.high.tolist() == [1, 3, 2]
    assert found.within(2).tolist() == [1, 0, 1]


def test_below_three_raters_there_is_no_rank() -> None:
    for one in (panel("ab", *voices("g", "a", "b", 1, 2)), panel("ab")):
        assert ranks(one) is None
        assert ranks_under_group_weights(one) is None


def test_who_knows_nothing_does_not_count_as_a_rater() -> None:
    two = panel("ab", *voices("g", "a", "b", 1, 2, None), *voices("h", "a", "b", None))
    assert ranks(two) is None
    spoken = voices("g", "a", "b", -1, 1, 2)
    silent = [("g", "r9", "b", "a", None), ("h", "r1", "a", "b", None)]
    assert np.array_equal(
        ranks(panel("ab", *spoken)).acceptability,
        ranks(panel("ab", *spoken, *silent)).acceptability,
    )


def test_impossible_wishes_are_refused() -> None:
    one = matrix([[0, 1], [1, 0]])
    with pytest.raises(ValueError, match="draw"):
        ranks_of_one(one, draws=0)
    for doubt in (-0.1, 1.1, float("nan")):
        with pytest.raises(ValueError, match="probability"):
            ranks_of_one(one, doubt=doubt)


@settings(max_examples=25)
@given(ratings())
def test_the_chances_of_each_item_sum_to_one_and_the_interval_holds_the_median(
    one: RatedMatrix,
) -> None:
    found = ranks(panel_of(one), draws=50)
    if found is None:
        assert len({rating.rater for rating in one.ratings if rating.value is not None}) < 3
        return
    assert found.acceptability.sum(axis=1) == pytest.approx(np.ones(4))
    assert (found.low <= found.median).all()
    assert (found.median <= found.high).all()
    assert found.within(4) == pytest.approx(np.ones(4))
    # Somebody is always first.
    assert found.acceptability[:, 0].sum() >= 1 - 1e-9


@given(st.lists(st.integers(-5, 5), min_size=1, max_size=9))
def test_ranks_are_one_more_than_the_number_of_larger_figures(values: list[int]) -> None:
    expected = [1 + sum(other > own for other in values) for own in values]
    assert ranked(np.array([values], float))[0].tolist() == expected


def test_the_same_seed_gives_the_same_ranks_and_batches_play_no_part(monkeypatch) -> None:
    one = panel("abc", *voices("g", "a", "b", -1, 1, 2), *voices("g", "b", "c", 0, 1, 3))
    whole = ranks(one, draws=300).acceptability
    assert np.array_equal(whole, ranks(one, draws=300).acceptability)
    monkeypatch.setattr("glocal.interactions.ranks.CELLS_AT_ONCE", 90)
    assert np.array_equal(whole, ranks(one, draws=300).acceptability)


def test_twice_the_same_panel_makes_narrower_intervals() -> None:
    rows = [("a", "b", -1, 2, 3), ("b", "c", 2, 1, 0), ("c", "a", 1, 1, 2)]
    once = [one for a, b, *values in rows for one in voices("g", a, b, *values)]
    four = [one for a, b, *values in rows for one in voices("g", a, b, *values * 4)]
    few, many = (ranks(panel("abc", *given), draws=4000) for given in (once, four))
    assert (many.acceptability.max(axis=1) > few.acceptability.max(axis=1)).all()
