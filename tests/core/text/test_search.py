"""Search finds what holds every word, ranks it, and says why."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glocal.text.search import Field, SearchIndex

LIBRARY = SearchIndex(
    {
        "naga": [
            Field("title", 4, "Migration in the plan of Naga City"),
            Field("done", 1, "A working group was formed. The council put migration in its plan."),
        ],
        "quito": [
            Field("title", 4, "Quito’s ordinance on human mobility"),
            Field("done", 1, "An ordinance obliges every plan to respect human mobility."),
        ],
        "montreuil": [
            Field("title", 4, "Coopération décentralisée Montreuil–Yélimané"),
            Field("done", 1, "Une fédération d’associations porte les projets d’eau et d’école."),
        ],
    }
)


def found(query: str) -> list[str]:
    return [hit.id for hit in LIBRARY.search(query)]


def test_every_word_of_the_query_must_be_there():
    assert found("plan ordinance") == ["quito"]
    assert found("plan ordinance water") == []


def test_a_word_in_the_title_counts_more_than_in_the_body():
    assert found("plan") == ["naga", "quito"]


def test_accents_capitals_and_elided_articles_do_not_matter():
    assert found("ECOLE") == found("école") == found("l'école") == ["montreuil"]


def test_a_beginning_finds_longer_words_but_an_exact_word_comes_first():
    assert found("decent") == ["montreuil"]
    index = SearchIndex({"a": [Field("t", 1, "schools")], "b": [Field("t", 1, "school")]})
    assert [hit.id for hit in index.search("school")] == ["b", "a"]


def test_two_letters_find_only_the_word_itself():
    assert found("wo") == []


@pytest.mark.parametrize("query", ["", "   ", "…", "?!"])
def test_a_query_without_words_finds_nothing(query):
    assert found(query) == []


def test_a_hit_names_the_field_and_marks_the_word():
    hit = LIBRARY.search("ordinance")[0]
    assert [(reason.field, reason.words) for reason in hit.reasons] == [
        ("title", ("ordinance",)),
        ("done", ("ordinance",)),
    ]
    assert hit.reasons[0].excerpt == (
        ("Quito’s ", False),
        ("ordinance", True),
        (" on human mobility", False),
    )


def test_a_long_text_is_cut_between_words_around_the_hit():
    text = "word " * 60 + "needle " + "word " * 60
    hit = SearchIndex({"x": [Field("body", 1, text.strip())]}).search("needle")[0]
    pieces = hit.reasons[0].excerpt
    assert pieces[0] == ("… ", False)
    assert pieces[-1] == (" …", False)
    assert ("needle", True) in pieces
    assert sum(len(piece) for piece, _ in pieces) < 200


def test_the_rank_is_bm25_by_hand():
    # Two documents of one word each: idf = ln(1 + (2 - 1 + .5) / (1 + .5)) = ln 2; length equals
    # the mean, so gain = 1 * 2.2 / (1 + 1.2) = 1.
    index = SearchIndex({"a": [Field("t", 1, "water")], "b": [Field("t", 1, "land")]})
    assert index.search("water")[0].score == pytest.approx(0.693147, abs=1e-6)


@given(st.text(max_size=40))
def test_no_query_ends_in_an_error_and_every_hit_has_a_reason(query):
    for hit in LIBRARY.search(query):
        assert hit.reasons
        assert hit.score > 0


def test_an_empty_library_finds_nothing():
    assert SearchIndex({}).search("plan") == ()


def test_reasons_can_be_asked_for_later_and_are_the_same() -> None:
    for hit in LIBRARY.search("plan human"):
        assert LIBRARY.reasons(hit.id, "plan human") == hit.reasons
    assert all(hit.reasons == () for hit in LIBRARY.search("plan", reasons=0))
    assert LIBRARY.reasons("naga", "zzyzx") == ()
