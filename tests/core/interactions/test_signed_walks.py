"""Synergy and trade-off: by hand, and against walks that are counted one length at a time."""

import numpy as np
import pytest
from hypothesis import given, settings

from glocal.interactions.series import DivergesError, total_relation
from glocal.interactions.signed_walks import SignedWalks, signed_walks, two_edged_pairs
from glocal.model.interaction import SignedMatrix
from tests.core.interactions.brute import parted_walks
from tests.core.interactions.cases import THREE, matrices, matrix


def test_two_items_by_hand() -> None:
    # Without signs T is [[1, 2], [1, 1]], with them [[−⅓, ⅔], [−⅓, −⅓]].
    walks = signed_walks(matrix([[0, 2], [-1, 0]]), margin=0)
    assert walks.scale == 2
    assert np.allclose(walks.synergy, np.array([[1, 4], [1, 1]]) / 3)
    assert np.allclose(walks.tradeoff, np.array([[2, 2], [2, 2]]) / 3)
    assert np.allclose(walks.net, np.array([[-1, 2], [-1, -1]]) / 3)
    # Of 8/3 of trade-off a split of the net by its sign shows three thirds.
    assert walks.hidden == pytest.approx(1 - 1 / (8 / 3))


def test_two_hindrances_in_a_row_help() -> None:
    walks = signed_walks(matrix([[0, -1, 0], [0, 0, -1], [0, 0, 0]]), margin=0)
    assert walks.synergy.tolist() == [[0, 0, 1], [0, 0, 0], [0, 0, 0]]
    assert walks.tradeoff.tolist() == [[0, 1, 0], [0, 0, 1], [0, 0, 0]]


@settings(max_examples=60)
@given(matrices(largest=8))
def test_the_ways_are_parted_as_walks_counted_one_by_one(one: SignedMatrix) -> None:
    walks = signed_walks(one)
    even, odd = parted_walks(one.filled / walks.scale, 400)
    assert np.allclose(walks.synergy, even, atol=1e-7)
    assert np.allclose(walks.tradeoff, odd, atol=1e-7)


@given(matrices())
def test_the_difference_is_the_net_total_relation_and_nothing_is_below_zero(
    one: SignedMatrix,
) -> None:
    walks = signed_walks(one)
    assert np.allclose(walks.net, total_relation(one)[0])
    assert (walks.synergy >= 0).all()
    assert (walks.tradeoff >= 0).all()
    assert 0 <= walks.hidden <= 1 + 1e-12


@given(matrices())
def test_where_nothing_hinders_there_is_no_trade_off(one: SignedMatrix) -> None:
    walks = signed_walks(SignedMatrix(one.ids, np.abs(one.values)))
    assert walks.tradeoff.max() < 1e-12
    assert walks.hidden in (0, pytest.approx(1))


def test_a_ring_without_a_margin_has_no_sum() -> None:
    with pytest.raises(DivergesError):
        signed_walks(matrix([[0, 3], [-3, 0]]), margin=0)


def test_a_pair_is_two_edged_when_both_kinds_are_large() -> None:
    # a helps d by way of b and hinders it by way of c, equally; nothing else meets.
    rows = [[0, 2, 2, 0], [0, 0, 0, 2], [0, 0, 0, -2], [0, 0, 0, 0]]
    walks = signed_walks(matrix(rows))
    assert walks.net[0, 3] == pytest.approx(0)
    assert walks.synergy[0, 3] == pytest.approx((2 / 4.2) ** 2)
    # 0.227 reaches a quarter of the largest, 0.476, and not the half.
    assert two_edged_pairs(walks).tolist() == [[0, 3]]
    assert two_edged_pairs(walks, share=0.5).tolist() == []


def test_the_most_two_edged_comes_first_and_the_diagonal_never() -> None:
    synergy = np.array([[9.0, 4, 3], [0, 9, 2], [5, 0, 9]])
    tradeoff = np.array([[9.0, 3, 5], [0, 9, 5], [1, 0, 9]])
    walks = SignedWalks(("a", "b", "c"), 1.0, synergy, tradeoff)
    # a → c: 3 is more than half of 5. b → c: 2 is less. c → a: 1 is less than a quarter of 5.
    assert two_edged_pairs(walks).tolist() == [[0, 1], [0, 2]]
    # Both kinds together: 7 and 8 from a, 7 and 6 between the others, nothing the other ways.
    assert walks.largest(3) == [(0, 2), (0, 1), (1, 2)]
    assert walks.largest(9) == [(0, 2), (0, 1), (1, 2), (2, 0)]


def test_nothing_is_two_edged_where_nothing_is_known() -> None:
    assert two_edged_pairs(signed_walks(matrix(np.full((3, 3), np.nan)))).shape == (0, 2)
    assert two_edged_pairs(signed_walks(matrix(np.abs(THREE)))).shape == (0, 2)
