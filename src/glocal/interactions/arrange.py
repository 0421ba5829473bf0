"""Put the rows of a matrix into an order in which what belongs together stands together."""

from __future__ import annotations

import networkx
import numpy as np

from glocal.model.interaction import SignedMatrix

SEED = 7
MOST_ITEMS = 1000
"""Beyond it the links would not fit a graph of Python objects; then no cluster is looked for."""


def clusters(matrix: SignedMatrix) -> tuple[tuple[int, ...], ...]:
    """Groups of items that help one another more than chance would have it, the largest first.

    Louvain communities (Blondel et al., J. Stat. Mech. P10008, 2008) of the helping links, both
    directions added; an item that is tied to nothing stands alone. The same matrix always gives
    the same groups, whatever the order of its items. Empty when there are more than 1,000 items.
    """
    if matrix.size > MOST_ITEMS:
        return ()
    order = np.array(sorted(range(matrix.size), key=lambda row: matrix.ids[row]), np.int64)
    helping = np.maximum(matrix.filled, 0)[np.ix_(order, order)]
    both = np.triu(helping + helping.T)
    # The nodes are places in the order of the ids: the numbers of the rows must not play a part.
    graph: networkx.Graph[int] = networkx.Graph()
    graph.add_nodes_from(range(matrix.size))
    graph.add_weighted_edges_from(
        (int(one), int(two), float(both[one, two])) for one, two in np.argwhere(both > 0)
    )
    found = networkx.community.louvain_communities(graph, seed=SEED)
    ranked = sorted(found, key=lambda group: (-len(group), min(group)))
    return tuple(tuple(sorted(int(order[place]) for place in group)) for group in ranked)


def arranged(matrix: SignedMatrix) -> tuple[int, ...]:
    """Row numbers, cluster by cluster, and inside a cluster from the strongest giver down."""
    out = matrix.filled.sum(axis=1)
    groups = clusters(matrix) or (tuple(range(matrix.size)),)
    return tuple(
        row
        for group in groups
        for row in sorted(group, key=lambda at: (-round(out[at], 9), matrix.ids[at]))
    )
