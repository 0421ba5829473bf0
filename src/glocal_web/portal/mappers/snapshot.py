"""The copy of an assessment that the public sees; its form is docs/reference/publication.md."""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from glocal.model.framework import Framework, RedLine
from glocal.model.kinds import AnswerState, Axis, EvidenceLevel
from glocal.model.response import Answer
from glocal.model.scorecard import BandReading, Score, Scorecard, Withheld
from glocal.model.text import FrameworkText
from glocal_web.portal.models import Assessment, Evidence, Response

SCHEMA = "glocal-publication/1"
LICENCE = {"id": "CC-BY-4.0", "url": "https://creativecommons.org/licenses/by/4.0/"}
DECIMALS = 6

Snapshot = dict[str, Any]


@dataclass(frozen=True)
class Published:
    """What goes into a snapshot: rows of the assessment, agreed answers, and their figures."""

    assessment: Assessment
    framework: Framework
    text: FrameworkText
    scorecard: Scorecard
    responses: Sequence[Response]
    evidence: Sequence[Evidence]
    levels: Mapping[int, EvidenceLevel]
    organisation: str
    with_rationales: bool


def snapshot(source: Published) -> Snapshot:
    """The copy as plain values for JSON. Files, persons and answers not agreed are never in it."""
    territory, assessment = source.assessment.territory, source.assessment
    return {
        "schema": SCHEMA,
        "licence": LICENCE,
        "territory": {
            "slug": territory.slug,
            "name": territory.name,
            "local_name": territory.local_name,
            "level": territory.level,
            "country": territory.country,
            "mobility_roles": list(territory.mobility_roles),
            "population": territory.population,
            "population_year": territory.population_year,
            "is_example": territory.is_example,
        },
        "assessment": {
            "name": assessment.name,
            "period_start": assessment.period_start.isoformat(),
            "period_end": assessment.period_end.isoformat(),
            "organisation": source.organisation,
        },
        "framework": {
            "id": source.framework.id,
            "version": source.framework.version,
            "content_hash": source.framework.content_hash,
            "title": source.text.title,
            "language": source.text.language,
        },
        "with_rationales": source.with_rationales,
        "scores": _scores(source.scorecard),
        "answers": _answers(source),
    }


def fingerprint(copy: Mapping[str, Any]) -> str:
    """SHA-256 of a snapshot: two copies with the same content have the same fingerprint."""
    text = json.dumps(copy, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def scorecard_from(copy: Mapping[str, Any]) -> Scorecard:
    """The figures of a snapshot as values, so that pages draw them like any other scorecard."""
    scores = copy["scores"]
    return Scorecard(
        framework=copy["framework"]["id"],
        version=copy["framework"]["version"],
        content_hash=copy["framework"]["content_hash"],
        answers={item["indicator"]: _answer(item) for item in copy["answers"]},
        total=_score(scores["total"]),
        dimensions={key: _score(value) for key, value in scores["dimensions"].items()},
        sub_dimensions={key: _score(value) for key, value in scores["sub_dimensions"].items()},
        axes={Axis(key): _score(value) for key, value in scores["axes"].items()},
        sectors={key: _score(value) for key, value in scores["sectors"].items()},
        sub_dimension_cells=_cells(scores["sub_dimension_cells"]),
        sector_cells=_cells(scores["sector_cells"]),
    )


def _scores(scorecard: Scorecard) -> dict[str, Any]:
    return {
        "total": _plain(scorecard.total),
        "dimensions": {key: _plain(one) for key, one in scorecard.dimensions.items()},
        "sub_dimensions": {key: _plain(one) for key, one in scorecard.sub_dimensions.items()},
        "axes": {str(key): _plain(one) for key, one in scorecard.axes.items()},
        "sectors": {key: _plain(one) for key, one in scorecard.sectors.items()},
        "sub_dimension_cells": [_plain(one) for one in scorecard.sub_dimension_cells.values()],
        "sector_cells": [_plain(one) for one in scorecard.sector_cells.values()],
    }


def _plain(score: Score) -> dict[str, Any]:
    """A figure as it is printed: one that is withheld keeps its interval but not its value."""
    shown = score.withheld is None
    band, cap = score.band, score.cap
    return {
        "key": score.key,
        "value": _number(score.value) if shown else None,
        "documented": _number(score.documented) if shown else None,
        "low": _number(score.low),
        "high": _number(score.high),
        "coverage": _number(score.coverage),
        "not_applicable": _number(score.not_applicable),
        "evidence": _number(score.evidence),
        "answered": score.answered,
        "applicable": score.applicable,
        "withheld": None if shown else str(score.withheld),
        "band": [band.low, band.high, _number(band.probability)] if band else None,
        "cap": [cap.indicator, cap.at_most, cap.sub_dimension, cap.cap] if cap else None,
    }


def _score(value: Mapping[str, Any]) -> Score:
    band, cap = value["band"], value["cap"]
    return Score(
        key=value["key"],
        value=value["value"],
        documented=value["documented"],
        low=value["low"],
        high=value["high"],
        bound_low=None,
        bound_high=None,
        coverage=value["coverage"],
        not_applicable=value["not_applicable"],
        evidence=value["evidence"],
        answered=value["answered"],
        applicable=value["applicable"],
        cap=RedLine(*cap) if cap else None,
        withheld=Withheld(value["withheld"]) if value["withheld"] else None,
        band=BandReading(*band) if band else None,
    )


def _cells(values: Iterable[Mapping[str, Any]]) -> dict[tuple[str, Axis], Score]:
    cells = {}
    for value in values:
        row, _bar, axis = value["key"].rpartition("|")
        cells[row, Axis(axis)] = _score(value)
    return cells


def _answers(source: Published) -> list[dict[str, Any]]:
    rows = {row.indicator: row for row in source.responses}
    documents: defaultdict[int, list[dict[str, Any]]] = defaultdict(list)
    for item in source.evidence:
        documents[item.response_id].append(
            {
                "kind": item.kind,
                "title": item.title,
                "url": item.url,
                "date": item.date.isoformat() if item.date else None,
            }
        )
    found = []
    for indicator in source.framework.indicators:
        answer = source.scorecard.answers[indicator.code]
        row = rows.get(indicator.code)
        text = source.text.indicators.get(indicator.code)
        grade = answer.grade
        found.append(
            {
                "indicator": indicator.code,
                "title": text.title if text else indicator.code,
                "state": str(answer.state),
                "grade": grade,
                "top": indicator.scale.highest,
                "grade_word": ""
                if grade is None
                else source.text.grades.get((indicator.scale.id, grade), ""),
                "anchor": ""
                if grade is None or text is None
                else (text.anchors or {}).get(grade, ""),
                "score": _number(answer.score),
                "evidence_level": str(answer.evidence),
                "documents": documents[row.pk] if row else [],
                "rationale": row.rationale if row and source.with_rationales else "",
            }
        )
    return found


def _answer(item: Mapping[str, Any]) -> Answer:
    return Answer(
        indicator=item["indicator"],
        state=AnswerState(item["state"]),
        score=item["score"],
        grade=item["grade"],
        evidence=EvidenceLevel(item["evidence_level"]),
        agreed=True,
    )


def _number(value: float | None) -> float | None:
    return None if value is None else round(value, DECIMALS)
