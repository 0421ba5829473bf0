"""Of the territories that a portfolio holds for comparison, only what reaches those in question."""

from __future__ import annotations

from dataclasses import replace

from glocal.coherence.base import Base
from glocal.coherence.draft import Draft
from glocal.coherence.regions import Region


def focused(base: Base, draft: Draft) -> Draft | None:
    """The part of a draft in the territories in question, ``None`` when there is none."""
    spans = base.focus
    if spans is None:
        return draft
    if not any(_reaches(base, area, spans) for area in draft.areas or base.areas.ids):
        return None
    where = tuple(
        Region(
            region.word,
            region.start,
            region.end,
            max(first, region.first),
            min(last, region.last),
        )
        for region in draft.where
        for first, last in spans
        if max(first, region.first) < min(last, region.last)
    )
    return None if draft.where and not where else replace(draft, where=where)


def _reaches(base: Base, area: str, spans: tuple[tuple[int, int], ...]) -> bool:
    node = base.areas.index[area]
    low, high = int(base.areas.first[node]), int(base.areas.last[node])
    return any(first < high and low < last for first, last in spans)
