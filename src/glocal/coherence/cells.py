"""Sets of cells as bits: for rules that ask what nothing covers, where boxes would splinter."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from glocal.model.population import Population

Bits = NDArray[np.uint64]

REMEMBERED = 4_000
"""Groups whose cells are kept: 7 MB at 13,440 cells."""


class Cells:
    """The possible cells of a population in a fixed order, 64 to a word of bits."""

    def __init__(self, population: Population) -> None:
        self.population = population
        axes = [np.arange(len(item.values)) for item in population.dimensions]
        grid = np.stack([axis.ravel() for axis in np.meshgrid(*axes, indexing="ij")])
        words = np.zeros(grid.shape[1], dtype=np.int64)
        for row, item in zip(grid, population.dimensions, strict=True):
            words |= np.int64(1) << (population.layout[item.id][0] + row)
        ok = np.ones(len(words), dtype=np.bool_)
        for field, values, other, admitted in population.rules:
            ok &= ((words & field & values) == 0) | ((words & other & admitted) != 0)
        self.words = words[ok]
        self.count = len(self.words)
        self.width = (self.count + 63) // 64
        self._known: dict[int, Bits] = {}

    def bits(self, words: Sequence[int] | NDArray[np.int64]) -> Bits:
        """The cells in each group: shape (groups, width)."""
        found = np.zeros((len(words), self.width), dtype=np.uint64)
        for line, word in enumerate(words):
            found[line] = self.of(int(word))
        return found

    def of(self, word: int) -> Bits:
        """The cells in one group, remembered: the same groups come again and again."""
        found = self._known.get(word)
        if found is None:
            if len(self._known) >= REMEMBERED:
                self._known.clear()
            found = self._known[word] = self.pack((self.words & ~np.int64(word)) == 0)
        return found

    def pack(self, chosen: NDArray[np.bool_]) -> Bits:
        """A choice of cells as bits."""
        padded = np.zeros(self.width * 64, dtype=np.bool_)
        padded[: self.count] = chosen
        return np.packbits(padded, bitorder="little").view(np.uint64)

    def unpack(self, bits: Bits) -> NDArray[np.bool_]:
        """Bits as a choice of cells."""
        flat = np.unpackbits(bits.view(np.uint8), bitorder="little")
        return flat[: self.count].astype(np.bool_)

    def boxes(self, bits: Bits) -> tuple[int, ...]:
        """Disjoint groups that hold just these cells, few and large."""
        return tuple(self._boxes(self.words[self.unpack(bits)]))

    def _boxes(self, cells: NDArray[np.int64]) -> list[int]:
        """Boxes over ``cells``: one if they fill their hull, else split where it helps most."""
        if not len(cells):
            return []
        hull = int(np.bitwise_or.reduce(cells))
        if len(cells) == np.count_nonzero((self.words & ~np.int64(hull)) == 0):
            return [hull]
        best: list[NDArray[np.int64]] | None = None
        for field in self.population.fields:
            if (hull & field).bit_count() < 2:
                continue
            values, place = np.unique(cells & field, return_inverse=True)
            parts = [cells[place == i] for i in range(len(values))]
            grouped: dict[bytes, list[NDArray[np.int64]]] = {}
            for part in parts:
                shape = np.sort(part & ~np.int64(field)).tobytes()
                grouped.setdefault(shape, []).append(part)
            merged = [np.concatenate(group) for group in grouped.values()]
            if len(merged) > 1 and (best is None or len(merged) < len(best)):
                best = merged
        if best is None:  # only impossible cells keep the hull from being filled
            return [int(cell) for cell in cells]
        return [box for part in best for box in self._boxes(part)]


@lru_cache(maxsize=4)
def cells_of(population: Population) -> Cells:
    """The cells of a population, made once."""
    return Cells(population)
