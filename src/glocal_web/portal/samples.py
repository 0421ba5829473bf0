"""Invented figures for the first page and the style guide; they belong to no place."""

from typing import Any

from django.core.paginator import Page, Paginator
from django.utils.translation import gettext as _
from django.utils.translation import pgettext


def profile() -> list[dict[str, Any]]:
    """Five sub-dimensions of an invented municipality, ready for the rose and the bars."""
    figures = [
        ("A1", _("Mapping the local context"), 0.62, 0.5, 0.71, 0.44),
        ("A2", _("Engagement and coordination"), 0.47, 0.33, 0.62, 0.31),
        ("A3", _("Implementation and sustainability"), 0.29, 0.18, 0.44, 0.2),
        ("B1", _("Migrants and society"), 0.71, 0.6, 0.8, 0.58),
        ("B2", _("Mainstreaming migration and displacement"), 0.93, 0.82, 0.97, 0.75),
    ]
    return [
        {
            "code": code,
            "short": code,
            "label": label,
            "value": value,
            "low": low,
            "high": high,
            "documented": documented,
            "coverage": 0.9,
            "evidence": documented / value,
        }
        for code, label, value, low, high, documented in figures
    ]


def style_guide() -> dict[str, Any]:
    """Everything the style guide shows."""
    return {
        "profile": profile(),
        "bars_with_gaps": [
            *profile(),
            {"label": _("Nothing answered"), "code": "B3", "value": None},
        ],
        "heat": heat(),
        "rounds": rounds(),
        "score": SCORE,
        "score_withheld": {**SCORE, "value": None, "withheld": "too-much-unanswered"},
        "score_capped": {**SCORE, "cap": "A1.3"},
        "grades": range(5),
        "crumbs": [
            {"label": pgettext("first page", "Home"), "href": "/"},
            {"label": _("Style guide"), "href": "/styleguide/"},
        ],
        "views": [
            {"label": _("Overview"), "href": "#tabs", "current": True},
            {"label": _("Answers"), "href": "#tabs", "count": 29},
            {"label": _("Next steps"), "href": "#tabs", "count": 10},
            {"label": _("History"), "href": "#tabs"},
        ],
        "page": _second_page(),
    }


SCORE: dict[str, Any] = {
    "value": 0.58,
    "documented": 0.41,
    "low": 0.46,
    "high": 0.69,
    "coverage": 0.9,
    "evidence": 0.63,
    "answered": 26,
    "applicable": 29,
    "cap": None,
    "withheld": None,
}


def heat() -> dict[str, Any]:
    """A heat map of sub-dimension × axis with an empty cell."""
    columns = [_("Horizontal"), _("Vertical"), _("Territorial"), _("Participation")]
    values: list[tuple[str, str, list[float | None]]] = [
        ("A1", _("Mapping the local context"), [0.66, 0.5, 0.25, 0.75]),
        ("A2", _("Engagement and coordination"), [0.5, 0.12, 0.38, 1.0]),
        ("A3", _("Implementation and sustainability"), [0.04, 0.25, None, 0.5]),
    ]
    return {
        "columns": [{"key": str(place), "label": label} for place, label in enumerate(columns)],
        "rows": [
            {
                "code": code,
                "label": label,
                "cells": [
                    {"value": value, "href": "#heatmap"}
                    if value is not None
                    else {"value": None, "title": _("No indicator lies here.")}
                    for value in row
                ],
            }
            for code, label, row in values
        ],
    }


def rounds() -> dict[str, Any]:
    """Three rounds of three sub-dimensions, one of them with a gap."""
    return {
        "rounds": ["2022", "2024", "2026"],
        "series": [
            {"code": "A1", "label": _("Mapping the local context"), "points": [0.38, 0.5, 0.62]},
            {"code": "A2", "label": _("Engagement and coordination"), "points": [0.5, None, 0.47]},
            {
                "code": "A3",
                "label": _("Implementation and sustainability"),
                "points": [None, None, 0.29],
            },
        ],
    }


def _second_page() -> Page:
    return Paginator(range(30), 10).page(2)
