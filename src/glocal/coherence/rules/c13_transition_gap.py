"""C13: a service that must not break off ends when somebody's situation changes as foreseen.

Reception ends with the decision on asylum, and the benefit that should follow begins later or is
not theirs; protection ends on the eighteenth birthday.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from functools import lru_cache

import numpy as np

from glocal.coherence.base import Base, Ints
from glocal.coherence.draft import Draft, Found, MendDraft
from glocal.coherence.join import pairs_below
from glocal.coherence.regions import Region, remainder
from glocal.model.finding import Slot
from glocal.model.population import Population
from glocal.model.provision import Modality
from glocal.model.taxonomy import Transition

CODE = "C13"


def detect(base: Base) -> tuple[Found, ...]:
    """``rows``: (promise,); ``nodes``: the number of the transition."""
    rows = _breaking(base)
    follow = _followers(base)
    hits = [
        (row, number)
        for row in rows.tolist()
        for number in range(len(base.taxonomy.transitions))
        if _gap(base, row, number, follow.get(row, ()), first=True)
    ]
    table = np.array(hits, dtype=np.int64).reshape(len(hits), 2)
    return (Found("gap", table[:, :1], table[:, 1:]),)


def _breaking(base: Base) -> Ints:
    """Promises now of what must not break off."""
    rows = base.rows_of(Modality.ENTITLEMENT, now=True)
    return rows[base.flagged("continuous")[base.columns.action[rows]]]


@lru_cache(maxsize=2)
def _followers(base: Base) -> Mapping[int, tuple[int, ...]]:
    """By promise, the promises now that carry it on: on the same action or a successor."""
    columns = base.columns
    rows, offers = _breaking(base), base.rows_of(Modality.ENTITLEMENT, now=True)
    lines, actions = [], []
    for row in rows.tolist():
        for node in sorted(_successors(base, int(columns.action[row]))):
            lines.append(row)
            actions.append(node)
    line = np.array(lines, dtype=np.int64)
    found: dict[int, set[int]] = defaultdict(set)
    for a, b in pairs_below(
        base.actions,
        base.areas,
        np.array(actions, dtype=np.int64),
        columns.area[line],
        columns.action[offers],
        columns.area[offers],
    ):
        for row, offer in zip(line[a].tolist(), offers[b].tolist(), strict=True):
            if base.covers(offer, row):
                found[row].add(offer)
    return {row: tuple(sorted(others)) for row, others in found.items()}


def _successors(base: Base, node: int) -> set[int]:
    """An action and those that may follow it without a break."""
    names = {name for above in base.lineage(node) for name in above.successors}
    return {node, *(base.actions.index[name] for name in names)}


def _gap(
    base: Base, row: int, number: int, followers: tuple[int, ...], *, first: bool = False
) -> tuple[Region, ...]:
    """Where people after the transition find nothing that carries on, as groups after it."""
    population = base.taxonomy.population
    region = base.region(row, now=True)
    cuts = [base.region(other) for other in followers]
    found: list[Region] = []
    for word in _after(population, _moves(base)[number], region.word):
        whole = Region(word, region.start, region.end, region.first, region.last)
        found += remainder(remainder([whole], cuts, population), found, population)
        if found and first:
            break
    return tuple(found)


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
    where = _gap(base, row, number, _followers(base).get(row, ()))
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
