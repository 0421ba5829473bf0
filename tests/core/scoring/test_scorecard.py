"""Scores of one territory on the tiny framework: every number here was worked out on paper."""

import pytest

from glocal.errors import UnknownNameError
from glocal.loading.catalogue import framework
from glocal.model.framework import RedLine
from glocal.model.kinds import AnswerState, Axis, CompetenceShare, EvidenceLevel, Level
from glocal.model.response import Response
from glocal.model.scorecard import Withheld
from glocal.model.territory import Territory
from glocal.scoring.scorecard import score
from tests.core.tiny import (
    LINE,
    TINY,
    TINY_INDICATORS,
    framework_of,
    grades,
    indicator,
    said,
    silent,
)

CAPPED = framework_of(TINY_INDICATORS, red_lines=(LINE,))
FULL = {"A1_1": 0, "A1_2": 1, "A1_3": 2, "A2_1": 4, "A2_2": 4, "B1_1": 1}


def a1(responses, framework=TINY):
    return score(framework, responses).sub_dimensions["A1"]


# ---------------------------------------------------------------- values
def test_a_sub_dimension_is_the_mean_of_its_indicators():
    # (0 + 0.25 + 0.5) / 3
    assert a1(grades(**FULL)).value == pytest.approx(0.25)


def test_a_dimension_is_the_power_mean_of_its_sub_dimensions():
    # A1 = 0.25, A2 = 1: ((√0.25 + √1) / 2)² = 0.75²
    assert score(TINY, grades(**FULL)).dimensions["A"].value == pytest.approx(0.5625)


def test_the_total_is_the_power_mean_of_all_sub_dimensions_not_of_the_dimensions():
    # A1 = 0.25, A2 = 1, B1 = 0.25: ((0.5 + 1 + 0.5) / 3)² = 4/9; of A and B it would be 0.390625
    assert score(TINY, grades(**FULL)).total.value == pytest.approx(4 / 9)


def test_weights_of_indicators_and_of_sub_dimensions_count():
    heavy = framework_of(
        [indicator("A1.1", weight=3), indicator("A1.2"), indicator("A2.1")],
        weights={"A1": 2},
        exponent=1,
    )
    card = score(heavy, grades(A1_1=4, A1_2=0, A2_1=0))
    assert card.sub_dimensions["A1"].value == pytest.approx(0.75)  # (3 × 1 + 0) / 4
    assert card.total.value == pytest.approx(0.5)  # (2 × 0.75 + 0) / 3


def test_axes_sectors_and_cells_are_plain_means_of_their_indicators():
    card = score(TINY, grades(**FULL))
    # horizontal: A1.1 = 0, A1.2 = 0.25, A2.1 = 1
    assert card.axes[Axis.HORIZONTAL].value == pytest.approx(1.25 / 3)
    # vertical: A1.2 = 0.25, A1.3 = 0.5, A2.2 = 1, B1.1 = 0.25
    assert card.axes[Axis.VERTICAL].value == pytest.approx(0.5)
    assert card.sectors["education"].value == pytest.approx(0.625)  # A1.2, A2.1
    assert card.sub_dimension_cells["A1", Axis.VERTICAL].value == pytest.approx(0.375)
    assert card.sector_cells["health", Axis.VERTICAL].value == pytest.approx(0.25)


def test_a_cell_that_no_indicator_covers_does_not_exist():
    card = score(TINY, grades(**FULL))
    assert ("B1", Axis.HORIZONTAL) not in card.sub_dimension_cells
    assert Axis.TERRITORIAL not in card.axes


# ---------------------------------------------------------------- not applicable
def test_what_does_not_apply_leaves_the_denominator():
    one = a1(grades(A1_1=4, A1_2=2, A1_3="not-applicable"))
    assert one.value == pytest.approx(0.75)  # (1 + 0.5) / 2, not / 3
    assert (one.coverage, one.answered, one.applicable) == (1.0, 2, 2)
    assert one.not_applicable == pytest.approx(1 / 3)


def test_a_sub_dimension_that_does_not_apply_leaves_the_total():
    all_but_b = {**FULL, "B1_1": "not-applicable"}
    card = score(TINY, grades(**all_but_b))
    assert card.sub_dimensions["B1"].withheld is Withheld.NOTHING_APPLIES
    assert card.dimensions["B"].withheld is Withheld.NOTHING_APPLIES
    assert card.total.value == pytest.approx(0.5625)  # A1 and A2 alone


def test_what_is_not_asked_of_a_territory_leaves_the_denominator_whatever_was_answered():
    asked = framework_of([indicator("A1.1"), indicator("A1.2", competence="police")])
    village = Territory("v", "Village", Level.LOCAL, competences={"police": CompetenceShare.NONE})
    assert score(asked, grades(A1_1=4, A1_2=0), village).total.value == 1.0
    assert score(asked, grades(A1_1=4, A1_2=0)).total.value == pytest.approx(0.5)


# ---------------------------------------------------------------- open answers
@pytest.mark.parametrize("state", ["not-answered", "dont-know"])
def test_an_open_answer_gives_the_sharp_interval_and_no_zero(state):
    one = a1(grades(A1_1=4, A1_2=2, A1_3=state))
    assert one.value == pytest.approx(0.75)
    assert one.bound_low == pytest.approx(0.5)  # (1 + 0.5 + 0) / 3
    assert one.bound_high == pytest.approx(2.5 / 3)  # (1 + 0.5 + 1) / 3
    assert one.coverage == pytest.approx(2 / 3)


def test_an_indicator_nobody_mentions_is_open():
    assert a1(grades(A1_1=4, A1_2=2)) == a1(grades(A1_1=4, A1_2=2, A1_3="not-answered"))


def test_nothing_answered_is_no_figure_but_a_reason():
    card = score(TINY, [])
    assert card.total.value is None
    assert card.total.withheld is Withheld.NOTHING_ANSWERED
    assert (card.total.bound_low, card.total.bound_high) == (0.0, 1.0)


def test_a_sub_dimension_without_answers_is_zero_to_one_in_the_interval_of_the_total():
    known = {code: value for code, value in FULL.items() if not code.startswith("B")}
    total = score(TINY, grades(**known)).total
    assert total.value == pytest.approx(0.5625)  # A1 and A2
    assert total.bound_low == pytest.approx(0.25)  # ((0.5 + 1 + 0) / 3)²
    assert total.bound_high == pytest.approx((2.5 / 3) ** 2)


# ---------------------------------------------------------------- evidence and the printed interval
def test_the_printed_interval_moves_each_answer_by_its_uncertainty():
    one = a1([said("A1.1", 4, "cited"), said("A1.2", 2, "cited"), silent("A1.3", "dont-know")])
    assert one.low == pytest.approx(1.3 / 3)  # (0.9 + 0.4 + 0) / 3
    assert one.high == pytest.approx(2.6 / 3)  # (1 + 0.6 + 1) / 3: nothing goes above 1


def test_an_undocumented_answer_counts_zero_in_the_documented_score_alone():
    one = a1([said("A1.1", 4, "cited"), said("A1.2", 2, "declared")])
    assert one.value == pytest.approx(0.75)
    assert one.documented == pytest.approx(0.5)  # (1 + 0) / 2
    assert one.evidence == pytest.approx(0.5)


def test_better_evidence_narrows_the_interval_and_leaves_the_score():
    widths = []
    for evidence in ("none", "declared", "cited", "checked", "outcome"):
        one = a1(grades(evidence, A1_1=2, A1_2=2, A1_3=2))
        assert one.value == 0.5
        widths.append(round(one.high - one.low, 9))
    assert widths == [0.5, 0.36, 0.2, 0.12, 0.08]  # twice the sigma


# ---------------------------------------------------------------- caps
def test_a_red_line_holds_the_sub_dimension_at_its_cap_and_says_so():
    one = a1(grades(A1_1=0, A1_2=4, A1_3=4), CAPPED)
    assert one.value == 0.5  # the mean would be 2/3
    assert one.cap == LINE


def test_the_cap_lifts_when_the_answer_rises():
    one = a1(grades(A1_1=1, A1_2=4, A1_3=4), CAPPED)
    assert one.value == pytest.approx(0.75)
    assert one.cap is None


def test_a_score_below_the_cap_is_not_called_capped():
    one = a1(grades(A1_1=0, A1_2=2, A1_3=0), CAPPED)
    assert one.value == pytest.approx(1 / 6)
    assert one.cap is None


def test_an_open_answer_on_a_red_line_caps_the_lower_ends_alone():
    one = a1(grades(A1_2=4, A1_3=4), CAPPED)
    assert one.value == 1.0
    assert one.bound_low == 0.5  # (0 + 1 + 1) / 3 held at 0.5: it may turn out to be on the line
    assert one.bound_high == 1.0
    assert one.cap is None


def test_a_red_line_that_does_not_apply_caps_nothing():
    one = a1(grades(A1_1="not-applicable", A1_2=4, A1_3=4), CAPPED)
    assert (one.value, one.low, one.cap) == (1.0, 0.75, None)


def test_of_two_caps_the_lower_one_holds():
    two = framework_of(TINY_INDICATORS, red_lines=(LINE, RedLine("A1.1", 1, "A1", 0.4)))
    one = a1(grades(A1_1=0, A1_2=4, A1_3=4), two)
    assert one.value == 0.4
    assert one.cap == two.rules.red_lines[1]


def test_a_cap_does_not_touch_axes_and_sectors():
    card = score(CAPPED, grades(A1_1=0, A1_2=4, A1_3=4, A2_1=4, A2_2=4, B1_1=4))
    assert card.axes[Axis.HORIZONTAL].value == pytest.approx(2 / 3)
    assert card.total.value < 1


# ---------------------------------------------------------------- withheld totals
def test_a_total_is_withheld_when_too_much_does_not_apply():
    # A2 as a whole: 1/3 of the weight; one of A2's two: 1/6
    all_a2 = {**FULL, "A2_1": "not-applicable", "A2_2": "not-applicable"}
    half_a2 = {**FULL, "A2_1": "not-applicable"}
    assert score(TINY, grades(**all_a2)).total.withheld is Withheld.TOO_MUCH_NOT_APPLICABLE
    assert score(TINY, grades(**half_a2)).total.withheld is None


def test_exactly_the_share_that_is_allowed_is_printed():
    ten = framework_of([indicator(f"A1.{number}") for number in range(1, 11)])
    three = {f"A1_{number}": "not-applicable" for number in range(1, 4)}
    seven = {f"A1_{number}": 4 for number in range(4, 11)}
    assert score(ten, grades(**three, **seven)).total.withheld is None


def test_a_total_is_withheld_when_too_much_is_open_and_the_interval_is_still_there():
    total = score(TINY, grades(A1_1=4, A1_2=4, A1_3=4, A2_1=4, A2_2=4)).total
    assert total.withheld is Withheld.TOO_MUCH_UNANSWERED
    # B1 at 0 and at 1: ((1 + 1 + 0) / 3)² = 4/9
    assert (total.bound_low, total.bound_high) == (pytest.approx(4 / 9), 1.0)


def test_a_sub_dimension_is_printed_even_when_much_of_it_is_open():
    assert a1(grades(A1_1=4)).withheld is None


# ---------------------------------------------------------------- bad input
def test_a_foreign_indicator_is_refused():
    with pytest.raises(UnknownNameError, match=r"tiny@1\.0 has no indicator 'Z9'"):
        score(TINY, [said("Z9", 1)])


def test_a_grade_off_the_scale_is_refused():
    with pytest.raises(ValueError, match=r"2\.5 is not a grade of the scale maturity"):
        score(TINY, [said("A1.1", 2.5)])


def test_the_coverage_of_the_whole_counts_indicators_not_sub_dimensions() -> None:
    # Five of 29 are answered, all of them in the smallest sub-dimension.
    structure = framework("local-pcmd", "1.0")
    answered = [
        Response(f"A1.{number}", AnswerState.ANSWERED, 2.0, EvidenceLevel.CITED)
        for number in range(1, 6)
    ]
    total = score(structure, answered).total
    assert total.coverage == pytest.approx(5 / 29)
    assert total.evidence == pytest.approx(1)
