"""Pairs of rows whose action and area lie on one line, without comparing all with all.

For a tree, two nodes are related exactly when one is the other or an ancestor of it. So the
ancestors of one side are written out (at most five a row) and looked up among the nodes of the
other side: a plain equi-join, whose work grows with rows and results, never with their product.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from glocal.coherence.trees import Tree

Ints = NDArray[np.int64]

CHUNK = 50_000
"""Rows of the left side taken at once, so that memory stays bounded by a chunk's results."""

DENSE = 40_000_000
"""Up to so many different keys a table over all of them is kept; beyond, a search in order."""


def distinct(keys: Ints) -> Ints:
    """The different keys in order. Sorting in place beats the table that ``np.unique`` builds."""
    found = np.sort(keys)
    new = np.ones(len(found), dtype=np.bool_)
    np.not_equal(found[1:], found[:-1], out=new[1:])
    return found if new.all() else found[new]


class Lookup:
    """Rows by key: all rows that have a key, at once for many keys."""

    def __init__(self, keys: Ints, size: int) -> None:
        self.order = np.argsort(keys, kind="stable")
        self.keys = keys[self.order]
        self.dense = size <= DENSE
        if self.dense:
            counts = np.bincount(self.keys, minlength=size)
            self.starts = np.concatenate(([0], np.cumsum(counts))).astype(np.int64)

    def find(self, keys: Ints) -> tuple[Ints, Ints]:
        """``(position in keys, row)`` for every row with one of ``keys``."""
        if self.dense:
            begin, end = self.starts[keys], self.starts[keys + 1]
        else:
            begin = np.searchsorted(self.keys, keys, "left")
            end = np.searchsorted(self.keys, keys, "right")
        counts = end - begin
        hit = np.flatnonzero(counts)
        counts = counts[hit]
        position = np.repeat(hit, counts)
        inside = np.arange(len(position)) - np.repeat(np.cumsum(counts) - counts, counts)
        return position, self.order[np.repeat(begin[hit], counts) + inside]


def pairs_below(
    actions: Tree,
    areas: Tree,
    left_action: Ints,
    left_area: Ints,
    right_action: Ints,
    right_area: Ints,
) -> Iterator[tuple[Ints, Ints]]:
    """``(left, right)`` rows where the left action is the right one or below, areas on one line.

    In chunks; every pair comes once.
    """
    if not len(left_action) or not len(right_action):
        return
    width = len(areas.ids)
    size = len(actions.ids) * width
    at_own = Lookup(right_action * width + right_area, size)
    # The areas strictly above the right rows: these pairs have the right area below the left one.
    rows, above = areas.expand(right_area)
    strict = above != right_area[rows]
    rows, above = rows[strict], above[strict]
    from_below = Lookup(right_action[rows] * width + above, size)
    wanted = np.zeros(len(actions.ids), dtype=np.bool_)
    wanted[right_action] = True
    for begin in range(0, len(left_action), CHUNK):
        action, area = left_action[begin : begin + CHUNK], left_area[begin : begin + CHUNK]
        left, upper = actions.expand(action)
        useful = wanted[upper]
        left, upper = left[useful], upper[useful]
        base = upper * width
        # The right area above the left one, or the same.
        line, higher = areas.expand(area[left])
        position, right = at_own.find(base[line] + higher)
        found_left = [begin + left[line[position]]]
        found_right = [right]
        # The right area below the left one.
        position, right = from_below.find(base + area[left])
        found_left.append(begin + left[position])
        found_right.append(rows[right])
        yield np.concatenate(found_left), np.concatenate(found_right)


def pairs_beside(
    actions: Tree,
    areas: Tree,
    left_action: Ints,
    left_area: Ints,
    right_action: Ints,
    right_area: Ints,
) -> Iterator[tuple[Ints, Ints]]:
    """``(left, right)`` rows whose actions lie on one line, either way, and whose areas do."""
    yield from pairs_below(actions, areas, left_action, left_area, right_action, right_area)
    for right, left in pairs_below(
        actions, areas, right_action, right_area, left_action, left_area
    ):
        strictly = right_action[right] != left_action[left]
        yield left[strictly], right[strictly]
