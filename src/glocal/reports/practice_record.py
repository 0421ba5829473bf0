"""A practice as one record for other programs: its structure and its words together."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from glocal.model.practice import Practice, PracticeText

LICENCE = {
    "id": "CC-BY-4.0",
    "url": "https://creativecommons.org/licenses/by/4.0/",
    "attribution": "The Glocal contributors; facts after the sources that each practice names",
}


def practice_record(practice: Practice, text: PracticeText) -> dict[str, Any]:
    """Everything that is known and written about a practice, as plain values.

    ``null`` means that the sources read do not say. ``language`` is that of the words, and
    ``borrowed`` is true when they are not in the language that was asked for.
    """
    origin = text.provenance
    return {
        "id": practice.id,
        "language": origin.language,
        "text_status": str(origin.status),
        "borrowed": origin.borrowed,
        "stale": origin.stale,
        "title": text.title,
        "summary": text.summary,
        "places": [asdict(place) for place in practice.places],
        "kind": practice.kind,
        "start": practice.start,
        "end": practice.end,
        "dates_note": text.dates_note,
        "actors": [asdict(actor) for actor in practice.actors],
        "legal_basis": text.legal_basis or None,
        "cost": None
        if practice.cost is None
        else {**asdict(practice.cost), "covers": text.cost_covers},
        "roles": list(practice.roles),
        "sectors": list(practice.sectors),
        "phases": list(practice.phases),
        "introduction": text.introduction,
        "context": text.context,
        "done": list(text.done),
        "lessons": list(text.lessons),
        "lessons_by": practice.lessons_by,
        "recommendations": list(text.recommendations),
        "recommendations_by": practice.recommendations_by,
        "unknown": list(text.unknown),
        "indicators": [
            {
                "code": item.code,
                "grade": item.grade,
                "by": item.by,
                "why": text.answers.get(item.code, ""),
            }
            for item in practice.indicators
        ],
        "sdg": [{"target": target, "by": by} for target, by in practice.sdg],
        "gcm": list(practice.gcm),
        "search": list(text.search),
        "sources": [
            {**asdict(source), "carries": carries}
            for source, carries in zip(practice.sources, text.carries, strict=True)
        ],
    }
