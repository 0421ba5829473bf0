"""The values of all pairs under many weightings of the raters, fast.

Raters of one group who answered two pairs alike give both the same weighted median; it is
computed once a pattern of answers, not once a pair.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from glocal.interactions.panel import Panel
from glocal.model.interaction import HIGHEST, LOWEST

Weights = NDArray[np.floating[Any]]
Small = NDArray[np.float32]
_NOTHING = HIGHEST + 1


class Resampler:
    """Weighted medians inside groups, weighted means over groups, for one panel."""

    def __init__(self, panel: Panel) -> None:
        self._size = len(panel.ids)
        self._cells = panel.source * self._size + panel.target
        self._rows = [np.flatnonzero(panel.group == n) for n in range(len(panel.groups))]
        self._groups = [_Group(panel.ratings[rows]) for rows in self._rows]
        known = np.array([group.known for group in self._groups]).reshape(-1, panel.pairs)
        combinations, which = np.unique(known, axis=1, return_inverse=True)
        self._combinations = combinations.astype(np.float32)
        self._which = which.ravel()

    def stack(self, raters: Weights, groups: Weights) -> Small:
        """Matrices of shape (n, n, b), 0 where nothing is known.

        ``raters`` (b, r) weighs the voices inside their group, ``groups`` (b, g) the groups; none
        is negative, and at least one of each kind is above 0 in every line.
        """
        inside, across = raters.T.astype(np.float32), groups.T.astype(np.float32)
        values = np.zeros((len(self._cells), len(raters)), np.float32)
        for number, (group, rows) in enumerate(zip(self._groups, self._rows, strict=True)):
            part = group.medians(inside[rows])
            part *= across[number]
            values += np.take(part, group.pattern, axis=0)
        whole = self._combinations.T @ across
        inverse = np.divide(1, whole, out=np.zeros_like(whole), where=whole > 0)
        values *= np.take(inverse, self._which, axis=0)
        result = np.zeros((self._size * self._size, len(raters)), np.float32)
        result[self._cells] = values
        return result.reshape(self._size, self._size, -1)


class _Group:
    """The distinct patterns of answers of one group, and which pair shows which."""

    def __init__(self, ratings: NDArray[np.float64]) -> None:
        # NaN is never equal to NaN; a number outside the scale stands for it.
        coded = np.nan_to_num(ratings, nan=_NOTHING).astype(np.int8)
        patterns, which = np.unique(coded, axis=1, return_inverse=True)
        self.pattern = which.ravel()
        self.known = (coded < _NOTHING).any(axis=0)
        self._known = (patterns < _NOTHING).T.astype(np.float32)
        self._at_most = [
            (patterns <= level).T.astype(np.float32) for level in range(LOWEST, HIGHEST)
        ]

    def medians(self, weights: Small) -> Small:
        """Weighted medians, shape (patterns, b), from weights (r, b); 0 without an answer.

        The median is the lowest level at which half of the weight is reached. Where it is reached
        exactly, the middle between that level and the next, as for an ordinary median.
        """
        whole = self._known @ weights
        half = whole / 2
        slack = 1e-5 * whole
        # One for each level that is surely passed, a half for one that is reached exactly.
        steps = np.full_like(whole, LOWEST)
        for at_most in self._at_most:
            below = at_most @ weights
            steps += (below < half - slack) * np.float32(0.5)
            steps += (below <= half + slack) * np.float32(0.5)
        steps[whole <= 0] = 0
        return steps
