"""The benchmark runs, and both implementations in it give the same."""

import subprocess
import sys
from pathlib import Path

import pytest

pytest.importorskip("pandas", reason="only the peer that bench/ measures against needs pandas")


def test_the_quick_benchmark_ends_with_both_in_agreement():
    script = Path(__file__).parents[2] / "bench" / "scoring.py"
    run = subprocess.run(
        [sys.executable, str(script), "--quick"], capture_output=True, text=True, timeout=120
    )
    assert run.returncode == 0, run.stdout + run.stderr
    assert "62 indicators" in run.stdout
    assert run.stdout.rstrip().endswith("agreed")
