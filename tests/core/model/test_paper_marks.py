"""What is typed from a paper questionnaire finds the box that was ticked."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glocal.model.kinds import AnswerState
from glocal.model.paper_marks import Mark, mark_of, marks_of, read_mark
from glocal.model.scale import Scale

MATURITY = Scale("maturity", (0, 1, 2, 3, 4))
HALVES = Scale("by-status", (0, 0.5, 1))
POINTS = Scale("points", tuple(range(13)))


@pytest.mark.parametrize("scale", [MATURITY, HALVES, POINTS])
def test_every_mark_that_is_printed_is_read_as_its_box(scale: Scale) -> None:
    marks = [read_mark(mark, scale) for mark in marks_of(scale)]
    assert [mark and mark.grade for mark in marks] == [*scale.grades, None, None]
    assert [mark and mark_of(mark.state, mark.grade) for mark in marks] == list(marks_of(scale))


@pytest.mark.parametrize(
    ("typed", "grade"),
    [("3", 3), (" 3 ", 3), ("٣", 3), ("3.0", 3), ("03", 3)],
)
def test_a_number_is_read_in_any_script(typed: str, grade: float) -> None:
    assert read_mark(typed, MATURITY) == Mark(AnswerState.ANSWERED, grade)


@pytest.mark.parametrize("typed", ["0.5", "0,5", "٠٫٥"])
def test_a_half_is_read_with_any_sign_for_the_fraction(typed: str) -> None:
    assert read_mark(typed, HALVES) == Mark(AnswerState.ANSWERED, 0.5)


@pytest.mark.parametrize("typed", ["?", "؟"])
def test_a_question_mark_is_dont_know(typed: str) -> None:
    assert read_mark(typed, MATURITY) == Mark(AnswerState.DONT_KNOW)


@pytest.mark.parametrize("typed", ["-", "–", "—", "−"])
def test_any_dash_is_not_applicable(typed: str) -> None:
    assert read_mark(typed, MATURITY) == Mark(AnswerState.NOT_APPLICABLE)


@pytest.mark.parametrize("typed", ["", "5", "-1", "0.5", "1e0", "x", "³", "1.2.3", "9" * 400, "??"])
def test_what_is_no_box_of_the_question_is_not_guessed(typed: str) -> None:
    assert read_mark(typed, MATURITY) is None


@given(st.text(max_size=20))
def test_whatever_is_typed_gives_a_box_of_the_scale_or_none(typed: str) -> None:
    mark = read_mark(typed, MATURITY)
    assert mark is None or mark.grade is None or mark.grade in MATURITY.grades
