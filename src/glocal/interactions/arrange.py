"""Put the rows of a matrix into an order in which what belongs together stands together."""

from __future__ import annotations

import networkx
import numpy as np

from glocal.model.interaction import SignedMatrix

SEED = 7
MOST_ITEMS = 1000


def clusters(matrix: SignedMatrix) -> tuple[tuple[int, ...], ...]:
    """Groups of items that help one another more than chance would have it, the largest first.

    Louvain communities (Blondel et al., J. Stat. Mech. P10008, 2008) of the helping links, both
    directions added; an item that is tied to nothing stands alone. The same matrix always gives
    the same groups, whatever the order of its items.
    """
    order = sorted(range(matrix.size), key=lambda row: matrix.ids[row])
    helping = np.maximum(matrix.filled, 0)
    both = helping + helping.T
    graph: networkx.Graph[int] = networkx.Graph()
    graph.add_nodes_from(order)
    for place, row in enumerate(order):
        for other in order[place + 1 :]:
            if both[row, other] > 0:
                graph.add_edge(row, other, weight=float(both[row, other]))
    found = networkx.community.louvain_communities(graph, seed=SEED)
    ranked = sorted(found, key=lambda group: (-len(group), min(matrix.ids[row] for row in group)))
    return tuple(tuple(sorted(group)) for group in ranked)


def arranged(matrix: SignedMatrix) -> tuple[int, ...]:
    """Row numbers, cluster by cluster, and inside a cluster from the strongest giver down."""
    out = matrix.filled.sum(axis=1)
    return tuple(
        row
        for group in clusters(matrix)
        for row in sorted(group, key=lambda at: (-out[at], matrix.ids[at]))
    )
