"""The directory of territories: who sees which, search by any name, filters, order."""

from datetime import UTC, datetime

import pytest
from django.test import Client

from glocal_web.portal.models import Place, Publication, Territory
from tests.cast import Cast, municipality, sign_in

ADDRESS = "/territories/"


def names(client: Client, **query: str) -> list[str]:
    response = client.get(ADDRESS, query)
    assert response.status_code == 200
    return [found.territory.name for found in response.context["directory"].found]


def publish(cast: Cast) -> Publication:
    return Publication.objects.create(
        assessment=cast.assessment, snapshot={}, published_at=datetime(2026, 11, 1, tzinfo=UTC)
    )


def test_a_visitor_sees_nothing_while_nothing_is_published(client: Client, cast: Cast) -> None:
    assert names(client) == []


def test_a_visitor_sees_published_territories_and_examples(client: Client, cast: Cast) -> None:
    publish(cast)
    Territory.objects.filter(pk=cast.partner.pk).update(is_example=True)
    assert names(client) == ["Norrhaven", "Puerto Lirio"]


def test_a_withdrawn_publication_hides_the_territory_again(client: Client, cast: Cast) -> None:
    row = publish(cast)
    row.withdrawn_at = datetime(2026, 11, 2, tzinfo=UTC)
    row.save()
    assert names(client) == []


def test_a_reader_sees_their_own_territory_alone(client: Client, cast: Cast) -> None:
    assert names(sign_in(client, cast.reader)) == ["Puerto Lirio"]


def test_own_territories_come_before_published_ones(client: Client, cast: Cast) -> None:
    publish(cast)
    assert names(sign_in(client, cast.outsider)) == ["Santa Brena", "Puerto Lirio"]


def test_who_reads_below_sees_the_territories_below(client: Client, cast: Cast) -> None:
    assert names(sign_in(client, cast.above)) == ["Vallemar", "Puerto Lirio", "Santa Brena"]


def test_a_steward_sees_all(client: Client, cast: Cast) -> None:
    assert names(sign_in(client, cast.steward)) == [
        "Estalia",
        "Norrhaven",
        "Puerto Lirio",
        "Santa Brena",
        "Vallemar",
    ]


@pytest.mark.parametrize("text", ["puerto", "LIRIO", "Pu", "púërto lir"])
def test_a_name_is_found_by_the_beginning_of_any_word(
    client: Client, cast: Cast, text: str
) -> None:
    assert names(sign_in(client, cast.steward), q=text) == ["Puerto Lirio"]


def test_the_middle_of_a_word_finds_nothing(client: Client, cast: Cast) -> None:
    assert names(sign_in(client, cast.steward), q="irio") == []


def test_a_local_name_is_found_in_its_script_whatever_the_letter_variant(
    client: Client, cast: Cast
) -> None:
    Territory.objects.filter(pk=cast.partner.pk).update(local_name="القاهِرة")
    assert names(sign_in(client, cast.steward), q="القاهره") == ["Norrhaven"]


def test_a_territory_is_found_by_another_name_of_its_place_and_says_which(
    client: Client, cast: Cast, kasserine: Place
) -> None:
    Territory.objects.filter(pk=cast.partner.pk).update(place=kasserine)
    response = sign_in(client, cast.steward).get(ADDRESS, {"q": "القصر"})
    assert "found as <bdi>القصرين</bdi>" in response.content.decode()


def test_country_and_level_narrow_the_list(client: Client, cast: Cast) -> None:
    Territory.objects.filter(pk=cast.partner.pk).update(country="NO")
    sign_in(client, cast.steward)
    assert names(client, country="NO") == ["Norrhaven"]
    assert names(client, level="national") == ["Estalia"]
    assert names(client, level="intermediate", country="NO") == []


@pytest.mark.parametrize(
    "query",
    [
        {"q": "%"},
        {"q": "' OR 1=1 --"},
        {"q": "\x00"},
        {"q": "x" * 10_000},
        {"level": "galactic"},
        {"country": "<script>"},
        {"page": "-1"},
        {"page": "99999999999999999999"},
    ],
)
def test_hostile_input_is_answered_calmly(
    client: Client, cast: Cast, query: dict[str, str]
) -> None:
    response = sign_in(client, cast.steward).get(ADDRESS, query)
    assert response.status_code == 200
    assert "<script>" not in response.content.decode().split("<main")[1]


def test_only_reading_is_possible(client: Client, cast: Cast) -> None:
    assert client.post(ADDRESS).status_code == 405


def test_the_number_of_queries_does_not_grow_with_the_territories(
    client: Client, cast: Cast, django_assert_max_num_queries
) -> None:
    for number in range(60):
        municipality(f"Town {number}", cast.province)
    sign_in(client, cast.steward)
    with django_assert_max_num_queries(10):
        response = client.get(ADDRESS, {"q": "town"})
    assert response.context["directory"].total == 60
    assert len(response.context["directory"].found) == 40
