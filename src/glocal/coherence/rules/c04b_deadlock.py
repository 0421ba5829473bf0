"""C4b: requirements that wait for one another, so that nobody can take the first step.

An address needs a permit, and the permit an address. Told for those people and places for whom no
provision offers another way to one of the steps.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from glocal.coherence.base import Base
from glocal.coherence.cells import cells_of
from glocal.coherence.circles import circles
from glocal.coherence.draft import Draft, Found, MendDraft
from glocal.coherence.prerequisites import direct
from glocal.coherence.regions import Region
from glocal.model.finding import Slot
from glocal.model.provision import Modality

CODE = "C4b"


def detect(base: Base) -> tuple[Found, ...]:
    """``rows``: the first provision of the circle; ``nodes``: the number of the circle."""
    found = _deadlocks(base)
    rows = np.array([[item.rows[0]] for item in found], dtype=np.int64).reshape(len(found), 1)
    nodes = np.arange(len(found), dtype=np.int64).reshape(len(found), 1)
    return (Found("circle", rows, nodes),)


def actions_of(base: Base, line: int) -> tuple[str, ...]:
    """The actions of a circle, sorted: what identifies it."""
    return tuple(sorted(base.actions.ids[node] for node in _deadlocks(base)[line].actions))


@dataclass(frozen=True)
class Deadlock:
    """A circle: its actions, the provisions that close it, and where."""

    actions: tuple[int, ...]
    rows: tuple[int, ...]
    where: tuple[Region, ...]


@lru_cache(maxsize=2)
def _deadlocks(base: Base) -> tuple[Deadlock, ...]:
    rows = base.rows_of(Modality.ENTITLEMENT, Modality.PERMISSION, now=True).tolist()
    before = {row: _before(base, row) for row in rows}
    nodes = {node for wanted in before.values() for node in wanted}
    nodes |= {int(base.columns.action[row]) for row in rows if before[row]}
    provides = _providers(base, rows, nodes)
    edges = {node: {further for row in provides[node] for further in before[row]} for node in nodes}
    # Circles of all people together: where there is none, no person can be in one.
    suspects = {node for circle in circles(edges) for node in circle}
    if not suspects:
        return ()
    # Whether somebody gets out of a circle depends on what the circle leads to, and on that alone.
    nodes = _reached(edges, suspects)
    involved = sorted({row for node in nodes for row in provides[node]})
    rows_at: dict[tuple[int, ...], list[int]] = defaultdict(list)
    for leaf in range(len(base.areas.leaves())):
        here = tuple(
            row
            for row in involved
            if base.areas.first[base.columns.area[row]]
            <= leaf
            < base.areas.last[base.columns.area[row]]
        )
        rows_at[here].append(leaf)
    found: dict[tuple[int, ...], tuple[set[int], list[Region]]] = {}
    for here, leaves in rows_at.items():
        for words, covering in _alike(base, here):
            own = {node: [row for row in provides[node] if row in covering] for node in nodes}
            for circle in _stuck(own, before):
                closing = {
                    row
                    for node in circle
                    for row in own[node]
                    if not set(circle).isdisjoint(before[row])
                }
                rows_of, regions = found.setdefault(circle, (set(), []))
                rows_of |= closing
                regions += [
                    Region(word, base.day, base.day + 1, leaf, leaf + 1)
                    for word in words
                    for leaf in leaves
                ]
    return tuple(
        Deadlock(circle, tuple(sorted(rows_of)), tuple(regions))
        for circle, (rows_of, regions) in sorted(found.items())
    )


def _reached(edges: Mapping[int, set[int]], start: set[int]) -> set[int]:
    """Everything that edges lead to from ``start``, itself included."""
    found, frontier = set(start), list(start)
    while frontier:
        fresh = edges.get(frontier.pop(), set()) - found
        found |= fresh
        frontier += fresh
    return found


def _before(base: Base, row: int) -> frozenset[int]:
    """What a provision presupposes directly: by itself and by the taxonomy."""
    own = {base.actions.index[name] for name in base.provisions[row].prerequisites}
    return frozenset(own.union(direct(base)[int(base.columns.action[row])]))


def _providers(base: Base, rows: list[int], nodes: Iterable[int]) -> Mapping[int, tuple[int, ...]]:
    """By action, the provisions that offer it: on itself or on something above it."""
    by_action: dict[int, list[int]] = defaultdict(list)
    for row in rows:
        by_action[int(base.columns.action[row])].append(row)
    return {
        node: tuple(
            row for above in base.actions.above(node).tolist() for row in by_action.get(above, ())
        )
        for node in nodes
    }


def _alike(base: Base, rows: tuple[int, ...]) -> Iterable[tuple[tuple[int, ...], frozenset[int]]]:
    """Groups of people whom just the same of ``rows`` concern, with those rows."""
    cells = cells_of(base.taxonomy.population)
    words, kinds = np.unique(base.columns.word[list(rows)], return_inverse=True)
    if not len(words):
        return
    # People are alike when they are in the same of the groups: one number after the other.
    alike = np.zeros(cells.count, dtype=np.int64)
    for word in words:
        inside = (cells.words & ~word) == 0
        _, alike = np.unique(alike * 2 + inside, return_inverse=True)
    first = np.unique(alike, return_index=True)[1]
    for number, cell in enumerate(cells.words[first].tolist()):
        covering = frozenset(
            row
            for row, kind in zip(rows, kinds.tolist(), strict=True)
            if cell & ~int(words[kind]) == 0
        )
        if covering:
            yield cells.boxes(cells.pack(alike == number)), covering


def _stuck(
    providers: Mapping[int, list[int]], before: Mapping[int, frozenset[int]]
) -> list[tuple[int, ...]]:
    """The circles of actions that these people can never get to."""
    getable = {node for node, rows in providers.items() if not rows}
    grew = True
    while grew:
        more = {
            node
            for node, rows in providers.items()
            if node not in getable and any(before[row] <= getable for row in rows)
        }
        grew = bool(more)
        getable |= more
    edges = {
        node: {further for row in rows for further in before[row] if further not in getable}
        for node, rows in providers.items()
        if node not in getable
    }
    return circles(edges)


def identity(base: Base, found: Found, line: int) -> tuple[str, ...]:
    """What tells one hit from another, by names that last."""
    return (CODE, *actions_of(base, int(found.nodes[line, 0])))


def draft(base: Base, found: Found, line: int) -> Draft:
    """One hit in full."""
    deadlock = _deadlocks(base)[int(found.nodes[line, 0])]
    names = tuple(sorted(base.actions.ids[node] for node in deadlock.actions))
    first = base.provisions[deadlock.rows[0]]
    return Draft(
        CODE,
        "circle",
        deadlock.rows,
        tuple("step" for _ in deadlock.rows),
        names,
        deadlock.where,
        (Slot.GROUP, Slot.TERRITORY, Slot.PERIOD),
        Slot.PREREQUISITE,
        tuple(
            MendDraft(
                "break-requirement",
                base.policy_of(row).territory,
                base.provisions[row].id,
                {"prerequisites": " ".join(_inner(base, row, deadlock.actions))},
            )
            for row in deadlock.rows
            if _inner(base, row, deadlock.actions)
        ),
        {"action": first.action, "chain": " ".join(names)},
        core=any(base.action(node).core for node in deadlock.actions),
        cause=names[0],
    )


def _inner(base: Base, row: int, circle: tuple[int, ...]) -> tuple[str, ...]:
    """The prerequisites of its own by which a provision takes part in the circle."""
    names = {base.actions.ids[node] for node in circle}
    return tuple(sorted(names.intersection(base.provisions[row].prerequisites)))
