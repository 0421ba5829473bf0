"""What if some items made progress: direction and order of the effects elsewhere, no magnitude.

A fuzzy cognitive map (Kosko, International Journal of Man-Machine Studies 24, 1986, 65–75):
x ← tanh(λ(Wᵀx + γx)), the pushed items held. λ is chosen so that there is exactly one end state.
Worked example: docs/methods/interactions-what-if.md.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray

from glocal.interactions.figures import Stack
from glocal.model.interaction import HIGHEST, LOWEST, SignedMatrix, Values

MEMORY = 0.1
"""γ: how much of its own state an item keeps from step to step."""

CONTRACTION = 0.9
"""Most of λ·(‖W‖ + γ): below 1 there is one end state, whatever one starts from. λ is at most 1."""

SURE = 0.8
"""Share of the draws that must agree before a direction is named."""

DRAWS = 200
MOST_STEPS = 100
"""Steps at most after the effects have reached every item that they can reach."""

CELLS_AT_ONCE = 500_000
SINGLE_FROM = 200
"""From this number of items on, states are kept in single precision."""

_STILL = 1e-5
_CELLS = 4096
_QUANTILES = np.array(
    [NormalDist().inv_cdf((at + 0.5) / _CELLS) for at in range(_CELLS)], np.float32
)
"""Normal numbers are read from this table, far faster than drawn; as in docs/methods/draws.md."""


class Direction(StrEnum):
    """What happens to an item."""

    UP = "up"
    DOWN = "down"
    UNCLEAR = "unclear"
    NONE = "none"


@dataclass(frozen=True)
class Scenario:
    """Effects of a push, by row number.

    ``direction`` and ``agreement`` (share of the draws with that direction, 0–1; for unclear the
    larger share) an item; none where no way leads from a pushed item. ``order``: the affected
    items, the strongest effect first; pushed ones and unaffected ones are not in it. ``damping``
    is λ, the smallest of all draws. Magnitudes are not given: the scale has no unit.
    """

    ids: tuple[str, ...]
    pushed: tuple[int, ...]
    direction: tuple[Direction, ...]
    agreement: Values
    order: tuple[int, ...]
    damping: float


def what_if(
    matrix: SignedMatrix,
    pushes: Mapping[int, float],
    *,
    spread: Values | None = None,
    draws: int = DRAWS,
    seed: int = 0,
) -> Scenario:
    """Hold the pushed items at −1 … +1 and see where the others come to rest.

    ``spread``: standard deviation of each assessed value, shape (n, n), as ``posterior`` gives it;
    without it one step of the scale. Raises ``ValueError`` when a push is 0, outside −1 … +1, or
    names no item.

    >>> chain = SignedMatrix(("a", "b", "c"), np.array([[0, 2, 0], [0, 0, -2], [0, 0, 0]]))
    >>> found = what_if(chain, {0: 1.0}, spread=np.zeros((3, 3)), draws=1)
    >>> [way.value for way in found.direction], found.order
    (['up', 'up', 'down'], (1, 2))
    """
    for row, push in pushes.items():
        if not (0 <= row < matrix.size and 0 < abs(push) <= 1):
            raise ValueError("A push names an item and lies in −1 … +1, without 0.")
    if draws < 1:
        raise ValueError("At least one draw is needed.")
    known = matrix.assessed
    width = np.where(known, 1.0 if spread is None else np.nan_to_num(spread), 0.0)
    distance = _distances((matrix.filled != 0) | (width > 0), pushes)
    ends, damping = _ends(
        matrix.filled,
        width,
        dict(pushes),
        draws,
        np.random.default_rng(seed),
        max(distance.values(), default=0),
    )
    up, down = (ends > 0).mean(axis=0), (ends < 0).mean(axis=0)
    direction = tuple(
        _direction(float(up[row]), float(down[row])) if row in distance else Direction.NONE
        for row in range(matrix.size)
    )
    strength = np.median(np.abs(ends), axis=0)
    order = sorted(
        (row for row in distance if row not in pushes), key=lambda row: (-strength[row], row)
    )
    return Scenario(
        matrix.ids,
        tuple(sorted(pushes)),
        direction,
        np.maximum(up, down),
        tuple(order),
        damping,
    )


def _distances(links: NDArray[np.bool_], pushes: Mapping[int, float]) -> dict[int, int]:
    """How many steps it takes to reach each item that a push can reach, pushed ones included."""
    found = dict.fromkeys(sorted(pushes), 0)
    edge = list(found)
    while edge:
        reached = np.flatnonzero(links[edge].any(axis=0))
        step = found[edge[0]] + 1
        edge = [row for row in reached.tolist() if row not in found]
        found |= dict.fromkeys(edge, step)
    return found


def _direction(up: float, down: float) -> Direction:
    if up >= SURE:
        return Direction.UP
    return Direction.DOWN if down >= SURE else Direction.UNCLEAR


def _ends(
    values: Values,
    width: Values,
    pushes: Mapping[int, float],
    draws: int,
    generator: np.random.Generator,
    distance: int,
) -> tuple[Stack, float]:
    """The end states, shape (draws, n), and the smallest damping of all draws."""
    size = len(values)
    precision = np.float32 if size >= SINGLE_FROM else np.float64
    held = np.array(sorted(pushes), np.int64)
    push = np.array([pushes[int(row)] for row in held], precision)
    # From column to row, so that a step is one product; the links that are sure stay as they are.
    flows = (values.T / HIGHEST).astype(precision)
    loose = np.flatnonzero(width.T.ravel() > 0)
    middle, wide = (part.T.ravel()[loose].astype(np.float32) for part in (values, width))
    most = max(1, CELLS_AT_ONCE // max(size * size, 1))
    ends, damping = [], 1.0
    for begin in range(0, draws, most):
        batch = min(most, draws - begin)
        links = np.repeat(flows[None], batch, axis=0)
        noise = _QUANTILES[generator.integers(0, _CELLS, (batch, len(loose)), np.uint16)]
        noise *= wide
        noise += middle
        np.clip(noise, LOWEST, HIGHEST, out=noise)
        noise /= HIGHEST
        links.reshape(batch, -1)[:, loose] = noise
        own = np.minimum(1, CONTRACTION / (_norm_bound(links) + MEMORY)).astype(precision)
        damping = min(damping, float(own.min()))
        ends.append(_rest(links, own, held, push, distance + MOST_STEPS))
    return np.concatenate(ends), damping


def _norm_bound(links: Stack) -> Stack:
    """An upper bound of the spectral norm of each matrix: √(largest row sum · column sum)."""
    absolute = np.abs(links)
    rows = absolute.sum(axis=2).max(axis=1, initial=0)
    columns = absolute.sum(axis=1).max(axis=1, initial=0)
    return np.asarray(np.sqrt(rows * columns))


def _rest(flows: Stack, damping: Stack, held: NDArray[np.int64], push: Stack, most: int) -> Stack:
    """The end state of each draw, shape (b, n); 0 where what arrives cancels, to rounding."""
    state = np.zeros(flows.shape[:2], flows.dtype)
    state[:, held] = push
    for _ in range(most):
        after = np.tanh(damping[:, None] * (_sent(flows, state) + MEMORY * state))
        after[:, held] = push
        # Effects are small far away: each item must come to rest by its own measure.
        still = bool((np.abs(after - state) <= _STILL * np.abs(after)).all())
        state = after
        if still:
            break
    whole = damping[:, None] * _sent(np.abs(flows), np.abs(state))
    cancelled = np.abs(state) <= _STILL * whole
    cancelled[:, held] = False
    state[cancelled] = 0
    return state


def _sent(flows: Stack, state: Stack) -> Stack:
    return np.asarray(np.matmul(flows, state[:, :, None])[:, :, 0])
