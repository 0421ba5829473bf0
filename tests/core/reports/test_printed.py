"""Figures as people read them: the same whole number on every page, in every file and command."""

from decimal import ROUND_HALF_UP, Decimal

import pytest

from glocal.cli.command import percent
from glocal.reports.printed import as_score, nearest_grade, rounded


@pytest.mark.parametrize("thousandths", range(1001))
def test_halves_go_up_whatever_the_machine_makes_of_them(thousandths: int) -> None:
    by_hand = (Decimal(thousandths) / 10).quantize(Decimal(1), ROUND_HALF_UP)
    assert rounded(thousandths / 1000) == by_hand
    assert as_score(thousandths / 1000) == percent(thousandths / 1000) == str(by_hand)


def test_what_is_missing_is_a_dash_and_never_a_zero() -> None:
    assert as_score(None) == percent(None) == "–"


@pytest.mark.parametrize(
    ("value", "grade"), [(0, 0), (0.124, 0), (0.125, 1), (0.5, 2), (0.875, 4), (1, 4), (1.2, 4)]
)
def test_a_colour_is_that_of_the_nearest_grade(value: float, grade: int) -> None:
    assert nearest_grade(value) == grade
