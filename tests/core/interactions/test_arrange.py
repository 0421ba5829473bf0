"""Clusters and order: what belongs together, whatever the order of the items."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from glocal.interactions import arrange as module
from glocal.interactions.arrange import arranged, clusters
from glocal.model.interaction import SignedMatrix
from tests.core.interactions.cases import matrices, matrix

# {a, c, e} help one another, {b, d} as well; between the two there is only hindrance; f is alone.
ROWS = np.zeros((6, 6))
for one, two, value in [("a", "c", 3), ("c", "e", 2), ("e", "a", 1), ("b", "d", 2), ("a", "b", -3)]:
    ROWS["abcdef".index(one), "abcdef".index(two)] = value


def test_what_helps_one_another_stands_together() -> None:
    assert clusters(matrix(ROWS)) == ((0, 2, 4), (1, 3), (5,))


def test_in_a_cluster_the_strongest_giver_comes_first() -> None:
    # Given: a 3 − 3 = 0, c 2, e 1; b 2, d 0.
    assert arranged(matrix(ROWS)) == (2, 4, 0, 1, 3, 5)


@settings(max_examples=60)
@given(one=matrices(largest=9), data=st.data())
def test_the_order_of_the_items_plays_no_part(one: SignedMatrix, data: st.DataObject) -> None:
    order = data.draw(st.permutations(range(one.size)))
    moved = SignedMatrix(tuple(one.ids[row] for row in order), one.values[np.ix_(order, order)])
    assert [[moved.ids[row] for row in group] for group in map(sorted, clusters(moved))] != [[]]
    assert {frozenset(moved.ids[row] for row in group) for group in clusters(moved)} == {
        frozenset(one.ids[row] for row in group) for group in clusters(one)
    }
    assert [moved.ids[row] for row in arranged(moved)] == [one.ids[row] for row in arranged(one)]


@given(matrices(largest=9))
def test_every_item_stands_in_one_place(one: SignedMatrix) -> None:
    assert sorted(arranged(one)) == list(range(one.size))
    assert sorted(row for group in clusters(one) for row in group) == list(range(one.size))


def test_beyond_the_limit_only_the_givers_are_ordered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST_ITEMS", 5)
    assert clusters(matrix(ROWS)) == ()
    # Given: b 2, c 2, e 1, a 0, d 0, f 0.
    assert arranged(matrix(ROWS)) == (1, 2, 4, 0, 3, 5)


def test_nothing_at_all() -> None:
    nothing = SignedMatrix((), np.zeros((0, 0)))
    assert clusters(nothing) == ()
    assert arranged(nothing) == ()
