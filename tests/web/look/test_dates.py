"""Dates and numbers as every reader of a language takes them."""

from datetime import datetime

import pytest
from django.utils import translation
from django.utils.formats import date_format, number_format

MOMENT = datetime(2026, 3, 9, 15, 48)


@pytest.mark.parametrize(
    ("language", "day", "moment"),
    [
        ("en", "9 March 2026", "9 March 2026, 15:48"),
        ("es", "9 de marzo de 2026", "9 de marzo de 2026 a las 15:48"),
        ("fr", "9 mars 2026", "9 mars 2026 15:48"),
        ("ar", "9 مارس 2026", "9 مارس 2026، 15:48"),
    ],
)
def test_the_day_comes_before_the_month_with_the_time_and_without(
    language: str, day: str, moment: str
) -> None:
    with translation.override(language):
        assert date_format(MOMENT, "DATE_FORMAT") == day
        assert date_format(MOMENT, "DATETIME_FORMAT") == moment


def test_no_english_date_can_be_read_in_two_ways() -> None:
    with translation.override("en"):
        assert date_format(MOMENT, "SHORT_DATE_FORMAT") == "9 Mar 2026"
        assert date_format(MOMENT, "SHORT_DATETIME_FORMAT") == "9 Mar 2026, 15:48"


@pytest.mark.parametrize(
    ("language", "written"), [("en", "0.6"), ("es", "0,6"), ("fr", "0,6"), ("ar", "0.6")]
)
def test_decimals_are_those_of_the_files_in_the_same_language(language: str, written: str) -> None:
    with translation.override(language):
        assert number_format(0.6) == written
