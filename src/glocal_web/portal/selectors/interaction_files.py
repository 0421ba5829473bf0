"""A matrix as a file: what the groups say together, and for coordinators every single answer."""

from __future__ import annotations

import json
import math
from dataclasses import dataclass
from typing import Any

from glocal.interactions.panel import agreed, group_medians
from glocal.io.interactions_csv import long_csv, square_csv
from glocal.io.interactions_xlsx import matrix_xlsx, ratings_xlsx
from glocal.reports.interaction_record import rating_record
from glocal_web.portal.mappers.text_status import page_language
from glocal_web.portal.permissions import Deed, NotVisibleError, Visitor
from glocal_web.portal.selectors.interactions import MatrixPage, matrix_page

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CSV = "text/csv; charset=utf-8"
JSON = "application/json"
# What everybody who reads the matrix may take, and what only coordinators may.
TOGETHER = ("csv", "xlsx", "json")
SINGLE = ("answers-csv", "answers-xlsx", "answers-json")


@dataclass(frozen=True)
class MatrixFile:
    """A file to give out."""

    name: str
    kind: str
    content: bytes


def matrix_file(visitor: Visitor, slug: str, key: int, kind: str) -> MatrixFile:
    """The matrix as a file of a kind of ``TOGETHER``, or of ``SINGLE`` for a coordinator.

    What the groups say together names no rater and no reason. In the others raters have numbers.
    """
    page = matrix_page(visitor, slug, key)
    if kind in SINGLE:
        page.access.require(Deed.MANAGE)
    elif kind not in TOGETHER:
        raise NotVisibleError
    ending = kind.rpartition("-")[2]
    name = f"interactions-{slug}-{key}{'-answers' if kind in SINGLE else ''}.{ending}"
    return MatrixFile(name, {"csv": CSV, "xlsx": XLSX, "json": JSON}[ending], _content(page, kind))


def _content(page: MatrixPage, kind: str) -> bytes:
    language = page_language()
    if kind == "answers-csv":
        return long_csv(page.rated, language).encode()
    if kind == "answers-xlsx":
        return ratings_xlsx(page.rated, language)
    if kind == "answers-json":
        return _json({**_head(page), "ratings": [rating_record(one) for one in page.rated.ratings]})
    signed = agreed(page.panel)
    if kind == "csv":
        return square_csv(signed, page.rated.items, language).encode()
    if kind == "xlsx":
        return matrix_xlsx(signed, page.rated.items, language)
    return _json({**_head(page), "pairs": _pairs(page)})


def _head(page: MatrixPage) -> dict[str, Any]:
    return {
        "id": str(page.matrix.pk),
        "title": page.matrix.title,
        "purpose": page.matrix.purpose,
        "territory": page.territory.slug,
        "state": page.state,
        "language": page_language(),
        "items": [
            {"id": one.id, "title": one.title, "kind": one.kind.value, "ref": one.ref}
            for one in page.rated.items
        ],
    }


def _pairs(page: MatrixPage) -> list[dict[str, Any]]:
    """What the groups say of each pair; a pair that is missing was not assessed."""
    panel = page.said
    values = agreed(page.panel).values
    medians = group_medians(panel)
    return [
        {
            "from": panel.ids[source],
            "to": panel.ids[target],
            "value": _number(values[source, target]),
            "groups": {
                group: _number(medians[row, at])
                for row, group in enumerate(panel.groups)
                if not math.isnan(medians[row, at])
            },
        }
        for at, (source, target) in enumerate(
            zip(panel.source.tolist(), panel.target.tolist(), strict=True)
        )
    ]


def _number(value: float) -> float | None:
    """None where raters looked at it and nobody knew."""
    return None if math.isnan(value) else round(float(value), 6)


def _json(value: dict[str, Any]) -> bytes:
    return json.dumps(value, ensure_ascii=False, indent=2).encode()
