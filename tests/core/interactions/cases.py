"""Matrices and panels for the tests: one that a person computed by hand, and random ones."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from hypothesis import strategies as st

from glocal.interactions.panel import Panel, panel_of
from glocal.model.interaction import Item, RatedMatrix, Rating, SignedMatrix

NONE = float("nan")

THREE = [[0, 2, -1], [1, 0, 3], [0, -2, 0]]
"""Weitz et al. by hand: first order 1, 4, −2; second 5, −2.5, −4; total 6, 1.5, −6."""


def matrix(rows: Sequence[Sequence[float]] | np.ndarray, ids: str = "") -> SignedMatrix:
    """A matrix whose items are called a, b, c …"""
    names = ids or "abcdefghijklmnopqrstuvwxyz"[: len(rows)]
    return SignedMatrix(tuple(names), np.array(rows, float).reshape(len(rows), len(rows)))


def rated(ids: str, *ratings: tuple[str, str, str, str, int | None]) -> RatedMatrix:
    """Items a, b, c … and ratings as (group, rater, from, to, value)."""
    return RatedMatrix(
        "test",
        tuple(Item(one, f"Item {one}") for one in ids),
        tuple(Rating(rater, group, a, b, value) for group, rater, a, b, value in ratings),
    )


def panel(ids: str, *ratings: tuple[str, str, str, str, int | None]) -> Panel:
    return panel_of(rated(ids, *ratings))


def voices(group: str, source: str, target: str, *values: int | None):
    """One rating a value for a pair, by raters r1, r2 … of a group."""
    return [(group, f"r{at}", source, target, value) for at, value in enumerate(values, 1)]


@st.composite
def matrices(
    draw: st.DrawFn, fewest: int = 2, largest: int = 6, missing: bool = True
) -> SignedMatrix:
    """Random matrices of whole numbers, some of them open."""
    size = draw(st.integers(fewest, largest))
    pick = draw(st.randoms(use_true_random=False))
    choices = [*range(-3, 4), 0, 0, *([NONE] * 3 if missing else [])]
    rows = [[pick.choice(choices) for _ in range(size)] for _ in range(size)]
    return matrix(rows)


@st.composite
def ratings(draw: st.DrawFn, ids: str = "abcd") -> RatedMatrix:
    """Random ratings of up to six raters in up to three groups, some of them "I do not know"."""
    pick = draw(st.randoms(use_true_random=False))
    raters = draw(st.integers(1, 6))
    answers = [
        (f"g{pick.randrange(3)}", f"r{rater}", a, b, pick.choice([*range(-3, 4), None]))
        for rater in range(raters)
        for a in ids
        for b in ids
        if a != b and pick.random() < 0.5
    ]
    # A rater speaks for one group.
    group = {rater: own for own, rater, *_ in answers}
    return rated(ids, *((group[one[1]], *one[1:]) for one in answers))
