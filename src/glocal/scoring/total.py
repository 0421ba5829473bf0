"""The total alone, quickly: what a search over thousands of possible changes needs."""

from __future__ import annotations

from collections.abc import Mapping

from glocal.model.framework import Framework, SubDimension
from glocal.scoring.means import power_mean, weighted_mean


def sub_dimension_value(
    framework: Framework, sub: SubDimension, scores: Mapping[str, float]
) -> float | None:
    """The capped score of a sub-dimension from the scores of its answered indicators.

    ``scores`` maps indicator codes to 0–1; indicators that are missing from it are open or do not
    apply. ``None`` when none is there. Equal to ``scorecard.score``, which says more (tested).
    """
    known = [item for item in sub.indicators if item.code in scores]
    if not known:
        return None
    value = weighted_mean([scores[item.code] for item in known], [item.weight for item in known])
    for line in framework.rules.red_lines:
        if line.sub_dimension == sub.code and line.indicator in scores:
            limit = framework.indicator(line.indicator).scale.score(line.at_most)
            if scores[line.indicator] <= limit + 1e-9:
                value = min(value, line.cap)
    return value


def total_value(framework: Framework, subs: Mapping[str, float | None]) -> float | None:
    """The total from the values of the sub-dimensions, ``None`` when all are ``None``."""
    known = [
        (value, sub.weight)
        for sub in framework.sub_dimensions
        if (value := subs[sub.code]) is not None
    ]
    if not known:
        return None
    return power_mean([v for v, _ in known], [w for _, w in known], framework.rules.exponent)
