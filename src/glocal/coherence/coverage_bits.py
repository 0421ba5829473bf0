"""What some rows cover now, leaf by leaf, as bits of cells; and what of another row they leave."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from glocal.coherence.base import Base, Ints
from glocal.coherence.cells import Bits, Cells, cells_of
from glocal.coherence.regions import Region

LINES = 20_000
"""Lines of bits compared at once: 34 MB at 13,440 cells."""


@lru_cache(maxsize=2)
def group_bits(base: Base) -> tuple[NDArray[np.int64], NDArray[np.int64], Bits]:
    """The different groups of the rows, which group each row has, and the cells of each group."""
    words, group = np.unique(base.columns.word, return_inverse=True)
    return words, group.astype(np.int64), cells_of(base.taxonomy.population).bits(words)


class Covered:
    """The cells that ``rows`` cover together at each leaf."""

    def __init__(self, base: Base, rows: Ints) -> None:
        self.base = base
        self.cells: Cells = cells_of(base.taxonomy.population)
        _, self.group, self.bits = group_bits(base)
        self.at = self._by_leaf(rows)

    def _by_leaf(self, rows: Ints) -> Bits:
        """Shape (leaves, width): first each area's own, then passed down the tree."""
        areas = self.base.areas
        own = np.zeros((len(areas.ids), self.cells.width), dtype=np.uint64)
        area, group = self.base.columns.area[rows], self.group[rows]
        lines = np.unique(np.stack((area, group), axis=1), axis=0)
        for node, kind in lines.tolist():
            own[node] |= self.bits[kind]
        for node in np.argsort(areas.enter, kind="stable").tolist():
            parent = int(areas.parent[node])
            if parent >= 0:
                own[node] |= own[parent]
        return own[areas.leaves()]

    def missing(self, rows: Ints, among: Bits) -> NDArray[np.int64]:
        """The positions in ``rows`` of those with a cell (of ``among``) that nothing covers."""
        found = np.zeros(len(rows), dtype=np.bool_)
        position, leaf = leaf_lines(self.base, self.base.columns.area[rows])
        for begin in range(0, len(position), LINES):
            part = slice(begin, begin + LINES)
            groups = self.group[rows[position[part]]]
            open_cells = (self.bits[groups] & among & ~self.at[leaf[part]]).any(axis=1)
            found[position[part][open_cells]] = True
        return np.flatnonzero(found)

    def open_leaves(self, wanted: Bits, first: int, last: int) -> Ints:
        """The leaves from ``first`` on at which some of the cells ``wanted`` are not covered."""
        return first + np.flatnonzero((wanted & ~self.at[first:last]).any(axis=1))

    def lacks(self, row: int, among: Bits, own: Iterable[Region]) -> bool:
        """Whether a row holds now for a cell of ``among`` that neither this nor ``own`` covers."""
        region = self.base.region(row, now=True)
        wanted = self.bits[self.group[row]] & among
        cuts = [item for item in own if item.start <= region.start < item.end]
        for leaf in self.open_leaves(wanted, region.first, region.last).tolist():
            left = wanted & ~self.at[leaf]
            for cut in cuts:
                if cut.first <= leaf < cut.last:
                    left = left & ~self.cells.of(cut.word)
            if left.any():
                return True
        return False

    def left(self, row: int, among: Bits) -> tuple[Region, ...]:
        """Where a row holds now for cells of ``among`` and nothing covers."""
        region = self.base.region(row, now=True)
        wanted = self.bits[self.group[row]] & among
        return self.open(wanted, region.first, region.last, region.start, region.end)

    def open(self, wanted: Bits, first: int, last: int, start: int, end: int) -> tuple[Region, ...]:
        """Where some of the cells ``wanted`` are not covered, at the leaves from ``first`` on."""
        return tuple(
            Region(word, start, end, leaf, leaf + 1)
            for leaf in self.open_leaves(wanted, first, last).tolist()
            for word in self.cells.boxes(wanted & ~self.at[leaf])
        )


def leaf_lines(base: Base, areas: Ints) -> tuple[Ints, Ints]:
    """``(position, leaf)`` for every leaf below every one of ``areas``."""
    first, last = base.areas.first[areas], base.areas.last[areas]
    counts = last - first
    position = np.repeat(np.arange(len(areas)), counts)
    inside = np.arange(len(position)) - np.repeat(np.cumsum(counts) - counts, counts)
    return position, first[position] + inside
