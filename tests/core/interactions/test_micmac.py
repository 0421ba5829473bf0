"""MICMAC: ways counted by hand and one by one, order, quarters."""

from collections import Counter

import numpy as np
import pytest
from hypothesis import given

from glocal.interactions.micmac import Quarter, micmac
from glocal.model.interaction import SignedMatrix
from tests.core.interactions.cases import matrices, matrix

# a → b → c → a, and c → b: the signs play no part, and 1 is too weak to count.
ROWS = [[0, 2, 1], [-1, 0, -3], [2, -2, 0]]


def ways(one: SignedMatrix, length: int) -> tuple[list[int], list[int]]:
    """How many ways of this length over strong links leave and reach each item, one by one."""
    links = np.abs(one.filled) >= 2
    found = [(row,) for row in range(one.size)]
    for _ in range(length):
        found = [(*way, int(to)) for way in found for to in np.flatnonzero(links[way[-1]])]
    leaving, reaching = Counter(way[0] for way in found), Counter(way[-1] for way in found)
    return [leaving[row] for row in range(one.size)], [reaching[row] for row in range(one.size)]


def test_by_hand() -> None:
    # Ways that leave a, b, c: 1 1 2, then 1 2 2, 2 2 3, 2 3 4, 3 4 5; ways that reach them:
    # 1 2 1, 1 2 2, 2 3 2, 2 4 3, 3 5 4. From four steps to five both orders stay.
    found = micmac(matrix(ROWS))
    assert (found.power, found.stable) == (5, True)
    assert found.influence == pytest.approx(np.array([3, 4, 5]) / 12)
    assert found.dependence == pytest.approx(np.array([3, 5, 4]) / 12)
    # One third is the mean: b stands on it in influence, c in dependence, and neither is above.
    assert found.quarters == (Quarter.AUTONOMOUS, Quarter.RESULT, Quarter.DRIVER)


def test_the_small_system_that_micmac_is_compared_on() -> None:
    # a → b, b → a, b → c, c → a: the matrix on which the program EXIT (J. Panula-Ontto) compares
    # itself with MICMAC. By hand, ways that leave a, b, c, one step more a line, and that reach:
    #   A    0 1 0  1 0 1  1 0 0    1 2 1    2 1 1
    #   A²   1 0 1  1 1 0  0 1 0    2 2 1    2 2 1
    #   A³   1 1 0  1 1 1  1 0 1    2 3 2    3 2 2
    #   A⁴   1 1 1  2 1 1  1 1 0    3 4 2    4 3 2
    #   A⁵   2 1 1  2 2 1  1 1 1    4 5 3    5 4 3
    # The direct links leave a and c level; from the fourth power on, b leads before a before c,
    # and a depends most, then b, then c.
    rows = matrix([[0, 3, 0], [3, 0, 3], [3, 0, 0]])
    found = micmac(rows)
    assert (found.power, found.stable) == (5, True)
    assert found.influence == pytest.approx(np.array([4, 5, 3]) / 12)
    assert found.dependence == pytest.approx(np.array([5, 4, 3]) / 12)
    assert ways(rows, 4) == ([3, 4, 2], [4, 3, 2])


def test_with_fewer_powers_it_says_that_the_order_is_not_stable() -> None:
    found = micmac(matrix(ROWS), most_powers=3)
    assert (found.power, found.stable) == (3, False)
    assert found.influence == pytest.approx(np.array([2, 2, 3]) / 7)


def test_all_four_quarters() -> None:
    # a drives b and c; b and c drive each other and d; e stands alone.
    rows = np.zeros((5, 5))
    for source, target in ("ab", "ac", "bc", "cb", "bd", "cd"):
        rows["abcde".index(source), "abcde".index(target)] = 3
    assert micmac(matrix(rows)).quarters == (
        Quarter.DRIVER,
        Quarter.RELAY,
        Quarter.RELAY,
        Quarter.RESULT,
        Quarter.AUTONOMOUS,
    )


def test_without_a_loop_the_longest_way_decides() -> None:
    found = micmac(matrix([[0, 2, 2], [0, 0, 2], [0, 0, 0]]))
    # One way of two steps, a → b → c.
    assert (found.power, found.stable) == (2, True)
    assert found.influence.tolist() == [1, 0, 0]
    assert found.dependence.tolist() == [0, 0, 1]


def test_weak_links_alone_leave_everything_autonomous() -> None:
    found = micmac(matrix([[0, 1], [-1, 0]]))
    assert found.influence.tolist() == [0, 0]
    assert set(found.quarters) == {Quarter.AUTONOMOUS}


def test_items_that_stand_alike_share_a_quarter_whatever_rounding_does() -> None:
    for size in range(2, 12):
        ring = 3.0 * np.roll(np.eye(size), 1, axis=1)
        assert set(micmac(matrix(ring)).quarters) == {Quarter.AUTONOMOUS}, size


@given(matrices(fewest=3, largest=5, missing=False))
def test_shares_are_those_of_ways_counted_one_by_one(one: SignedMatrix) -> None:
    found = micmac(one, most_powers=5)
    leaving, reaching = ways(one, found.power)
    if sum(leaving) == 0:
        assert (found.power, found.influence.sum()) == (1, 0)
    else:
        assert found.influence == pytest.approx(np.array(leaving) / sum(leaving))
        assert found.dependence == pytest.approx(np.array(reaching) / sum(reaching))
