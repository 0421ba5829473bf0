"""Figures of many matrices at once are those of each by itself."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from glocal.interactions import figures
from glocal.interactions.influence import influence
from glocal.interactions.series import dematel
from glocal.model.interaction import SignedMatrix
from tests.core.interactions.cases import THREE, matrix


@given(size=st.integers(1, 6), many=st.integers(1, 4), seed=st.integers(0, 2**32 - 1))
def test_each_draw_gets_its_own_figures(size: int, many: int, seed: int) -> None:
    stack = np.random.default_rng(seed).integers(-3, 4, (size, size, many)).astype(float)
    stack[np.diag_indices(size)] = 0
    stack[..., 0] = 0
    for at in range(many):
        one = SignedMatrix(tuple(map(str, range(size))), stack[..., at])
        alone, series = influence(one), dematel(one)
        for name, expected in [
            ("out", alone.out),
            ("into", alone.into),
            ("total", alone.total),
            ("prominence", series.prominence),
            ("relation", series.relation),
        ]:
            assert np.allclose(getattr(figures, name)(stack)[:, at], expected), name


def test_the_worked_example_as_a_stack_of_one() -> None:
    assert figures.total(matrix(THREE).filled[:, :, None])[:, 0].tolist() == [6, 1.5, -6]


def test_what_goes_through_others_counts_as_much_as_one_says() -> None:
    stack = matrix(THREE).filled[:, :, None]
    # Directly 1, 4 and −2; through the neighbours 10, −5 and −8.
    assert figures.total_with(0)(stack)[:, 0].tolist() == [1, 4, -2]
    assert figures.total_with(1)(stack)[:, 0].tolist() == [11, -1, -10]
