"""Loops: chains of effects that come back to where they began, and reinforce or balance."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from math import prod
from typing import Any

import numpy as np
from numpy.typing import NDArray

from glocal.model.interaction import SignedMatrix, Values

STRONG = 2.0
"""From this absolute value on a link may be part of a loop."""

LONGEST = 4
MOST_LISTED = 100
MOST_VISITED = 2_000_000
"""Ways followed at most while loops are listed; counts stay exact beyond it."""

_ROWS_AT_ONCE = 512


@dataclass(frozen=True)
class Loop:
    """A simple loop of two to four items, the lowest row number first.

    ``sign`` +1 reinforces (more leads to more), −1 balances (holds itself back). ``strength`` is
    the geometric mean of the absolute values, 0–3.
    """

    nodes: tuple[int, ...]
    sign: int
    strength: float


@dataclass(frozen=True)
class Loops:
    """How many loops there are, exactly, and the strongest of them.

    ``counts``: by length 2, 3, 4 the numbers of (reinforcing, balancing) loops. ``listed``: the
    strongest first, of equals the shorter. ``complete`` is False when there are so many links that
    a loop of weaker links may be missing from the list.
    """

    counts: dict[int, tuple[int, int]]
    listed: tuple[Loop, ...]
    complete: bool

    @property
    def total(self) -> int:
        """Loops of every length and kind."""
        return sum(sum(pair) for pair in self.counts.values())

    @property
    def share_reinforcing(self) -> float | None:
        """Share of the loops that reinforce, 0–1; None without a loop."""
        return sum(one for one, _ in self.counts.values()) / self.total if self.total else None


def loops(matrix: SignedMatrix, strong: float = STRONG, most: int = MOST_LISTED) -> Loops:
    """Counts and the ``most`` strongest simple loops of at most four items over strong links.

    The list is exact unless ``complete`` is False; then it holds the strongest of those made of
    the strongest links. Raises ``ValueError`` unless ``strong`` is above 0.

    >>> three = SignedMatrix(("a", "b", "c"), np.array([[0, 2, -1], [1, 0, 3], [0, -2, 0]]))
    >>> [(one.nodes, one.sign) for one in loops(three, strong=1).listed]
    [((1, 2), -1), ((0, 1), 1), ((0, 2, 1), 1)]
    """
    if not strong > 0:
        raise ValueError("A link must have some strength to be part of a loop.")
    values = matrix.filled
    values[np.abs(values) < strong] = 0
    found, complete = _listed(values, most)
    return Loops(_counts(np.sign(values)), tuple(found), complete)


def _listed(values: Values, most: int) -> tuple[list[Loop], bool]:
    """The strongest loops. Shorter ones come first, and show which links longer ones need."""
    size = np.abs(values)
    top = float(size.max(initial=0))
    found = [_loop(values, nodes) for nodes in _pairs(size, most)]
    floors: dict[int, float] = {}
    for length in range(3, LONGEST + 1):
        found.sort(key=_order)
        # A longer loop must be stronger than the last one listed: its product above this.
        least = _weakest(found, most) ** length * (1 + 1e-9)
        if top == 0 or least >= top**length:
            continue
        links, floor = _followed(size, least / top ** (length - 1))
        if floor is not None:
            floors[length] = floor
        found += [_loop(values, nodes) for nodes in _longer(links, length, least, top)]
    found.sort(key=_order)
    # A loop that was not looked at has a link below the floor, and so is no stronger than this.
    weakest = _weakest(found, most)
    complete = all(
        weakest**length >= floor * top ** (length - 1) for length, floor in floors.items()
    )
    return found[:most], complete


def _weakest(found: list[Loop], most: int) -> float:
    return found[most - 1].strength if len(found) >= most else 0.0


def _order(loop: Loop) -> tuple[float, int, tuple[int, ...]]:
    return -round(loop.strength, 9), len(loop.nodes), loop.nodes


def _loop(values: Values, nodes: tuple[int, ...]) -> Loop:
    product = prod(float(values[step]) for step in zip(nodes, (*nodes[1:], nodes[0]), strict=True))
    return Loop(nodes, 1 if product > 0 else -1, abs(product) ** (1 / len(nodes)))


def _pairs(size: Values, most: int) -> list[tuple[int, ...]]:
    """The ``most`` strongest loops of two; of equals those of the lowest row numbers."""
    both = np.triu(size * size.T)
    there = both[both > 0]
    if not len(there):
        return []
    edge = float(np.partition(there, -most)[-most]) if len(there) > most else 0.0
    chosen = np.argwhere((both > 0) & (both >= edge))
    order = np.argsort(-both[tuple(chosen.T)], kind="stable")[:most]
    return [(int(one), int(two)) for one, two in chosen[order]]


def _followed(size: Values, least: float) -> tuple[list[dict[int, float]], float | None]:
    """The neighbours of each item over links of at least ``least``.

    When too many ways would have to be followed, the links below some floor are left out, which is
    then the second value.
    """
    levels = np.unique(size[(size > 0) & (size >= least)])
    low, high = 0, len(levels)
    while low < high:
        middle = (low + high) // 2
        if _ways(size >= levels[middle]) <= MOST_VISITED:
            high = middle
        else:
            low = middle + 1
    floor = levels[low] if low < len(levels) else np.inf
    kept = size >= floor
    return [
        dict(zip(np.flatnonzero(row).tolist(), own[row].tolist(), strict=True))
        for row, own in zip(kept, size, strict=True)
    ], float(floor) if low else None


def _ways(kept: NDArray[np.bool_]) -> float:
    """How many ways of three links there are, the work of the search."""
    links = kept.astype(np.float32)
    into, out = links.sum(axis=0, dtype=np.float64), links.sum(axis=1, dtype=np.float64)
    return float(into @ (links @ out.astype(np.float32)))


def _longer(
    links: list[dict[int, float]], length: int, least: float, top: float
) -> Iterator[tuple[int, ...]]:
    """Simple loops of three or four, each once from its lowest row, with a product above least."""
    for i, row in enumerate(links):
        for a, one in row.items():
            if a <= i:
                continue
            for b, two in links[a].items():
                strength = one * two
                if b <= i or strength * top ** (length - 2) <= least:
                    continue
                if length == 3:
                    if strength * links[b].get(i, 0) > least:
                        yield i, a, b
                    continue
                for c, three in links[b].items():
                    if c > i and c != a and strength * three * links[c].get(i, 0) > least:
                        yield i, a, b, c


def _counts(signs: Values) -> dict[int, tuple[int, int]]:
    """Closed ways by trace; of length four those that meet themselves are taken off again.

    A closed way i–a–b–c–i is no simple loop when b = i or a = c: then it is two round trips that
    share an item. Counts inside a matrix stay below 2²⁴, sums below 2⁵³, so they are exact.
    """
    net = _closed(signs.astype(np.float32))
    every = _closed(np.abs(signs).astype(np.float32))
    result = {}
    for length, whole, signed in zip((2, 3, 4), every, net, strict=True):
        reinforcing = (whole + signed) // 2 // length
        result[length] = reinforcing, whole // length - reinforcing
    return result


def _closed(links: NDArray[np.floating[Any]]) -> tuple[int, int, int]:
    """Closed ways of length two and three, and those of length four without a repeated item."""
    two = three = four = 0
    square = links @ links
    for begin in range(0, len(links), _ROWS_AT_ONCE):
        rows = slice(begin, begin + _ROWS_AT_ONCE)
        back = links[:, rows].T
        both = (links[rows] * back).astype(np.float64)
        trips = both.sum(axis=1)
        two += round(float(trips.sum()))
        three += round(float(np.multiply(square[rows], back, dtype=np.float64).sum()))
        every = np.multiply(square[rows], square[:, rows].T, dtype=np.float64).sum()
        four += round(float(every - 2 * (trips**2).sum() + (both**2).sum()))
    return two, three, four
