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

    >>> three = SignedMatrix(("a", "b", "c"), np.array([[0, 2, -1], [1, 0, 3], [0, -2, 0]]))
    >>> [(way.nodes, way.sign) for way in strongest_paths(three, 0, 2)]  # 2 · 3 / 4², then 1 / 4
    [((0, 1, 2), 1), ((0, 2), -1)]
    """
    if start == end:
        raise ValueError("A way needs two different ends.")
    links = np.abs(matrix.filled)
    scale = divisor(links, margin)
    # Nothing may pass through the ends again.
    links[:, start] = 0
    links[end, :] = 0
    first, last = links[start].copy(), links[:, end].copy()
    direct = bool(last[start] > 0)
    # What lies between, and never touches an end; the diagonal is 0 already.
    links[start, :] = 0
    links[:, end] = 0
    found: list[tuple[int, ...]] = [(start, end)] if direct else []
    found += [(start, *inner, end) for inner in _two(first, last, most)]
    found += [(start, *inner, end) for inner in _three(first, links, last, most)]
    found += [(start, *inner, end) for inner in _four(first, links, last, most)]
    paths = [_path(matrix, scale, nodes) for nodes in found]
    paths.sort(key=lambda path: (-float(f"{path.strength:.12e}"), len(path.nodes), path.nodes))
    return tuple(paths[:most])


def _path(matrix: SignedMatrix, scale: float, nodes: tuple[int, ...]) -> Path:
    values = [float(matrix.values[step]) for step in pairwise(nodes)]
    return Path(abs(prod(values)) / scale ** len(values), 1 if prod(values) > 0 else -1, nodes)


def _two(first: Values, last: Values, most: int) -> list[tuple[int, ...]]:
    return [(int(a),) for a in _top(first * last, most)]


def _three(first: Values, links: Values, last: Values, most: int) -> list[tuple[int, ...]]:
    a, b = np.flatnonzero(first), np.flatnonzero(last)
    through = links[np.ix_(a, b)] * first[a, None] * last[b]
    places = [divmod(int(at), len(b)) for at in _top(through.ravel(), most)]
    return [(int(a[row]), int(b[column])) for row, column in places]


def _four(first: Values, links: Values, last: Values, most: int) -> list[tuple[int, ...]]:
    """For each middle the best first and second halves; ``most`` + 1 of each are enough.

    A pair of halves is only lost when both use the same item, and each item has at least
    ``most`` better partners among ``most`` + 1.
    """
    after, before = np.flatnonzero(first), np.flatnonzero(last)
    if not len(after) or not len(before):
        return []
    row, best_one = _best(links[after] * first[after, None], most + 1)  # from a to the middle
    column, best_two = _best((links[:, before] * last[before]).T, most + 1)  # on over c
    one, two = after[row], before[column]
    strength = best_one[:, None, :] * best_two[None, :, :]
    strength[one[:, None, :] == two[None, :, :]] = 0
    i, j, middle = np.nonzero(strength >= max(_edge(strength.ravel(), most), 1e-300))
    a, c, worth = one[i, middle], two[j, middle], strength[i, j, middle]
    order = np.lexsort((c, middle, a, -worth))[:most]
    return [(int(a[at]), int(middle[at]), int(c[at])) for at in order]


def _best(values: Values, most: int) -> tuple[NDArray[np.int64], Values]:
    """The ``most`` largest of each column, shape (most, n); of equals the lowest row numbers.

    Uses up ``values``.
    """
    rows, found = [], []
    columns = np.arange(values.shape[1])
    for _ in range(min(most, len(values))):
        row = values.argmax(axis=0)
        rows.append(row)
        found.append(values[row, columns])
        values[row, columns] = -1
    return np.array(rows, np.int64), np.maximum(np.array(found), 0)


def _edge(values: Values, most: int) -> float:
    """The smallest of the ``most`` largest."""
    return float(np.partition(values, -most)[-most]) if len(values) > most else 0.0


def _top(values: Values, most: int) -> NDArray[np.int64]:
    """Positions of the ``most`` largest above 0; of equals those of the lowest number."""
    chosen = np.flatnonzero((values >= _edge(values, most)) & (values > 0))
    return chosen[np.argsort(-values[chosen], kind="stable")][:most]
