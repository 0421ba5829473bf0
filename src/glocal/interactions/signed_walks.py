"""Synergy and trade-off over ways of every length, kept apart.

A way with an even number of hindering links helps, one with an odd number harms. Splitting the
*sum* by its sign hides what cancels; here the ways themselves are split, exactly, by two linear
solves. Worked example: docs/methods/signed-ways.md.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from glocal.interactions.series import MARGIN, divisor, sum_of_powers
from glocal.model.interaction import SignedMatrix, Values


@dataclass(frozen=True)
class SignedWalks:
    """All ways between every pair, shape (n, n) each, no unit, never below 0.

    ``synergy`` sums the ways that help, ``tradeoff`` those that harm; their difference is the net
    total relation of DEMATEL. ``scale`` is the divisor s.
    """

    ids: tuple[str, ...]
    scale: float
    synergy: Values
    tradeoff: Values

    @property
    def net(self) -> Values:
        """Synergy − trade-off."""
        return self.synergy - self.tradeoff

    @property
    def whole(self) -> Values:
        """Synergy + trade-off between different items; 0 on the diagonal, which loops make."""
        both = self.synergy + self.tradeoff
        np.fill_diagonal(both, 0)
        return both

    def largest(self, most: int) -> list[tuple[int, int]]:
        """The ``most`` pairs (row, column) with the largest whole above 0, the largest first."""
        whole = self.whole
        order = np.argsort(-np.round(whole, 12), axis=None, kind="stable")[:most]
        pairs = (divmod(int(at), len(self.ids)) for at in order)
        return [pair for pair in pairs if whole[pair] > 0]

    @property
    def hidden(self) -> float:
        """Share of the trade-off that a split of the net by its sign would not show, 0–1."""
        whole = self.tradeoff.sum()
        shown = np.maximum(-self.net, 0).sum()
        return float(1 - shown / whole) if whole > 0 else 0.0


def signed_walks(matrix: SignedMatrix, margin: float = MARGIN) -> SignedWalks:
    """Synergy and trade-off of every pair; only assessed links are walked.

    >>> chain = np.array([[0, -1, 0], [0, 0, -1], [0, 0, 0]])
    >>> walks = signed_walks(SignedMatrix(("a", "b", "c"), chain), margin=0)
    >>> walks.synergy[0].tolist(), walks.tradeoff[0].tolist()  # two hindrances in a row help
    ([0.0, 0.0, 1.0], [0.0, 1.0, 0.0])
    """
    links = matrix.filled
    scale = divisor(links, margin)
    links /= scale
    every = sum_of_powers(np.abs(links), safe=margin > 0)
    net = sum_of_powers(links, safe=margin > 0)
    # What is left of rounding may lie a hair below 0.
    return SignedWalks(
        matrix.ids,
        scale,
        np.maximum((every + net) / 2, 0),
        np.maximum((every - net) / 2, 0),
    )


def two_edged_pairs(walks: SignedWalks, share: float = 0.25) -> NDArray[np.int64]:
    """Pairs (row, column) with both much synergy and much trade-off, the largest first.

    Both must reach ``share`` of the largest entry of either kind, and the smaller half of the
    larger; shape (k, 2). Contested are others, on whose sign raters differ: see ``posterior``.
    """
    low = np.minimum(walks.synergy, walks.tradeoff)
    high = np.maximum(walks.synergy, walks.tradeoff)
    inside = ~np.eye(len(walks.ids), dtype=bool)
    top = high[inside].max(initial=0)
    chosen = np.argwhere(inside & (low >= share * top) & (low * 2 >= high) & (low > 0))
    order = np.argsort(-low[tuple(chosen.T)], kind="stable")
    return chosen[order]
