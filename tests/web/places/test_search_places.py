"""Finding places in a small gazetteer."""

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from glocal_web.portal.models.place import Place, PlaceName
from glocal_web.portal.selectors.places import country_name, place, search_places

pytestmark = pytest.mark.usefixtures("loaded")


def found(text: str, **options: Any) -> list[str]:
    return [match.place.name for match in search_places(text, **options)]


@pytest.mark.parametrize("text", ["Cairo", "El Cairo", "Le Caire", "القاهرة", "le ca", "KAIRÓ"])
def test_one_place_is_found_by_its_names_in_several_languages(text: str) -> None:
    assert found(text)[0] == "Cairo"


def test_the_name_that_was_found_is_told_as_it_is_written() -> None:
    match = search_places("القاهره")[0]
    assert (match.place.name, match.matched_name, match.is_other_name) == (
        "Cairo",
        "القاهرة",
        True,
    )
    assert not search_places("cair")[0].is_other_name


@pytest.mark.parametrize("text", ["lodz", "ŁÓDŹ", "Łódź", "łod"])
def test_case_and_accents_do_not_matter(text: str) -> None:
    assert found(text) == ["Łódź"]


def test_the_place_of_just_this_name_comes_before_a_larger_one_with_more_words() -> None:
    assert found("york") == ["York", "New York City"]


def test_among_equals_a_division_comes_just_after_its_largest_town() -> None:
    assert found("القاهرة") == ["Cairo", "Cairo Governorate"]


def test_a_place_with_several_matching_names_is_found_once() -> None:
    assert found("ca", limit=50) == ["Cairo", "Cairo Governorate"]


def test_what_follows_a_comma_is_not_looked_at() -> None:
    assert found("Cairo, Egypt")[0] == "Cairo"
    assert found("القاهرة، مصر")[0] == "Cairo"


def test_a_country_narrows_the_search() -> None:
    assert found("york", country="us") == ["New York City"]
    assert found("york", country="FR") == []


@pytest.mark.parametrize("country", ["", "U", "USA", "\0\0", "%%", "😀"])
def test_a_code_that_is_no_country_finds_nothing(country: str) -> None:
    assert found("york", country=country) == []


@pytest.mark.parametrize(("limit", "count"), [(1, 1), (2, 2), (0, 0), (-5, 0), (10**12, 2)])
def test_the_limit_is_kept_within_bounds(limit: int, count: int) -> None:
    assert len(found("york", limit=limit)) == count


@pytest.mark.parametrize("text", ["", " ", "%", "_", "%air%", "c_iro", "\\", "😀", "\0", "'; --"])
def test_signs_of_a_query_language_find_nothing(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    "text", ["x" * 10_000, "cairo" * 2_000, "ﷺ" * 10_000, "\u0301" * 10_000, "Cairo\ud800\0"]
)
def test_long_or_broken_text_is_no_error(text: str) -> None:
    assert set(found(text)) <= {"Cairo", "Cairo Governorate"}


@given(st.text())
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_text_is_an_error(text: str) -> None:
    assert len(search_places(text)) <= 6


def test_a_search_takes_two_queries_and_one_when_nothing_is_found(
    django_assert_num_queries: Any,
) -> None:
    with django_assert_num_queries(2):
        names = [
            (m.place.name, m.place.division and m.place.division.name) for m in search_places("cai")
        ]
    assert names == [("Cairo", "Cairo Governorate"), ("Cairo Governorate", None)]
    with django_assert_num_queries(1):
        assert search_places("zzz") == []
    with django_assert_num_queries(0):
        assert search_places("%") == []


def test_a_place_is_fetched_by_its_id() -> None:
    cairo = place(360630)
    assert cairo is not None
    assert cairo.name == "Cairo"
    assert (place(1), place(-1), place(10**30)) == (None, None, None)


def test_countries_are_named_in_the_readers_language() -> None:
    assert country_name("EG", "en") == "Egypt"
    assert country_name("eg", "es") == "Egipto"
    assert country_name("EG", "fr") == "Égypte"
    assert country_name("EG", "ar") == "مصر"
    assert country_name("ZQ", "en") == "ZQ"


def test_a_place_goes_with_its_names() -> None:
    Place.objects.get(pk=360630).delete()
    assert not PlaceName.objects.filter(place_id=360630).exists()
