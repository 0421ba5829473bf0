"""Groups of people as boxes over a few dimensions, each box in one machine word.

A population is the product of its dimensions (legal status, age, gender, …); a *cell* is one
combination of values. A group names, for some dimensions, the values it admits; a dimension it
does not name admits all. So a group is a box, boxes are closed under intersection, and whether two
overlap is three operations on integers.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from itertools import product


class GroupBasis(StrEnum):
    """What the text says about whom a provision concerns.

    ``NAMED``: it names the group. ``EVERYBODY``: it says everybody. ``SILENT``: it names nobody, so
    it concerns everybody in law. ``UNSAID``: whoever recorded it does not know yet.
    """

    NAMED = "named"
    EVERYBODY = "everybody"
    SILENT = "silent"
    UNSAID = "unsaid"


@dataclass(frozen=True)
class Group:
    """Whom a provision concerns: the values it admits, by dimension.

    ``limits`` holds only dimensions that are limited; none means everybody.
    """

    limits: Mapping[str, frozenset[str]]
    basis: GroupBasis = GroupBasis.NAMED

    def __hash__(self) -> int:
        return hash((frozenset(self.limits.items()), self.basis))


EVERYBODY = Group({}, GroupBasis.EVERYBODY)


@dataclass(frozen=True)
class Dimension:
    """One way to tell people apart; ``protected`` when a difference by it needs a stated ground."""

    id: str
    values: tuple[str, ...]
    protected: bool = False


@dataclass(frozen=True)
class Implication:
    """What cannot be otherwise: whoever has a value in ``when`` has one of ``then``.

    Both name one dimension and values of it: an unaccompanied minor is under 18.
    """

    when: tuple[str, frozenset[str]]
    then: tuple[str, frozenset[str]]


@dataclass(frozen=True)
class Population:
    """The dimensions in their order, and what is impossible between them."""

    dimensions: tuple[Dimension, ...]
    implications: tuple[Implication, ...] = ()

    @cached_property
    def layout(self) -> Mapping[str, tuple[int, Mapping[str, int]]]:
        """By dimension: the offset of its field in a word, and the bit of each value in a word."""
        found: dict[str, tuple[int, Mapping[str, int]]] = {}
        offset = 0
        for dimension in self.dimensions:
            bits = {value: 1 << (offset + i) for i, value in enumerate(dimension.values)}
            found[dimension.id] = (offset, bits)
            offset += len(dimension.values) + 1  # one guard bit, which carries the sum of a field
        if offset > 63:
            raise ValueError(f"The dimensions need {offset} bits; a word has 63.")
        return found

    @cached_property
    def full(self) -> int:
        """The word of everybody."""
        return sum(bit for _, bits in self.layout.values() for bit in bits.values())

    @cached_property
    def fields(self) -> tuple[int, ...]:
        """The mask of each dimension, in order."""
        return tuple(sum(bits.values()) for _, bits in self.layout.values())

    @cached_property
    def add(self) -> int:
        """What carries into a field's guard bit exactly when the field is not empty."""
        return sum(
            ((1 << len(item.values)) - 1) << self.layout[item.id][0] for item in self.dimensions
        )

    @cached_property
    def guard(self) -> int:
        """The guard bits of all fields."""
        return sum(1 << (self.layout[item.id][0] + len(item.values)) for item in self.dimensions)

    @cached_property
    def rules(self) -> tuple[tuple[int, int, int, int], ...]:
        """Each implication as ``(field, values, other field, its values)``, all masks of a word."""
        found = []
        for item in self.implications:
            (first, when), (second, then) = item.when, item.then
            found.append(
                (
                    sum(self.layout[first][1].values()),
                    sum(self.layout[first][1][value] for value in when),
                    sum(self.layout[second][1].values()),
                    sum(self.layout[second][1][value] for value in then),
                )
            )
        return tuple(found)

    def word(self, limits: Mapping[str, Iterable[str]]) -> int:
        """The word of a group. Raises ``KeyError`` for a dimension or value that is not there."""
        word = self.full
        for dimension, values in limits.items():
            bits = self.layout[dimension][1]
            word &= ~sum(bits.values()) | sum(bits[value] for value in set(values))
        return word

    def limits(self, word: int) -> dict[str, frozenset[str]]:
        """The group of a word: only the dimensions that it limits."""
        found = {}
        for dimension in self.dimensions:
            bits = self.layout[dimension.id][1]
            admitted = frozenset(value for value, bit in bits.items() if word & bit)
            if len(admitted) < len(dimension.values):
                found[dimension.id] = admitted
        return found

    def possible(self, word: int) -> int:
        """``word`` without values that nobody in it can have, 0 when nobody is left.

        Exact for implications that form no circle, which the loader of a taxonomy demands.
        """
        while True:
            if ((word + self.add) & self.guard) != self.guard:
                return 0
            before = word
            for field, values, other, admitted in self.rules:
                if word & field & ~values == 0:  # everybody here has one of the values
                    word &= ~other | admitted
                if word & other & admitted == 0:  # nobody here can have them
                    word &= ~values
            if word == before:
                return word

    def overlap(self, first: int, second: int) -> int:
        """The word of those in both groups, 0 when there are none."""
        return self.possible(first & second)

    def without(self, word: int, other: int) -> tuple[int, ...]:
        """``word`` less ``other`` as disjoint boxes, one a dimension at most."""
        left = []
        for field in self.fields:
            outside = word & ~(field & other)
            box = self.possible((word & ~field) | (outside & field))
            if box:
                left.append(box)
            word &= ~field | other
        return tuple(left)

    def cells(self, word: int | None = None) -> Iterator[tuple[str, ...]]:
        """Every possible combination of values in a group, in the order of the dimensions."""
        limits = self.limits(self.full if word is None else word)
        admitted = [
            [value for value in item.values if value in limits.get(item.id, item.values)]
            for item in self.dimensions
        ]
        place = {item.id: index for index, item in enumerate(self.dimensions)}
        tests = [
            (place[item.when[0]], item.when[1], place[item.then[0]], item.then[1])
            for item in self.implications
        ]
        for cell in product(*admitted):
            if all(cell[a] not in when or cell[b] in then for a, when, b, then in tests):
                yield cell
