"""Write scorecards: as JSON values, and as a table of many territories."""

from __future__ import annotations

import csv
from typing import Any, TextIO

import numpy as np

from glocal.io.spreadsheet_cell import harmless
from glocal.model.scorecard import Score, Scorecard, Withheld
from glocal.model.table import DrawTable, ScoreTable

SCORE_FIELDS = (
    "value",
    "documented",
    "low",
    "high",
    "bound_low",
    "bound_high",
    "coverage",
    "evidence",
    "not_applicable",
)


def score_json(score: Score) -> dict[str, Any]:
    """One figure as JSON values; numbers between 0 and 1, rounded to 6 decimals."""
    value: dict[str, Any] = {
        "key": score.key,
        **{name: _rounded(getattr(score, name)) for name in SCORE_FIELDS},
        "answered": score.answered,
        "applicable": score.applicable,
        "withheld": score.withheld,
    }
    if score.cap is not None:
        value["cap"] = {"indicator": score.cap.indicator, "at": score.cap.cap}
    if score.band is not None:
        value["band"] = {
            "low": score.band.low,
            "high": score.band.high,
            "probability": score.band.probability,
        }
    return value


def scorecard_json(scorecard: Scorecard) -> dict[str, Any]:
    """A scorecard as JSON values, with what is needed to compute it again."""
    return {
        "framework": scorecard.framework,
        "version": scorecard.version,
        "content_hash": scorecard.content_hash,
        "total": score_json(scorecard.total),
        "dimensions": [score_json(score) for score in scorecard.dimensions.values()],
        "sub_dimensions": [score_json(score) for score in scorecard.sub_dimensions.values()],
        "axes": [score_json(score) for score in scorecard.axes.values()],
        "sectors": [score_json(score) for score in scorecard.sectors.values()],
        "answers": {
            code: {
                "state": answer.state,
                "score": _rounded(answer.score),
                "grade": answer.grade,
                "evidence": answer.evidence,
                "agreed": answer.agreed,
            }
            for code, answer in scorecard.answers.items()
        },
    }


def draws_json(draws: DrawTable, row: int) -> dict[str, Any]:
    """The draws of the territory in ``row`` as JSON values: total and sub-dimensions.

    ``null`` where nothing applies; ``bands`` is the share of the draws in each band.
    """
    return {
        key: None
        if np.isnan(draws.median[row, number])
        else {
            "low": _rounded(float(draws.low[row, number])),
            "median": _rounded(float(draws.median[row, number])),
            "high": _rounded(float(draws.high[row, number])),
            "bands": {
                band: _rounded(float(share))
                for band, share in zip(draws.bands, draws.band[row, number], strict=True)
            },
        }
        for number, key in enumerate(draws.keys)
    }


def write_score_table(target: TextIO, table: ScoreTable, draws: DrawTable | None = None) -> None:
    """One row per territory and figure (total, dimensions, sub-dimensions, axes) as CSV."""
    chosen = [
        (number, key)
        for number, key in enumerate(table.keys)
        if "|" not in key and not key.startswith("sector:")
    ]
    writer = csv.writer(target, lineterminator="\n")
    extra = ("draw_low", "draw_median", "draw_high") if draws is not None else ()
    writer.writerow(["territory", "figure", *SCORE_FIELDS, "withheld", *extra])
    arrays = [getattr(table, name) for name in SCORE_FIELDS]
    reasons = ("", *(reason.value for reason in Withheld))
    for row, territory in enumerate(table.territories):
        for number, key in chosen:
            cells = [_cell(array[row, number]) for array in arrays]
            withheld = reasons[table.withheld[row]] if key == "total" else ""
            writer.writerow([harmless(territory), key, *cells, withheld, *_drawn(draws, row, key)])


def _drawn(draws: DrawTable | None, row: int, key: str) -> list[str]:
    if draws is None:
        return []
    if key not in draws.keys:
        return ["", "", ""]
    column = draws.keys.index(key)
    return [_cell(array[row, column]) for array in (draws.low, draws.median, draws.high)]


def _cell(value: float) -> str:
    return "" if np.isnan(value) else f"{value:.6f}"


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 6)
