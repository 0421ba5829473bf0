"""Pictures of scores as accessible SVG and HTML, each with the table behind it.

Positions across are percentages, so that bars and lines keep their strokes and their words keep
their size on every screen; in right-to-left languages the style sheet mirrors them.
"""

from collections.abc import Mapping, Sequence
from itertools import count, pairwise
from typing import Any

from django import template
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from glocal.reports.rose import HUB, SIDE, Line, number, petal, radius
from glocal_web.portal.mappers.figures import as_score, nearest_grade, rounded
from glocal_web.portal.templatetags.components import GRADE_WORDS, bar_geometry

register = template.Library()
_numbers = count(1)


@register.simple_tag
def bars(items: Sequence[Any], title: str, description: str = "") -> SafeString:
    """Horizontal bars with intervals and documented scores.

    Each item has `label`, `value` (0–1 or None) and at will `low`, `high`, `documented`, `href`,
    `note`, `code`.
    """
    rows = [_bar(item) for item in items]
    return _drawn(
        "bars",
        title=title,
        description=description,
        rows=rows,
        intervals=any(row["bar"]["spread"] for row in rows),
        documented=any(row["bar"]["documented"] for row in rows),
    )


def _bar(item: Mapping[str, Any]) -> dict[str, Any]:
    low, high = item.get("low"), item.get("high")
    return {
        "label": item["label"],
        "code": item.get("code", ""),
        "href": item.get("href", ""),
        "note": item.get("note", ""),
        "score": as_score(item.get("value")),
        "low": as_score(low),
        "high": as_score(high),
        "documented": as_score(item.get("documented")),
        "bar": bar_geometry(item.get("value"), low, high, item.get("documented")),
    }


@register.simple_tag
def rose(items: Sequence[Any], title: str, description: str = "") -> SafeString:
    """A profile rose: one petal a sub-dimension, its length the score, its colour the grade.

    Each item has `label`, `short`, `value` (0–1 or None) and at will `low`, `high`, `href`.
    The length, not the area, tells the score, as the rings with their figures show.
    """
    return _drawn(
        "rose",
        title=title,
        description=description,
        petals=[_petal(item, place, len(items)) for place, item in enumerate(items)],
        rings=[
            {
                "radius": number(radius(share)),
                "label": rounded(share),
                "y": number(-radius(share)),
            }
            for share in (0.25, 0.5, 0.75, 1.0)
        ],
        hub=number(HUB),
        view=f"{-SIDE / 2:g} {-SIDE / 2:g} {SIDE:g} {SIDE:g}",
        words=GRADE_WORDS,
    )


def _petal(item: Mapping[str, Any], place: int, places: int) -> dict[str, Any]:
    """One petal as the template draws it."""
    value, low, high = item.get("value"), item.get("low"), item.get("high")
    drawn = petal(value, low, high, place, places)
    return {
        "label": item["label"],
        "short": item.get("short") or item["label"],
        "href": item.get("href", ""),
        "score": as_score(value),
        "low": as_score(low),
        "high": as_score(high),
        "spoken": bar_geometry(value, low, high, None)["spoken"],
        "ground": drawn.ground,
        "shape": drawn.shape,
        "grade": 0 if value is None else nearest_grade(value),
        "whisker": drawn.whisker is not None,
        **_ends(drawn.whisker),
        "caps": [_ends(cap) for cap in drawn.caps],
        "name_x": drawn.name_x,
        "name_y": drawn.name_y,
    }


def _ends(line: Line | None) -> dict[str, str]:
    return dict(zip(("x1", "y1", "x2", "y2"), line, strict=True)) if line else {}


@register.simple_tag
def heatmap(
    data: Mapping[str, Any], title: str, description: str = "", corner: str = ""
) -> SafeString:
    """A table coloured by grade, with the number in every cell.

    `data` is `{columns: [{key, label}], rows: [{label, code, href, cells: [{value, text, href,
    title}]}]}`; a cell without a value is drawn empty, and its `title` says why.
    """
    rows = [
        {
            "label": line["label"],
            "code": line.get("code", ""),
            "href": line.get("href", ""),
            "cells": [_cell(cell) for cell in line["cells"]],
        }
        for line in data["rows"]
    ]
    return _drawn(
        "heatmap",
        title=title,
        description=description,
        corner=corner,
        columns=data["columns"],
        rows=rows,
        words=GRADE_WORDS,
    )


def _cell(cell: Mapping[str, Any] | None) -> dict[str, Any]:
    cell = cell or {}
    value = cell.get("value")
    return {
        "text": cell.get("text") or as_score(value),
        "css": "heat-none" if value is None else f"heat grade-{nearest_grade(value)}",
        "href": cell.get("href", ""),
        "title": cell.get("title", ""),
    }


@register.simple_tag
def trend(data: Mapping[str, Any], title: str, description: str = "") -> SafeString:
    """What changed from round to round: one small line a series, with first, last and difference.

    `data` is `{rounds: [label], series: [{label, code, href, points: [value or None], apart:
    [whether a point is not comparable with the last]}]}`; no line leads to a point apart.
    """
    rounds = [str(label) for label in data["rounds"]]
    lines = [_line(series, rounds) for series in data["series"]]
    return _drawn(
        "trend",
        title=title,
        description=description,
        rounds=rounds,
        series=lines,
        some_apart=any(point["apart"] for line in lines for point in line["points"]),
    )


def _line(series: Mapping[str, Any], rounds: Sequence[str]) -> dict[str, Any]:
    values = series["points"]
    apart = series.get("apart") or [False] * len(values)
    drawn = [
        None
        if value is None
        else {
            "x": _across(place, len(rounds)),
            "y": _down(value),
            "round": rounds[place],
            "score": as_score(value),
            "apart": apart[place],
            "last": place == len(rounds) - 1,
        }
        for place, value in enumerate(values)
    ]
    known = [value for value, aside in zip(values, apart, strict=True) if not aside]
    first = next((value for value in known if value is not None), None)
    last = values[-1] if values else None
    are_two = sum(value is not None for value in known) > 1
    change = (
        rounded(last) - rounded(first)
        if are_two and first is not None and last is not None
        else None
    )
    return {
        "label": series["label"],
        "code": series.get("code", ""),
        "href": series.get("href", ""),
        "points": [point for point in drawn if point],
        "segments": [
            (one, two)
            for one, two in pairwise(drawn)
            if one and two and not one["apart"] and not two["apart"]
        ],
        "scores": [
            (as_score(value), aside and value is not None)
            for value, aside in zip(values, apart, strict=True)
        ],
        "ends": _ends_of(rounds, values, apart),
        "first": as_score(first),
        "last": as_score(last),
        "change": _signed(change),
        "direction": _direction(change),
        "spoken": _spoken(change, is_apart=any(apart)),
    }


def _ends_of(
    rounds: Sequence[str], values: Sequence[float | None], apart: Sequence[bool]
) -> list[dict[str, str]]:
    """The first and the last round with their scores, in brackets where one stands apart."""
    places = [0, len(values) - 1] if len(values) > 1 else range(len(values))
    return [
        {
            "round": rounds[place],
            "score": f"({as_score(values[place])})"
            if apart[place] and values[place] is not None
            else as_score(values[place]),
        }
        for place in places
    ]


def _across(place: int, places: int) -> str:
    """Where a round stands: the first near the start of the line, the last near its end."""
    return f"{50.0 if places < 2 else 4 + 92 * place / (places - 1):.4g}%"


def _down(value: float) -> str:
    """How far below the upper edge a score stands, with room for half a point at both ends."""
    return f"{10 + 80 * (1 - min(max(value, 0.0), 1.0)):.4g}%"


def _signed(change: int | None) -> str:
    if not change:
        return "" if change is None else "0"
    return f"{change:+d}".replace("-", "−")


def _direction(change: int | None) -> str:
    if change is None:
        return "none"
    return "up" if change > 0 else "down" if change < 0 else "same"


def _spoken(change: int | None, *, is_apart: bool) -> str:
    if change is None:
        return _("not compared") if is_apart else _("one round only")
    if change == 0:
        return _("unchanged")
    if change > 0:
        return _("%(points)s points higher") % {"points": change}
    return _("%(points)s points lower") % {"points": -change}


def _drawn(name: str, **values: Any) -> SafeString:
    """The partial of a picture, filled with its geometry."""
    values["key"] = f"{name}-{next(_numbers)}"
    return render_to_string(f"components/charts/{name}.html", values)
