"""One practice: five parts, facts, sources, and who says what."""

import re
from dataclasses import replace
from typing import Any

import pytest
from django.test import Client
from django.utils import translation

from glocal.loading.library import practice_text, practices
from glocal.model.practice import Cost, DrawnBy
from glocal_web.portal.mappers.practice_words import cost_words, dates_words, places_words
from glocal_web.portal.selectors.practices_page import practice_page

KNOWN = "pichincha-human-mobility-unit"


def shown(client: Client, practice_id: str = KNOWN, language: str = "en") -> str:
    response = client.get(f"/practices/{practice_id}/", headers={"accept-language": language})
    assert response.status_code == 200
    return str(response.content.decode())


@pytest.mark.parametrize("practice_id", list(practices()))
def test_everybody_reads_every_practice_in_every_language_without_a_query(
    client: Client, db: None, django_assert_num_queries: Any, practice_id: str
) -> None:
    with django_assert_num_queries(0):
        for language in ("en", "es", "fr", "ar"):
            shown(client, practice_id, language)


def test_the_five_parts_and_what_is_not_known_stand_in_this_order(client: Client, db: None) -> None:
    page = shown(client)
    parts = re.findall(r'<h2 id="([\w-]+)"', page)
    assert parts[:7] == [
        "introduction",
        "context",
        "done",
        "lessons",
        "recommendations",
        "unknown",
        "answers",
    ]
    assert parts[-1] == "sources"
    text = practice_text(KNOWN, "en")
    assert page.count("<li>") >= len(text.done) + len(text.lessons) + len(text.unknown)


def test_who_draws_lessons_and_recommendations_is_said(client: Client, db: None) -> None:
    assert practices()[KNOWN].lessons_by is DrawnBy.OURS
    page = shown(client)
    assert "Drawn by us" in page
    assert "Made by us" in page
    assert "Drawn by a source" not in page


def test_each_indicator_it_answers_leads_to_the_newest_page_of_it(client: Client, db: None) -> None:
    page = shown(client)
    for item in practices()[KNOWN].indicators:
        assert f'href="/frameworks/local-pcmd/{practice_page(KNOWN).version}/{item.code}/"' in page
    assert "Helps to reach" in page


def test_each_source_says_when_it_was_read_and_whether_it_was_opened(
    client: Client, db: None
) -> None:
    page = shown(client)
    sources = practices()[KNOWN].sources
    assert page.count("Opened and read on") == sum(one.opened for one in sources)
    assert page.count("Not opened for this page") == sum(not one.opened for one in sources)
    assert page.count("Carries:") == len(sources)
    assert page.count('rel="noreferrer"') >= len(sources)


def test_only_addresses_of_the_web_become_links(monkeypatch: pytest.MonkeyPatch) -> None:
    one = practices()[KNOWN]
    first, *others = one.sources
    odd = replace(one, sources=(replace(first, url="javascript:alert(1)"), *others))
    monkeypatch.setattr(
        "glocal_web.portal.selectors.practices_page.practices", lambda: {KNOWN: odd}
    )
    assert practice_page(KNOWN).sources[0].link == ""


def test_neighbours_answer_some_of_the_same_indicators() -> None:
    page = practice_page(KNOWN)
    codes = {item.code for item in page.practice.indicators}
    assert page.neighbours
    for one in page.neighbours:
        assert one.id != KNOWN
        assert set(one.codes) <= codes
        assert set(one.codes) <= {item.code for item in practices()[one.id].indicators}
    assert [len(one.codes) for one in page.neighbours] == sorted(
        (len(one.codes) for one in page.neighbours), reverse=True
    )


@pytest.mark.parametrize(
    ("start", "end", "said"),
    [
        (None, None, "Not known"),
        ("2014", None, "From 2014, end not known"),
        ("2014-04", "2016-02", "From April 2014, until February 2016"),
        (None, "2016", "Start not known, until 2016"),
        ("2014-04-15", "ongoing", "From 15 April 2014, still running, a source says"),
    ],
)
def test_dates_are_said_in_words(start: str | None, end: str | None, said: str) -> None:
    with translation.override("en"):
        assert dates_words(replace(practices()[KNOWN], start=start, end=end)) == said


@pytest.mark.parametrize(
    ("amount", "currency", "said"),
    [
        (229998.0, "EUR", "229,998 EUR"),
        (10.5, "USD", "10.50 USD"),
        (1000.0, None, "1,000 (currency not said)"),
    ],
)
def test_a_cost_keeps_its_currency_or_says_that_none_is_known(
    amount: float, currency: str | None, said: str
) -> None:
    with translation.override("en"):
        assert cost_words(Cost(amount, currency)) == said


def test_places_of_one_country_name_it_once_and_a_country_is_not_named_twice() -> None:
    one = practices()[KNOWN]
    place = one.places[0]
    two = replace(one, places=(place, replace(place, name="Quito")))
    whole = replace(one, places=(replace(place, name="Ecuador", level="national"),))
    with translation.override("en"):
        assert places_words(two, "en") == "Pichincha, Quito, Ecuador"
        assert places_words(whole, "en") == "Ecuador"
    with translation.override("ar"):
        assert places_words(whole, "ar") == "الإكوادور"


def test_latin_names_keep_their_own_direction_between_arabic_words() -> None:
    with translation.override("ar"):
        assert places_words(practices()[KNOWN], "ar").startswith("\u2068Pichincha\u2069، ")


def test_a_borrowed_text_is_marked_with_its_language(
    client: Client, db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        "glocal_web.portal.selectors.practices_page.practice_text",
        lambda key, _language: practice_text(key, "en"),
    )
    page = shown(client, language="ar")
    assert 'class="practice-short" lang="en" dir="ltr"' in page
    assert "text-status-borrowed" in page


@pytest.mark.parametrize(
    "address",
    [
        "/practices/no-such-practice/",
        "/practices/PICHINCHA/",
        "/practices/%00/",
        "/practices/..%2F..%2Fetc%2Fpasswd/",
        "/practices/<script>/",
    ],
)
def test_what_the_library_does_not_have_is_not_found(
    client: Client, db: None, address: str
) -> None:
    assert client.get(address).status_code == 404


def test_nothing_can_be_sent_to_a_practice(client: Client, db: None) -> None:
    assert client.post(f"/practices/{KNOWN}/").status_code == 405
