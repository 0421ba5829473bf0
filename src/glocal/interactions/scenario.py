"""What if some items made progress: direction and order of the effects elsewhere, no magnitude.

A fuzzy cognitive map (Kosko, International Journal of Man-Machine Studies 24, 1986, 65–75):
x ← tanh(λ(Wᵀx + γx)), the pushed items held. λ is chosen so that there is exactly one end state.
Worked example: docs/methods/interactions-what-if.md.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from glocal.model.interaction import HIGHEST, LOWEST, SignedMatrix, Values

MEMORY = 0.1
"""γ: how much of its own state an item keeps from step to step."""

CONTRACTION = 0.9
"""λ·(‖W‖ + γ): below 1 there is one end state, whatever one starts from."""

SURE = 0.8
"""Share of the draws that must agree before a direction is named."""

DRAWS = 200
MOST_STEPS = 400
CELLS_AT_ONCE = 1_000_000
_STILL = 1e-10


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
    larger share) an item. ``order``: the affected items, the strongest effect first; pushed ones
    and unaffected ones are not in it. ``damping`` is λ. Magnitudes are not given: the scale has
    no unit.
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
    """
    for row, push in pushes.items():
        if not (0 <= row < matrix.size and 0 < abs(push) <= 1):
            raise ValueError("A push names an item and lies in −1 … +1, without 0.")
    if draws < 1:
        raise ValueError("At least one draw is needed.")
    known = matrix.assessed
    width = np.where(known, 1.0 if spread is None else np.nan_to_num(spread), 0.0)
    ends, damping = _ends(matrix.filled, width, dict(pushes), draws, np.random.default_rng(seed))
    size = np.abs(ends)
    felt = size > 1e-6 * max(abs(push) for push in pushes.values()) if pushes else size > 0
    up, down = ((ends > 0) & felt).mean(axis=0), ((ends < 0) & felt).mean(axis=0)
    direction = tuple(_direction(float(a), float(b)) for a, b in zip(up, down, strict=True))
    strength = np.median(size, axis=0)
    order = sorted(
        (
            row
            for row, way in enumerate(direction)
            if way is not Direction.NONE and row not in pushes
        ),
        key=lambda row: (-strength[row], row),
    )
    return Scenario(
        matrix.ids,
        tuple(sorted(pushes)),
        direction,
        np.maximum(up, down),
        tuple(order),
        damping,
    )


def _direction(up: float, down: float) -> Direction:
    if up + down == 0:
        return Direction.NONE
    if up >= SURE:
        return Direction.UP
    return Direction.DOWN if down >= SURE else Direction.UNCLEAR


def _ends(
    values: Values,
    width: Values,
    pushes: Mapping[int, float],
    draws: int,
    generator: np.random.Generator,
) -> tuple[Values, float]:
    size = len(values)
    held = np.array(sorted(pushes), np.int64)
    push = np.array([pushes[int(row)] for row in held])
    known = width > 0
    most = max(1, CELLS_AT_ONCE // max(size * size, 1))
    ends, damping = [], 1.0
    for begin in range(0, draws, most):
        batch = min(most, draws - begin)
        noise = np.zeros((batch, size, size))
        noise[:, known] = generator.standard_normal((batch, int(known.sum()))) * width[known]
        links = np.clip(values + noise, LOWEST, HIGHEST) / HIGHEST
        own = CONTRACTION / (_norm_bound(links) + MEMORY)
        damping = min(damping, float(own.min()))
        ends.append(_rest(links, own, held, push))
    return np.concatenate(ends), damping


def _norm_bound(links: NDArray[np.float64]) -> Values:
    """An upper bound of the spectral norm of each matrix: √(largest row sum · column sum)."""
    absolute = np.abs(links)
    rows = absolute.sum(axis=2).max(axis=1, initial=0)
    columns = absolute.sum(axis=1).max(axis=1, initial=0)
    return np.asarray(np.sqrt(rows * columns))


def _rest(
    links: NDArray[np.float64], damping: Values, held: NDArray[np.int64], push: Values
) -> Values:
    """The end state of each draw, shape (b, n)."""
    state = np.zeros(links.shape[:2])
    state[:, held] = push
    flows = links.swapaxes(1, 2)
    for _ in range(MOST_STEPS):
        received = np.matmul(flows, state[:, :, None])[:, :, 0]
        after = np.tanh(damping[:, None] * (received + MEMORY * state))
        after[:, held] = push
        moved = float(np.abs(after - state).max(initial=0))
        state = after
        if moved < _STILL:
            break
    return state
