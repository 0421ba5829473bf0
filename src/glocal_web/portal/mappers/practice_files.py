"""The practice library as open data: JSON with everything, and one flat table."""

from __future__ import annotations

import csv
import hashlib
import io
import json
from dataclasses import dataclass
from functools import cache
from typing import Any

from glocal.io.spreadsheet_cell import harmless
from glocal.loading.library import practice_text, practices
from glocal.reports.practice_record import LICENCE, practice_record

COLUMNS = (
    "id title summary language text_status borrowed stale places countries levels latitudes "
    "longitudes kind start end dates_note actors legal_basis cost cost_currency cost_covers roles "
    "sectors phases introduction context done lessons lessons_by recommendations "
    "recommendations_by unknown indicators grades why sdg sdg_by gcm sources licence"
).split()
BETWEEN = " | "


@dataclass(frozen=True)
class DataFile:
    """The bytes of a file and their fingerprint, by which a copy is known to be still good."""

    content: bytes
    etag: str


@cache
def practices_json(language: str) -> DataFile:
    """Every practice with its structure and its words in ``language``."""
    whole = {"licence": LICENCE, "language": language, "practices": _records(language)}
    return _file(json.dumps(whole, ensure_ascii=False, indent=2) + "\n")


@cache
def practices_csv(language: str) -> DataFile:
    """One row a practice; several values in a cell stand between bars.

    Begins with a byte-order mark, without which spreadsheets garble other scripts.
    """
    out = io.StringIO()
    out.write("\ufeff")
    writer = csv.DictWriter(out, COLUMNS)
    writer.writeheader()
    for record in _records(language):
        writer.writerow({key: _cell(value) for key, value in _row(record).items()})
    return _file(out.getvalue())


def _records(language: str) -> list[dict[str, Any]]:
    return [practice_record(one, practice_text(one.id, language)) for one in practices().values()]


def _row(record: dict[str, Any]) -> dict[str, Any]:
    cost = record["cost"] or {}
    places, indicators = record["places"], record["indicators"]
    row = {key: record.get(key) for key in COLUMNS}
    return row | {
        "places": [place["name"] for place in places],
        "countries": [place["country"] for place in places],
        "levels": [place["level"] for place in places],
        "latitudes": [place["lat"] for place in places],
        "longitudes": [place["lon"] for place in places],
        "actors": [f"{actor['name']} ({actor['group']})" for actor in record["actors"]],
        "cost": cost.get("amount"),
        "cost_currency": cost.get("currency"),
        "cost_covers": cost.get("covers"),
        "indicators": [item["code"] for item in indicators],
        "grades": [f"{item['grade']:g}" for item in indicators],
        "why": [item["why"] for item in indicators],
        "sdg": [item["target"] for item in record["sdg"]],
        "sdg_by": [item["by"] for item in record["sdg"]],
        "sources": [
            f"{one['by']}: {one['title']}, {one['url']} (read {one['read']})"
            for one in record["sources"]
        ],
        "licence": LICENCE["id"],
    }


def _cell(value: Any) -> Any:
    """What stands in a cell: text without formulas, nothing for what is not known."""
    if isinstance(value, list):
        value = BETWEEN.join(str(item) for item in value)
    if isinstance(value, bool):
        return str(value).lower()
    return harmless(value) if isinstance(value, str) else "" if value is None else value


def _file(text: str) -> DataFile:
    content = text.encode("utf-8")
    return DataFile(content, f'"{hashlib.sha256(content).hexdigest()[:32]}"')
