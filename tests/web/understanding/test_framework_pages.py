"""The public pages about frameworks: open to everybody, complete, marked where not translated."""

import re

import pytest
from django.test import Client

from glocal.loading.catalogue import framework, installed_frameworks

PAGES = (
    "/frameworks/",
    "/frameworks/local-pcmd/1.0/",
    "/frameworks/local-pcmd/1.0/A1.1/",
    "/frameworks/local-pcmd/1.0/A3.10/",
    "/frameworks/local-pcmd/1.1/",
    "/frameworks/local-pcmd/1.1/A1.1/",
    "/frameworks/local-pcmd/1.1/B2.21/",
    "/frameworks/sdg-10.7.2/1.0/",
    "/frameworks/sdg-10.7.2/1.0/D1.1/",
    "/frameworks/sdg-17.14.1/80/",
    "/frameworks/sdg-17.14.1/96/",
)


def shown(client: Client, address: str, language: str = "en") -> str:
    response = client.get(address, headers={"accept-language": language})
    assert response.status_code == 200
    return str(response.content.decode())


@pytest.mark.parametrize("address", PAGES)
@pytest.mark.parametrize("language", ["en", "es", "fr", "ar"])
def test_everybody_reads_the_page_without_a_single_query(
    client: Client, db: None, django_assert_num_queries: object, address: str, language: str
) -> None:
    with django_assert_num_queries(0):  # type: ignore[operator]
        shown(client, address, language)


@pytest.mark.parametrize(
    "address",
    [
        "/frameworks/nothing/1.0/",
        "/frameworks/local-pcmd/9.9/",
        "/frameworks/local-pcmd/1.0/Z9.9/",
        "/frameworks/local-pcmd/1.0/<script>/",
        "/frameworks/..%2F..%2Fetc/passwd/",
        # It came with the next version.
        "/frameworks/local-pcmd/1.0/B1.1/",
    ],
)
def test_a_framework_version_or_indicator_that_is_not_there_is_not_found(
    client: Client, db: None, address: str
) -> None:
    assert client.get(address).status_code == 404


@pytest.mark.parametrize("address", PAGES[:3])
def test_nothing_can_be_written_to_a_framework(client: Client, db: None, address: str) -> None:
    assert client.post(address).status_code == 405


def test_the_reconstruction_says_that_it_is_one_and_the_published_rule_that_it_is_not(
    client: Client, db: None
) -> None:
    page = shown(client, "/frameworks/")
    kinds = [framework(name.id, name.version).kind for name in installed_frameworks()]
    assert page.count("Reconstruction, in our words") == kinds.count("reconstruction")
    assert page.count("Made by us") == kinds.count("own")
    assert page.count("Published rule") == kinds.count("published-rule") == 3
    assert "This is a reconstruction" in shown(client, "/frameworks/local-pcmd/1.0/")


@pytest.mark.parametrize(("version", "indicators"), [("1.0", 29), ("1.1", 62)])
def test_the_framework_page_lists_every_indicator(
    client: Client, db: None, version: str, indicators: int
) -> None:
    page = shown(client, f"/frameworks/local-pcmd/{version}/")
    found = re.findall(rf'href="/frameworks/local-pcmd/{version}/[AB]\d\.\d+/"', page)
    assert len(set(found)) == indicators


def test_the_framework_page_says_which_answer_holds_a_group_down(client: Client, db: None) -> None:
    assert "holds Mapping the local context at <bdi>50</bdi> at most" in shown(
        client, "/frameworks/local-pcmd/1.0/"
    )


def test_an_indicator_shows_all_its_texts(client: Client, db: None) -> None:
    page = shown(client, "/frameworks/local-pcmd/1.0/A1.1/")
    for words in (
        "What migration changes here",
        "What this changes for migration",
        "written picture of who arrives",
        "How to get here",
        "What counts as evidence",
        "Real case",
        "Naga City",
        "To read further",
        "17.18",
    ):
        assert words in page
    assert page.count("ladder-rung") == 5


def test_prerequisites_are_shown_from_both_sides(client: Client, db: None) -> None:
    # A2.1 reaches its third grade once A3.1 is at its first.
    assert 'href="/frameworks/local-pcmd/1.0/A3.1/"' in shown(
        client, "/frameworks/local-pcmd/1.0/A2.1/"
    )
    page = shown(client, "/frameworks/local-pcmd/1.0/A3.1/")
    assert "What waits for this" in page
    assert 'href="/frameworks/local-pcmd/1.0/A2.1/"' in page


def test_a_version_of_all_texts_shows_the_parts_that_only_it_has(client: Client, db: None) -> None:
    page = shown(client, "/frameworks/local-pcmd/1.1/B1.2/")
    for words in (
        "What usually goes wrong:",
        "What it presupposes",
        "Where to look first",
        "Typical incoherences",
        "Vertical: between levels of government",
        "Global Compact for Migration",
        "Address and reduce vulnerabilities",
        "Original text of the project.",
    ):
        assert words in page


@pytest.mark.usefixtures("half_translated")
def test_what_is_not_translated_is_marked_with_its_language(client: Client, db: None) -> None:
    page = shown(client, "/frameworks/local-pcmd/1.0/A1.1/", "ar")
    assert 'dir="rtl"' in page
    assert '<p lang="en" dir="ltr">People arriving' in page
    # Title, questions and anchors are there in Arabic and must not be marked as English.
    assert '<ol lang="en"' not in page


@pytest.mark.usefixtures("half_translated")
def test_a_language_the_framework_does_not_have_gets_the_original_marked(
    client: Client, db: None
) -> None:
    page = shown(client, "/frameworks/local-pcmd/1.0/", "fr")
    assert 'lang="en" dir="ltr"' in page
    assert "Mapping the local context" in page


def test_the_neighbours_in_the_framework_are_one_step_away(client: Client, db: None) -> None:
    page = shown(client, "/frameworks/local-pcmd/1.0/A1.2/")
    assert 'rel="prev" href="/frameworks/local-pcmd/1.0/A1.1/"' in page
    assert 'rel="next" href="/frameworks/local-pcmd/1.0/A1.3/"' in page
