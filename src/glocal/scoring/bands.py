"""Name the band of a score, but only as far as it is sure."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from glocal.model.framework import Framework
from glocal.model.scorecard import BandReading, Score, Scorecard
from glocal.scoring.draws import draw_scores
from glocal.scoring.scorecard import TOLERANCE
from glocal.scoring.table import table_of_answers


def with_bands(
    framework: Framework, scorecard: Scorecard, *, draws: int = 1000, seed: int = 0
) -> Scorecard:
    """``scorecard`` with a band for the total and each sub-dimension.

    One band is named when at least the framework's ``band_certainty`` of the draws fall into it;
    otherwise the shortest run of neighbouring bands that together reach it. A figure that is
    withheld has no band, nor one of which too much is open. Method: docs/methods/bands.md.
    """
    table = table_of_answers(framework, [""], [scorecard.answers])
    drawn = draw_scores(framework, table, draws=draws, seed=seed)

    def read(score: Score) -> Score:
        shares = drawn.band[0, drawn.keys.index(score.key)]
        if score.withheld is not None or np.isnan(shares[0]) or too_open(framework, score):
            return score
        return replace(score, band=reading(shares, drawn.bands, framework.rules.band_certainty))

    return replace(
        scorecard,
        total=read(scorecard.total),
        sub_dimensions={key: read(score) for key, score in scorecard.sub_dimensions.items()},
    )


def too_open(framework: Framework, score: Score) -> bool:
    """Whether what is open alone could move the figure further than the framework allows a total.

    Then the draws say less than they seem to: they take what is open to be like what is answered.
    False for a figure without bounds.
    """
    if score.bound_low is None or score.bound_high is None:
        return False
    return score.bound_high - score.bound_low > framework.rules.total_width_max + TOLERANCE


def reading(shares: NDArray[np.float64], keys: tuple[str, ...], certainty: float) -> BandReading:
    """The shortest run of neighbouring bands that holds ``certainty`` of the draws.

    Of several runs of the same length, the most probable; of those, the lowest.

    >>> reading(np.array([0.1, 0.5, 0.4]), ("low", "middle", "high"), 0.8)
    BandReading(low='middle', high='high', probability=0.9)
    """
    sums = np.concatenate([[0.0], np.cumsum(shares)])
    for length in range(1, len(keys) + 1):
        runs = sums[length:] - sums[:-length]
        best = int(np.argmax(runs.round(12)))
        if runs[best] >= certainty - 1e-9:
            probability = round(float(runs[best]), 6)
            return BandReading(keys[best], keys[best + length - 1], probability)
    raise AssertionError("The shares of all bands sum to one.")
