"""The benchmark of the search runs, and Glocal and FTS5 find the same in it."""

import subprocess
import sys
from pathlib import Path


def test_the_quick_benchmark_ends_with_both_in_agreement():
    script = Path(__file__).parents[2] / "bench" / "search.py"
    run = subprocess.run(
        [sys.executable, str(script), "--quick"], capture_output=True, text=True, timeout=120
    )
    assert run.returncode == 0, run.stdout + run.stderr
    assert "agreed" in run.stdout
