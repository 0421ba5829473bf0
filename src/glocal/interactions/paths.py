"""The strongest ways from one item to another, so that an influence can be told as sentences."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from math import prod

import numpy as np
from numpy.typing import NDArray

from glocal.interactions.series import MARGIN, divisor
from glocal.model.interaction import SignedMatrix, Values

LONGEST = 4
MOST = 3


@dataclass(frozen=True, order=True)
class Path:
    """A way without a repeated item: ``nodes`` from start to end, as row numbers.

    ``strength`` is the product of the divided absolute values, the share this way has in the
    total relation; ``sign`` is the product of the signs, +1 or −1.
    """

    strength: float
    sign: int
    nodes: tuple[int, ...]


def strongest_paths(
    matrix: SignedMatrix, start: int, end: int, *, most: int = MOST, margin: float = MARGIN
) -> tuple[Path, ...]:
    """The ``most`` strongest of all simple ways of at most four steps, exactly, strongest first.

    Work grows with n² only: a way of four steps is put together at its middle from the best two
    halves. Equal strengths: fewer steps first, then by row number. Raises ``ValueError`` when
    start and end are the same.
    """
    if start == end:
        raise ValueError("A way needs two different ends.")
    links = np.abs(matrix.filled) / divisor(matrix.filled, margin)
    rows = links.copy()
    # Nothing may pass through the ends again.
    rows[:, start] = 0
    rows[end, :] = 0
    found: set[tuple[int, ...]] = {(start, end)} if rows[start, end] > 0 else set()
    found |= _two(rows, start, end, most)
    found |= _three(rows, start, end, most)
    found |= _four(rows, start, end, most)
    paths = [_path(matrix, links, nodes) for nodes in found]
    paths.sort(key=lambda path: (-round(path.strength, 15), len(path.nodes), path.nodes))
    return tuple(paths[:most])


def _path(matrix: SignedMatrix, links: Values, nodes: tuple[int, ...]) -> Path:
    steps = list(pairwise(nodes))
    return Path(
        prod(float(links[step]) for step in steps),
        prod(1 if matrix.values[step] > 0 else -1 for step in steps),
        nodes,
    )


def _two(rows: Values, start: int, end: int, most: int) -> set[tuple[int, ...]]:
    through = rows[start] * rows[:, end]
    return {(start, int(a), end) for a in _top(through, most) if through[a] > 0}


def _three(rows: Values, start: int, end: int, most: int) -> set[tuple[int, ...]]:
    inner = rows.copy()
    np.fill_diagonal(inner, 0)
    inner[:, end] = 0
    through = rows[start][:, None] * inner * rows[:, end][None, :]
    flat = _top(through.ravel(), most)
    return {
        (start, int(a), int(b), end)
        for a, b in (divmod(int(at), len(rows)) for at in flat)
        if through[a, b] > 0
    }


def _four(rows: Values, start: int, end: int, most: int) -> set[tuple[int, ...]]:
    """For each middle the best first and second halves; ``most`` + 1 of each are enough.

    A pair of halves is only lost when both use the same item, and each item has at least
    ``most`` better partners among ``most`` + 1.
    """
    inner = rows.copy()
    np.fill_diagonal(inner, 0)
    inner[:, end] = 0
    first = rows[start][:, None] * inner  # [a, middle]
    second = (inner * rows[:, end][None, :]).T  # [c, middle]
    keep = min(most + 1, len(rows))
    one = np.argpartition(-first, keep - 1, axis=0)[:keep]
    two = np.argpartition(-second, keep - 1, axis=0)[:keep]
    best_one = np.take_along_axis(first, one, axis=0)
    best_two = np.take_along_axis(second, two, axis=0)
    strength = best_one[:, None, :] * best_two[None, :, :]
    strength[one[:, None, :] == two[None, :, :]] = 0
    found: set[tuple[int, ...]] = set()
    for at in _top(strength.ravel(), most):
        i, j, middle = np.unravel_index(int(at), strength.shape)
        if strength[i, j, middle] > 0:
            found.add((start, int(one[i, middle]), int(middle), int(two[j, middle]), end))
    return found


def _top(values: NDArray[np.float64], most: int) -> list[int]:
    """Positions of the ``most`` largest; of equals at the edge, those of the lowest number."""
    if len(values) > most:
        edge = np.partition(values, -most)[-most]
        better = np.flatnonzero(values > edge)
        equal = np.flatnonzero(values == edge)[: most - len(better)]
        chosen = np.concatenate([better, equal])
    else:
        chosen = np.arange(len(values))
    return [int(at) for at in chosen]
