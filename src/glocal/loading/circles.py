"""Find circles among things that point at one another."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping


def circles(edges: Mapping[str, Iterable[str]]) -> Iterator[tuple[str, ...]]:
    """Circles of ``edges``, each as the nodes along it, smallest first; every knot has one.

    Nodes that are only pointed at lead nowhere.

    >>> list(circles({"b": ["c"], "c": ["a"], "a": ["b"], "d": ["a"]}))
    [('a', 'b', 'c')]
    """
    done: set[str] = set()
    for start in edges:
        way: dict[str, Iterator[str]] = {}
        if start not in done:
            way[start] = iter(edges[start])
        while way:
            node, further = next(reversed(way.items()))
            for other in further:
                if other in way:
                    nodes = list(way)
                    found = nodes[nodes.index(other) :]
                    first = found.index(min(found))
                    yield (*found[first:], *found[:first])
                elif other in edges and other not in done:
                    way[other] = iter(edges[other])
                    break
            else:
                done.add(node)
                del way[node]
