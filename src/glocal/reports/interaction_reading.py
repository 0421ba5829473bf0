"""Everything that is read out of one matrix of interactions, calculated once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from glocal.interactions.arrange import arranged, clusters
from glocal.interactions.balance import balance
from glocal.interactions.figures import total_with
from glocal.interactions.influence import ALPHA, Influence, influence
from glocal.interactions.loops import Loops, loops
from glocal.interactions.micmac import STRONG, Micmac, micmac
from glocal.interactions.panel import Panel
from glocal.interactions.paths import Path, strongest_paths
from glocal.interactions.posterior import posterior
from glocal.interactions.ranks import DOUBT, DRAWS, Ranks, ranks, ranks_of_one
from glocal.interactions.series import Dematel, dematel
from glocal.interactions.signed_walks import SignedWalks, signed_walks
from glocal.model.interaction import Item, SignedMatrix

LARGE = 200
"""Items beyond which fewer draws are made and tables show the first of everything."""

DRAWS_OF_LARGE = 200
MOST_WAYS = 5
"""Pairs whose strongest ways are told."""


class RankBasis(StrEnum):
    """What the intervals of ranks come from."""

    RATERS = "raters"
    ASSUMED = "assumed"
    FEW = "few"


@dataclass(frozen=True)
class ContestedPair:
    """A pair on whose sign the raters do not agree, and how many said what."""

    source: int
    target: int
    hinder: int
    neither: int
    help: int
    unknown: int


@dataclass(frozen=True)
class Ways:
    """The strongest ways between two items."""

    source: int
    target: int
    paths: tuple[Path, ...]


@dataclass(frozen=True)
class Reading:
    """Figures of a matrix; items are named by their row number. ``panel`` is there with raters.

    ``ranks`` are by total influence; ``basis`` says where their intervals come from. ``order`` puts
    the items cluster by cluster.
    """

    items: tuple[Item, ...]
    matrix: SignedMatrix
    panel: Panel | None
    strong: float
    influence: Influence
    dematel: Dematel
    micmac: Micmac
    walks: SignedWalks
    contested: tuple[ContestedPair, ...]
    ways: tuple[Ways, ...]
    loops: Loops
    balance: float | None
    ranks: Ranks | None
    basis: RankBasis
    clusters: tuple[tuple[int, ...], ...]
    order: tuple[int, ...]


def read_matrix(
    items: Sequence[Item],
    matrix: SignedMatrix,
    panel: Panel | None = None,
    *,
    alpha: float = ALPHA,
    strong: float = STRONG,
    seed: int = 0,
) -> Reading:
    """The reading of ``matrix``, whose rows are ``items``.

    Without a ``panel`` ranks rest on an assumed error, which must be told beside them; with a panel
    of fewer than three raters there are none. ``strong`` is the size from which a link counts in
    loops and in the places of MICMAC.
    """
    walks = signed_walks(matrix)
    draws = DRAWS if matrix.size <= LARGE else DRAWS_OF_LARGE
    if panel is None:
        ranked: Ranks | None = ranks_of_one(
            matrix, figure=total_with(alpha), draws=draws, seed=seed, doubt=DOUBT
        )
        basis = RankBasis.ASSUMED
    else:
        ranked = ranks(panel, figure=total_with(alpha), draws=draws, seed=seed)
        basis = RankBasis.FEW if ranked is None else RankBasis.RATERS
    return Reading(
        tuple(items),
        matrix,
        panel,
        strong,
        influence(matrix, alpha),
        dematel(matrix),
        micmac(matrix, strong),
        walks,
        () if panel is None else contested_pairs(panel),
        _ways(matrix, walks),
        loops(matrix, strong),
        balance(matrix),
        ranked,
        basis,
        clusters(matrix),
        arranged(matrix),
    )


def contested_pairs(panel: Panel) -> tuple[ContestedPair, ...]:
    """Pairs with a contested sign, the most evenly divided first."""
    counts = panel.counts()
    believed = posterior(counts)
    middle = counts.shape[1] // 2
    order = np.argsort(-np.minimum(believed.negative, believed.positive), kind="stable")
    return tuple(
        ContestedPair(
            int(panel.source[at]),
            int(panel.target[at]),
            int(counts[at, :middle].sum()),
            int(counts[at, middle]),
            int(counts[at, middle + 1 :].sum()),
            int(panel.asked[at] - counts[at].sum()),
        )
        for at in order
        if believed.contested[at]
    )


def _ways(matrix: SignedMatrix, walks: SignedWalks) -> tuple[Ways, ...]:
    """The strongest ways of the pairs with the most synergy and trade-off together."""
    return tuple(Ways(*pair, strongest_paths(matrix, *pair)) for pair in walks.largest(MOST_WAYS))
