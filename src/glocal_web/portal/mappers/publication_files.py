"""A snapshot as files: JSON as it is, and one flat table for spreadsheets."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from glocal.io.spreadsheet_cell import harmless
from glocal_web.portal.mappers.snapshot import fingerprint

COLUMNS = (
    "row",
    "code",
    "title",
    "value",
    "documented",
    "low",
    "high",
    "coverage",
    "evidence",
    "answered",
    "applicable",
    "withheld",
    "state",
    "grade",
    "grade_word",
    "evidence_level",
    "documents",
    "rationale",
    "territory",
    "period_start",
    "period_end",
    "framework",
    "content_hash",
    "published_at",
    "licence",
)


def as_json(copy: Mapping[str, Any], published_at: datetime) -> str:
    """The snapshot with its date and fingerprint; see docs/reference/publication.md."""
    whole = {**copy, "published_at": published_at.isoformat(), "fingerprint": fingerprint(copy)}
    return json.dumps(whole, ensure_ascii=False, indent=2)


def as_csv(copy: Mapping[str, Any], published_at: datetime) -> str:
    """One row a figure and one row an answer, each with where and when it comes from.

    Begins with a byte-order mark, without which spreadsheets garble other scripts.
    """
    out = io.StringIO()
    out.write("\ufeff")
    writer = csv.DictWriter(out, COLUMNS, restval="")
    writer.writeheader()
    same = {
        "territory": copy["territory"]["name"],
        "period_start": copy["assessment"]["period_start"],
        "period_end": copy["assessment"]["period_end"],
        "framework": f"{copy['framework']['id']}@{copy['framework']['version']}",
        "content_hash": copy["framework"]["content_hash"],
        "published_at": published_at.isoformat(),
        "licence": copy["licence"]["id"],
    }
    for row in (*_figures(copy["scores"]), *_answers(copy["answers"])):
        writer.writerow({key: _safe(value) for key, value in {**row, **same}.items()})
    return out.getvalue()


def _figures(scores: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    groups = (
        [scores["total"]],
        scores["dimensions"].values(),
        scores["sub_dimensions"].values(),
        scores["axes"].values(),
        scores["sectors"].values(),
        scores["sub_dimension_cells"],
        scores["sector_cells"],
    )
    for group in groups:
        for score in group:
            yield {
                "row": "score",
                "code": score["key"],
                **{
                    name: score[name]
                    for name in COLUMNS
                    if name in score and name not in {"row", "code"}
                },
            }


def _answers(answers: list[Mapping[str, Any]]) -> Iterator[dict[str, Any]]:
    for item in answers:
        yield {
            "row": "answer",
            "code": item["indicator"],
            "title": item["title"],
            "value": item["score"],
            "state": item["state"],
            "grade": item["grade"],
            "grade_word": item["grade_word"],
            "evidence_level": item["evidence_level"],
            "documents": " | ".join(
                " ".join(part for part in (one["title"], one["url"]) if part)
                for one in item["documents"]
            ),
            "rationale": item["rationale"],
        }


def _safe(value: Any) -> Any:
    """What stands in a cell: text without formulas, nothing for what is not there."""
    return harmless(value) if isinstance(value, str) else "" if value is None else value
