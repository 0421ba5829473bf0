"""Which pair to ask about next: the one whose answer may change the top of the list most."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from glocal.interactions.influence import ALPHA
from glocal.interactions.posterior import PRIOR
from glocal.model.interaction import HIGHEST, LOWEST, SignedMatrix, Values

LOOKED_AT = 400
"""Pairs whose effect on the top is computed exactly; chosen by how far they can move totals."""

_LEVELS = np.arange(LOWEST, HIGHEST + 1)


@dataclass(frozen=True)
class Question:
    """An ordered pair by row numbers, and the share of the top that its answer is expected to
    change, 0–1."""

    source: int
    target: int
    worth: float


def next_pairs(
    matrix: SignedMatrix,
    counts: Mapping[tuple[int, int], NDArray[np.int64]],
    candidates: Sequence[tuple[int, int]],
    *,
    top: int = 5,
    most: int = 20,
) -> tuple[Question, ...]:
    """The ``most`` candidates whose next answer is expected to change the first ``top`` most.

    ``counts`` gives, for pairs already rated, how many raters chose each of the seven levels. The
    next answer is believed to follow those counts with the prior of ``posterior``; it becomes the
    value of an open pair, and moves a rated one by its share. Totals are those of ``influence``.
    Equal worth: pairs with fewer answers first, then as given.
    """
    if not candidates:
        return ()
    values = matrix.filled
    first = values.sum(axis=1)
    totals = first + ALPHA * (values @ first)
    pairs = np.array(candidates, np.int64)
    seen = np.array(
        [counts[pair] if pair in counts else np.zeros(len(PRIOR)) for pair in candidates]
    )
    answers = seen.sum(axis=1)
    chance = (PRIOR + seen) / (PRIOR.sum() + answers)[:, None]
    current = values[pairs[:, 0], pairs[:, 1]]
    steps = (_LEVELS[None, :] - current[:, None]) / (answers + 1)[:, None]
    reach = (chance * np.abs(steps)).sum(axis=1) * (1 + ALPHA * np.abs(first[pairs[:, 1]]))
    chosen = np.argsort(-reach, kind="stable")[:LOOKED_AT]
    worth = np.zeros(len(pairs))
    worth[chosen] = _expected_change(
        values, first, totals, pairs[chosen], steps[chosen], chance[chosen], top
    )
    order = np.lexsort((np.arange(len(pairs)), answers, -reach, -worth.round(9)))[:most]
    return tuple(Question(int(pairs[at, 0]), int(pairs[at, 1]), float(worth[at])) for at in order)


def _expected_change(
    values: Values,
    first: Values,
    totals: Values,
    pairs: NDArray[np.int64],
    steps: Values,
    chance: Values,
    top: int,
) -> Values:
    """Expected share of the first ``top`` that is replaced, for each pair.

    Totals are linear in one value: a step d of pair (a, b) adds alpha·I[i, a]·d to every item i,
    and d·(1 + alpha·out[b]) to a itself.
    """
    top = min(top, len(totals))
    slope = ALPHA * values[:, pairs[:, 0]].T
    slope[np.arange(len(pairs)), pairs[:, 0]] += 1 + ALPHA * first[pairs[:, 1]]
    moved = totals + steps[:, :, None] * slope[:, None, :]
    before = np.zeros(len(totals), bool)
    before[np.argsort(-totals, kind="stable")[:top]] = True
    after = np.argsort(-moved, axis=-1, kind="stable")[:, :, :top]
    kept = before[after].sum(axis=-1)
    result: Values = (chance * (top - kept) / top).sum(axis=1)
    return result
