"""The files of a small framework, good as they stand, for tests that break one of them."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

FRAMEWORK = """\
id: tiny
version: "1.0"
status: published
kind: own
date: "2026-11-22"
licence: CC-BY-4.0
original_language: en
scales:
  maturity: {grades: [0, 1, 2]}
dimensions:
  - code: A
    sub_dimensions: [{code: A1}, {code: A2}]
rules:
  exponent: 0.5
  missing: {not_applicable_max: 0.3, total_width_max: 0.3}
  evidence:
    z: 1
    sigma: {none: 0.25, declared: 0.18, cited: 0.1, checked: 0.06, outcome: 0.04}
    documented_from: cited
    expected_from: null
  bands:
    certainty: 0.8
    list: [{key: low, from: 0}, {key: high, from: 0.5}]
  red_lines:
    - {indicator: A1.1, at_most: 0, sub_dimension: A1, cap: 0.5}
  effort_points: {low: 1, medium: 2, high: 4}
"""

INDICATOR = """\
code: A1.1
sub_dimension: A1
status: published
axes: [horizontal]
stage: input
sectors: [health]
levels: [local]
roles: [origin]
competence: police
sdg:
  - {target: "10.7", link: direct}
gcm: [1]
steps:
  1: {effort: low, needs: []}
  2: {effort: high, needs: [{indicator: A2.1, grade: 1}]}
"""

SECOND = """\
code: A2.1
sub_dimension: A2
status: published
"""

HEAD_TEXT = """\
status: original
title: Tiny
groups: {A: Everything, A1: First, A2: Second}
grades:
  maturity: {0: none, 1: some, 2: all}
bands: {low: low, high: high}
"""

TEXT = """\
code: A1.1
status: original
title: A map
why:
  migration_to_sector: People come.
  sector_to_migration: Services draw.
questions:
  - Is there a map?
anchors:
  0: There is none.
  1: There is one.
  2: A rule keeps it.
evidence:
  - The map
steps:
  1: {who: An office, do: [Draw it.]}
  2: {who: The council, do: [Adopt the rule.]}
"""

SECOND_TEXT = """\
code: A2.1
status: original
title: A council
questions:
  - Is there a council?
"""

GOOD: Mapping[str, str] = {
    "framework.yaml": FRAMEWORK,
    "indicators/A1.1.yaml": INDICATOR,
    "indicators/A2.1.yaml": SECOND,
    "text/en/framework.yaml": HEAD_TEXT,
    "text/en/A1.1.yaml": TEXT,
    "text/en/A2.1.yaml": SECOND_TEXT,
}


def write(root: Path, files: Mapping[str, str | bytes | None] | None = None) -> Path:
    """The folder of the framework, ``files`` in place of the good ones (None: left out)."""
    folder = root / "tiny" / "1.0"
    for name, content in {**GOOD, **(files or {})}.items():
        if content is None:
            continue
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return folder
