"""C4b: requirements that wait for one another, so that nobody can take the first step.

An address needs a permit, and the permit an address. Told for those people and places for whom no
provision offers another way to one of the steps.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from glocal.coherence.base import Base
from glocal.coherence.cells import Bits, cells_of
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
    return _closed(base, {row: _before(base, row) for row in rows})


def _closed(base: Base, before: Mapping[int, frozenset[int]]) -> tuple[Deadlock, ...]:
    """The circles where these rows presuppose this directly."""
    rows = list(before)
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
    offered: dict[int, list[int]] = defaultdict(list)
    for node in sorted(nodes):
        for row in provides[node]:
            offered[row].append(node)
    found: dict[tuple[int, ...], tuple[set[int], list[Region]]] = {}
    for here, leaves in _places(base, sorted(offered)).items():
        own: dict[int, list[int]] = {node: [] for node in nodes}
        for row in here:
            for node in offered[row]:
                own[node].append(row)
        for words, circle, closing in _stuck(base, own, before):
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


def _places(base: Base, rows: list[int]) -> Mapping[tuple[int, ...], list[int]]:
    """The leaves at which just the same of ``rows`` hold, by these rows."""
    every = np.array(rows, dtype=np.int64)
    area = base.columns.area[every]
    first, last = base.areas.first[area], base.areas.last[area]
    found: dict[tuple[int, ...], list[int]] = defaultdict(list)
    for leaf in range(len(base.areas.leaves())):
        found[tuple(every[(first <= leaf) & (leaf < last)].tolist())].append(leaf)
    return found


def _reached(edges: Mapping[int, set[int]], start: set[int]) -> set[int]:
    """Everything that edges lead to from ``start``, itself included."""
    found, frontier = set(start), list(start)
    while frontier:
        fresh = edges.get(frontier.pop(), set()) - found
        found |= fresh
        frontier += fresh
    return found


def _before(base: Base, row: int, left_out: Collection[str] = ()) -> frozenset[int]:
    """What a provision presupposes directly: by itself, less what is left out, and by taxonomy."""
    named = base.provisions[row].prerequisites
    own = {base.actions.index[name] for name in named if name not in left_out}
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


def _stuck(
    base: Base, providers: Mapping[int, list[int]], before: Mapping[int, frozenset[int]]
) -> Iterator[tuple[tuple[int, ...], tuple[int, ...], set[int]]]:
    """``(groups, circle, provisions that close it)`` for the people who can never get into it."""
    cells = cells_of(base.taxonomy.population)
    out = _out_of_reach(base, providers, before)
    if not out:
        return
    rows = sorted({row for node in out for row in providers[node]})
    # People are alike when the same is out of reach for them and the same rows concern them.
    alike = np.zeros(cells.count, dtype=np.int64)
    for bits in (*out.values(), *(cells.of(int(base.columns.word[row])) for row in rows)):
        _, alike = np.unique(alike * 2 + cells.unpack(bits), return_inverse=True)
    first = np.unique(alike, return_index=True)[1]
    unreached = {node: cells.unpack(bits)[first] for node, bits in out.items()}
    concerned = {row: cells.unpack(cells.of(int(base.columns.word[row])))[first] for row in rows}
    for number in range(len(first)):
        edges = {
            node: {
                further
                for row in providers[node]
                if concerned[row][number]
                for further in before[row]
                if further in out and unreached[further][number]
            }
            for node in out
            if unreached[node][number]
        }
        for circle in circles(edges):
            closing = {
                row
                for node in circle
                for row in providers[node]
                if concerned[row][number] and not set(circle).isdisjoint(before[row])
            }
            yield cells.boxes(cells.pack(alike == number)), circle, closing


def _out_of_reach(
    base: Base, providers: Mapping[int, list[int]], before: Mapping[int, frozenset[int]]
) -> Mapping[int, Bits]:
    """By action, the cells that can never get to it, whatever they do first; none left out.

    What no provision offers to somebody is not in their way: it may be had without one.
    """
    cells = cells_of(base.taxonomy.population)
    everybody = cells.of(base.taxonomy.population.full)
    reach: dict[int, Bits] = {}
    offers: dict[int, list[int]] = defaultdict(list)
    for node, rows in providers.items():
        offered = np.zeros(cells.width, dtype=np.uint64)
        freely = np.zeros(cells.width, dtype=np.uint64)
        for row in rows:
            concerned = cells.of(int(base.columns.word[row]))
            offered = offered | concerned
            if before[row]:
                offers[row].append(node)
            else:
                freely = freely | concerned
        reach[node] = (everybody & ~offered) | freely
    grew = True
    while grew:
        grew = False
        for row, nodes in offers.items():
            ready = cells.of(int(base.columns.word[row]))
            for step in before[row]:
                if step in reach:
                    ready = ready & reach[step]
            for node in nodes:
                if (ready & ~reach[node]).any():
                    reach[node] = reach[node] | ready
                    grew = True
    return {node: everybody & ~bits for node, bits in reach.items() if (everybody & ~bits).any()}


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
            if _opens(base, row, deadlock.actions)
        ),
        {"action": first.action, "chain": " ".join(names)},
        core=any(base.action(node).core for node in deadlock.actions),
        cause=names[0],
    )


def _opens(base: Base, row: int, circle: tuple[int, ...]) -> bool:
    """Whether the circle is open to everybody once a provision leaves out its steps."""
    left_out = set(_inner(base, row, circle))
    if not left_out:
        return False
    rows = base.rows_of(Modality.ENTITLEMENT, Modality.PERMISSION, now=True).tolist()
    before = {one: _before(base, one, left_out if one == row else set()) for one in rows}
    return all(set(one.actions) != set(circle) for one in _closed(base, before))


def _inner(base: Base, row: int, circle: tuple[int, ...]) -> tuple[str, ...]:
    """The prerequisites of its own by which a provision takes part in the circle."""
    names = {base.actions.ids[node] for node in circle}
    return tuple(sorted(names.intersection(base.provisions[row].prerequisites)))
