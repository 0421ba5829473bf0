"""Strongly connected components of a small graph (Tarjan 1972), those with a circle only."""

from __future__ import annotations

from collections.abc import Iterable, Mapping


def circles(edges: Mapping[int, Iterable[int]]) -> list[tuple[int, ...]]:
    """The sets of nodes that can all reach one another, each sorted, in order.

    A node alone counts only if it leads to itself. Without recursion, so of any size.
    """
    index: dict[int, int] = {}
    low: dict[int, int] = {}
    waiting: list[int] = []
    on_stack: set[int] = set()
    found: list[tuple[int, ...]] = []
    for root in edges:
        if root in index:
            continue
        work = [(root, iter(edges.get(root, ())))]
        index[root] = low[root] = len(index)
        waiting.append(root)
        on_stack.add(root)
        while work:
            node, further = work[-1]
            for other in further:
                if other not in index:
                    index[other] = low[other] = len(index)
                    waiting.append(other)
                    on_stack.add(other)
                    work.append((other, iter(edges.get(other, ()))))
                    break
                if other in on_stack:
                    low[node] = min(low[node], index[other])
            else:
                work.pop()
                if work:
                    above = work[-1][0]
                    low[above] = min(low[above], low[node])
                if low[node] == index[node]:
                    members = []
                    while True:
                        member = waiting.pop()
                        on_stack.remove(member)
                        members.append(member)
                        if member == node:
                            break
                    if len(members) > 1 or node in set(edges.get(node, ())):
                        found.append(tuple(sorted(members)))
    return sorted(found)
