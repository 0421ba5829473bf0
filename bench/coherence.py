"""How long, and in how much memory, are thousands to a million provisions checked?

    python bench/coherence.py            1,000 to 1,000,000 provisions, all peers, 36,000 communes
    python bench/coherence.py --quick    a small run that shows that all parts work
    python bench/coherence.py --part rules     only: pairs, rules, edit or communes

*pairs*: the pairwise rules C1 and C2, beside DuckDB, SQLite, clingo and two plain loops in Python
on the same data in one run. Their counts must be identical. Each gets 60 s a size; what takes more
is extrapolated and marked ~. *rules*: all rules, each by itself, for all territories of the
portfolio at once. *edit*: one provision changed in a base of 100,000. *communes*: 36,000 communes
that have adopted some of 5,000 model provisions, nine million provisions in all.

Each measurement has a process of its own with one thread for linear algebra, so that its peak
memory is its own. Ends with 1 when counts differ or, in the full run, when an aim is missed.
"""

from __future__ import annotations

import gc
import json
import math
import statistics
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from multiprocessing import get_context
from typing import Any

import coherence_peers as peers
import numpy as np
from coherence_data import AS_OF, Synthetic, synthetic, templates
from measuring import Measured, child, exponents, in_own_process, options_of, within_aims

from glocal.coherence.base import Base, compile_base
from glocal.coherence.check import detectors
from glocal.coherence.live import Live
from glocal.coherence.templates import count_everywhere, pairwise
from glocal.model.provision import Provision

FULL, QUICK = (1_000, 10_000, 100_000, 1_000_000), (300, 1_200)
RULES_UP_TO = 100_000
EDITS_IN = {"full": 100_000, "quick": 2_000}
COMMUNES = {"full": (36_000, 5_000, 250), "quick": (60, 400, 40)}
BUDGET = 60.0
"""Seconds that each engine gets for one size."""
PEERS: dict[str, Callable[[peers.Rows], peers.Ask]] = {
    "DuckDB": peers.with_duckdb,
    "SQLite": peers.with_sqlite,
    "clingo": peers.with_clingo,
    "loops": peers.with_loops,
}
AGAIN = ("Glocal", "DuckDB", "SQLite")
"""Those that are asked three times, of which the best counts, up to 100,000."""
AIMS = {
    "pairs": ("C1 and C2 at 100,000", 0.7, "s"),
    "rules": ("all rules at 100,000", 3.0, "s"),
    "memory": ("memory of all rules at 100,000", 1_000.0, "MB"),
    "edit": ("one edit in 100,000 (median)", 1.0, "ms"),
    "communes-pairs": ("C1 and C2 over 36,000 communes", 5.0, "s"),
    "communes-rules": ("all rules over 36,000 communes", 120.0, "s"),
}
TASKS: list[tuple[Callable[[Any], Any], Any]] = []


# ------------------------------------------------------------------ one measurement, a process
def built(size: int) -> tuple[Base, float, Synthetic]:
    """The base of a synthetic portfolio, and the seconds that it took to compile."""
    data = synthetic(size)
    portfolio = data.portfolio()
    started = time.perf_counter()
    base = compile_base(portfolio, data.taxonomy, AS_OF)
    return base, time.perf_counter() - started, data


def timed(work: Callable[[], Any]) -> tuple[Any, float, float]:
    """What ``work`` gives, the seconds it took, and the processor's seconds."""
    started, before = time.perf_counter(), time.process_time()
    result = work()
    return result, time.perf_counter() - started, time.process_time() - before


def measure_pairs(engine: str, size: int) -> Measured:
    """Seconds to load and to find, processor seconds of finding, and how many pairs."""
    if engine == "Glocal":
        base, loaded, _ = built(size)

        def ask() -> tuple[int, float]:
            new = replace(base)  # without what an earlier question left in it
            hits = [found for code in ("C1", "C2") for found in detectors()[code].detect(new)]
            return sum(len(found) for found in hits if found.variant != "exhausted"), 1.0

    else:
        rows = peers.rows_of(synthetic(size))
        ask, loaded, _ = timed(lambda: PEERS[engine](rows))
    runs = [timed(ask) for _ in range(3 if engine in AGAIN and size <= RULES_UP_TO else 1)]
    (count, part), _, _ = runs[0]
    return {
        "load": loaded,
        "find": min(seconds for _, seconds, _ in runs),
        "cpu": min(seconds for *_, seconds in runs),
        "count": count,
        "part": part,
    }


def measure_rules(size: int) -> Measured:
    """Seconds of every rule in the order in which a check runs them, and how many findings."""
    base, loaded, data = built(size)
    seconds, cpu, counts = {}, 0.0, {}
    for code, rule in detectors().items():
        hits, seconds[code], own = timed(lambda rule=rule: rule.detect(base))
        counts[code] = sum(map(len, hits))
        cpu += own
    communes = int((data.area_level == 3).sum())
    return {
        "load": loaded,
        "seconds": seconds,
        "cpu": cpu,
        "counts": counts,
        "communes": communes,
    }


def measure_edit(size: int) -> Measured:
    """Milliseconds to say what a changed provision clashes with, and to keep the change."""
    base, loaded, _ = built(size)
    started = time.perf_counter()
    live = Live(base)
    indexed = time.perf_counter() - started
    random = np.random.default_rng(1)
    provisions = list(base.provisions)
    asked, kept, clashes = [], [], 0
    for _ in range(2_000):
        one, other = (provisions[i] for i in random.integers(0, len(provisions), 2).tolist())
        changed: Provision = replace(one, action=other.action, group=other.group)
        started = time.perf_counter()
        clashes += len(live.clashes(changed))
        found = time.perf_counter()
        live.put(changed)
        kept.append((time.perf_counter() - found) * 1000)
        asked.append((found - started) * 1000)
    return {"load": loaded, "index": indexed, "clashes": clashes} | {
        f"{name}-{what}": figure
        for name, times in (("ask", asked), ("keep", kept))
        for what, figure in (
            ("median", statistics.median(times)),
            ("p95", statistics.quantiles(times, n=20)[-1]),
            ("most", max(times)),
        )
    }


def measure_communes(communes: int, patterns: int, each: int, what: str) -> Measured:
    """Seconds for the pairwise rules over all communes, or for all rules, in two processes."""
    state, taxonomy = templates(communes, patterns, each)
    provisions = int(state.has.sum()) + len(state.shared.provisions)
    started = time.perf_counter()
    if what == "pairs":
        found = list(pairwise(state, taxonomy, AS_OF))
        counts = {"patterns": len(found), "instances": sum(item.communes for item in found)}
    else:
        counts = dict(count_everywhere(state, taxonomy, AS_OF, run=in_two_processes))
    return {"provisions": provisions, "seconds": time.perf_counter() - started, "counts": counts}


def in_two_processes(work: Callable[[Any], Any], tasks: Iterable[Any]) -> Iterator[Any]:
    """Two processes that share what is in memory: a task is told by its number, not copied."""
    TASKS[:] = [(work, task) for task in tasks]
    with get_context("fork").Pool(2, initializer=collect_seldom) as pool:
        yield from pool.imap_unordered(do_task, range(len(TASKS)))


def collect_seldom() -> None:
    """Millions of values are made and none refers to itself: look for circles less often."""
    gc.freeze()
    gc.set_threshold(500_000, 20, 20)


def do_task(number: int) -> Any:
    work, task = TASKS[number]
    return work(task)


MEASURES: dict[str, Callable[..., Measured]] = {
    "pairs": lambda engine, size: measure_pairs(engine, int(size)),
    "rules": lambda size: measure_rules(int(size)),
    "edit": lambda size: measure_edit(int(size)),
    "communes": lambda *sizes: measure_communes(*map(int, sizes[:3]), sizes[3]),
}


def measured(*arguments: object, limit: float | None = None) -> Measured | None:
    """One of the measures in a process of its own."""
    return in_own_process(__file__, *arguments, limit=limit)


# ------------------------------------------------------------------ the parts
def show_pairs(sizes: tuple[int, ...]) -> tuple[bool, dict[str, float]]:
    """The pairwise rules beside their peers. Says whether all counts were the same."""
    heads = ("provisions", 11), ("", 7), ("load s", 8), ("find s", 10), ("cpu s", 8), ("MB", 7)
    print("\nC1 and C2\n" + " ".join(f"{head:>{width}}" for head, width in heads) + " pairs")
    times: dict[str, dict[int, float]] = {name: {} for name in ("Glocal", *PEERS)}
    whole: dict[str, dict[int, float]] = {name: {} for name in times}
    same, reached = True, {}
    for size in sizes:
        count = None
        for name, known in times.items():
            # Making the data takes time too, and is not the peer's.
            limit = None if name == "Glocal" else BUDGET + 15 + size / 20_000
            # Whatever took too long for the size before is not started again.
            tried = not known or max(known.values()) < BUDGET
            found = measured("pairs", name, size, limit=limit) if tried else None
            if found is None:
                known[size] = guess(known, size)
                shown = f">{BUDGET:.0f}" if tried else f"~{known[size]:,.0f}"
                print(f"{size:>11,} {name:7} {'':8} {shown:>10}", flush=True)
                continue
            part = found["part"]
            known[size] = found["find"] / part
            if part == 1:
                whole[name][size] = found["find"]
            count = found["count"] if count is None else count
            mark = "" if part == 1 else "~"
            pairs = f"{found['count']:,}" if part == 1 else f"stopped after {part:.1%}"
            same &= part < 1 or found["count"] == count
            seconds = f"{mark}{known[size]:,.3f}"
            print(
                f"{size:>11,} {name:7} {found['load']:8.2f} {seconds:>10} "
                f"{found['cpu']:8.2f} {found['megabytes']:7,.0f} {pairs}",
                flush=True,
            )
            if name == "Glocal" and size == RULES_UP_TO:
                reached["pairs"] = found["find"]
    for name, known in whole.items():
        print(f"growth of {name}: {exponents(known)}")
    print(f"counts: {'identical' if same else 'NOT IDENTICAL'}")
    return same, reached


def guess(known: dict[int, float], size: int) -> float:
    """From the last two sizes; with the square of the size when there is but one."""
    done = sorted(known.items())
    if len(done) < 2:
        last, seconds = done[-1] if done else (size, BUDGET)
        return seconds * (size / last) ** 2
    (small, before), (last, seconds) = done[-2:]
    exponent = max(1.0, math.log(seconds / before) / math.log(last / small))
    return max(BUDGET, seconds * (size / last) ** exponent)


def show_rules(sizes: tuple[int, ...]) -> dict[str, float]:
    """All rules, each by itself."""
    codes = list(detectors())
    heads = (
        ("provisions", 11),
        ("communes", 8),
        ("compile", 8),
        ("all s", 8),
        ("cpu s", 8),
        ("MB", 7),
    )
    print("\nall rules\n" + " ".join(f"{head:>{width}}" for head, width in heads) + " findings")
    reached, each = {}, {}
    for size in (size for size in sizes if size <= RULES_UP_TO):
        found = measured("rules", size)
        if found is None:
            continue
        total = sum(found["seconds"].values())
        each[size] = found
        print(
            f"{size:>11,} {found['communes']:>8,} {found['load']:8.2f} {total:8.2f} "
            f"{found['cpu']:8.2f} {found['megabytes']:7,.0f} {sum(found['counts'].values()):,}",
            flush=True,
        )
        if size == RULES_UP_TO:
            reached = {"rules": total, "memory": found["megabytes"]}
    for code in codes:
        line = ", ".join(
            f"{found['seconds'][code]:.3f} s ({found['counts'][code]:,})" for found in each.values()
        )
        print(f"  {code:4} {line}")
    return reached


def show_edit(size: int) -> dict[str, float]:
    """One provision changed in a large base."""
    found = measured("edit", size)
    assert found is not None
    print(f"\none edit among {size:,}: index {found['index']:.2f} s")
    for name, words in (("ask", "what does it clash with"), ("keep", "keep the change")):
        median, most_of_them, most = (found[f"{name}-{x}"] for x in ("median", "p95", "most"))
        print(
            f"  {words:24} median {median:.3f} ms, 95 % {most_of_them:.3f} ms, most {most:.1f} ms"
        )
    return {"edit": found["ask-median"] + found["keep-median"]}


def show_communes(communes: int, patterns: int, each: int) -> dict[str, float]:
    """Model provisions that communes have adopted."""
    reached = {}
    for what in ("pairs", "rules"):
        found = measured("communes", communes, patterns, each, what)
        assert found is not None
        counts = ", ".join(f"{name} {number:,}" for name, number in found["counts"].items())
        print(
            f"\n{communes:,} communes, {found['provisions']:,} provisions, {what}: "
            f"{found['seconds']:.1f} s, {found['megabytes']:,.0f} MB\n  {counts}",
            flush=True,
        )
        reached[f"communes-{what}"] = found["seconds"]
    return reached


def main() -> int:
    options = options_of(__doc__, ("pairs", "rules", "edit", "communes"))
    if options.child:
        print(json.dumps(child(MEASURES, *options.child)))
        return 0
    kind = "quick" if options.quick else "full"
    sizes = QUICK if options.quick else FULL
    same, reached = True, {}
    if options.part in (None, "pairs"):
        same, reached = show_pairs(sizes)
    if options.part in (None, "rules"):
        reached |= show_rules(sizes)
    if options.part in (None, "edit"):
        reached |= show_edit(EDITS_IN[kind])
    if options.part in (None, "communes"):
        reached |= show_communes(*COMMUNES[kind])
    if options.quick:
        return 0 if same else 1
    return 0 if within_aims(AIMS, reached) and same else 1


if __name__ == "__main__":
    sys.exit(main())
