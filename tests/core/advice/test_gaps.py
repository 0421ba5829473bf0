"""Every indicator that can rise, with what the next grade brings."""

import pytest

from glocal.advice.gaps import gaps
from glocal.model.framework import Need, Step
from glocal.model.kinds import CompetenceShare, Effort, Level
from glocal.model.territory import Territory
from tests.core.tiny import LINE, framework_of, grades, indicator, said


def by_code(found):
    return {gap.indicator.code: gap for gap in found}


PLAIN = framework_of([indicator("A1.1"), indicator("A1.2"), indicator("A2.1")], exponent=1)


def test_a_gap_says_what_one_grade_adds_to_the_total_and_to_its_sub_dimension():
    found = by_code(gaps(PLAIN, grades(A1_1=2, A1_2=4, A2_1=0)))
    # A1.1 from 0.5 to 0.75: A1 rises by 0.125, the total by half of that.
    assert found["A1.1"].gain_in_sub_dimension == pytest.approx(0.125)
    assert found["A1.1"].gain == pytest.approx(0.0625)
    assert (found["A1.1"].grade, found["A1.1"].next_grade) == (2, 3)
    assert found["A2.1"].gain == pytest.approx(0.125)


def test_the_greatest_gain_comes_first_and_the_framework_settles_ties():
    found = gaps(PLAIN, grades(A1_1=2, A1_2=2, A2_1=0))
    assert [gap.indicator.code for gap in found] == ["A2.1", "A1.1", "A1.2"]


def test_the_top_of_the_scale_and_what_does_not_apply_are_no_gaps():
    assert list(by_code(gaps(PLAIN, grades(A1_1=4, A1_2="not-applicable", A2_1=1)))) == ["A2.1"]


def test_what_is_not_asked_of_a_territory_is_no_gap():
    framework = framework_of([indicator("A1.1", competence="police"), indicator("A1.2")])
    village = Territory("v", "V", Level.LOCAL, competences={"police": CompetenceShare.NONE})
    assert list(by_code(gaps(framework, grades(A1_1=0, A1_2=0), village))) == ["A1.2"]


def test_an_open_indicator_is_a_gap_without_a_grade():
    one = by_code(gaps(PLAIN, grades(A1_1=2, A1_2="dont-know", A2_1=0)))["A1.2"]
    assert (one.grade, one.score, one.next_grade) == (None, None, 1)


def test_a_gain_counts_what_is_open_as_not_there_yet():
    one = by_code(gaps(PLAIN, grades(A1_1=2, A2_1=4)))["A1.1"]
    # A1 with A1.2 at the lowest grade: from 0.25 to 0.375, half of it for the total.
    assert one.gain == pytest.approx(0.0625)


def test_between_two_grades_the_lower_one_is_reached():
    voices = [
        said("A1.1", 2, group="authority"),
        said("A1.1", 3, group="academia"),
        *grades(A1_2=4, A2_1=4),
    ]
    one = by_code(gaps(PLAIN, voices))["A1.1"]
    assert (one.score, one.grade, one.next_grade) == (0.625, 2, 3)
    assert one.gain == pytest.approx(0.125 / 2 / 2)


def test_a_cap_takes_the_gain_of_what_it_holds_down():
    capped = framework_of(
        [indicator("A1.1"), indicator("A1.2"), indicator("A1.3")], exponent=1, red_lines=(LINE,)
    )
    found = by_code(gaps(capped, grades(A1_1=0, A1_2=3, A1_3=4)))
    assert found["A1.2"].gain == 0  # 1.75 / 3 is above the cap already
    assert found["A1.1"].gain == pytest.approx(2 / 3 - 0.5)  # (0.25 + 0.75 + 1) / 3


def test_needs_say_whether_they_are_met():
    step = Step(2, Effort.HIGH, (Need("A1.2", 2), Need("A2.1", 1)))
    framework = framework_of(
        [indicator("A1.1", steps=(step,)), indicator("A1.2"), indicator("A2.1")]
    )
    one = by_code(gaps(framework, grades(A1_1=1, A1_2=3, A2_1="dont-know")))["A1.1"]
    assert one.effort is Effort.HIGH
    assert [(state.need.indicator, state.grade, state.met) for state in one.needs] == [
        ("A1.2", 3, True),
        ("A2.1", None, False),
    ]


def test_what_does_not_apply_cannot_be_needed():
    step = Step(1, Effort.LOW, (Need("A1.2", 2),))
    framework = framework_of([indicator("A1.1", steps=(step,)), indicator("A1.2")])
    one = by_code(gaps(framework, grades(A1_1=0, A1_2="not-applicable")))["A1.1"]
    assert one.needs[0].met
