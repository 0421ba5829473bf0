"""First order, second order and total, by hand and with missing values."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from glocal.interactions.influence import influence
from glocal.model.interaction import SignedMatrix
from tests.core.interactions.cases import NONE, THREE, matrices, matrix


def test_the_worked_example() -> None:
    found = influence(matrix(THREE))
    assert found.out.tolist() == [1, 4, -2]
    assert found.into.tolist() == [1, 0, 2]
    assert found.second.tolist() == [5, -2.5, -4]
    assert found.total.tolist() == [6, 1.5, -6]
    assert not found.partial
    assert found.out_low.tolist() == found.out_high.tolist() == [1, 4, -2]


@pytest.mark.parametrize(
    ("alpha", "total"), [(0, [1, 4, -2]), (1, [11, -1, -10]), (0.25, [3.5, 2.75, -4])]
)
def test_alpha_weighs_the_second_order(alpha: float, total: list[float]) -> None:
    assert influence(matrix(THREE), alpha).total.tolist() == total


def test_the_way_to_a_neighbour_and_back_counts() -> None:
    # a helps b by 2, b helps a by 3: second order of a is a half of 2 · 3.
    assert influence(matrix([[0, 2], [3, 0]])).second.tolist() == [3, 3]


def test_missing_pairs_make_totals_partial_with_bounds() -> None:
    found = influence(matrix([[0, 2, NONE], [NONE, 0, NONE], [0, -1, 0]]))
    assert found.partial
    assert found.asked_out.tolist() == [1, 0, 2]
    assert found.asked_into.tolist() == [1, 2, 0]
    assert found.out.tolist() == [2, 0, -1]
    assert found.out_low.tolist() == [-1, -6, -1]
    assert found.out_high.tolist() == [5, 6, -1]
    assert found.into_low.tolist() == [-3, 1, -6]
    assert found.into_high.tolist() == [3, 1, 6]


@settings(max_examples=100)
@given(one=matrices(), pick=st.randoms(use_true_random=False))
def test_bounds_hold_however_the_missing_pairs_are_answered(one: SignedMatrix, pick) -> None:
    partial = influence(one)
    values = one.values.copy()
    for at in np.argwhere(np.isnan(values)):
        values[tuple(at)] = pick.uniform(-3, 3)
    full = influence(SignedMatrix(one.ids, values))
    assert not full.partial
    assert (partial.out_low <= full.out + 1e-9).all()
    assert (full.out <= partial.out_high + 1e-9).all()
    assert (partial.into_low <= full.into + 1e-9).all()
    assert (full.into <= partial.into_high + 1e-9).all()


@given(one=matrices(), edge=st.sampled_from([-3.0, 3.0]))
def test_bounds_are_reached_at_the_ends_of_the_scale(one: SignedMatrix, edge: float) -> None:
    filled = np.where(np.isnan(one.values), edge, one.values)
    full, partial = influence(SignedMatrix(one.ids, filled)), influence(one)
    assert np.allclose(full.out, partial.out_low if edge < 0 else partial.out_high)
    assert np.allclose(full.into, partial.into_low if edge < 0 else partial.into_high)


@given(matrices())
def test_given_and_received_sum_to_the_same(one: SignedMatrix) -> None:
    found = influence(one)
    assert found.out.sum() == found.into.sum() == one.filled.sum()


def test_a_single_item_and_none_at_all() -> None:
    assert influence(matrix([[0]])).total.tolist() == [0]
    assert influence(SignedMatrix((), np.zeros((0, 0)))).total.shape == (0,)
