"""Quantile tables of the two distributions that uncertain answers are drawn from."""

from __future__ import annotations

from functools import cache
from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray

CELLS = 4096
"""Quantiles kept of each distribution: reading the table moves a draw by less than 0.001."""

GRID = 64
"""Steps of the 0–1 scale at which distributions of open answers are kept."""

Quantiles = NDArray[np.float32]


@cache
def answered(score: float, sigma: float) -> Quantiles:
    """CELLS quantiles of a normal distribution around ``score``, cut to 0–1.

    The most likely value is the score itself; at an end of the scale the half beyond it is cut
    away. ``sigma`` 0 gives the score alone.
    """
    if sigma == 0:
        return _frozen(np.full(CELLS, score))
    normal = NormalDist(score, sigma)
    first, last = normal.cdf(0), normal.cdf(1)
    points = first + (last - first) * (np.arange(CELLS) + 0.5) / CELLS
    return _frozen(np.clip([normal.inv_cdf(float(point)) for point in points], 0, 1))


def unanswered(mean: float) -> Quantiles:
    """CELLS quantiles of the distribution of an open answer on 0–1.

    Beta(1 + 2m, 1 + 2(1 − m)): a uniform distribution that has seen two answers at ``mean``, the
    mean m of the answered indicators around it. It is wide: at m = 0.5 its middle nine tenths run
    from 0.14 to 0.86.
    """
    return _unanswered(round(mean * GRID))


@cache
def _unanswered(step: int) -> Quantiles:
    mean = step / GRID
    fine = 20_000
    points = (np.arange(fine) + 0.5) / fine
    density = points ** (2 * mean) * (1 - points) ** (2 * (1 - mean))
    cumulative = np.concatenate([[0], np.cumsum(density)]) / density.sum()
    edges = np.arange(fine + 1) / fine
    return _frozen(np.interp((np.arange(CELLS) + 0.5) / CELLS, cumulative, edges))


def _frozen(values: object) -> Quantiles:
    array = np.asarray(values, np.float32)
    array.setflags(write=False)
    return array
