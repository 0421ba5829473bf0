"""What must be possible before an action: the taxonomy's requirements and a provision's own."""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from glocal.coherence.base import Base, Ints
from glocal.coherence.trees import Tree

Links = tuple[tuple[int, ...], ...]


@lru_cache(maxsize=2)
def direct(base: Base) -> Links:
    """By action: what it requires, its ancestors' requirements included."""
    actions = base.taxonomy.actions
    return _direct(base.actions, tuple(actions[name].requires for name in base.actions.ids))


@lru_cache(maxsize=2)
def closure(base: Base) -> tuple[dict[int, int], ...]:
    """By action: everything it requires in the end, with the number of steps to it."""
    return _closure(direct(base))


# Portfolios that differ in provisions alone share what follows from the taxonomy.
@lru_cache(maxsize=4)
def _direct(actions: Tree, requires: tuple[tuple[str, ...], ...]) -> Links:
    own = [tuple(actions.index[name] for name in names) for names in requires]
    return tuple(
        tuple(sorted({further for above in actions.above(node).tolist() for further in own[above]}))
        for node in range(len(own))
    )


@lru_cache(maxsize=4)
def _closure(links: Links) -> tuple[dict[int, int], ...]:
    return tuple(_reach(links, {node: 0}, own=False) for node in range(len(links)))


def required(base: Base, row: int) -> dict[int, int]:
    """What a provision presupposes, by the taxonomy and by itself, with the number of steps."""
    action = int(base.columns.action[row])
    own = base.provisions[row].prerequisites
    found = dict(closure(base)[action])
    if own:
        start = {base.actions.index[name]: 1 for name in own}
        for node, steps in _reach(direct(base), start, own=True).items():
            found[node] = min(steps, found.get(node, steps))
    return found


def required_lines(base: Base, rows: Ints) -> tuple[Ints, Ints]:
    """``(row, prerequisite)`` for every prerequisite of every row."""
    lines: list[Ints] = []
    nodes: list[Ints] = []
    by_action: dict[int, Ints] = {}
    for row in rows.tolist():
        action = int(base.columns.action[row])
        if base.provisions[row].prerequisites:
            found = np.array(sorted(required(base, row)), dtype=np.int64)
        else:
            if action not in by_action:
                by_action[action] = np.array(sorted(closure(base)[action]), dtype=np.int64)
            found = by_action[action]
        if len(found):
            lines.append(np.full(len(found), row, dtype=np.int64))
            nodes.append(found)
    if not lines:
        return np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64)
    return np.concatenate(lines), np.concatenate(nodes)


def _reach(links: Links, start: dict[int, int], *, own: bool) -> dict[int, int]:
    """Everything that ``start`` requires, with the steps; ``start`` itself too if ``own``."""
    found = dict(start) if own else {}
    frontier = dict(start)
    while frontier:
        ahead: dict[int, int] = {}
        for node, steps in frontier.items():
            for further in links[node]:
                if further not in found and further not in ahead:
                    ahead[further] = steps + 1
        found |= ahead
        frontier = ahead
    return found
