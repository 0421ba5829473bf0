"""The practice library: search with reasons, filters with counts, all without a script."""

import re
from html import unescape
from typing import Any

import pytest
from django.test import Client
from django.utils import translation

from glocal.loading.library import practice_text, practices
from glocal.text.folding import fold
from glocal_web.portal.selectors import practices as selector
from glocal_web.portal.selectors.practices import FACETS, practice_list

KNOWN = "pichincha-human-mobility-unit"


def shown(client: Client, query: str = "", language: str = "en") -> str:
    response = client.get(f"/practices/{query}", headers={"accept-language": language})
    assert response.status_code == 200
    return str(response.content.decode())


def listed(page: str) -> list[str]:
    """The ids of the practices in the list, in order."""
    part = page.partition('<ol class="practice-list">')[2].partition("</ol>")[0]
    return re.findall(r'<h3><a href="/practices/([\w-]+)/"', part)


def found(language: str = "en", **asked: str) -> set[str]:
    """The ids found, on all pages of the list."""
    with translation.override(language):
        return set(practice_list(asked).found)


@pytest.mark.parametrize("language", ["en", "es", "fr", "ar"])
@pytest.mark.parametrize("query", ["", "?q=10.7", "?country=EC"])
def test_everybody_reads_the_library_without_a_single_query(
    client: Client, db: None, django_assert_num_queries: Any, language: str, query: str
) -> None:
    with django_assert_num_queries(0):
        assert listed(shown(client, query, language))


def test_nothing_can_be_sent_to_the_library(client: Client, db: None) -> None:
    assert client.post("/practices/", {"q": "health"}).status_code == 405


def test_without_words_all_are_listed_by_title(client: Client, db: None) -> None:
    page = shown(client)
    assert f"<bdi>{len(practices())}</bdi> of" in page.replace("<strong>", "").replace(
        "</strong>", ""
    )
    assert "By title." in page
    titles = [practice_text(key, "en").title for key in practice_list({}).found]
    assert len(titles) == len(practices())
    assert titles == sorted(titles, key=fold)


def test_each_hit_says_where_the_words_were_found_and_marks_them(client: Client, db: None) -> None:
    page = shown(client, "?q=Pichincha+province")
    assert listed(page)[0] == KNOWN
    reasons = re.findall(r'<dl class="practice-reasons">(.*?)</dl>', page, re.DOTALL)
    assert len(reasons) == len(listed(page))
    assert all("<mark>" in one and "<dt>" in one for one in reasons)
    assert "In the title" in reasons[0]
    assert "The best match first." in shown(client, "?q=migration")


def test_a_code_is_found_as_a_code_and_not_as_its_digits() -> None:
    answering = {one.id for one in practices().values() if one.answers("A2.1")}
    assert found(q="A2.1") == found(q="a2.1") == answering


@pytest.mark.parametrize(
    ("language", "forms"),
    [
        ("ar", ("لاجئين", "اللاجئين", "للاجئين", "اللاجئِين")),
        ("ar", ("صحة", "الصحة", "للصحة", "وبالصحة", "الصِّحَّة", "الصحـــة")),
        ("fr", ("main-d’œuvre", "MAIN-D'ŒUVRE", "main d'oeuvre")),
        ("fr", ("l’école", "ecole", "ÉCOLE")),
    ],
)
def test_the_forms_of_a_word_find_the_same(language: str, forms: tuple[str, ...]) -> None:
    first, *others = (found(language, q=form) for form in forms)
    assert first
    assert all(other == first for other in others)


def test_a_country_is_found_by_its_name_in_the_language_of_the_page() -> None:
    here = {
        one.id for one in practices().values() if "EC" in {place.country for place in one.places}
    }
    assert here <= found(q="Ecuador")
    assert here <= found("fr", q="Équateur")


@pytest.mark.parametrize("key", FACETS)
def test_the_number_beside_a_value_is_what_choosing_it_gives(db: None, key: str) -> None:
    facet = next(one for one in practice_list({}).facets if one.key == key)
    assert facet.options
    for option in facet.options:
        assert option.count == len(practice_list({key: option.value}).found) > 0


def test_filters_and_words_are_combined() -> None:
    both = found(q="10.7", country="EC", indicator="A3")
    assert both
    assert both == found(q="10.7") & found(country="EC") & found(indicator="A3")


def test_a_filter_in_force_is_told_and_can_be_taken_away(client: Client, db: None) -> None:
    page = unescape(shown(client, "?q=migration&country=EC&kind=mechanism"))
    assert 'href="?q=migration&kind=mechanism"' in page
    assert 'href="?q=migration&country=EC"' in page
    assert '<option value="EC" selected>' in page


def test_several_countries_are_asked_for_as_a_mark_of_the_map_does(
    client: Client, db: None
) -> None:
    assert found(country="PH.EC") == found(country="PH") | found(country="EC")
    assert '<option value="EC.PH" selected>' in shown(client, "?country=PH.EC")


def test_words_that_nothing_holds_get_advice(client: Client, db: None) -> None:
    page = shown(client, "?q=zzyzx")
    assert listed(page) == []
    assert "Every word must be found" in page
    assert "Show all practices" in page


def test_filters_that_leave_nothing_are_named_one_by_one(client: Client, db: None) -> None:
    page = shown(client, "?q=Pichincha&country=JP")
    assert listed(page) == []
    assert "the filters leave" in page
    assert "Take away the filter" in page


@pytest.mark.parametrize(
    "query",
    [
        "?sector=magic",
        "?indicator=Z9.9",
        "?country=..%2F..",
        "?country=EC%00",
        "?role=%3Cscript%3E",
        "?level=&kind=&sdg=99.9",
        "?page=minus",
        "?page=999999",
        "?unknown=1&sector=health&sector=health",
    ],
)
def test_what_no_filter_knows_is_left_out(client: Client, db: None, query: str) -> None:
    assert listed(shown(client, query))


@pytest.mark.parametrize(
    "words",
    [
        "<script>alert(1)</script>",
        '"><img src=x>',
        "%00",
        "%25",
        "(((",
        "\\",
        "….",
        "A" * 5000,
        "a.1 " * 500,
        "𝔘𝔫𝔦",
        "1.1.1.1",
    ],
)
def test_hostile_words_do_no_harm(client: Client, db: None, words: str) -> None:
    response = client.get("/practices/", {"q": words})
    page = response.content.decode()
    assert response.status_code == 200
    assert "<script>alert" not in page
    assert "<img src=x" not in page


def test_a_borrowed_text_says_its_language(
    client: Client, db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    english = selector.practice_text
    monkeypatch.setattr(selector, "practice_text", lambda key, _language: english(key, "en"))
    assert '<h3><a href="/practices/' in shown(client, "", "ar")
    assert 'lang="en" dir="ltr"' in shown(client, "", "ar")


def test_the_page_is_light(client: Client, db: None) -> None:
    assert len(shown(client).encode()) < 150_000


def test_a_country_on_the_map_has_its_name_in_the_readers_language(client: Client) -> None:
    page = client.get("/practices/", headers={"accept-language": "fr"}).content.decode()
    assert "<bdi>Nouvelle-Zélande</bdi>" in page
    for name in ("New Zealand", "Tunisia", "Ireland", "Ecuador"):
        assert f"<bdi>{name}</bdi>" not in page
        assert f"{name}, " not in page
