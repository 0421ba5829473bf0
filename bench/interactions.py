"""How long, and in how much memory, are matrices of 34 to 5,000 items read?

    python bench/interactions.py            34, 169, 1,000 and 5,000 items, all peers, resamples
    python bench/interactions.py --quick    a small run that shows that all parts work
    python bench/interactions.py --part items      only: items, resamples or rest

*items*: influence, DEMATEL, signed ways, MICMAC, loops and the strongest ways of a pair, beside
networkx (to 1,000 items) and a plain power series in numpy, on the same matrix in one run; three
pairs of ten have a value. Each peer gets 10 s of the processor; what takes more is extrapolated
and marked ~.
*resamples*: ranks of 169 items under 10,000 weightings of 12 raters in 4 groups, beside a plain
loop in numpy over the same weightings. *rest*: what-if, clusters, balance, the next pairs.

Each measurement has a process of its own with one thread for linear algebra, so that its peak
memory is its own; the quick run has one for all. Times are those of the processor. Ends with 1
when figures differ or, in the full run, when an aim is missed.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from functools import partial
from typing import Any

import interactions_peers as peers
import numpy as np
from interactions_data import invented, invented_panel
from measuring import Measured, child, exponents, in_own_process, options_of, within_aims

from glocal.interactions.arrange import clusters
from glocal.interactions.balance import balance
from glocal.interactions.influence import influence
from glocal.interactions.loops import loops
from glocal.interactions.micmac import micmac
from glocal.interactions.next_pairs import next_pairs
from glocal.interactions.paths import strongest_paths
from glocal.interactions.ranks import ranked, ranks
from glocal.interactions.scenario import what_if
from glocal.interactions.series import dematel
from glocal.interactions.signed_walks import signed_walks
from glocal.model.interaction import SignedMatrix

SIZES = {"full": (34, 169, 1_000, 5_000), "quick": (12, 34)}
NETWORKX_UP_TO = 1_000
RESAMPLES = {"full": (169, 10_000), "quick": (20, 200)}
REST = {"full": (169, 1_000), "quick": (20,)}
BUDGET = 10.0
"""Seconds of the processor that a peer gets for one size."""
AGAIN_BELOW = 2.0
"""What takes less is done three times, of which the best counts."""
AIMS = {
    "memory": ("memory of any work on 5,000 items", 2_000.0, "MB"),
    "signed": ("signed ways of 1,000 items", 2.0, "s"),
    "resamples": ("10,000 resamples of 169 items", 10.0, "s"),
    "what-if": ("what-if of 1,000 items", 5.0, "s"),
}
Measure = Callable[..., Measured]


# ------------------------------------------------------------------ one measurement, a process
def own_influence(matrix: SignedMatrix) -> list[float]:
    return influence(matrix).total.tolist()


def own_dematel(matrix: SignedMatrix) -> list[float]:
    found = dematel(matrix)
    return [*found.given, *found.received]


def own_signed(matrix: SignedMatrix) -> list[float]:
    walks = signed_walks(matrix)
    return [*walks.synergy.sum(axis=1), *walks.tradeoff.sum(axis=1)]


def own_micmac(matrix: SignedMatrix) -> list[float]:
    found = micmac(matrix)
    return [*found.influence, *found.dependence]


def own_loops(matrix: SignedMatrix) -> list[float]:
    return [count for pair in loops(matrix).counts.values() for count in pair]


def own_paths(matrix: SignedMatrix) -> list[float]:
    found = [path.strength for path in strongest_paths(matrix, 0, 1)]
    return found + [0.0] * (3 - len(found))


OWN: dict[str, Callable[[SignedMatrix], list[float]]] = {
    "influence": own_influence,
    "DEMATEL": own_dematel,
    "signed ways": own_signed,
    "MICMAC": own_micmac,
    "loops": own_loops,
    "paths": own_paths,
}


def timed(work: Callable[[], Any]) -> tuple[Any, float]:
    """What ``work`` gives, and the processor's seconds that it took."""
    before = time.process_time()
    result = work()
    return result, time.process_time() - before


def measure_items(work: str, engine: str, size: int) -> Measured:
    matrix = invented(size)

    def once() -> peers.Found:
        if engine == "Glocal":
            return {"figures": OWN[work](matrix), "part": 1.0}
        return peers.PEERS[work][engine](matrix, BUDGET)

    runs = [timed(once)]
    while len(runs) < 3 and runs[0][1] < AGAIN_BELOW:
        runs.append(timed(once))
    found = runs[0][0]
    return {
        **found,
        "figures": [float(figure) for figure in found["figures"]],
        "seconds": min(seconds for _, seconds in runs),
    }


def measure_resamples(engine: str, size: int, draws: int) -> Measured:
    panel = invented_panel(size)
    if engine == "Glocal":
        found, seconds = timed(lambda: ranks(panel, draws=draws, seed=1))
        return {"figures": found.acceptability.tolist(), "seconds": seconds}
    found, seconds = timed(lambda: plain_resamples(panel, draws))
    return {"figures": found.tolist(), "seconds": seconds}


def plain_resamples(panel: Any, draws: int) -> np.ndarray:
    """One draw after the other: weighted medians by sorting, totals, ranks."""
    size = len(panel.ids)
    random = np.random.default_rng(1)
    acceptability = np.zeros((size, size))
    groups = [np.flatnonzero(panel.group == at) for at in range(len(panel.groups))]
    orders = [np.argsort(panel.ratings[rows], axis=0) for rows in groups]
    columns = np.arange(panel.pairs)
    for _ in range(draws):
        weight = random.standard_exponential(len(panel.raters))
        sums, whole = np.zeros(panel.pairs), np.zeros(panel.pairs)
        for rows, order in zip(groups, orders, strict=True):
            ordered = np.take_along_axis(panel.ratings[rows], order, axis=0)
            below = np.cumsum(np.where(np.isnan(ordered), 0, weight[rows][order]), axis=0)
            median = ordered[(below >= below[-1] / 2).argmax(axis=0), columns]
            known = below[-1] > 0
            sums[known] += weight[rows].mean() * median[known]
            whole[known] += weight[rows].mean()
        values = np.zeros((size, size))
        values[panel.source, panel.target] = np.divide(
            sums, whole, out=np.zeros_like(sums), where=whole > 0
        )
        first = values.sum(axis=1)
        places = ranked((first + 0.5 * values @ first)[None])[0] - 1
        acceptability[np.arange(size), places] += 1
    return acceptability / draws


def measure_rest(work: str, size: int) -> Measured:
    matrix = invented(size)
    works: dict[str, Callable[[], Any]] = {
        "what-if": lambda: what_if(matrix, {0: 1.0}),
        "clusters": lambda: clusters(matrix),
        "balance": lambda: balance(matrix),
        "next pairs": lambda: next_pairs(
            matrix, {}, [(int(a), int(b)) for a, b in np.argwhere(~matrix.assessed) if a != b]
        ),
    }
    return {"seconds": timed(works[work])[1]}


MEASURES: dict[str, Measure] = {
    "items": lambda work, engine, size: measure_items(work, engine, int(size)),
    "resamples": lambda engine, size, draws: measure_resamples(engine, int(size), int(draws)),
    "rest": lambda work, size: measure_rest(work, int(size)),
}


def in_this_process(*arguments: object) -> Measured:
    """For the quick run, whose figures of memory mean nothing."""
    found: Measured = json.loads(json.dumps(child(MEASURES, *map(str, arguments))))
    return found


# ------------------------------------------------------------------ the parts
def show_items(sizes: tuple[int, ...], measure: Measure) -> tuple[bool, dict[str, float]]:
    """All works beside their peers. Says whether all figures were the same."""
    same, reached = True, {"memory": 0.0}
    for work in OWN:
        heads = ("items", 6), ("", 9), ("s", 11), ("MB", 6)
        print(f"\n{work}\n" + " ".join(f"{head:>{width}}" for head, width in heads))
        known: dict[str, dict[int, float]] = {}
        for size in sizes:
            figures: list[float] = []
            for engine in ("Glocal", *peers.PEERS[work]):
                if engine == "networkx" and size > NETWORKX_UP_TO:
                    continue
                times = known.setdefault(engine, {})
                if times and max(times.values()) > 50 * BUDGET:
                    print(f"{size:>6,} {engine:>9} {'not tried':>11}", flush=True)
                    continue
                found = measure("items", work, engine, size)
                figures = figures or found["figures"]
                part = found["part"]
                if work == "loops" and part < 1:
                    part = found["seen"] / sum(figures)
                agrees = part < 1 or np.allclose(found["figures"], figures, rtol=1e-6, atol=1e-9)
                same &= agrees
                times[size] = found["seconds"] / part
                seconds = f"{'' if part == 1 else '~'}{times[size]:,.4f}"
                print(
                    f"{size:>6,} {engine:>9} {seconds:>11} {found['megabytes']:6,.0f} "
                    f"{'' if agrees else 'DIFFERS'}",
                    flush=True,
                )
                if engine == "Glocal" and size == SIZES["full"][-1]:
                    reached["memory"] = max(reached["memory"], found["megabytes"])
                if (work, engine, size) == ("signed ways", "Glocal", 1_000):
                    reached["signed"] = found["seconds"]
        print(f"growth of Glocal: {exponents(known['Glocal'])}")
    return same, {key: figure for key, figure in reached.items() if figure}


def show_resamples(size: int, draws: int, measure: Measure) -> tuple[bool, dict[str, float]]:
    """Ranks under many weightings of the raters, beside a plain loop over the same weightings."""
    print(f"\n{draws:,} resamples of {size} items, 12 raters in 4 groups")
    chances, found = {}, {}
    for engine in ("Glocal", "numpy"):
        found[engine] = measure("resamples", engine, size, draws)
        chances[engine] = np.array(found[engine].pop("figures"))
        print(
            f"{engine:>9} {found[engine]['seconds']:8.2f} s, {found[engine]['megabytes']:,.0f} MB",
            flush=True,
        )
    # A draw in which two items tie but for rounding may be counted one place apart.
    apart = float(np.abs(chances["Glocal"] - chances["numpy"]).max())
    print(f"largest difference of a probability: {apart:.4f}")
    return apart <= max(2e-3, 2 / draws), {"resamples": found["Glocal"]["seconds"]}


def show_rest(sizes: tuple[int, ...], measure: Measure) -> dict[str, float]:
    """What has no peer."""
    print("\nthe rest" + " " * 10 + " ".join(f"{size:>10,} items" for size in sizes))
    reached = {}
    for work in ("what-if", "clusters", "balance", "next pairs"):
        cells = []
        for size in sizes:
            found = measure("rest", work, size)
            cells.append(f"{found['seconds']:6.2f} s {found['megabytes']:4,.0f} MB")
            if (work, size) == ("what-if", 1_000):
                reached["what-if"] = found["seconds"]
        print(f"{work:>12}  {'  '.join(cells)}", flush=True)
    return reached


def main() -> int:
    options = options_of(__doc__, ("items", "resamples", "rest"))
    if options.child:
        print(json.dumps(child(MEASURES, *options.child)))
        return 0
    kind = "quick" if options.quick else "full"
    measure = in_this_process if options.quick else partial(in_own_process, __file__)
    same, reached = True, {}
    if options.part in (None, "items"):
        same, reached = show_items(SIZES[kind], measure)
    if options.part in (None, "resamples"):
        alike, more = show_resamples(*RESAMPLES[kind], measure)
        same, reached = same and alike, reached | more
    if options.part in (None, "rest"):
        reached |= show_rest(REST[kind], measure)
    print(f"\nfigures: {'agreed' if same else 'DIFFER'}")
    if options.quick:
        return 0 if same else 1
    return 0 if within_aims(AIMS, reached) and same else 1


if __name__ == "__main__":
    sys.exit(main())
