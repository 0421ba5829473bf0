"""The two means that scores are made of."""

from __future__ import annotations

import math
from collections.abc import Sequence

FLOOR = 0.01
"""Stands in for 0 in means with an exponent at or below 0, which would else be 0 at once."""


def weighted_mean(values: Sequence[float], weights: Sequence[float]) -> float:
    """The arithmetic mean of ``values`` with ``weights`` (all above 0, at least one).

    >>> weighted_mean([0.5, 1.0], [1, 3])
    0.875
    """
    total = math.fsum(weights)
    return _unit(math.fsum(v * w for v, w in zip(values, weights, strict=True)) / total)


def power_mean(values: Sequence[float], weights: Sequence[float], exponent: float) -> float:
    """The power mean (Σ w·x^p)^(1/p) of ``values`` in 0–1 with ``weights`` scaled to sum to 1.

    p = 1 is the arithmetic mean, p = 0 the geometric one; the lower p, the less a high value
    makes up for a low one. At p ≤ 0 values below 0.01 count as 0.01.
    Source: Hardy, Littlewood and Pólya, Inequalities, 1934, chapter 2.

    >>> power_mean([0.25, 1.0], [1, 1], 0.5)
    0.5625
    """
    if exponent == 1:
        return weighted_mean(values, weights)
    total = math.fsum(weights)
    if exponent <= 0:
        values = [max(value, FLOOR) for value in values]
    if exponent == 0:
        logs = math.fsum(w * math.log(v) for v, w in zip(values, weights, strict=True))
        return _unit(math.exp(logs / total))
    powers = math.fsum(w * v**exponent for v, w in zip(values, weights, strict=True))
    return _unit((powers / total) ** (1 / exponent))


def _unit(value: float) -> float:
    # Rounding may step over the edge of the scale by the last bit; a score may not.
    return min(1.0, max(0.0, value))
