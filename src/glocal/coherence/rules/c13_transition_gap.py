"""C13: a service that must not break off ends when somebody's situation changes as foreseen.

Reception ends with the decision on asylum, and the benefit that should follow begins later or is
not theirs; protection ends on the eighteenth birthday.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache, lru_cache

import numpy as np

from glocal.coherence.base import Base, Ints
from glocal.coherence.cells import Bits, cells_of
from glocal.coherence.coverage_bits import Covered
from glocal.coherence.draft import Draft, Found, MendDraft
from glocal.coherence.regions import Region
from glocal.model.finding import Slot
from glocal.model.population import Population
from glocal.model.provision import Modality
from glocal.model.taxonomy import Transition

CODE = "C13"


def detect(base: Base) -> tuple[Found, ...]:
    """``rows``: (promise,); ``nodes``: the number of the transition."""
    hits = [
        (row, number)
        for row in _breaking(base).tolist()
        for number in range(len(base.taxonomy.transitions))
        if any(True for _ in _gap(base, row, number))
    ]
    table = np.array(hits, dtype=np.int64).reshape(len(hits), 2)
    return (Found("gap", table[:, :1], table[:, 1:]),)


def _breaking(base: Base) -> Ints:
    """Promises now of what must not break off."""
    rows = base.rows_of(Modality.ENTITLEMENT, now=True)
    return rows[base.flagged("continuous")[base.columns.action[rows]]]


@lru_cache(maxsize=2)
def _carrying_on(base: Base) -> Callable[[int], tuple[Covered, Ints]]:
    """By action, what the promises now that carry it on cover, and those that do so conditionally.

    A promise with conditions carries on only one whose conditions lie inside its own.
    """
    offers = base.rows_of(Modality.ENTITLEMENT, now=True)

    @cache
    def of(node: int) -> tuple[Covered, Ints]:
        fits = np.zeros(len(offers), dtype=np.bool_)
        for follower in _successors(base, node):
            below = np.full(len(offers), follower)
            fits |= base.actions.below(below, base.columns.action[offers])
        own = offers[fits]
        return Covered(base, own[~base.conditioned[own]]), own[base.conditioned[own]]

    return of


def _successors(base: Base, node: int) -> set[int]:
    """An action and those that may follow it without a break."""
    names = {name for above in base.lineage(node) for name in above.successors}
    return {node, *(base.actions.index[name] for name in names)}


def _gap(base: Base, row: int, number: int) -> Iterator[tuple[int, Bits]]:
    """The leaves at which people after the transition find nothing that carries on: which cells."""
    covered, conditional = _carrying_on(base)(int(base.columns.action[row]))
    region, cells = base.region(row, now=True), covered.cells
    wanted = _arriving(base)(int(base.columns.action[row]), number, region.word)
    if wanted is None:
        return
    fitting = [other for other in conditional.tolist() if base.covers(other, row)]
    for leaf in covered.open_leaves(wanted, region.first, region.last).tolist():
        left = wanted & ~covered.at[leaf]
        for other in fitting:
            there = base.region(other)
            if there.first <= leaf < there.last:
                left = left & ~cells.of(there.word)
        if left.any():
            yield leaf, left


@lru_cache(maxsize=2)
def _arriving(base: Base) -> Callable[[int, int, int], Bits | None]:
    """By action, transition and group: the cells its people are in afterwards, None for nobody.

    Provisions of many communes have few different groups, so that each is asked about once.
    """
    population = base.taxonomy.population

    @cache
    def of(node: int, number: int, word: int) -> Bits | None:
        words = _after(population, _moves(base)[number], word)
        cells = _carrying_on(base)(node)[0].cells
        return np.bitwise_or.reduce([cells.of(one) for one in words], axis=0) if words else None

    return of


Move = tuple[int, tuple[tuple[int, int], ...]]
"""A group's word, and the values its people have afterwards: by field, the bit."""


@lru_cache(maxsize=2)
def _moves(base: Base) -> tuple[tuple[Move, ...], ...]:
    """By transition, each single change: who makes it, and by field the value they have then.

    A value that the transition resets makes a change of its own, since only those who have it are
    changed by it.
    """
    return tuple(
        tuple(_single(base.taxonomy.population, item)) for item in base.taxonomy.transitions
    )


def _single(population: Population, item: Transition) -> list[Move]:
    found: list[Move] = []
    for before in sorted(item.before):
        for after in sorted(item.after):
            start = population.word({item.dimension: [before]})
            change = (_field(population, item.dimension), _bit(population, item.dimension, after))
            parts: list[Move] = [(start, (change,))]
            for dimension, values in sorted(item.resets.items()):
                split: list[Move] = []
                for word, changes in parts:
                    for old, new in sorted(values.items()):
                        reset = (_field(population, dimension), _bit(population, dimension, new))
                        own = word & population.word({dimension: [old]})
                        split.append((own, (*changes, reset)))
                    rest = _values(population, dimension) - set(values)
                    split.append((word & population.word({dimension: rest}), changes))
                parts = split
            found += parts
    return found


def _after(population: Population, moves: tuple[Move, ...], word: int) -> list[int]:
    """The groups that those in ``word`` are in after the transition."""
    found = []
    for start, changes in moves:
        own = population.overlap(word, start)
        if not own:
            continue
        for field, bit in changes:
            own = (own & ~field) | bit
        own = population.possible(own)
        if own:
            found.append(own)
    return found


def _field(population: Population, dimension: str) -> int:
    return sum(population.layout[dimension][1].values())


def _bit(population: Population, dimension: str, value: str) -> int:
    return population.layout[dimension][1][value]


def _values(population: Population, dimension: str) -> set[str]:
    return set(population.layout[dimension][1])


def identity(base: Base, found: Found, line: int) -> tuple[str, ...]:
    """What tells one hit from another, by names that last."""
    transition = base.taxonomy.transitions[int(found.nodes[line, 0])]
    return (CODE, base.provisions[int(found.rows[line, 0])].id, transition.id)


def draft(base: Base, found: Found, line: int) -> Draft:
    """One hit in full; those who are hit are told as they are after the transition."""
    row, number = int(found.rows[line, 0]), int(found.nodes[line, 0])
    promise, transition = base.provisions[row], base.taxonomy.transitions[number]
    cells = cells_of(base.taxonomy.population)
    where = tuple(
        Region(word, base.day, base.day + 1, leaf, leaf + 1)
        for leaf, bits in _gap(base, row, number)
        for word in cells.boxes(bits)
    )
    params = {"action": promise.action, "transition": transition.id}
    return Draft(
        CODE,
        "gap",
        (row,),
        ("promise",),
        (transition.id,),
        where,
        (Slot.ACTION, Slot.TERRITORY, Slot.PERIOD),
        Slot.GROUP,
        (MendDraft("bridge", base.policy_of(row).territory, "", params),),
        params,
        core=base.action(int(base.columns.action[row])).core,
        reasons=("absence",),
        cause=promise.id,
    )
