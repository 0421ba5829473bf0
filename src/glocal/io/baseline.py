"""Findings that are known already: their ids in a small file, kept beside the policies."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date
from pathlib import Path

from glocal.errors import PortfolioError, Problem

VERSION = 1
LARGEST = 20_000_000
"""Bytes."""


def read_baseline(path: Path) -> frozenset[str]:
    """The ids in the file at ``path``. Raises ``PortfolioError`` when it is no baseline."""
    try:
        raw = path.read_bytes() if path.stat().st_size <= LARGEST else b""
        value = json.loads(raw)
        if value["glocal-baseline"] == VERSION:
            return frozenset(str(item) for item in value["findings"])
    except OSError as error:
        raise PortfolioError(f"{path} cannot be read: {error.strerror}.") from error
    except (ValueError, KeyError, TypeError, RecursionError):
        pass
    raise PortfolioError(
        f"{path} cannot be read:",
        [
            Problem(
                path.name,
                0,
                "",
                f"This is no baseline of version {VERSION}.",
                "Write a new one with --write-baseline.",
            )
        ],
    )


def write_baseline(path: Path, findings: Iterable[str], as_of: date, taxonomy: str) -> None:
    """Write the ids, one a line, so that a change of the file shows what came and went."""
    value = {
        "glocal-baseline": VERSION,
        "as_of": as_of.isoformat(),
        "taxonomy": taxonomy,
        "findings": sorted(findings),
    }
    try:
        path.write_text(json.dumps(value, indent=1) + "\n", encoding="utf-8")
    except OSError as error:
        raise PortfolioError(f"{path} cannot be written: {error.strerror}.") from error
