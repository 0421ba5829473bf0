"""The anchored scale of answers."""

import pytest

from glocal.model.scale import Scale

MATURITY = Scale("maturity", (0, 1, 2, 3, 4))
UNEVEN = Scale("uneven", (1, 2, 5))


@pytest.mark.parametrize(
    ("scale", "grade", "expected"),
    [(MATURITY, 0, 0), (MATURITY, 3, 0.75), (MATURITY, 4, 1), (UNEVEN, 1, 0), (UNEVEN, 2, 0.25)],
)
def test_scores_are_fixed_by_the_ends_of_the_scale(scale, grade, expected):
    assert scale.score(grade) == expected


def test_a_grade_off_the_scale_is_refused_with_the_grades_there_are():
    with pytest.raises(ValueError, match=r"3 is not a grade of the scale uneven \[1, 2, 5\]"):
        UNEVEN.score(3)


def test_the_next_grade_follows_and_the_top_has_none():
    assert (UNEVEN.next_grade(2), UNEVEN.next_grade(5)) == (5, None)
