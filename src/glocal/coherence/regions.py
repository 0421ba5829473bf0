"""Where a provision holds: boxes over people, days and leaves, and what remains of one.

The exact way, for the few cases where an exception, a firewall or a support cuts into a region.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from glocal.model.population import Population


@dataclass(frozen=True)
class Region:
    """A group's word, days ``start`` to ``end``, leaves ``first`` to ``last``; both half-open."""

    word: int
    start: int
    end: int
    first: int
    last: int

    def meet(self, other: Region, population: Population) -> Region | None:
        """What both have in common, ``None`` when nothing."""
        start, end = max(self.start, other.start), min(self.end, other.end)
        first, last = max(self.first, other.first), min(self.last, other.last)
        if start >= end or first >= last:
            return None
        word = population.overlap(self.word, other.word)
        return Region(word, start, end, first, last) if word else None

    def holds(self, other: Region) -> bool:
        """Whether ``other`` lies inside."""
        return (
            other.word & ~self.word == 0
            and self.first <= other.first
            and other.last <= self.last
            and self.start <= other.start
            and other.end <= self.end
        )

    def less(self, other: Region, population: Population) -> tuple[Region, ...]:
        """What remains without ``other``, as disjoint regions."""
        common = self.meet(other, population)
        if common is None:
            return (self,)
        left = []
        for start, end in ((self.start, common.start), (common.end, self.end)):
            if start < end:
                left.append(Region(self.word, start, end, self.first, self.last))
        for first, last in ((self.first, common.first), (common.last, self.last)):
            if first < last:
                left.append(Region(self.word, common.start, common.end, first, last))
        left += [
            Region(word, common.start, common.end, common.first, common.last)
            for word in population.without(self.word, other.word)
        ]
        return tuple(left)


def remainder(
    regions: Iterable[Region], cuts: Iterable[Region], population: Population
) -> tuple[Region, ...]:
    """What remains of ``regions`` without all ``cuts``."""
    cutting = tuple(cuts)
    # Most often one cut takes all, and that is soon seen.
    left = tuple(one for one in regions if not any(cut.holds(one) for cut in cutting))
    for cut in cutting:
        if not left:
            return ()
        left = tuple(piece for region in left for piece in region.less(cut, population))
    return left
