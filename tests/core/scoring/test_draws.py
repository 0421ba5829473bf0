"""Random draws: repeatable, independent of company, and true to their distributions."""

from __future__ import annotations

from statistics import NormalDist

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from glocal.model.framework import RedLine
from glocal.scoring import quantiles
from glocal.scoring.draws import draw_scores
from glocal.scoring.table import answer_table
from tests.core.strategies import answers_to, frameworks
from tests.core.tiny import LINE, TINY, framework_of, grades, indicator

ONE = framework_of([indicator("A1.1")])


def drawn(framework, responses, **options):
    return draw_scores(framework, answer_table(framework, {"x": responses}), **options)


def test_the_quantiles_of_an_answer_are_those_of_the_cut_normal_distribution():
    values = quantiles.answered(1.0, 0.1)
    # At the top half of the curve is cut away: the middle of the rest is the 25 % point.
    assert np.median(values) == pytest.approx(NormalDist(1, 0.1).inv_cdf(0.25), abs=0.001)
    assert values.max() <= 1
    assert np.median(quantiles.answered(0.5, 0.1)) == pytest.approx(0.5, abs=0.001)


def test_an_answer_without_uncertainty_is_itself():
    assert set(quantiles.answered(0.25, 0.0).tolist()) == {0.25}


def test_an_open_answer_is_wide_around_the_answers_beside_it():
    values = quantiles.unanswered(0.5)  # Beta(2, 2)
    assert values.mean() == pytest.approx(0.5, abs=0.001)
    # The 5 % point of Beta(2, 2) solves 3x² − 2x³ = 0.05: x = 0.1354
    assert np.quantile(values, 0.05) == pytest.approx(0.1354, abs=0.001)
    assert quantiles.unanswered(1.0).mean() == pytest.approx(0.75, abs=0.001)  # Beta(3, 1)
    assert quantiles.unanswered(0.0).mean() == pytest.approx(0.25, abs=0.001)  # Beta(1, 3)


def test_the_spread_of_one_answer_is_that_of_its_evidence():
    result = drawn(ONE, grades("cited", A1_1=2), draws=20_000)  # 0.5 with sigma 0.10
    # The middle nine tenths of a normal distribution reach 1.645 sigma to each side.
    assert result.median[0, 0] == pytest.approx(0.5, abs=0.005)
    assert result.low[0, 0] == pytest.approx(0.5 - 0.1645, abs=0.005)
    assert result.high[0, 0] == pytest.approx(0.5 + 0.1645, abs=0.005)


def test_errors_of_several_answers_partly_cancel():
    four = framework_of([indicator(f"A1.{number}") for number in range(1, 5)])
    result = drawn(four, grades("cited", A1_1=2, A1_2=2, A1_3=2, A1_4=2), draws=20_000)
    assert result.high[0, 1] - 0.5 == pytest.approx(0.1645 / 2, abs=0.005)  # divided by √4


def test_the_shares_of_the_bands_sum_to_one():
    result = drawn(TINY, grades("declared", A1_1=2, A2_1=3, B1_1=1))
    assert result.band.sum(axis=-1) == pytest.approx(np.ones((1, 4)))


def test_a_crossed_red_line_holds_every_draw():
    capped = framework_of([indicator("A1.1"), indicator("A1.2")], red_lines=(LINE,))
    result = drawn(capped, grades("none", A1_1=0, A1_2=4))
    assert result.high[0, 1] <= 0.5


def test_an_answer_above_the_red_line_caps_no_draw_however_uncertain_it_is():
    capped = framework_of([indicator("A1.1"), indicator("A1.2")], red_lines=(LINE,))
    free = framework_of([indicator("A1.1"), indicator("A1.2")])
    responses = grades("none", A1_1=1, A1_2=4)
    assert drawn(capped, responses).high.tolist() == drawn(free, responses).high.tolist()


def test_a_red_line_whose_indicator_is_a_draft_waits_without_harm():
    line = framework_of([indicator("A1.1")], red_lines=(RedLine("C9.1", 0, "C9", 0.5),))
    assert drawn(line, grades("none", A1_1=4)).median[0, 0] > 0.8


def test_what_does_not_apply_has_no_draws():
    result = drawn(TINY, grades(A1_1=2, B1_1="not-applicable"))
    assert np.isnan(result.median[0, 3])
    assert not np.isnan(result.median[0, 0])


def test_the_same_seed_gives_the_same_result_and_another_seed_another():
    responses = grades("none", A1_1=2, A1_2=3)
    first, again, other = (drawn(TINY, responses, seed=seed) for seed in (7, 7, 8))
    assert first.median.tolist() == again.median.tolist()
    assert first.median.tolist() != other.median.tolist()


@settings(max_examples=20)
@given(st.data())
def test_neither_order_nor_company_of_territories_moves_a_draw(data):
    framework = data.draw(frameworks())
    responses = {f"t{number}": data.draw(answers_to(framework)) for number in range(3)}
    turned = dict(reversed(responses.items()))
    alone = draw_scores(framework, answer_table(framework, {"t1": responses["t1"]}), draws=40)
    together = draw_scores(framework, answer_table(framework, turned), draws=40)
    for field in ("median", "low", "high", "band"):
        np.testing.assert_array_equal(getattr(together, field)[1], getattr(alone, field)[0])


def test_two_territories_with_the_same_answers_have_random_numbers_of_their_own():
    responses = grades("none", A1_1=2, A1_2=3)
    both = draw_scores(TINY, answer_table(TINY, {"east": responses, "west": responses}))
    assert both.median[0].tolist() != both.median[1].tolist()
    assert both.median[0] == pytest.approx(both.median[1], abs=0.05)


def test_progress_is_told_and_ends_at_the_last_territory():
    heard = []
    table = answer_table(ONE, {f"t{number}": [] for number in range(450)})
    draw_scores(ONE, table, draws=1, progress=lambda done, size: heard.append((done, size)))
    assert heard == [(200, 450), (400, 450), (450, 450)]


def test_less_than_one_draw_is_refused():
    with pytest.raises(ValueError, match="At least one draw"):
        drawn(ONE, [], draws=0)
