"""The benchmark of coherence runs, and all engines in it count the same."""

import subprocess
import sys
from pathlib import Path

import pytest

pytest.importorskip("duckdb", reason="only a peer that bench/ measures against")
pytest.importorskip("clingo", reason="only a peer that bench/ measures against")
pytest.importorskip("pandas", reason="only the way by which data reach a peer")


def test_the_quick_benchmark_ends_with_all_in_agreement():
    script = Path(__file__).parents[2] / "bench" / "coherence.py"
    run = subprocess.run(
        [sys.executable, str(script), "--quick"], capture_output=True, text=True, timeout=240
    )
    assert run.returncode == 0, run.stdout + run.stderr
    assert "counts: identical" in run.stdout
    for name in ("Glocal", "DuckDB", "SQLite", "clingo", "loops"):
        assert run.stdout.count(f" {name} ") >= 2, name
    assert "stopped" not in run.stdout
    assert "one edit among 2,000" in run.stdout
    assert "60 communes" in run.stdout
