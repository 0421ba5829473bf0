"""Thousands of territories at once: the same figures as one by one."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from glocal.advice.what_if import figures
from glocal.model.scorecard import Withheld
from glocal.model.table import AnswerTable
from glocal.scoring.scorecard import score
from glocal.scoring.table import WITHHELD, answer_table, groups_of, score_table
from tests.core.strategies import frameworks, voices_on
from tests.core.tiny import LINE, TINY, TINY_INDICATORS, framework_of, grades

FIELDS = (
    "value", "documented", "low", "high", "bound_low", "bound_high",
    "coverage", "evidence", "not_applicable",
)  # fmt: skip


def test_a_table_gives_the_scores_of_each_territory():
    table = answer_table(
        TINY,
        {
            "north": grades(A1_1=1, A1_2=1, A1_3=1, A2_1=4, A2_2=4, B1_1=1),
            "south": grades(A1_1=4, A1_2=2, A1_3="not-applicable"),
        },
    )
    scores = score_table(TINY, table)
    assert scores.territories == ("north", "south")
    assert scores.column("total") == pytest.approx([4 / 9, 0.75])
    assert scores.column("A1") == pytest.approx([0.25, 0.75])
    assert math.isnan(scores.column("B1")[1])
    assert [code and WITHHELD[code - 1] for code in scores.withheld] == [
        0,
        Withheld.TOO_MUCH_UNANSWERED,
    ]


def test_a_cap_holds_in_the_table_too():
    capped = framework_of(TINY_INDICATORS, red_lines=(LINE,))
    table = answer_table(capped, {"x": grades(A1_1=0, A1_2=4, A1_3=4)})
    assert score_table(capped, table).column("A1") == pytest.approx([0.5])


@given(st.data())
def test_both_ways_of_scoring_agree_on_every_field_of_every_figure(data):
    framework = data.draw(frameworks())
    responses = {f"t{number}": data.draw(voices_on(framework)) for number in range(3)}
    table = score_table(framework, answer_table(framework, responses))
    for row, voices in enumerate(responses.values()):
        card = score(framework, voices)
        expected = {figure.key: figure for figure in figures(card)}
        assert set(table.keys) == set(expected)
        for column, key in enumerate(table.keys):
            for field in FIELDS:
                one = getattr(expected[key], field)
                other = float(getattr(table, field)[row, column])
                if one is None:
                    assert math.isnan(other), (key, field)
                else:
                    assert other == pytest.approx(one, abs=1e-12), (key, field)
        reason = card.total.withheld
        assert table.withheld[row] == (0 if reason is None else 1 + WITHHELD.index(reason))


@given(st.data())
def test_neither_order_nor_company_of_territories_moves_a_score(data):
    framework = data.draw(frameworks())
    responses = {f"t{number}": data.draw(voices_on(framework)) for number in range(4)}
    alone = score_table(framework, answer_table(framework, {"t2": responses["t2"]}))
    turned = dict(reversed(responses.items()))
    together = score_table(framework, answer_table(framework, turned))
    row = together.territories.index("t2")
    for field in FIELDS:
        np.testing.assert_allclose(
            getattr(together, field)[row], getattr(alone, field)[0], atol=1e-12, rtol=0
        )


def test_no_territory_is_no_error():
    assert score_table(TINY, answer_table(TINY, {})).value.shape == (
        0,
        len(groups_of(TINY).keys) + 3,
    )


def test_columns_in_another_order_are_refused():
    table = answer_table(TINY, {"x": []})
    turned = AnswerTable(
        table.territories, table.indicators[::-1], table.score, table.state, table.evidence
    )
    with pytest.raises(ValueError, match=r"The columns are not the indicators of tiny@1\.0"):
        score_table(TINY, turned)


def test_arrays_of_another_shape_are_refused():
    table = answer_table(TINY, {"x": []})
    with pytest.raises(ValueError, match="'score' has the shape"):
        AnswerTable(("x", "y"), table.indicators, table.score, table.state, table.evidence)
