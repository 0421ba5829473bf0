"""Who influences most, who is supported most: first order, second order, total.

Weitz, Carlsen, Nilsson, Skånberg, Sustainability Science 13, 2018, 531–548,
doi 10.1007/s11625-017-0470-0. Worked example: docs/methods/interactions.md.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from glocal.model.interaction import HIGHEST, SignedMatrix, Values

ALPHA = 0.5
"""Weight of what an item does through its neighbours; Weitz et al. take a half."""


@dataclass(frozen=True)
class Influence:
    """Figures an item, each of shape (n,), in the order of the ids.

    ``out`` and ``into`` are sums of the assessed values of its row and column; ``second`` is
    alpha × the sum over its neighbours of value × their ``out``; ``total`` is ``out`` + ``second``.
    ``out_low`` … ``into_high`` bound the first-order sums whatever the missing values are (each
    could be −3 or +3); ``asked_out`` and ``asked_into`` say how many of the n − 1 are assessed.
    """

    ids: tuple[str, ...]
    alpha: float
    out: Values
    into: Values
    second: Values
    total: Values
    out_low: Values
    out_high: Values
    into_low: Values
    into_high: Values
    asked_out: NDArray[np.int64]
    asked_into: NDArray[np.int64]

    @property
    def partial(self) -> bool:
        """Whether a sum leaves out a pair that nobody has assessed."""
        full = len(self.ids) - 1
        return bool((self.asked_out < full).any())


def influence(matrix: SignedMatrix, alpha: float = ALPHA) -> Influence:
    """First order, second order and total of every item.

    ``alpha`` 0 gives the first order alone, 1 the two-step expected influence of Robinaugh et al.
    (2016). The way from an item to a neighbour and back to the item counts, as in the original.

    >>> three = SignedMatrix(("a", "b", "c"), np.array([[0, 2, -1], [1, 0, 3], [0, -2, 0]]))
    >>> influence(three).out.tolist()
    [1.0, 4.0, -2.0]
    >>> influence(three).second.tolist()  # of a: ½ · (2 · 4 + −1 · −2)
    [5.0, -2.5, -4.0]
    """
    values = matrix.filled
    out, into = values.sum(axis=1), values.sum(axis=0)
    second = alpha * (values @ out)
    known = matrix.assessed
    asked_out, asked_into = known.sum(axis=1), known.sum(axis=0)
    open_out = HIGHEST * (matrix.size - 1 - asked_out)
    open_into = HIGHEST * (matrix.size - 1 - asked_into)
    return Influence(
        matrix.ids,
        alpha,
        out,
        into,
        second,
        out + second,
        out - open_out,
        out + open_out,
        into - open_into,
        into + open_into,
        asked_out,
        asked_into,
    )
