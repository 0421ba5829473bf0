"""C6: a promise behind a requirement that some of those meant cannot meet, and nothing helps them.

A requirement that was not recorded is taken from what usually stands before the service, and then
the finding is only possible.
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from glocal.coherence.base import Base, Ints
from glocal.coherence.draft import Draft, Found, MendDraft
from glocal.coherence.join import pairs_below
from glocal.coherence.overlap import same_people
from glocal.coherence.regions import Region, remainder
from glocal.model.finding import Slot
from glocal.model.provision import Modality

CODE = "C6"


def detect(base: Base) -> tuple[Found, ...]:
    """``rows``: (promise,); ``nodes``: the number of the barrier."""
    hits: set[tuple[int, int]] = set()
    rows = base.rows_of(Modality.ENTITLEMENT, now=True)
    promises, barriers = _lines(base, rows)
    for number in np.unique(barriers).tolist():
        standing = promises[barriers == number]
        helped = _supports(base, standing, number)
        boxes = _cannot(base)[number]
        for word in boxes:
            open_to = _meeting(base, standing, word)
            for row in open_to.tolist():
                if row not in helped or _left(base, row, word, helped[row]):
                    hits.add((row, number))
    table = np.array(sorted(hits), dtype=np.int64).reshape(len(hits), 2)
    return (Found("barrier", table[:, :1], table[:, 1:]),)


@lru_cache(maxsize=2)
def barriers(base: Base) -> tuple[str, ...]:
    """The barriers that somebody cannot get over, in order."""
    return tuple(sorted(base.taxonomy.cannot))


@lru_cache(maxsize=2)
def _cannot(base: Base) -> tuple[tuple[int, ...], ...]:
    population = base.taxonomy.population
    return tuple(
        tuple(
            population.possible(population.word(group.limits))
            for group in base.taxonomy.cannot[name]
        )
        for name in barriers(base)
    )


def requirements(base: Base, row: int) -> frozenset[str]:
    """What stands before a promise: as recorded, or else what usually does."""
    own = base.provisions[row].requirements
    if own is not None:
        return own
    return frozenset(
        name for above in base.lineage(int(base.columns.action[row])) for name in above.needs
    )


def _lines(base: Base, rows: Ints) -> tuple[Ints, Ints]:
    number = {name: i for i, name in enumerate(barriers(base))}
    lines = [
        (row, number[name])
        for row in rows.tolist()
        for name in sorted(requirements(base, row))
        if name in number
    ]
    table = np.array(lines, dtype=np.int64).reshape(len(lines), 2)
    return table[:, 0], table[:, 1]


def _meeting(base: Base, rows: Ints, word: int) -> Ints:
    """Those rows that concern somebody in a group."""
    population = base.taxonomy.population
    kinds, place = np.unique(base.columns.word[rows], return_inverse=True)
    meets = np.array([population.overlap(int(kind), word) != 0 for kind in kinds], dtype=np.bool_)
    return rows[meets[place]] if len(rows) else rows


def _supports(base: Base, rows: Ints, number: int) -> dict[int, list[int]]:
    """By promise, the measures now that lift the barrier for some of its people somewhere."""
    columns, name = base.columns, barriers(base)[number]
    lifting = np.array(
        [
            row
            for row in base.rows_of(Modality.SUPPORT, now=True).tolist()
            if name in base.provisions[row].lifts
        ],
        dtype=np.int64,
    )
    found: dict[int, list[int]] = {}
    for a, b in pairs_below(
        base.actions,
        base.areas,
        columns.action[rows],
        columns.area[rows],
        columns.action[lifting],
        columns.area[lifting],
    ):
        first, second = rows[a], lifting[b]
        keep = same_people(base, first, second)
        for p, m in zip(first[keep].tolist(), second[keep].tolist(), strict=True):
            if base.covers(m, p):
                found.setdefault(p, []).append(m)
    return found


def _left(base: Base, row: int, word: int, supports: list[int]) -> tuple[Region, ...]:
    """Where people in a group cannot get over the barrier and no measure helps them."""
    population = base.taxonomy.population
    region = base.region(row, now=True)
    stuck = population.overlap(region.word, word)
    if not stuck:
        return ()
    whole = Region(stuck, region.start, region.end, region.first, region.last)
    return remainder([whole], map(base.region, supports), population)


def identity(base: Base, found: Found, line: int) -> tuple[str, ...]:
    """What tells one hit from another, by names that last."""
    name = barriers(base)[int(found.nodes[line, 0])]
    return (CODE, base.provisions[int(found.rows[line, 0])].id, name)


def draft(base: Base, found: Found, line: int) -> Draft:
    """One hit in full."""
    row, number = int(found.rows[line, 0]), int(found.nodes[line, 0])
    name, promise = barriers(base)[number], base.provisions[row]
    supports = _supports(base, np.array([row]), number).get(row, [])
    where: list[Region] = []
    for word in _cannot(base)[number]:
        where += _left(base, row, word, supports)
    recorded = promise.requirements is not None
    place = base.policy_of(row).territory
    params = {"action": promise.action, "barrier": name}
    return Draft(
        CODE,
        "barrier",
        (row,),
        ("promise",),
        (name,),
        tuple(where),
        (Slot.ACTION, Slot.GROUP, Slot.TERRITORY),
        Slot.REQUIREMENT,
        (
            MendDraft("add-support", place, "", params),
            MendDraft("drop-requirement", place, promise.id, {"barrier": name}),
        ),
        params | {"recorded": "yes" if recorded else "default"},
        core=base.action(int(base.columns.action[row])).core,
        reasons=() if recorded else ("requirement-default",),
        cause=name,
    )
