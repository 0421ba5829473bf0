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
    Items that are equal at the edge of the top share its last places. Equal worth: pairs that can
    move the totals further first, then those with fewer answers, then as given.
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
    slope = ALPHA * values[:, pairs[:, 0]].T
    slope[np.arange(len(pairs)), pairs[:, 0]] += 1 + ALPHA * first[pairs[:, 1]]
    top = min(top, len(totals))
    before = _membership(totals, top)
    change = np.empty(chance.shape)
    for level in range(chance.shape[1]):
        after = _membership(totals + steps[:, level, None] * slope, top)
        change[:, level] = np.abs(after - before).sum(axis=1) / (2 * top)
    return np.asarray((chance * change).sum(axis=1), np.float64)


def _membership(totals: Values, top: int) -> Values:
    """How far each item belongs to the first ``top``, 0–1, along the last axis; sums to ``top``.

    Equals at the edge share its last places, so that no order of the items plays a part.
    """
    edge = np.partition(totals, -top, axis=-1)[..., -top, None]
    slack = 1e-9 * np.maximum(np.abs(edge), 1)
    above = totals > edge + slack
    equal = np.abs(totals - edge) <= slack
    free = top - above.sum(axis=-1, keepdims=True)
    return np.asarray(above + equal * (free / equal.sum(axis=-1, keepdims=True)), np.float64)
