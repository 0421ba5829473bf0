"""Scores leave as JSON that says everything, and as CSV that no spreadsheet runs as a formula."""

import csv
import io
import json
from collections.abc import Mapping, Sequence

import pytest

from glocal.io.scorecards import draws_json, scorecard_json, write_score_table
from glocal.model.response import Response
from glocal.scoring.bands import with_bands
from glocal.scoring.draws import draw_scores
from glocal.scoring.scorecard import score
from glocal.scoring.table import answer_table, score_table
from tests.core.tiny import LINE, TINY, TINY_INDICATORS, framework_of, grades

FULL = grades("cited", A1_1=4, A1_2=2, A1_3=0, A2_1=1, A2_2=3, B1_1=4)


def table_of(territories: Mapping[str, Sequence[Response]], draws: int = 0) -> list[dict[str, str]]:
    answers = answer_table(TINY, territories)
    target = io.StringIO()
    drawn = draw_scores(TINY, answers, draws=draws, seed=1) if draws else None
    write_score_table(target, score_table(TINY, answers), drawn)
    return list(csv.DictReader(io.StringIO(target.getvalue(), newline="")))


# ---------------------------------------------------------------- CSV
def test_there_is_a_row_for_the_total_and_each_group_and_axis_but_no_cell_or_sector() -> None:
    rows = table_of({"Port": FULL})
    assert [row["figure"] for row in rows] == [
        "total", "A", "B", "A1", "A2", "B1", "axis:horizontal", "axis:vertical",
    ]  # fmt: skip


def test_figures_are_written_between_0_and_1_with_six_decimals() -> None:
    by_figure = {row["figure"]: row for row in table_of({"Port": FULL})}
    # A1: (1 + 0.5 + 0) / 3; A2: (0.25 + 0.75) / 2; B1: 1
    assert by_figure["A1"]["value"] == "0.500000"
    assert by_figure["A2"]["value"] == "0.500000"
    assert by_figure["B1"]["value"] == "1.000000"
    # ((√½ + √½ + 1) / 3)² = 0.647602…
    assert by_figure["total"]["value"] == "0.647603"
    assert by_figure["total"]["withheld"] == ""


def test_what_has_no_figure_is_an_empty_cell_and_says_why() -> None:
    total = table_of({"Port": []})[0]
    assert (total["value"], total["documented"], total["coverage"]) == ("", "", "0.000000")
    assert total["withheld"] == "nothing-answered"
    assert (total["bound_low"], total["bound_high"]) == ("0.000000", "1.000000")


@pytest.mark.parametrize("name", ["=1+1", "+1", "-1", "@SUM(A1)", "\tx", " =1+1"])
def test_a_name_that_looks_like_a_formula_is_defused(name: str) -> None:
    assert table_of({name: FULL})[0]["territory"] == f"'{name}"


def test_a_carriage_return_breaks_no_row() -> None:
    assert table_of({"Port\r=1+1": FULL})[0]["territory"] == "Port =1+1"
    assert table_of({"\r=1+1": FULL})[0]["territory"] == "' =1+1"


def test_other_names_stay_as_they_are() -> None:
    for name in ("Peñarol", "صفاقس", 'the "old" port, east'):
        assert table_of({name: FULL})[0]["territory"] == name


def test_draws_add_three_columns_where_there_are_draws() -> None:
    rows = {row["figure"]: row for row in table_of({"Port": FULL}, draws=200)}
    total = rows["total"]
    assert float(total["draw_low"]) < float(total["draw_median"]) < float(total["draw_high"])
    assert rows["axis:vertical"]["draw_median"] == ""


# ---------------------------------------------------------------- JSON
def test_a_scorecard_is_json_and_names_what_it_was_computed_with() -> None:
    value = json.loads(json.dumps(scorecard_json(with_bands(TINY, score(TINY, FULL)))))
    assert (value["framework"], value["version"]) == ("tiny", "1.0")
    assert value["content_hash"] == TINY.content_hash
    assert value["total"]["value"] == 0.647603
    assert [figure["key"] for figure in value["sub_dimensions"]] == ["A1", "A2", "B1"]
    assert [figure["key"] for figure in value["dimensions"]] == ["A", "B"]
    assert value["answers"]["A1.2"] == {
        "state": "answered",
        "score": 0.5,
        "grade": 2,
        "evidence": "cited",
        "agreed": False,
    }


def test_an_open_answer_is_null_and_not_zero() -> None:
    value = scorecard_json(score(TINY, grades(A1_1="dont-know")))
    assert value["answers"]["A1.1"]["state"] == "dont-know"
    assert value["answers"]["A1.1"]["score"] is None
    assert value["total"]["value"] is None
    assert value["total"]["withheld"] == "nothing-answered"


def test_a_cap_and_a_band_are_written_where_there_are_any() -> None:
    held = framework_of(TINY_INDICATORS, red_lines=(LINE,))
    responses = grades("outcome", A1_1=0, A1_2=4, A1_3=4, A2_1=4, A2_2=4, B1_1=4)
    value = scorecard_json(with_bands(held, score(held, responses)))
    a1, a2, _ = value["sub_dimensions"]
    assert a1["cap"] == {"indicator": "A1.1", "at": 0.5}
    assert "cap" not in a2
    assert a2["band"]["low"] == a2["band"]["high"] == "high"


def test_draws_are_json_with_the_share_of_each_band() -> None:
    answers = answer_table(TINY, {"Port": grades("outcome", A1_1=4, A1_2=4, A1_3=4)})
    value = json.loads(json.dumps(draws_json(draw_scores(TINY, answers, draws=300), 0)))
    assert list(value) == ["total", "A1", "A2", "B1"]
    assert value["A1"]["bands"] == {"low": 0.0, "middle": 0.0, "high": 1.0}
    assert sum(value["total"]["bands"].values()) == pytest.approx(1)


def test_draws_of_what_does_not_apply_are_null() -> None:
    answers = answer_table(TINY, {"Port": grades(B1_1="not-applicable", A1_1=2)})
    assert draws_json(draw_scores(TINY, answers, draws=50), 0)["B1"] is None
