"""The benchmark of the repairs runs, and the three ways agree in it."""

import subprocess
import sys
from pathlib import Path

import pytest

pytest.importorskip("clingo", reason="only the peer that bench/ measures against needs clingo")


def test_the_quick_benchmark_ends_with_all_in_agreement():
    script = Path(__file__).parents[2] / "bench" / "repair.py"
    run = subprocess.run(
        [sys.executable, str(script), "--quick"], capture_output=True, text=True, timeout=120
    )
    assert run.returncode == 0, run.stdout + run.stderr
    assert "agreed" in run.stdout
    assert "40 findings, 10 measures" in run.stdout
