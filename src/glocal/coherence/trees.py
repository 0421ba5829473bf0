"""A tree as arrays: is one node below another, and which leaves lie below a node."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Tree:
    """Nodes in the order of their ids; ``enter`` and ``leave`` bracket the subtree of a node.

    ``a`` is ``b`` or below it exactly when ``enter[b] <= enter[a] < leave[b]``. ``first`` and
    ``last`` bracket the leaves below a node, counted from the left. ``ancestors[start[a] :
    start[a + 1]]`` are a node's ancestors, itself first, the root last.
    """

    ids: tuple[str, ...]
    index: Mapping[str, int]
    parent: Ints
    enter: Ints
    leave: Ints
    first: Ints
    last: Ints
    start: Ints
    ancestors: Ints

    @property
    def depth(self) -> Ints:
        """How many nodes lie above each."""
        return np.asarray(np.diff(self.start) - 1)

    def below(self, lower: Ints, upper: Ints) -> NDArray[np.bool_]:
        """Elementwise: whether ``lower`` is ``upper`` or lies below it."""
        place = self.enter[lower]
        return np.asarray((self.enter[upper] <= place) & (place < self.leave[upper]))

    def is_below(self, lower: int, upper: int) -> bool:
        """Whether one node is another or lies below it."""
        return bool(self.enter[upper] <= self.enter[lower] < self.leave[upper])

    def above(self, node: int) -> Ints:
        """A node and its ancestors."""
        above: Ints = self.ancestors[self.start[node] : self.start[node + 1]]
        return above

    def expand(self, nodes: Ints) -> tuple[Ints, Ints]:
        """``(row, ancestor)`` for every ancestor (itself included) of every node in ``nodes``."""
        begin = self.start[nodes]
        counts = self.start[nodes + 1] - begin
        rows = np.repeat(np.arange(len(nodes)), counts)
        offsets = np.arange(len(rows)) - np.repeat(np.cumsum(counts) - counts, counts)
        return rows, self.ancestors[begin[rows] + offsets]

    def leaves(self) -> Ints:
        """The leaves from the left."""
        childless = np.flatnonzero(self.last - self.first == 1)
        own = childless[self.leave[childless] - self.enter[childless] == 1]
        return np.asarray(own[np.argsort(self.first[own], kind="stable")])


def tree(parents: Mapping[str, str | None]) -> Tree:
    """The tree (or forest) of ``parents``: each id with the id above it, ``None`` for a root.

    Raises ``ValueError`` when an id lies below itself or a parent is not there.
    """
    ids = tuple(parents)
    index = {name: i for i, name in enumerate(ids)}
    children: list[list[int]] = [[] for _ in ids]
    roots = []
    for name, above in parents.items():
        if above is None:
            roots.append(index[name])
        elif above not in index:
            raise ValueError(f"{above!r}, named above {name!r}, is not in the tree.")
        else:
            children[index[above]].append(index[name])
    return _number(ids, index, children, roots)


def _number(
    ids: tuple[str, ...], index: Mapping[str, int], children: Sequence[list[int]], roots: list[int]
) -> Tree:
    size = len(ids)
    parent = np.full(size, -1, dtype=np.int64)
    enter, leave, first, last = (np.zeros(size, dtype=np.int64) for _ in range(4))
    place = leaf = 0
    seen = 0
    for root in roots:
        stack = [(root, False)]
        while stack:
            node, done = stack.pop()
            if done:
                leave[node], last[node] = place, leaf
                continue
            seen += 1
            enter[node], first[node] = place, leaf
            place += 1
            leaf += not children[node]
            stack.append((node, True))
            for child in reversed(children[node]):
                parent[child] = node
                stack.append((child, False))
    if seen < size:
        raise ValueError("Something in the tree lies below itself.")
    lines: list[list[int]] = []
    for node in range(size):
        line, at = [], node
        while at >= 0:
            line.append(at)
            at = int(parent[at])
        lines.append(line)
    start = np.concatenate(([0], np.cumsum([len(line) for line in lines]))).astype(np.int64)
    flat = np.array([node for line in lines for node in line], dtype=np.int64)
    return Tree(ids, index, parent, enter, leave, first, last, start, flat)
