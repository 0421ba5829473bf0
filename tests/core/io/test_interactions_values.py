"""One value of the scale in a cell, however people type it."""

from datetime import datetime

import pytest

from glocal.io.interactions_values import Mark, value_of
from glocal.io.sheet_values import Unread
from glocal.io.workbook import SheetCell
from glocal.loading.families import LANGUAGES
from glocal.loading.interaction_words import interaction_words
from glocal.model.interaction import InteractionLevel


def read(value, **options):
    return value_of(SheetCell(1, value), **options)


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("-2", -2), ("−2", -2), ("–2", -2), ("－2", -2), ("+2", 2), ("＋3", 3), (" 1 ", 1),
        ("٢", 2), ("-٣", -3), ("−۱", -1), ("2.0", 2), ("2,0", 2), ("'+2", 2), ("- 2", -2),
        (3, 3), (-1.0, -1), ("\u200e-2", -2), ("0", 0), ("-0", 0), ("+0", 0),
        ("-2 (counteracting)", -2), ("−2 contrarresta", -2), ("+3 – indivisible", 3),
    ],
)  # fmt: skip
def test_whole_numbers_with_any_sign_and_digits(typed, value):
    assert read(typed) == value
    assert type(read(typed)) is int


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("level", list(InteractionLevel))
def test_words_of_the_scale_in_every_language(language, level):
    words = interaction_words(language).levels[level.key]

    assert read(words.name) == level
    assert read(words.name.upper()) == level
    assert read(words.answer) == level
    assert read(level.key) == level


@pytest.mark.parametrize("language", LANGUAGES)
def test_not_assessed_and_not_known_in_every_language_are_no_zero(language):
    words = interaction_words(language)

    assert read(words.not_assessed) is Mark.NOT_ASSESSED
    assert read(words.unknown) is Mark.UNKNOWN


@pytest.mark.parametrize("typed", ["", " ", "-", "–", "—", "n/a", "N/A", "na", "."])
def test_a_dash_or_nothing_is_not_assessed(typed):
    assert read(typed) is Mark.NOT_ASSESSED


@pytest.mark.parametrize("typed", ["?", "؟", "dk", "don’t know", "Do not know"])
def test_a_question_mark_is_not_known(typed):
    assert read(typed) is Mark.UNKNOWN


@pytest.mark.parametrize(
    "typed", ["4", "-3.5", "+10", 7, -4.0, "٩", "1e3", float("nan"), "99999999"]
)
def test_what_lies_outside_the_scale_is_told(typed):
    assert isinstance(read(typed), Unread)
    assert isinstance(read(typed, decimals=True), Unread)


@pytest.mark.parametrize(
    ("typed", "value"), [("0.5", 0.5), ("-1,25", -1.25), ("−٢٫٥", -2.5), (1.5, 1.5)]
)
def test_numbers_between_levels_only_on_request(typed, value):
    refused = read(typed)

    assert isinstance(refused, Unread)
    assert "between two levels" in refused.what
    assert read(typed, decimals=True) == value


@pytest.mark.parametrize(
    "typed", ["helps", "=1+1", "++2", "2-", "1 2", "²", "x" * 100_000, "+2 counteracting", True]
)
def test_anything_else_is_told_and_not_guessed(typed):
    answer = read(typed)

    assert isinstance(answer, Unread)
    assert len(answer.what) < 200


def test_dates_formulas_and_errors_are_told():
    assert "date" in read(datetime(2026, 2, 1)).what
    assert "formulas" in value_of(SheetCell(1, "=B2", is_formula=True)).what
    assert "error" in value_of(SheetCell(1, "#REF!", is_error=True)).what
