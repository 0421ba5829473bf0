"""The two means, with values worked out by hand."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glocal.scoring.means import power_mean, weighted_mean

unit = st.floats(0, 1)
pairs = st.lists(st.tuples(unit, st.floats(0.1, 10)), min_size=1, max_size=6)


def test_a_weighted_mean_counts_each_value_by_its_weight():
    # (1 × 0.5 + 3 × 1) / 4
    assert weighted_mean([0.5, 1.0], [1, 3]) == 0.875


@pytest.mark.parametrize(
    ("exponent", "expected"),
    [
        (1, 0.625),  # (0.25 + 1) / 2
        (0.5, 0.5625),  # ((0.5 + 1) / 2)²
        (0, 0.5),  # √(0.25 × 1)
        (-1, 0.4),  # 2 / (4 + 1)
    ],
)
def test_the_lower_the_exponent_the_less_a_high_value_makes_up_for_a_low_one(exponent, expected):
    assert power_mean([0.25, 1.0], [1, 1], exponent) == pytest.approx(expected, abs=1e-15)


def test_weights_count_in_the_power_mean():
    # ((3 × 0.5 + 1 × 1) / 4)² = 0.625²
    assert power_mean([0.25, 1.0], [3, 1], 0.5) == pytest.approx(0.390625)


@pytest.mark.parametrize(
    ("exponent", "expected"),
    [
        (0, 0.1),  # √(0.01 × 1)
        (-1, 2 / 101),  # 2 / (1/0.01 + 1)
        (0.5, 0.25),  # ((0 + 1) / 2)²: no floor is needed
    ],
)
def test_a_zero_counts_as_one_hundredth_where_it_would_else_swallow_the_mean(exponent, expected):
    assert power_mean([0.0, 1.0], [1, 1], exponent) == pytest.approx(expected)


@given(pairs, st.sampled_from([1, 0.5, 0, -1, 3]))
def test_a_mean_lies_between_its_least_and_its_greatest_value(items, exponent):
    values, weights = zip(*items, strict=True)
    mean = power_mean(values, weights, exponent)
    floor = 0.01 if exponent <= 0 else 0
    assert max(min(values), floor if min(values) < floor else 0) - 1e-9 <= mean
    assert mean <= max(*values, floor, 0) + 1e-9


@given(pairs)
def test_a_lower_exponent_never_gives_a_higher_mean(items):
    values, weights = zip(*((max(value, 0.01), weight) for value, weight in items), strict=True)
    means = [power_mean(values, weights, exponent) for exponent in (-1, 0, 0.5, 1)]
    assert all(low <= high + 1e-9 for low, high in pairwise(means))


def test_rounding_never_carries_a_mean_beyond_the_scale():
    assert power_mean([1.0] * 7, [0.1] * 7, 0.5) <= 1.0
    assert weighted_mean([1.0] * 10, [0.1] * 10) <= 1.0
