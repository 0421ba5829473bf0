"""Invented matrices and panels of any size for ``bench/interactions.py``."""

from __future__ import annotations

import numpy as np

from glocal.interactions.panel import Panel
from glocal.model.interaction import SignedMatrix

DENSITY = 0.3
LEVELS = (-3, -2, -1, 1, 2, 3)
RATERS, GROUPS = 12, 4
UNKNOWN = 0.15
"""Share of the answers that are "I do not know"."""


def invented(size: int) -> SignedMatrix:
    """Three pairs of ten have a value other than 0, every level as often; the rest is open."""
    random = np.random.default_rng(20_261_128)
    values = random.choice(np.array(LEVELS, np.int8), (size, size)).astype(float)
    values[random.random((size, size), np.float32) >= DENSITY] = np.nan
    return SignedMatrix(tuple(map(str, range(size))), values)


def invented_panel(size: int) -> Panel:
    """Twelve raters in four groups, each one step off with 0.4, over three pairs of ten."""
    truth = invented(size)
    random = np.random.default_rng(20_261_129)
    source, target = np.nonzero(truth.assessed)
    off = random.choice([-1, 0, 1], (RATERS, len(source)), p=[0.2, 0.6, 0.2])
    ratings = np.clip(truth.values[source, target] + off, -3, 3)
    ratings[random.random(ratings.shape) < UNKNOWN] = np.nan
    return Panel(
        truth.ids,
        tuple(f"r{at}" for at in range(RATERS)),
        tuple(f"g{at}" for at in range(GROUPS)),
        np.arange(RATERS) % GROUPS,
        source,
        target,
        ratings,
        np.full(len(source), RATERS),
    )
