"""Loops: chains of effects that come back to where they began, and reinforce or balance."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from math import prod

import numpy as np
from numpy.typing import NDArray

from glocal.model.interaction import SignedMatrix

STRONG = 2.0
"""From this absolute value on a link may be part of a loop."""

MOST_LISTED = 100
MOST_VISITED = 2_000_000
"""Links followed at most while loops are listed; counts stay exact beyond it."""


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

    ``counts``: by length 2, 3, 4 the numbers of (reinforcing, balancing) loops. ``complete`` is
    False when there are so many links that not every loop was looked at for the list.
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
    the strongest links.
    """
    values = np.where(np.abs(matrix.filled) >= strong, matrix.filled, 0.0)
    signs = np.sign(values)
    links, complete = _followed(values)
    found = [
        Loop(
            nodes,
            prod(int(signs[step]) for step in _steps(nodes)),
            prod(abs(float(values[step])) for step in _steps(nodes)) ** (1 / len(nodes)),
        )
        for nodes in _simple_loops(links)
    ]
    found.sort(key=lambda loop: (-round(loop.strength, 12), len(loop.nodes), loop.nodes))
    return Loops(_counts(signs), tuple(found[:most]), complete)


def _steps(nodes: tuple[int, ...]) -> list[tuple[int, int]]:
    return list(zip(nodes, (*nodes[1:], nodes[0]), strict=True))


def _counts(signs: NDArray[np.float64]) -> dict[int, tuple[int, int]]:
    """Closed ways by trace; of length four those that meet themselves are taken off again.

    A closed way i–a–b–c–i is no simple loop when b = i or a = c: then it is two round trips that
    share an item. The powers are of whole numbers far below 2⁵³, so the counts are exact.
    """
    plain = np.abs(signs)
    result = {}
    for length in (2, 3, 4):
        every, signed = _closed(plain, length), _closed(signs, length)
        positive = round((every + signed) / 2) // length
        result[length] = (positive, round(every) // length - positive)
    return result


def _closed(links: NDArray[np.float64], length: int) -> float:
    both = links * links.T
    if length == 2:
        return float(both.sum())
    square = links @ links
    if length == 3:
        return float((square * links.T).sum())
    trips = both.sum(axis=1)
    return float((square * square.T).sum() - 2 * (trips**2).sum() + (both**2).sum())


def _followed(values: NDArray[np.float64]) -> tuple[list[list[int]], bool]:
    """The neighbours of each item; so few of the strongest links that listing stays bounded."""
    size = np.abs(values)
    floor = 0.0
    for least in np.unique(size[size > 0]):
        kept = (size >= least).astype(np.float64)
        degree = kept.sum(axis=1)
        # Ways of three links, the work of the search.
        if float(kept.sum(axis=0) @ (kept @ degree)) <= MOST_VISITED:
            floor = float(least)
            break
    else:
        floor = float("inf") if size.any() else 0.0
    complete = not bool(((size > 0) & (size < floor)).any())
    return [[int(b) for b in np.flatnonzero((row > 0) & (row >= floor))] for row in size], complete


def _simple_loops(links: list[list[int]]) -> Iterator[tuple[int, ...]]:
    """Every simple loop of two to four items once, from its lowest row number."""
    after = [set(row) for row in links]
    for i, row in enumerate(links):
        for a in row:
            if a <= i:
                continue
            if i in after[a]:
                yield i, a
            for b in links[a]:
                if b <= i or b == a:
                    continue
                if i in after[b]:
                    yield i, a, b
                for c in links[b]:
                    if c > i and c not in (a, b) and i in after[c]:
                        yield i, a, b, c
