"""The matrix itself: what it takes, what it refuses, what it says about itself."""

import numpy as np
import pytest

from glocal.model.interaction import InteractionLevel, SignedMatrix
from tests.core.interactions.cases import NONE, matrix, rated


def test_the_diagonal_means_nothing_whatever_stood_there() -> None:
    one = matrix([[3, 1], [2, -3]])
    assert np.isnan(np.diag(one.values)).all()
    assert one.filled.tolist() == [[0, 1], [2, 0]]


def test_not_assessed_is_not_zero() -> None:
    one = matrix([[0, 0, NONE], [1, 0, 2], [NONE, NONE, 0]])
    assert one.assessed.tolist() == [[False, True, False], [True, False, True], [False] * 3]
    assert one.share_assessed == 0.5


def test_a_matrix_cannot_be_changed_from_outside() -> None:
    values = np.array([[0.0, 1], [2, 0]])
    one = SignedMatrix(("a", "b"), values)
    values[0, 1] = 3
    assert one.filled[0, 1] == 1
    with pytest.raises(ValueError, match="read-only"):
        one.values[0, 1] = 3


@pytest.mark.parametrize("value", [3.01, -4, float("inf"), -float("inf")])
def test_a_value_outside_the_scale_is_refused(value: float) -> None:
    with pytest.raises(ValueError, match="outside"):
        matrix([[0, value], [0, 0]])


def test_ids_and_shape_must_fit() -> None:
    with pytest.raises(ValueError, match="same id"):
        SignedMatrix(("a", "a"), np.zeros((2, 2)))
    with pytest.raises(ValueError, match="2 × 2"):
        SignedMatrix(("a", "b"), np.zeros((2, 3)))


def test_a_matrix_without_pairs_is_wholly_assessed() -> None:
    assert matrix([[0]]).share_assessed == 1
    assert SignedMatrix((), np.zeros((0, 0))).share_assessed == 1


def test_levels_have_the_names_of_the_scale() -> None:
    assert {int(level): level.key for level in InteractionLevel} == {
        -3: "cancelling",
        -2: "counteracting",
        -1: "constraining",
        0: "consistent",
        1: "enabling",
        2: "reinforcing",
        3: "indivisible",
    }


def test_a_rated_matrix_names_its_items_in_order() -> None:
    assert rated("cab").ids == ("c", "a", "b")
