"""C4: a promise that rests on something the same people cannot have.

``barred``: an exclusion closes a prerequisite to them. ``not-granted``: the prerequisite is open
only to those who have an explicit grant, and nothing grants it to them. Where the promise itself is
barred, only that is told: one cause, one finding.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from glocal.coherence.bars import barred_entitlements, own_bars
from glocal.coherence.base import Base, Ints
from glocal.coherence.cells import Bits, cells_of
from glocal.coherence.coverage_bits import Covered
from glocal.coherence.draft import Draft, Found, MendDraft, found_lines, found_pairs
from glocal.coherence.join import pairs_below
from glocal.coherence.overlap import (
    excuses,
    same_conditions,
    same_days,
    same_people,
    witness,
)
from glocal.coherence.prerequisites import required, required_lines
from glocal.coherence.regions import Region, remainder
from glocal.model.finding import Slot
from glocal.model.provision import Modality

CODE = "C4"


def detect(base: Base) -> tuple[Found, ...]:
    """``barred``: ``rows`` (promise, exclusion). ``not-granted``: (promise,), ``nodes`` action."""
    promises, needed = required_lines(base, base.rows_of(Modality.ENTITLEMENT))
    first, second = _barred(base, promises, needed)
    pairs = {*zip(first.tolist(), second.tolist(), strict=True)} | set(_far(base))
    table = np.array(sorted(pairs), dtype=np.int64).reshape(len(pairs), 2)
    return (
        found_pairs("barred", table[:, 0], table[:, 1]),
        found_lines("not-granted", set(_not_granted(base, promises, needed)), 1),
    )


def _barred(base: Base, promises: Ints, needed: Ints) -> tuple[Ints, Ints]:
    """``(promise, exclusion)`` with a witness outside of where the promise is barred itself."""
    columns = base.columns
    exclusions = base.rows_of(Modality.EXCLUSION)
    delicate = np.zeros(len(columns), dtype=np.bool_)
    delicate[list(barred_entitlements(base))] = True
    touched = np.zeros(len(columns), dtype=np.bool_)
    touched[[row for edge in base.over for row in edge]] = True
    firsts, seconds = [], []
    for a, b in pairs_below(
        base.actions,
        base.areas,
        needed,
        columns.area[promises],
        columns.action[exclusions],
        columns.area[exclusions],
    ):
        first, second, action = promises[a], exclusions[b], needed[a]
        for test in (same_days, same_people, same_conditions):
            keep = test(base, first, second)
            first, second, action = first[keep], second[keep], action[keep]
        keep = np.ones(len(first), dtype=np.bool_)
        for place in np.flatnonzero(delicate[first] | touched[second]):
            p, q, node = int(first[place]), int(second[place]), int(action[place])
            keep[place] = (q, p) not in base.over and bool(_left(base, p, q, node))
        firsts.append(first[keep])
        seconds.append(second[keep])
    if not firsts:
        return np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64)
    return np.concatenate(firsts), np.concatenate(seconds)


def _left(base: Base, p: int, q: int, action: int) -> tuple[Region, ...]:
    """Where an exclusion bars a prerequisite and the promise is not barred itself."""
    pieces = witness(base, p, q, action)
    return remainder(pieces, own_bars(base, p), base.taxonomy.population)


# ------------------------------------------------------------ at the other end of a corridor
def _far(base: Base) -> Iterator[tuple[int, int]]:
    """``(promise, exclusion)`` where a portable prerequisite is barred at a linked territory."""
    if not base.portfolio.links:
        return
    portable = base.flagged("portable")
    promises = [
        (row, [node for node in required(base, row) if portable[node]])
        for row in base.rows_of(Modality.ENTITLEMENT).tolist()
    ]
    promises = [(row, nodes) for row, nodes in promises if nodes]
    exclusions = base.rows_of(Modality.EXCLUSION).tolist()
    for p, nodes in promises:
        for q in exclusions:
            fits = [n for n in nodes if base.actions.is_below(n, int(base.columns.action[q]))]
            if any(_far_pieces(base, p, q, node) for node in fits):
                yield p, q


def _far_pieces(base: Base, p: int, q: int, action: int) -> tuple[Region, ...]:
    """Where a promise rests on what an exclusion bars abroad, in leaves of the promise."""
    if (q, p) in base.over or not base.compatible(p, q):
        return ()
    population, areas = base.taxonomy.population, base.areas
    home, abroad = base.region(p), base.region(q)
    found: list[Region] = []
    for one, two in base.portfolio.links:
        for here, there in ((one, two), (two, one)):
            at, far = areas.index[here], areas.index[there]
            first = max(home.first, int(areas.first[at]))
            last = min(home.last, int(areas.last[at]))
            far_first = max(abroad.first, int(areas.first[far]))
            far_last = min(abroad.last, int(areas.last[far]))
            word = population.overlap(home.word, abroad.word)
            begin, end = max(home.start, abroad.start), min(home.end, abroad.end)
            if first >= last or far_first >= far_last or not word or begin >= end:
                continue
            out_there = Region(word, begin, end, far_first, far_last)
            left = remainder([out_there], excuses(base, p, q, action), population)
            found += remainder(
                [Region(item.word, item.start, item.end, first, last) for item in left],
                own_bars(base, p),
                population,
            )
    return tuple(found)


# ------------------------------------------------------------ closed, and granted by nobody
def _not_granted(base: Base, promises: Ints, needed: Ints) -> Iterator[tuple[int, int]]:
    """``(promise, prerequisite)`` where somebody lacks a grant that they need now."""
    closed = base.flagged("closed")
    wanted = base.now[promises] & closed[needed]
    promises, needed = promises[wanted], needed[wanted]
    for node in np.unique(needed).tolist():
        covered = _grants(base, node)
        rows = promises[needed == node]
        for place in covered.missing(rows, among=_closed_to(base, node)).tolist():
            row = int(rows[place])
            if row not in barred_entitlements(base) or covered.lacks(
                row, _closed_to(base, node), own_bars(base, row)
            ):
                yield row, node


def _grants(base: Base, node: int) -> Covered:
    """What grants or bars an action now, leaf by leaf."""
    chosen = base.which(Modality.ENTITLEMENT, Modality.PERMISSION, Modality.EXCLUSION) & base.now
    rows = np.flatnonzero(chosen)
    above = base.actions.below(np.full(len(rows), node), base.columns.action[rows])
    return Covered(base, rows[above])


def _closed_to(base: Base, node: int) -> Bits:
    """The cells to which an action is closed unless somebody grants it to them."""
    population, cells = base.taxonomy.population, cells_of(base.taxonomy.population)
    closed = [above.closed_for for above in base.lineage(node) if above.closed]
    words = [population.full if to is None else population.word(to.limits) for to in closed]
    bits: Bits = np.bitwise_or.reduce(cells.bits(words), axis=0)
    return bits


def _lacking(base: Base, row: int, node: int, covered: Covered) -> tuple[Region, ...]:
    """Where the promise holds now, the prerequisite is not granted, and nothing bars either."""
    pieces = covered.left(row, among=_closed_to(base, node))
    return remainder(pieces, own_bars(base, row), base.taxonomy.population)


# ------------------------------------------------------------ in full
def identity(base: Base, found: Found, line: int) -> tuple[str, ...]:
    """What tells one hit from another, by names that last."""
    names = tuple(base.provisions[row].id for row in found.rows[line])
    if found.variant == "barred":
        return (CODE, *names)
    return ("C4n", *names, base.actions.ids[int(found.nodes[line, 0])])


def draft(base: Base, found: Found, line: int) -> Draft:
    """One hit in full."""
    if found.variant == "barred":
        return _draft_barred(base, int(found.rows[line, 0]), int(found.rows[line, 1]))
    return _draft_not_granted(base, int(found.rows[line, 0]), int(found.nodes[line, 0]))


def _draft_barred(base: Base, p: int, q: int) -> Draft:
    steps = required(base, p)
    above = int(base.columns.action[q])
    barred: list[tuple[int, str]] = []
    where: list[Region] = []
    for node, count in steps.items():
        if not base.actions.is_below(node, above):
            continue
        pieces = _left(base, p, q, node) or _far_pieces(base, p, q, node)
        if pieces:
            where += remainder(pieces, where, base.taxonomy.population)
            barred.append((count, base.actions.ids[node]))
    if not barred:
        raise ValueError("A prerequisite was found barred and is not.")
    promise, exclusion = base.provisions[p], base.provisions[q]
    first = min(barred)[1]
    opened = {"action": first, "prerequisite": " ".join(_widest(base, sorted(barred)))}
    return Draft(
        CODE,
        "barred",
        (p, q),
        ("promise", "exclusion"),
        (),
        tuple(where),
        (Slot.GROUP, Slot.TERRITORY, Slot.PERIOD),
        Slot.PREREQUISITE,
        (
            MendDraft("narrow-exclusion", base.policy_of(q).territory, exclusion.id, opened),
            MendDraft("grant-prerequisite", base.policy_of(q).territory, "", opened),
        ),
        {"action": promise.action, "prerequisite": first},
        core=base.action(int(base.columns.action[p])).core,
        cause=exclusion.id,
    )


def _widest(base: Base, steps: list[tuple[int, str]]) -> list[str]:
    """The actions of ``steps`` that lie below no other of them: opening these opens them all."""
    nodes = {name: base.actions.index[name] for _, name in steps}
    return [
        name
        for name, node in nodes.items()
        if not any(node != other and base.actions.is_below(node, other) for other in nodes.values())
    ]


def _draft_not_granted(base: Base, row: int, node: int) -> Draft:
    name = base.actions.ids[node]
    promise = base.provisions[row]
    return Draft(
        CODE,
        "not-granted",
        (row,),
        ("promise",),
        (name,),
        _lacking(base, row, node, _grants(base, node)),
        (Slot.GROUP, Slot.TERRITORY, Slot.PERIOD),
        Slot.PREREQUISITE,
        (MendDraft("grant-prerequisite", base.policy_of(row).territory, "", {"action": name}),),
        {"action": promise.action, "prerequisite": name},
        core=base.action(int(base.columns.action[row])).core,
        reasons=("absence",),
        cause=name,
    )
