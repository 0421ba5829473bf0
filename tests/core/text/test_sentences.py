"""Words put into sentences: open places, lists, dates, numbers, names of the other script."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from glocal.loading.coherence_words import coherence_words
from glocal.loading.passages import text_files
from glocal.text.sentences import (
    END,
    ISOLATE,
    day_words,
    fill,
    isolated,
    joined,
    number_words,
    plain,
    sentence,
)

ENGLISH = coherence_words("en")


def test_a_part_in_brackets_is_left_out_when_one_of_its_words_is_missing():
    template = "They come[ from {place}][, on {day} in {month}]."
    assert fill(template, {}) == "They come."
    assert fill(template, {"place": "", "day": "3"}) == "They come."
    assert fill(template, {"place": "Norrhaven"}) == "They come from Norrhaven."
    assert fill(template, {"day": "3", "month": "May"}) == "They come, on 3 in May."


def test_outside_of_brackets_the_word_for_what_is_missing_stands():
    assert fill("Ask {who}.", {}, {"who": "the body in charge"}) == "Ask the body in charge."
    assert fill("Ask {who}.", {"who": "us"}, {"who": "the body in charge"}) == "Ask us."


def test_what_is_put_in_is_never_read_as_a_template():
    assert fill("Ask {who}.", {"who": "{other} [now]", "other": "no"}) == "Ask {other} [now]."


@pytest.mark.parametrize(
    ("template", "told"),
    [
        ("Yes. {who} decides.", "Yes. The council decides."),
        ("Write: “{who} decides.”", "Write: “The council decides.”"),
        ("Write: «\u00a0{who} decides.\u00a0»", "Write: «\u00a0The council decides.\u00a0»"),
        ("In 3 towns: {who} decides.", "In 3 towns: the council decides."),
        ("So {who} decides.", "So the council decides."),
    ],
)
def test_a_word_that_begins_a_sentence_gets_a_capital(template, told):
    assert fill(template, {"who": "the council"}) == told


def test_a_name_in_isolation_stays_as_it_was_written():
    name = isolated("van Dijk")
    assert fill("Yes. {who} decides.", {"who": name}) == f"Yes. {name} decides."
    assert sentence(f"{name} decides.", ENGLISH).startswith(f"{ISOLATE}van")


def test_isolation_keeps_marks_of_direction_and_line_breaks_out():
    assert isolated("a\u202eb\n c\u2069") == f"{ISOLATE}ab c{END}"
    assert isolated("  ") == ""
    assert plain(isolated("Puerto Lirio")) == "Puerto Lirio"


def test_a_sentence_is_contracted_and_has_one_space_at_a_time():
    spanish, french = coherence_words("es"), coherence_words("fr")
    assert sentence("va  a el registro de el barrio.", spanish) == "Va al registro del barrio."
    assert sentence("vivienda y inscripción", spanish) == "Vivienda e inscripción"
    assert sentence("muy inquieto", spanish) == "Muy inquieto"
    assert sentence("il incombe à les écoles de le quartier", french).endswith(
        "aux écoles du quartier"
    )
    assert sentence(f"de {isolated('el Norte')}", spanish) == f"De {isolated('el Norte')}"


@pytest.mark.parametrize(
    ("items", "last", "told"),
    [
        ([], "and", ""),
        (["a"], "and", "a"),
        (["a", "b"], "and", "a and b"),
        (["a", "b", "c"], "or", "a, b or c"),
        (["a", "b", "c"], "then", "a, then b, then c"),
    ],
)
def test_lists(items, last, told):
    assert joined(items, ENGLISH, last) == told


@pytest.mark.parametrize(
    ("language", "number", "day"),
    [
        ("en", "1,234,567.89", "1 March 2026"),
        ("es", "1\u202f234\u202f567,89", "1 de marzo de 2026"),
        ("fr", "1\u202f234\u202f567,89", "1er mars 2026"),
        ("ar", "1,234,567.89", "1 مارس 2026"),
    ],
)
def test_numbers_and_days_are_written_as_the_language_does(language, number, day):
    words = coherence_words(language)
    assert number_words(1234567.891, words) == number
    assert day_words(date(2026, 3, 1), words) == day
    assert day_words(date(2026, 3, 11), words) == day.replace("1er", "1").replace("1 ", "11 ", 1)


@pytest.mark.parametrize(
    ("value", "told"), [(0, "0"), (-5, "-5"), (0.5, "0.5"), (2.0, "2"), (12.345, "12.35")]
)
def test_a_number_has_no_more_decimals_than_it_needs(value, told):
    assert number_words(value, ENGLISH) == told


def test_contractions_come_from_the_language_alone():
    bare = replace(ENGLISH, contractions=(("to the ", "at "),))
    assert sentence("go to the school", bare) == "Go at school"
    assert sentence("go to the school", ENGLISH) == "Go to the school"


def test_open_words_are_no_words_of_a_passage():
    passages = [
        passage
        for file in text_files()
        if file.family in {"rules", "coherence"}
        for passage in file.passages
    ]
    assert any("○" in passage.text for passage in passages)
    assert not any("{" in passage.text for passage in passages)
