"""Weighted medians of many weightings against one pair at a time."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from glocal.interactions.panel import agreed, panel_of
from glocal.interactions.resample import Resampler
from glocal.model.interaction import RatedMatrix
from tests.core.interactions.cases import panel, ratings, voices


def weighted_median(values: np.ndarray, weights: np.ndarray) -> float:
    """The lowest value at which half of the weight is reached, or the middle to the next."""
    order = np.argsort(values)
    values, below = values[order], np.cumsum(weights[order])
    at = int(np.flatnonzero(below >= below[-1] / 2 - 1e-12)[0])
    if abs(below[at] - below[-1] / 2) < 1e-12 and at + 1 < len(values):
        return float(values[at] + values[at + 1]) / 2
    return float(values[at])


@pytest.mark.parametrize(
    ("weights", "value"),
    [
        ([1, 1, 1], 0),
        ([3, 1, 1], -2),
        ([1, 1, 3], 3),
        ([2, 1, 1], -1),  # half is reached at −2 exactly: the middle between −2 and 0
        ([1, 1, 2], 1.5),
        ([1, 0, 1], 0.5),
    ],
)
def test_a_weighted_median_by_hand(weights: list[float], value: float) -> None:
    one = panel("ab", *voices("g", "a", "b", -2, 0, 3))
    found = Resampler(one).stack(np.array([weights], float), np.ones((1, 1)))
    assert found[:, :, 0].tolist() == [[0, value], [0, 0]]


@settings(max_examples=60)
@given(one=ratings(), seed=st.integers(0, 2**32 - 1))
def test_all_pairs_at_once_are_as_each_by_itself(one: RatedMatrix, seed: int) -> None:
    found = panel_of(one)
    random = np.random.default_rng(seed)
    inside = random.integers(1, 4, (3, len(found.raters))).astype(float)
    across = random.integers(1, 4, (3, len(found.groups))).astype(float)
    if not found.raters:
        return
    stack = Resampler(found).stack(inside, across)
    for draw in range(3):
        expected = np.zeros((4, 4))
        for at in range(found.pairs):
            parts = []
            for group in range(len(found.groups)):
                rows = (found.group == group) & ~np.isnan(found.ratings[:, at])
                if rows.any():
                    median = weighted_median(found.ratings[rows, at], inside[draw, rows])
                    parts.append((across[draw, group], median))
            if parts:
                weight, medians = np.array(parts).T
                expected[found.source[at], found.target[at]] = weight @ medians / weight.sum()
        assert np.allclose(stack[:, :, draw], expected, atol=1e-5)


@settings(max_examples=60)
@given(ratings())
def test_with_equal_weights_it_is_the_agreed_value(one: RatedMatrix) -> None:
    found = panel_of(one)
    if found.raters:
        even = np.ones((1, len(found.raters))), np.ones((1, len(found.groups)))
        assert np.allclose(Resampler(found).stack(*even)[..., 0], agreed(found).filled, atol=1e-5)
