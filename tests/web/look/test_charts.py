"""Pictures: their geometry, worked out by hand, and the words and tables that go with them."""

import re
from typing import Any

from django.template import Context, Template
from django.utils import translation

from glocal_web.portal.mappers.figures import (
    as_percent,
    as_score,
    at,
    nearest_grade,
    rounded,
)
from glocal_web.portal.templatetags import charts
from glocal_web.portal.templatetags.components import bar_geometry


def drawn(source: str, **values: Any) -> str:
    html = Template("{% load charts %}" + source).render(Context(values))
    return re.sub(r"\s+", " ", html)


def test_scores_are_shown_from_0_to_100_and_nothing_is_a_dash() -> None:
    assert as_score(0.625) == "63"
    assert as_score(0.0) == "0"
    assert as_score(None) == "–"
    assert as_percent(0.4) == "40%"


def test_halves_are_rounded_upwards_as_people_do() -> None:
    assert [rounded(value) for value in (0.005, 0.125, 0.375, 0.995)] == [1, 13, 38, 100]


def test_a_score_takes_the_colour_of_the_nearest_grade() -> None:
    # Anchors lie at 0, 25, 50, 75 and 100, so the borders lie at 12.5, 37.5, 62.5 and 87.5.
    values = (0.0, 0.124, 0.125, 0.374, 0.375, 0.624, 0.625, 0.874, 0.875, 1.0)
    assert [nearest_grade(value) for value in values] == [0, 0, 1, 1, 2, 2, 3, 3, 4, 4]


def test_positions_stay_inside_the_picture_and_never_take_a_decimal_comma() -> None:
    with translation.override("es"):
        assert at(0.625) == "62.5%"
    assert at(-0.1) == "0%"
    assert at(1.2) == "100%"


def test_a_bar_says_its_score_interval_and_documented_score_in_words() -> None:
    bar = bar_geometry(0.58, 0.46, 0.69, 0.41)
    assert bar["spoken"] == "Score 58 of 100 · between 46 and 69 · documented 41"
    assert (bar["value"], bar["low"], bar["high"]) == ("58%", "46%", "69%")


def test_a_bar_without_a_score_draws_nothing_and_says_so() -> None:
    bar = bar_geometry(None, None, None, None)
    assert bar["value"] is None
    assert bar["spoken"] == "No score"


def test_the_first_petal_points_upwards_and_is_as_long_as_its_score() -> None:
    petal = charts._petal({"label": "A", "value": 0.5, "low": 0.25, "high": 1.0}, 0, 4)
    # The hub has 10 units and the outer ring 118: a half lies at 10 + 54 = 64.
    assert "A64 64" in petal["shape"]
    # A quarter lies at 10 + 27 = 37 above the middle, the top at 118.
    assert (petal["x1"], petal["y1"]) == ("0", "-37")
    assert (petal["x2"], petal["y2"]) == ("0", "-118")


def test_the_second_of_four_petals_points_to_the_right() -> None:
    petal = charts._petal({"label": "B", "value": 1.0, "low": 0.0, "high": 1.0}, 1, 4)
    assert (petal["x2"], petal["y2"]) == ("118", "0")
    assert (petal["x1"], petal["y1"]) == ("10", "0")


def test_a_single_petal_fills_more_than_half_a_turn() -> None:
    petal = charts._petal({"label": "A", "value": 1.0}, 0, 1)
    assert "A118 118 0 1 1" in petal["shape"]


ROUNDS = ["2024", "2025", "2026"]
A = {"label": "A"}
APART = {"label": "A", "points": [0.5, 0.62], "apart": [True, False]}


def test_a_round_without_a_score_leaves_a_gap_in_the_line() -> None:
    line = charts._line({"label": "A", "points": [0.5, None, 0.62]}, ROUNDS)
    assert [point["x"] for point in line["points"]] == ["4%", "96%"]
    assert line["segments"] == []
    assert line["change"] == "+12"
    assert line["spoken"] == "12 points higher"
    assert line["scores"] == [("50", False), ("–", False), ("62", False)]


def test_no_line_and_no_difference_lead_to_a_figure_that_measures_something_else() -> None:
    # 70 and 62 measure the same: 8 lower. The 50 of 2024 is of other questions.
    line = charts._line({"points": [0.5, 0.7, 0.62], "apart": [True, False, False]} | A, ROUNDS)
    assert [point["apart"] for point in line["points"]] == [True, False, False]
    assert [(one["round"], two["round"]) for one, two in line["segments"]] == [("2025", "2026")]
    assert (line["first"], line["change"]) == ("70", "−8")
    assert line["scores"][0] == ("50", True)
    assert line["ends"] == [
        {"round": "2024", "score": "(50)"},
        {"round": "2026", "score": "62"},
    ]


def test_where_every_earlier_round_measures_something_else_nothing_is_told() -> None:
    line = charts._line({"points": [0.5, 0.62], "apart": [True, False]} | A, ROUNDS[1:])
    assert (line["segments"], line["change"], line["spoken"]) == ([], "", "not compared")
    page = drawn('{% trend data "T" %}', data={"rounds": ["1", "2"], "series": [APART]})
    assert "(<bdi>50</bdi>)" in page
    assert "A dashed ring" in page


def test_where_no_ring_is_drawn_none_is_explained() -> None:
    series = [{"label": "A", "points": [None, 0.62], "apart": [True, False]}]
    page = drawn('{% trend data "T" %}', data={"rounds": ["1", "2"], "series": series})
    assert "A dashed ring" not in page


def test_no_change_has_no_sign() -> None:
    line = charts._line({"points": [0.5, 0.5]} | A, ROUNDS[1:])
    assert (line["change"], line["spoken"], line["direction"]) == ("0", "unchanged", "same")


def test_without_a_score_in_the_last_round_an_earlier_one_is_not_shown_as_the_last() -> None:
    line = charts._line({"points": [0.5, 0.7, None]} | A, ROUNDS)
    assert (line["last"], line["change"]) == ("–", "")
    assert not any(point["last"] for point in line["points"])


def test_a_fall_is_told_with_a_minus_sign_and_in_words() -> None:
    line = charts._line({"label": "A", "points": [0.5, 0.47]}, ROUNDS[1:])
    assert line["change"] == "−3"
    assert line["spoken"] == "3 points lower"


def test_the_change_is_the_difference_of_the_printed_scores() -> None:
    # 49.6 and 62.4 are printed as 50 and 62: a reader who subtracts must find 12, not 13.
    assert charts._line({"label": "A", "points": [0.496, 0.624]}, ROUNDS[1:])["change"] == "+12"


def test_one_round_alone_has_no_change() -> None:
    line = charts._line({"label": "A", "points": [0.5]}, ROUNDS[2:])
    assert (line["change"], line["spoken"]) == ("", "one round only")


def test_a_heat_map_is_a_table_with_its_numbers_and_reasons() -> None:
    data = {
        "columns": [{"key": "h", "label": "Horizontal"}, {"key": "v", "label": "Vertical"}],
        "rows": [{"label": "A1", "cells": [{"value": 0.8}, {"value": None, "title": "None here"}]}],
    }
    html = drawn('{% heatmap data "Map" %}', data=data)
    assert '<td class="heat grade-3"><bdi>80</bdi></td>' in html
    assert '<td class="heat-none" title="None here"><bdi>–</bdi></td>' in html


def test_every_picture_has_its_table() -> None:
    items = [{"label": "A1", "short": "A1", "value": 0.5, "low": 0.4, "high": 0.6}]
    rounds = {"rounds": ["2024"], "series": [{"label": "A1", "points": [0.5]}]}
    for source in ('{% bars items "T" %}', '{% rose items "T" %}', '{% trend rounds "T" %}'):
        assert '<table class="table">' in drawn(source, items=items, rounds=rounds)


def test_pictures_without_data_are_drawn_all_the_same() -> None:
    assert "<figure" in drawn('{% rose items "T" %}{% bars items "T" %}', items=[])
    empty = {"columns": [], "rows": [], "rounds": [], "series": []}
    assert "<figure" in drawn('{% heatmap data "T" %}{% trend data "T" %}', data=empty)


def test_labels_are_escaped_in_every_picture() -> None:
    evil = "<script>alert(1)</script>"
    items = [{"label": evil, "short": evil, "code": evil, "note": evil, "value": 0.5}]
    data = {
        "columns": [{"key": "k", "label": evil}],
        "rows": [{"label": evil, "code": evil, "cells": [{"value": 0.5, "text": evil}]}],
        "rounds": [evil],
        "series": [{"label": evil, "code": evil, "points": [0.5]}],
    }
    html = drawn(
        "{% bars items evil evil %}{% rose items evil evil %}"
        "{% heatmap data evil evil corner=evil %}{% trend data evil evil %}",
        items=items,
        data=data,
        evil=evil,
    )
    assert "<script>" not in html
