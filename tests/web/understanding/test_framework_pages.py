"""The public pages about frameworks: open to everybody, complete, marked where not translated."""

import pytest
from django.test import Client

PAGES = (
    "/frameworks/",
    "/frameworks/local-pcmd/1.0/",
    "/frameworks/local-pcmd/1.0/A1.1/",
    "/frameworks/local-pcmd/1.0/A3.10/",
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
        # A draft is no part of the version.
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
    assert page.count("Reconstruction, in our words") == 1
    assert page.count("Published rule") == 3
    assert "This is a reconstruction" in shown(client, "/frameworks/local-pcmd/1.0/")


def test_the_framework_page_lists_every_indicator_and_announces_what_is_still_written(
    client: Client, db: None
) -> None:
    page = shown(client, "/frameworks/local-pcmd/1.0/")
    links = page.count('href="/frameworks/local-pcmd/1.0/A')
    assert links == 29
    assert "<bdi>12</bdi> indicators are still being written" in page
    assert "<bdi>21</bdi> indicators are still being written" in page


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


def test_what_is_not_translated_is_marked_with_its_language(client: Client, db: None) -> None:
    page = shown(client, "/frameworks/local-pcmd/1.0/A1.1/", "ar")
    assert 'dir="rtl"' in page
    assert '<p lang="en" dir="ltr">People arriving' in page
    # Title, questions and anchors are there in Arabic and must not be marked as English.
    assert '<ol lang="en"' not in page


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
