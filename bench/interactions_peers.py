"""The same work by networkx and by plain numpy, for ``bench/interactions.py``.

networkx is asked with its own functions: ``katz_centrality`` on the divided matrix is the row sum
of the total relation, ``simple_cycles`` and ``all_simple_paths`` list. (``katz_centrality_numpy``
would need SciPy, which Glocal does without.) Plain numpy adds powers until they are below 1e-12.
"""

from __future__ import annotations

import time
from itertools import pairwise
from math import log, prod
from typing import Any

import networkx as nx
import numpy as np

from glocal.interactions.series import divisor
from glocal.model.interaction import SignedMatrix

SMALLEST = 1e-12
STEPS_TRIED = 3
Found = dict[str, Any]
"""``figures`` to compare; ``part`` of the work that was done, 1 unless it was stopped."""


def graph_of(values: np.ndarray) -> nx.DiGraph:
    graph: nx.DiGraph = nx.DiGraph()
    graph.add_nodes_from(range(len(values)))
    rows, columns = np.nonzero(values)
    graph.add_weighted_edges_from(
        zip(rows.tolist(), columns.tolist(), values[rows, columns].tolist(), strict=True)
    )
    return graph


# ------------------------------------------------------------------ networkx
def nx_influence(matrix: SignedMatrix, _: float) -> Found:
    graph = graph_of(matrix.filled)
    out = dict(graph.out_degree(weight="weight"))
    total = [
        out[row] + 0.5 * sum(data["weight"] * out[to] for to, data in graph[row].items())
        for row in graph
    ]
    return {"figures": total, "part": 1.0}


def nx_katz(links: np.ndarray, budget: float, *, columns: bool) -> tuple[list[float], float]:
    """Row sums (and column sums) of N + N² + …, and the part that was done within the budget."""
    graph = graph_of(links)
    graphs = [graph.reverse(copy=False), graph][: 1 + columns]
    asked = {"alpha": 1, "tol": SMALLEST, "normalized": False, "weight": "weight"}
    started = time.process_time()
    try:
        nx.katz_centrality(graphs[0], max_iter=STEPS_TRIED, **asked)
    except nx.PowerIterationFailedConvergence:
        part = STEPS_TRIED / (len(graphs) * steps_needed(links))
        if (time.process_time() - started) / part > budget:
            return [], part
    found = [nx.katz_centrality(one, max_iter=100_000, **asked).values() for one in graphs]
    return [own - 1 for values in found for own in values], 1.0


def steps_needed(links: np.ndarray) -> int:
    """After how many steps N^k · 1 is below the limit."""
    vector, steps = np.ones(len(links)), 0
    while np.abs(vector).max() > SMALLEST:
        vector, steps = links @ vector, steps + 1
    return steps


def nx_dematel(matrix: SignedMatrix, budget: float) -> Found:
    links = matrix.filled / divisor(matrix.filled)
    figures, part = nx_katz(links, budget, columns=True)
    return {"figures": figures, "part": part}


def nx_signed(matrix: SignedMatrix, budget: float) -> Found:
    """What each item sends out; the figures of single pairs would take as many runs as items."""
    links = matrix.filled / divisor(matrix.filled)
    every, part = nx_katz(np.abs(links), budget, columns=False)
    if part < 1:
        return {"figures": [], "part": part}
    net, _ = nx_katz(links, 1e9, columns=False)
    synergy, tradeoff = (np.array(every) + net) / 2, (np.array(every) - net) / 2
    return {"figures": [*synergy, *tradeoff], "part": 1.0}


# ------------------------------------------------------------------ networkx: lists
def nx_loops(matrix: SignedMatrix, budget: float) -> Found:
    """Counts by length and sign; when stopped, how many were seen."""
    signs = np.sign(np.where(np.abs(matrix.filled) >= 2, matrix.filled, 0)).astype(int).tolist()
    counts = {f"{length}{sign}": 0 for length in (2, 3, 4) for sign in "+-"}
    started = time.process_time()
    cycles = nx.simple_cycles(graph_of(np.array(signs)), length_bound=4)
    for seen, nodes in enumerate(cycles, 1):
        sign = prod(signs[a][b] for a, b in zip(nodes, (*nodes[1:], nodes[0]), strict=True))
        counts[f"{len(nodes)}{'+' if sign > 0 else '-'}"] += 1
        if seen % 1000 == 0 and time.process_time() - started > budget:
            return {"figures": [], "seen": seen, "part": 0.0}
    return {"figures": list(counts.values()), "part": 1.0}


def nx_paths(matrix: SignedMatrix, budget: float) -> Found:
    """The three strongest ways of one pair; when stopped, how many were seen."""
    size = (np.abs(matrix.filled) / divisor(matrix.filled)).tolist()
    started, best = time.process_time(), [0.0] * 3
    paths = nx.all_simple_paths(graph_of(matrix.filled), 0, 1, cutoff=4)
    for seen, nodes in enumerate(paths, 1):
        strength = prod(size[a][b] for a, b in pairwise(nodes))
        if strength > best[2]:
            best = sorted([*best[:2], strength], reverse=True)
        if seen % 1000 == 0 and time.process_time() - started > budget:
            return {"figures": [], "seen": seen, "part": seen / ways(matrix)}
    return {"figures": best, "part": 1.0}


def ways(matrix: SignedMatrix) -> float:
    """About how many simple ways of at most four steps there are between two items."""
    between = matrix.size - 2
    density = float(matrix.assessed.sum()) / (matrix.size * (matrix.size - 1))
    return sum(density ** (inner + 1) * between**inner for inner in range(4))


# ------------------------------------------------------------------ plain numpy
def summed(links: np.ndarray, budget: float) -> tuple[np.ndarray, float]:
    """N + N² + … and the part of it that was done within the budget."""
    started = time.process_time()
    power, whole, steps = links, links.copy(), 1
    while (largest := float(np.abs(power).max(initial=0))) > SMALLEST:
        power = power @ links
        whole += power
        steps += 1
        if time.process_time() - started > budget:
            fading = float(np.abs(power).max()) / largest
            left = max(log(SMALLEST / largest) / log(fading), 1) if fading < 1 else 1e9
            return whole, steps / (steps + left)
    return whole, 1.0


def np_dematel(matrix: SignedMatrix, budget: float) -> Found:
    whole, part = summed(matrix.filled / divisor(matrix.filled), budget)
    return {"figures": [*whole.sum(axis=1), *whole.sum(axis=0)] if part == 1 else [], "part": part}


def np_signed(matrix: SignedMatrix, budget: float) -> Found:
    links = matrix.filled / divisor(matrix.filled)
    started = time.process_time()
    every, part = summed(np.abs(links), budget)
    if part < 1:
        return {"figures": [], "part": part}
    net, part = summed(links, max(budget - (time.process_time() - started), 1))
    synergy, tradeoff = (every + net) / 2, (every - net) / 2
    return {"figures": [*synergy.sum(axis=1), *tradeoff.sum(axis=1)], "part": part}


def np_micmac(matrix: SignedMatrix, _: float) -> Found:
    """Powers of the whole yes/no matrix until the order of both sums stays."""
    links = (np.abs(matrix.filled) >= 2).astype(float)
    power = links
    for _ in range(2, 9):
        before, power = power, power @ links
        same = all(
            np.array_equal(ranks(before.sum(axis=axis)), ranks(power.sum(axis=axis)))
            for axis in (0, 1)
        )
        if same:
            break
    return {"figures": [*shares(power.sum(axis=1)), *shares(power.sum(axis=0))], "part": 1.0}


def ranks(counts: np.ndarray) -> np.ndarray:
    return np.unique(counts, return_inverse=True)[1]


def shares(counts: np.ndarray) -> list[float]:
    return (counts / counts.sum()).tolist()


PEERS = {
    "influence": {"networkx": nx_influence},
    "DEMATEL": {"numpy": np_dematel, "networkx": nx_dematel},
    "signed ways": {"numpy": np_signed, "networkx": nx_signed},
    "MICMAC": {"numpy": np_micmac},
    "loops": {"networkx": nx_loops},
    "paths": {"networkx": nx_paths},
}
