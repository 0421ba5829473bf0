"""Practices are found by words, by codes and by the names of countries, each with its reason."""

import pytest

from glocal.loading.library import practice_text, practices
from glocal.reports.practice_record import practice_record
from glocal.reports.practice_search import WEIGHTS, PracticeSearch, practice_fields

KNOWN = "pichincha-human-mobility-unit"
ENGLISH = PracticeSearch("en", {"EC": "Ecuador", "PH": "Philippines"})


def marked(practice_id: str, query: str) -> set[str]:
    return {
        piece.lower()
        for reason in ENGLISH.reasons(practice_id, query)
        for piece, is_hit in reason.excerpt
        if is_hit
    }


def test_a_practice_is_found_by_its_own_title_in_every_language() -> None:
    for language in ("en", "es", "fr", "ar"):
        search = PracticeSearch(language)
        assert search.search(practice_text(KNOWN, language).title)[0] == KNOWN


@pytest.mark.parametrize("query", ["", "   ", "…", "zzyzx"])
def test_nothing_is_found_by_nothing(query: str) -> None:
    assert ENGLISH.search(query) == ()


def test_an_indicator_is_found_by_its_code_in_small_letters_too() -> None:
    answering = {one.id for one in practices().values() if one.answers("A3.6")}
    assert set(ENGLISH.search("A3.6")) == set(ENGLISH.search("a3.6")) == answering


def test_a_target_is_found_by_its_code_and_not_by_parts_of_others() -> None:
    serving = {
        one.id for one in practices().values() if "10.7" in {target for target, _ in one.sdg}
    }
    assert set(ENGLISH.search("10.7")) == serving


def test_codes_and_words_must_all_be_there() -> None:
    both = ENGLISH.search("A2.1 Pichincha")
    assert KNOWN in both
    assert set(both) <= set(ENGLISH.search("A2.1")) & set(ENGLISH.search("Pichincha"))


def test_the_code_is_the_first_reason() -> None:
    first = ENGLISH.reasons(KNOWN, "unit A2.1")[0]
    assert (first.field, first.words, first.excerpt[0]) == ("indicators", ("A2.1",), ("A2.1", True))


def test_a_code_that_nothing_is_known_of_is_looked_for_as_words() -> None:
    assert ENGLISH.search("Z9.9") == ()


def test_a_country_is_found_by_the_name_it_was_given() -> None:
    here = {
        one.id for one in practices().values() if "EC" in {place.country for place in one.places}
    }
    assert here <= set(ENGLISH.search("Ecuador"))


def test_the_first_reasons_show_as_many_words_as_they_can() -> None:
    assert marked(KNOWN, "ordinance universities") == {"ordinance", "universities"}


def test_every_hit_has_a_reason() -> None:
    for key in ENGLISH.search("migration"):
        assert 1 <= len(ENGLISH.reasons(key, "migration")) <= 3


def test_every_part_that_counts_is_a_part_of_the_document() -> None:
    fields = practice_fields(practices()[KNOWN], practice_text(KNOWN, "en"), "en", {})
    assert [field.name for field in fields] == list(WEIGHTS)
    assert all(field.text for field in fields)


def test_a_record_holds_structure_and_words_and_says_what_is_not_known() -> None:
    one, text = practices()[KNOWN], practice_text(KNOWN, "es")
    record = practice_record(one, text)
    assert (record["id"], record["language"], record["title"]) == (KNOWN, "es", text.title)
    assert record["cost"] is None
    assert {item["code"]: item["why"] for item in record["indicators"]} == dict(text.answers)
    assert len(record["sources"]) == len(one.sources)
