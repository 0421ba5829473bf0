"""The benchmark of the interactions runs, and all engines in it give the same figures."""

import subprocess
import sys
from pathlib import Path


def test_the_quick_benchmark_ends_with_all_in_agreement():
    script = Path(__file__).parents[2] / "bench" / "interactions.py"
    run = subprocess.run(
        [sys.executable, str(script), "--quick"], capture_output=True, text=True, timeout=300
    )
    assert run.returncode == 0, run.stdout + run.stderr
    assert run.stdout.rstrip().endswith("figures: agreed")
    for work in ("influence", "DEMATEL", "signed ways", "MICMAC", "loops", "paths"):
        assert f"\n{work}\n" in run.stdout
    for engine, least in (("Glocal", 12), ("networkx", 10), ("numpy", 6)):
        assert run.stdout.count(f" {engine} ") >= least, engine
    assert "~" not in run.stdout
    assert "200 resamples of 20 items" in run.stdout
