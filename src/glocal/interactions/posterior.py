"""What a few ratings let one believe about a pair: Dirichlet–multinomial on the seven levels.

The value of a pair stays the mean of group medians; this serves the contested signs and the
intervals. Worked example: docs/methods/several-raters.md.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from glocal.model.interaction import HIGHEST, LOWEST, Values

PRIOR = np.array([0.2, 0.2, 0.2, 1.0, 0.2, 0.2, 0.2])
"""Weight of each level before anybody has rated: one voice for 0, a fifth for each other."""

CONTESTED = 0.2
"""From this probability of either sign on a pair goes to discussion."""

_LEVELS = np.arange(LOWEST, HIGHEST + 1)


@dataclass(frozen=True)
class Posterior:
    """Figures a pair, shape (p,): ``mean`` −3 … +3, its ``deviation``, and the probability of a
    ``negative`` and of a ``positive`` value, 0–1. ``rated``: whether anybody gave a value."""

    mean: Values
    deviation: Values
    negative: Values
    positive: Values
    rated: NDArray[np.bool_]

    @property
    def contested(self) -> NDArray[np.bool_]:
        """Rated pairs on whose sign the raters do not agree: to be talked over, not averaged."""
        return self.rated & (self.negative >= CONTESTED) & (self.positive >= CONTESTED)


def posterior(counts: NDArray[np.int64]) -> Posterior:
    """From counts a level (p, 7), −3 first, what is believed about each pair.

    >>> found = posterior(np.array([[0, 1, 0, 0, 2, 0, 0]]))  # −2, 1 and 1
    >>> found.positive.round(3).tolist()  # (0.6 + 2) / (2.2 + 3)
    [0.5]
    >>> found.contested.tolist()  # (0.6 + 1) / 5.2 is above a fifth as well
    [True]
    """
    weight = PRIOR + counts
    whole = weight.sum(axis=1)
    share = weight / whole[:, None]
    mean = share @ _LEVELS
    # Variance of the mean of levels under a Dirichlet distribution.
    variance = (share @ _LEVELS**2 - mean**2) / (whole + 1)
    return Posterior(
        mean,
        np.sqrt(np.maximum(variance, 0)),
        share[:, _LEVELS < 0].sum(axis=1),
        share[:, _LEVELS > 0].sum(axis=1),
        counts.sum(axis=1) > 0,
    )


def credible_interval(
    counts: NDArray[np.int64], *, share: float = 0.9, draws: int = 2000, seed: int = 0
) -> Values:
    """The middle ``share`` of the believed mean of each pair: shape (p, 2), by ``draws`` draws.

    Pairs with the same counts get the same interval, whatever other pairs there are.
    """
    tail = (1 - share) / 2
    patterns, which = np.unique(counts, axis=0, return_inverse=True)
    result = np.empty((len(patterns), 2))
    for row, weight in enumerate(PRIOR + patterns):
        means = np.random.default_rng(seed).dirichlet(weight, draws) @ _LEVELS
        result[row] = np.quantile(means, (tail, 1 - tail))
    return np.asarray(result[which.ravel()], np.float64)
