"""The public pages about linkages: complete, linked, readable in every language, without rows."""

import re
from typing import Any

import pytest
from django.test import Client

from glocal.loading import library
from glocal.loading.catalogue import framework
from glocal.loading.vocabulary import vocabulary_ids
from glocal_web.portal.mappers.practice_words import day_words
from glocal_web.portal.selectors.linkages import GROUPS, linkage_groups

PAGES = ("/linkages/", "/linkages/health/", "/linkages/education/")


def shown(client: Client, address: str, language: str = "en") -> str:
    response = client.get(address, headers={"accept-language": language})
    assert response.status_code == 200
    return str(response.content.decode())


@pytest.mark.parametrize("address", PAGES)
@pytest.mark.parametrize("language", ["en", "es", "fr", "ar"])
def test_everybody_reads_the_page_without_a_single_query(
    client: Client, db: None, django_assert_num_queries: Any, address: str, language: str
) -> None:
    with django_assert_num_queries(0):
        shown(client, address, language)


@pytest.mark.parametrize("address", PAGES)
def test_nothing_can_be_written_to_a_linkage(client: Client, db: None, address: str) -> None:
    assert client.post(address).status_code == 405


@pytest.mark.parametrize(
    "address",
    [
        "/linkages/magic/",
        "/linkages/HEALTH/",
        "/linkages/%00/",
        "/linkages/..%2F..%2Fetc/",
        "/linkages/<script>/",
    ],
)
def test_a_sector_that_has_no_linkage_is_not_found(client: Client, db: None, address: str) -> None:
    assert client.get(address).status_code == 404


def test_every_sector_with_a_linkage_is_listed_once(client: Client, db: None) -> None:
    page = shown(client, "/linkages/")
    links = re.findall(r'href="/linkages/([\w-]+)/"', page)
    assert sorted(links) == sorted(library.linkages())


def test_each_sector_of_the_vocabulary_stands_in_one_group() -> None:
    grouped = [sector for _title, sectors in GROUPS for sector in sectors]
    assert sorted(grouped) == sorted(vocabulary_ids("sectors"))


def test_no_group_is_empty(db: None) -> None:
    assert all(group.lines for group in linkage_groups())


@pytest.mark.parametrize("sector", ["health", "education", "early-childhood-youth"])
def test_the_page_shows_every_part_of_the_linkage(client: Client, db: None, sector: str) -> None:
    page = shown(client, f"/linkages/{sector}/")
    linkage = library.linkages()[sector]
    text = library.linkage_text(sector, "en")
    points = [*text.migration_affects, *text.destination, *text.transit, *text.origin]
    points += [
        *text.synergies,
        *text.side_effects,
        *(one for axis in text.incoherences.values() for one in axis),
    ]
    for one in points:
        assert _escaped(one.point) in page
        assert _escaped(one.how) in page
        assert _escaped(one.mend) in page
    for fact in text.facts:
        assert _escaped(fact.url) in page
        assert f"<bdi>{day_words(fact.read)}</bdi>" in page
    for item in linkage.sdg:
        assert f"<bdi>{item.target}</bdi>" in page
    for number in linkage.gcm:
        assert f"<bdi>{number}</bdi>" in page
    newest = framework(library.MAIN_FRAMEWORK).version
    for code in linkage.indicators:
        assert f'href="/frameworks/local-pcmd/{newest}/{code}/"' in page
    assert f'href="/linkages/{sector}/check/"' in page


def test_practices_of_the_sector_are_named(client: Client, db: None) -> None:
    sector = library.practices()["pichincha-human-mobility-unit"].sectors[0]
    if sector not in library.linkages():
        pytest.skip("the sector of this practice has no linkage yet")
    title = library.practice_text("pichincha-human-mobility-unit", "en").title
    assert _escaped(title) in shown(client, f"/linkages/{sector}/")


def test_the_contents_lead_to_headings_of_the_page(client: Client, db: None) -> None:
    page = shown(client, "/linkages/health/")
    targets = re.findall(r'<li><a href="#([\w-]+)">', page)
    assert len(targets) >= 7
    assert all(f'id="{target}"' in page for target in targets)


def test_the_page_says_where_its_words_come_from(client: Client, db: None) -> None:
    assert "text-status-original" in shown(client, "/linkages/health/")
    assert re.search(r"text-status-(translated|reviewed|stale|borrowed)", shown(
        client, "/linkages/health/", "es"
    ))  # fmt: skip


def test_words_in_another_language_are_marked(
    client: Client, db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        "glocal_web.portal.selectors.linkages.linkage_text",
        lambda sector, language: library.linkage_text(sector, "en"),
    )
    page = shown(client, "/linkages/health/", "ar")
    assert "text-status-borrowed" in page
    assert '<div lang="en" dir="ltr">' in page


def test_the_main_navigation_has_one_entry_for_all_there_is_to_learn(
    client: Client, db: None
) -> None:
    for address in ("/linkages/", "/linkages/health/", "/frameworks/", "/methods/"):
        page = shown(client, address)
        assert page.count('<a href="/linkages/" aria-current="page">Learn</a>') == 2, address
    for address in ("/linkages/", "/frameworks/", "/methods/"):
        assert f'<li><a href="{address}" aria-current="page">' in shown(client, address)


def test_the_page_is_light(client: Client, db: None) -> None:
    for sector in library.linkages():
        assert len(client.get(f"/linkages/{sector}/").content) < 90_000


def _escaped(text: str) -> str:
    for sign, code in (("&", "&amp;"), ("'", "&#x27;"), ('"', "&quot;"), ("<", "&lt;")):
        text = text.replace(sign, code)
    return text
