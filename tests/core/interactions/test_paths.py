"""The strongest ways: by hand, and against all orders of all items."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from glocal.interactions.paths import strongest_paths
from glocal.interactions.series import divisor
from glocal.interactions.signed_walks import signed_walks
from glocal.model.interaction import SignedMatrix
from tests.core.interactions.brute import simple_paths
from tests.core.interactions.cases import NONE, THREE, matrices, matrix


def test_by_hand() -> None:
    # s = 1.05 · 4. From a to c: by way of b 2 · 3 / s², directly 1 / s.
    by_way, direct = strongest_paths(matrix(THREE), 0, 2)
    assert (by_way.nodes, by_way.sign) == ((0, 1, 2), 1)
    assert by_way.strength == pytest.approx(6 / 4.2**2)
    assert (direct.nodes, direct.sign) == ((0, 2), -1)
    assert direct.strength == pytest.approx(1 / 4.2)


@given(one=matrices(largest=7), most=st.integers(1, 5))
def test_the_ways_are_those_of_trying_all(one: SignedMatrix, most: int) -> None:
    scale = divisor(one.filled)
    for start, end in ((0, 1), (1, 0), (0, one.size - 1)):
        found = strongest_paths(one, start, end, most=most)
        expected = simple_paths(one, start, end, scale)[:most]
        assert [(path.nodes, path.sign) for path in found] == [
            (nodes, sign) for _, sign, nodes in expected
        ]
        assert [path.strength for path in found] == pytest.approx([one for one, *_ in expected])


def test_of_equal_ways_the_shorter_and_then_the_lower_numbers_come_first() -> None:
    rows = np.full((8, 8), 2.0)
    ways = [path.nodes for path in strongest_paths(matrix(rows), 6, 3, most=9)]
    assert ways[:4] == [(6, 3), (6, 0, 3), (6, 1, 3), (6, 2, 3)]
    assert ways[7:] == [(6, 0, 1, 3), (6, 0, 2, 3)]


def test_of_equal_long_ways_those_of_lower_numbers_are_chosen() -> None:
    # From a to h only ways of four steps: over {b, c}, then d, then {e, f, g}.
    rows = np.zeros((8, 8))
    rows[0, [1, 2]] = rows[[1, 2], 3] = 2
    rows[3, [4, 5, 6]] = rows[[4, 5, 6], 7] = 2
    ways = [path.nodes for path in strongest_paths(matrix(rows), 0, 7, most=4)]
    assert ways == [(0, 1, 3, 4, 7), (0, 1, 3, 5, 7), (0, 1, 3, 6, 7), (0, 2, 3, 4, 7)]


def test_equal_long_ways_over_several_middles_come_in_the_order_of_their_numbers() -> None:
    rows = np.zeros((8, 8))
    rows[0, [1, 2]] = rows[[5, 6], 7] = 2
    rows[np.ix_([1, 2], [3, 4])] = rows[np.ix_([3, 4], [5, 6])] = 2
    ways = [path.nodes[1:4] for path in strongest_paths(matrix(rows), 0, 7, most=5)]
    assert ways == [(1, 3, 5), (1, 3, 6), (1, 4, 5), (1, 4, 6), (2, 3, 5)]


def test_strengths_far_below_one_are_still_told_apart() -> None:
    # Ways of four steps over a large divisor: 16 against 24 parts of s⁻⁴.
    size = 400
    rows = np.zeros((size, size))
    rows[5:, 5:] = 3
    rows[0, [2, 1]] = rows[[1, 2], 3] = rows[3, 4] = 2
    rows[2, 3] = 3
    rows[4, 5] = 2
    found = strongest_paths(SignedMatrix(tuple(map(str, range(size))), rows), 0, 5)
    assert [path.nodes for path in found] == [(0, 2, 3, 4, 5), (0, 1, 3, 4, 5)]


def test_no_way_passes_through_an_end_twice_or_over_an_open_pair() -> None:
    assert strongest_paths(matrix([[0, NONE, 2], [3, 0, 3], [NONE, 0, 0]]), 0, 1) == ()


def test_a_way_needs_two_ends() -> None:
    with pytest.raises(ValueError, match="two different ends"):
        strongest_paths(matrix(THREE), 1, 1)


@given(matrices())
def test_all_ways_together_are_part_of_all_walks(one: SignedMatrix) -> None:
    walks = signed_walks(one)
    paths = strongest_paths(one, 0, 1, most=1000)
    assert sum(path.strength for path in paths if path.sign > 0) <= walks.synergy[0, 1] + 1e-9
    assert sum(path.strength for path in paths if path.sign < 0) <= walks.tradeoff[0, 1] + 1e-9
