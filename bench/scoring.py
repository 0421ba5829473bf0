"""How long, and in how much memory, are thousands of territories scored with their uncertainty?

    python bench/scoring.py            100, 1,000, 10,000 territories × 62 indicators × 1,000 draws
    python bench/scoring.py --quick    a small run that shows that all parts work

Beside Glocal stands a straightforward pandas implementation of the same work (a long frame,
groupby, a loop over draws) at the sizes it can bear. Each measurement has a process of its own,
with one thread for linear algebra, so that its peak memory is its own. Ends with 1 when a result
of the two differs or, in the full run, when the aim (60 s and 2 GB for 10,000 territories) is
missed.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from glocal.loading.catalogue import framework
from glocal.model.framework import Framework
from glocal.model.kinds import AnswerState, EvidenceLevel
from glocal.model.table import LEVELS, STATES, AnswerTable
from glocal.scoring.draws import draw_scores
from glocal.scoring.table import score_table

FULL, FULL_PANDAS, FULL_DRAWS = (100, 1_000, 10_000), (100, 1_000), 1_000
QUICK, QUICK_PANDAS, QUICK_DRAWS = (20, 60), (20, 60), 200
BEST_OF_TWO_UP_TO = 1_000
MOST_SECONDS, MOST_MEGABYTES = 60, 2_000
QUANTILES = (0.05, 0.5, 0.95)
ANSWERED = STATES.index(AnswerState.ANSWERED)
NOT_APPLICABLE = STATES.index(AnswerState.NOT_APPLICABLE)


def whole_framework() -> Framework:
    """``local-pcmd`` of the version with all 62 indicators, in five sub-dimensions."""
    return framework("local-pcmd", "1.1")


def territories(built: Framework, size: int) -> AnswerTable:
    """Invented answers: 85 % answered with mixed evidence, the rest open or not applicable."""
    random = np.random.default_rng(20_261_122)
    codes = tuple(item.code for item in built.indicators)
    shape = (size, len(codes))
    state = random.choice(len(STATES), shape, p=[0.85, 0.05, 0.05, 0.05]).astype(np.int8)
    answered = state == ANSWERED
    return AnswerTable(
        tuple(f"territory-{number}" for number in range(size)),
        codes,
        np.where(answered, random.integers(0, 5, shape) / 4, np.nan),
        state,
        np.where(answered, random.integers(0, len(LEVELS), shape), 0).astype(np.int8),
    )


# ------------------------------------------------------------------ the peer
def long_frame(built: Framework, table: AnswerTable) -> pd.DataFrame:
    """One row for each answer that applies, as an analyst would load it."""
    sigma = np.array([built.rules.sigma[level] for level in EvidenceLevel])
    subs = [item.sub_dimension for item in built.indicators]
    size = len(table.territories)
    frame = pd.DataFrame(
        {
            "territory": np.repeat(np.arange(size), len(subs)),
            "indicator": np.tile(table.indicators, size),
            "sub": np.tile(subs, size),
            "state": table.state.ravel(),
            "score": table.score.ravel(),
            "sigma": sigma[table.evidence.ravel()],
        }
    )
    return frame[frame["state"] != NOT_APPLICABLE].astype({"sub": "category"})


def pandas_scores(built: Framework, frame: pd.DataFrame, column: str) -> pd.DataFrame:
    """The total and the sub-dimensions of each territory: means, the cap, the power mean."""
    means = frame.groupby(["territory", "sub"], observed=True)[column].mean().unstack("sub")
    for line in built.rules.red_lines:
        asked = frame[frame["indicator"] == line.indicator].set_index("territory")
        scale = built.indicator(line.indicator).scale
        limit = scale.score(line.at_most)
        above = scale.next_grade(line.at_most)
        nearest = (limit + scale.score(above if above is not None else scale.highest)) / 2
        # An open answer caps a draw when the grade nearest to the draw is on the line.
        crossed = asked["score"].le(limit + 1e-9) | (
            asked["score"].isna() & asked[column].lt(nearest)
        )
        held = crossed.reindex(means.index, fill_value=False)
        capped = means[line.sub_dimension].clip(upper=line.cap)
        means[line.sub_dimension] = means[line.sub_dimension].where(~held, capped)
    exponent = built.rules.exponent
    total = (means**exponent).mean(axis=1) ** (1 / exponent)
    return pd.concat([total.rename("total"), means], axis=1)


def pandas_draws(built: Framework, frame: pd.DataFrame, draws: int) -> dict[float, pd.DataFrame]:
    """The 5 %, 50 % and 95 % points over a loop of draws, and with them the shares of the bands."""
    random = np.random.default_rng(1)
    around = (
        frame.groupby(["territory", "sub"], observed=True)["score"].transform("mean").fillna(0.5)
    )
    is_open = frame["score"].isna().to_numpy()
    centre, spread = frame["score"].to_numpy(), frame["sigma"].to_numpy()
    drawn = []
    for _ in range(draws):
        values = random.normal(centre, spread)
        outside = ~is_open & ((values < 0) | (values > 1))
        while outside.any():
            values[outside] = random.normal(centre[outside], spread[outside])
            outside = ~is_open & ((values < 0) | (values > 1))
        mean = around.to_numpy()[is_open]
        values[is_open] = random.beta(1 + 2 * mean, 1 + 2 * (1 - mean))
        drawn.append(pandas_scores(built, frame.assign(drawn=values), "drawn"))
    everything = pd.concat(drawn)
    cuts = [*(band.start for band in built.rules.bands), np.inf]
    for key in everything:
        bands = pd.cut(everything[key], cuts, right=False)
        bands.groupby(everything.index).value_counts(normalize=True)
    by_territory = everything.groupby(level=0)
    return {at: by_territory.quantile(at) for at in QUANTILES}


# ------------------------------------------------------------------ measuring
def timed(work: Callable[[], Any], runs: int) -> tuple[float, float]:
    """Seconds and processor seconds of ``work``: the best of so many runs, on a shared machine."""
    found = []
    for _ in range(runs):
        started, cpu = time.perf_counter(), time.process_time()
        work()
        found.append((time.perf_counter() - started, time.process_time() - cpu))
    return min(seconds for seconds, _ in found), min(cpu for _, cpu in found)


def measure(kind: str, size: int, draws: int) -> dict[str, float]:
    """Seconds for scores and draws, processor seconds of the draws, peak memory in MB."""
    built = whole_framework()
    table = territories(built, size)
    runs = 1 if size > BEST_OF_TWO_UP_TO else 2
    if kind == "glocal":
        scores, _ = timed(lambda: score_table(built, table), runs)
        spread, cpu = timed(lambda: draw_scores(built, table, draws=draws), runs)
    else:
        frame = long_frame(built, table)
        scores, _ = timed(lambda: pandas_scores(built, frame, "score"), runs)
        spread, cpu = timed(lambda: pandas_draws(built, frame, draws), runs)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {"scores": scores, "draws": spread, "cpu": cpu, "megabytes": peak}


def compare(size: int, draws: int) -> dict[str, float]:
    """How far the two implementations differ: scores exactly, quantiles by chance alone."""
    built = whole_framework()
    table = territories(built, size)
    frame = long_frame(built, table)
    ours, theirs = score_table(built, table), pandas_scores(built, frame, "score")
    scores = max(
        float(np.nanmax(np.abs(ours.column(key) - theirs[key].to_numpy()))) for key in theirs
    )
    spread, quantiles = draw_scores(built, table, draws=draws), pandas_draws(built, frame, draws)
    found = np.stack([spread.low, spread.median, spread.high])
    peer = np.stack([quantiles[at][list(spread.keys)].to_numpy() for at in QUANTILES])
    gaps = (found - peer)[~np.isnan(found)]
    return {
        "scores": scores,
        "mean": float(gaps.mean()),
        "typical": float(np.sqrt((gaps**2).mean())),
        "largest": float(np.abs(gaps).max()),
    }


def in_own_process(*arguments: object) -> dict[str, float]:
    """The same script in a process of its own, with one thread for linear algebra."""
    single = dict.fromkeys(("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"), "1")
    answer = subprocess.run(
        [sys.executable, str(Path(__file__)), "--child", *map(str, arguments)],
        env={**os.environ, **single},
        check=True,
        capture_output=True,
        text=True,
    )
    result: dict[str, float] = json.loads(answer.stdout)
    return result


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--quick", action="store_true", help="a small run")
    parser.add_argument("--child", nargs="+", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.child:
        kind, size, draws = options.child[0], int(options.child[1]), int(options.child[2])
        print(json.dumps(compare(size, draws) if kind == "compare" else measure(kind, size, draws)))
        return 0
    sizes = QUICK if options.quick else FULL
    pandas_sizes = QUICK_PANDAS if options.quick else FULL_PANDAS
    draws = QUICK_DRAWS if options.quick else FULL_DRAWS
    print(f"{len(whole_framework().indicators)} indicators, {draws:,} draws, one thread")
    print(f"{'territories':>12} {'':8} {'scores s':>9} {'draws s':>9} {'peak MB':>8} {'ratio':>7}")
    ours: dict[int, dict[str, float]] = {}
    for size in sizes:
        ours[size] = in_own_process("glocal", size, draws)
        show(size, "Glocal", ours[size])
        if size in pandas_sizes:
            peer = in_own_process("pandas", size, draws)
            show(size, "pandas", peer, peer["draws"] / ours[size]["draws"])
    for small, large in pairwise(sizes):
        exponent = math.log(ours[large]["cpu"] / ours[small]["cpu"]) / math.log(large / small)
        print(
            f"processor time of the draws from {small:,} to {large:,}: "
            f"exponent {exponent:.2f} (1 is linear)"
        )
    difference = in_own_process("compare", sizes[0], draws)
    same = judge(difference, draws)
    return 0 if same and (options.quick or within_aim(ours[sizes[-1]])) else 1


def show(size: int, name: str, found: dict[str, float], ratio: float | None = None) -> None:
    shown = "" if ratio is None else f"{ratio:6.1f}×"
    print(
        f"{size:>12,} {name:8} {found['scores']:9.3f} {found['draws']:9.2f} "
        f"{found['megabytes']:8.0f} {shown:>7}",
        flush=True,
    )


def judge(difference: dict[str, float], draws: int) -> bool:
    """Whether the results agree: scores to the last bits, quantiles within sampling error."""
    # A quantile of n draws is off by about 2 σ/√n at 5 % and 95 %; σ of a figure is below 0.1.
    allowed = 2 * 0.1 / math.sqrt(draws)
    same = (
        difference["scores"] < 1e-9
        and abs(difference["mean"]) < allowed / 2
        and difference["typical"] < 2 * allowed
    )
    print(
        f"both give the same: scores differ by at most {difference['scores']:.0e}; quantiles by "
        f"{difference['mean']:+.4f} on average, {difference['typical']:.4f} typically, "
        f"{difference['largest']:.3f} at most: {'agreed' if same else 'NOT AGREED'}"
    )
    return same


def within_aim(found: dict[str, float]) -> bool:
    seconds = found["scores"] + found["draws"]
    reached = seconds <= MOST_SECONDS and found["megabytes"] <= MOST_MEGABYTES
    print(
        f"aim: {MOST_SECONDS} s and {MOST_MEGABYTES:,} MB; measured {seconds:.1f} s and "
        f"{found['megabytes']:,.0f} MB: {'reached' if reached else 'MISSED'}"
    )
    return reached


if __name__ == "__main__":
    sys.exit(main())
