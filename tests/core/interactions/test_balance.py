"""Balance: closed cases, and against the exponential as a series."""

from math import cos, cosh

import numpy as np
import pytest
from hypothesis import given

from glocal.interactions import balance as module
from glocal.interactions.balance import balance
from glocal.model.interaction import SignedMatrix
from tests.core.interactions.cases import matrices, matrix


def trace_of_exponential(values: np.ndarray) -> float:
    term, whole = np.eye(len(values)), float(len(values))
    for power in range(1, 40):
        term = term @ values / power
        whole += np.trace(term)
    return whole


def test_two_items_that_pull_both_ways() -> None:
    # W = [[0, 1], [−1, 0]]: the eigenvalues ±i give 2 cos 1, those of |W| 2 cosh 1.
    assert balance(matrix([[0, 2], [-2, 0]])) == pytest.approx(cos(1) / cosh(1))


def test_without_a_hindering_loop_it_is_one() -> None:
    assert balance(matrix([[0, 3], [1, 0]])) == pytest.approx(1)
    assert balance(matrix([[0, -3], [-1, 0]])) == pytest.approx(1)
    assert balance(matrix([[0, -3, 1], [0, 0, -2], [0, 0, 0]])) == pytest.approx(1)
    assert balance(matrix(np.zeros((3, 3)))) == 1
    assert balance(SignedMatrix((), np.zeros((0, 0)))) == 1


@given(matrices())
def test_it_is_the_ratio_of_the_series(one: SignedMatrix) -> None:
    scale = np.abs(one.filled).sum(axis=1).max() or 1
    expected = trace_of_exponential(one.filled / scale) / trace_of_exponential(
        np.abs(one.filled) / scale
    )
    assert balance(one) == pytest.approx(expected)
    assert 0 < balance(one) <= 1 + 1e-9


def test_beyond_the_limit_it_is_not_computed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST_ITEMS", 2)
    assert balance(matrix(np.zeros((3, 3)))) is None
