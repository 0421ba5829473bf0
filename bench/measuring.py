"""What benchmarks share: a process for each measurement, how times grow, whether aims are met."""

from __future__ import annotations

import argparse
import json
import math
import os
import resource
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise
from typing import Any

Measured = dict[str, Any]
Aims = Mapping[str, tuple[str, float, str]]
"""By key: what is measured, at most how much of it, and in which unit."""


def options_of(about: str, parts: Sequence[str]) -> argparse.Namespace:
    """``--quick``, ``--part`` and, for the processes of single measurements, ``--child``."""
    parser = argparse.ArgumentParser(description=about.splitlines()[0])
    parser.add_argument("--quick", action="store_true", help="a small run")
    parser.add_argument("--part", choices=parts, help="only one")
    parser.add_argument("--child", nargs="+", help=argparse.SUPPRESS)
    return parser.parse_args()


def in_own_process(script: str, *arguments: object, limit: float | None = None) -> Measured | None:
    """What ``script`` measures as a child in a process with one thread for linear algebra.

    ``None`` when it takes longer than ``limit`` seconds.
    """
    single = dict.fromkeys(("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"), "1")
    try:
        answer = subprocess.run(
            [sys.executable, script, "--child", *map(str, arguments)],
            env={**os.environ, **single},
            check=True,
            capture_output=True,
            text=True,
            timeout=limit,
        )
    except subprocess.TimeoutExpired:
        return None
    found: Measured = json.loads(answer.stdout)
    return found


def child(measures: Mapping[str, Callable[..., Measured]], kind: str, *arguments: str) -> Measured:
    """One measurement with the peak memory of its process, and of two that it started."""
    answer = measures[kind](*arguments)
    own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    below = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    return {**answer, "megabytes": (own + 2 * below) / 1024}


def exponents(known: Mapping[int, float]) -> str:
    """By which power of the size times grow from each size to the next: 1 is linear."""
    return ", ".join(
        f"{small:,}–{large:,}: {math.log(after / before) / math.log(large / small):.2f}"
        for (small, before), (large, after) in pairwise(sorted(known.items()))
    )


def within_aims(aims: Aims, reached: Mapping[str, float]) -> bool:
    """Says of each aim whether it was reached; whether all were."""
    print()
    for key, figure in reached.items():
        words, most, unit = aims[key]
        print(
            f"aim: {words}: at most {most:,g} {unit}; measured {figure:,.2f} {unit}: "
            f"{'reached' if figure <= most else 'MISSED'}"
        )
    return all(figure <= aims[key][1] for key, figure in reached.items())
