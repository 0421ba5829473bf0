"""Scores as the data of pictures; see docs/reference/components.md for their form."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from glocal.model.scorecard import Score
from glocal.reports.profile import HeatMap, Profile
from glocal.reports.rounds import FigureThrough
from glocal_web.portal.mappers.labels import TOTAL, Labels
from glocal_web.portal.mappers.round_words import printed_value

Link = Callable[[str], str]
"""From the key of a figure to the page that explains it; empty where there is none."""


def figure_links(assessment: int) -> Link:
    """Links to the figure pages of an assessment."""
    return lambda key: reverse("portal:figure", args=(assessment, key))


def no_links(_key: str) -> str:
    """No link at all: for pages whose figures have no page of their own."""
    return ""


def pictures(labels: Labels, found: Profile, link: Link) -> dict[str, Any]:
    """Everything the pictures of a profile are drawn from, by name."""
    groups = [*found.dimensions, *found.sub_dimensions]
    return {
        "rose": rose_items(labels, found.sub_dimensions, link),
        # A framework of one dimension has its total there already.
        "bars": bar_items(
            labels, groups if len(found.dimensions) > 1 else found.sub_dimensions, link
        ),
        "axes": bar_items(labels, found.axes, link),
        "by_sub_dimension": heat_data(labels, found.by_sub_dimension, link),
        "by_sector": heat_data(labels, found.by_sector, link),
    }


def bar_items(labels: Labels, scores: Iterable[Score], link: Link) -> list[dict[str, Any]]:
    """One bar a score: value, interval, documented score."""
    return [
        {
            "label": labels.figure(score.key),
            "code": score.key if score.key in labels.text.groups else "",
            "value": None if score.withheld else score.value,
            "low": score.low,
            "high": score.high,
            "documented": None if score.withheld else score.documented,
            "href": link(score.key) if score.applicable else "",
            "note": _note(labels, score),
        }
        for score in scores
    ]


def rose_items(labels: Labels, scores: Iterable[Score], link: Link) -> list[dict[str, Any]]:
    """One petal a sub-dimension."""
    return [
        {
            "label": labels.figure(score.key),
            "short": score.key,
            "value": None if score.withheld else score.value,
            "low": score.low,
            "high": score.high,
            "href": link(score.key) if score.applicable else "",
        }
        for score in scores
    ]


def heat_data(labels: Labels, heat_map: HeatMap, link: Link) -> dict[str, Any]:
    """Rows × axes with the score in every cell that an indicator covers."""
    return {
        "columns": [
            {"key": axis, "label": labels.word("axes-short", axis)} for axis in heat_map.columns
        ],
        "rows": [
            {
                "label": _row_label(labels, row.key),
                "code": row.key if row.key in labels.text.groups else "",
                "href": link(_row_figure(labels, row.key)),
                "cells": [_cell(cell, link) for cell in row.cells],
            }
            for row in heat_map.rows
        ],
    }


def trend_data(
    labels: Labels, rounds: Sequence[str], figures: Iterable[FigureThrough], link: Link
) -> dict[str, Any]:
    """The total and each sub-dimension, one point a round; a withheld figure leaves a gap.

    What measures something else than the last round stands apart.
    """
    return {
        "rounds": list(rounds),
        "series": [
            {
                "label": labels.figure(line.code),
                "code": "" if line.code == TOTAL else line.code,
                "href": link(line.code),
                "points": [printed_value(cell.score) for cell in line.cells],
                "apart": [not cell.change.comparable for cell in line.cells],
            }
            for line in figures
        ],
    }


def _note(labels: Labels, score: Score) -> str:
    """The band of a figure, and how much of it is answered as long as that is not all."""
    band = labels.band(score.band)
    if not band:
        return answered_words(score)
    if score.answered == score.applicable:
        return band
    return _("%(band)s, %(answered)s") % {"band": band, "answered": answered_words(score)}


def answered_words(score: Score) -> str:
    """How many of the indicators behind a figure are answered, in words."""
    if not score.applicable:
        return _("does not apply here")
    return ngettext(
        "%(answered)s of %(total)s answered", "%(answered)s of %(total)s answered", score.applicable
    ) % {"answered": score.answered, "total": score.applicable}


def _cell(score: Score | None, link: Link) -> dict[str, Any]:
    if score is None:
        return {"value": None, "title": _("No indicator looks here.")}
    return {
        "value": score.value,
        "title": answered_words(score),
        "href": link(score.key) if score.applicable else "",
    }


def _row_label(labels: Labels, key: str) -> str:
    return labels.figure(_row_figure(labels, key))


def _row_figure(labels: Labels, key: str) -> str:
    return key if key in labels.text.groups else f"sector:{key}"
