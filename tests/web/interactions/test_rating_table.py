"""Answer a row of the table: only what was typed is saved, and what is wrong stays visible."""

from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from glocal_web.portal.models import InteractionRating, Matrix, MatrixItem
from tests.cast import Cast, sign_in
from tests.web.interactions.matrices import address, guest, link, matrix, rate, rater

SIX = ("Homes", "Work", "Schools", "Clinics", "Buses", "Parks")


@pytest.fixture
def row(cast: Cast) -> Matrix:
    return matrix(cast.territory, SIX)


def typed(row: Matrix, values: dict[str, str], **versions: int) -> dict[str, Any]:
    """What the form sends: every input of the first row, most of them empty."""
    sent: dict[str, Any] = {}
    for item in row.items.exclude(key="i1"):
        sent[f"v-{item.pk}"] = values.get(item.key, "")
        sent[f"n-{item.pk}"] = str(versions.get(item.key, 0))
    return sent


def kept() -> dict[str, int | None]:
    return {one.target.key: one.value for one in InteractionRating.objects.order_by("pk")}


def key_of(row: Matrix, key: str) -> MatrixItem:
    return row.items.get(key=key)


def test_a_row_has_an_input_for_every_other_item(client: Client, cast: Cast, row: Matrix) -> None:
    page = sign_in(client, cast.contributor).get(address("matrix-table", row)).content.decode()
    assert page.count("data-cell") == 5
    assert "Row 1 of 6" in page
    third = client.get(f"{address('matrix-table', row)}?row=i3").content.decode()
    assert "Row 3 of 6" in third
    assert f'name="v-{key_of(row, "i3").pk}"' not in third


def test_what_was_typed_is_saved_and_the_rest_stays_not_assessed(
    client: Client, cast: Cast, row: Matrix
) -> None:
    sign_in(client, cast.contributor)
    values = {"i2": "-3", "i3": "−2", "i4": "+1", "i5": "?"}
    done = client.post(address("matrix-table", row), typed(row, values))
    assert done.status_code == 302
    assert done["location"].endswith("?row=i2")
    assert kept() == {"i2": -3, "i3": -2, "i4": 1, "i5": None}


@pytest.mark.parametrize(("text", "value"), [("٢", 2), ("−٣", -3), ("؟", None), (" 0 ", 0)])
def test_digits_of_other_scripts_say_the_same(
    client: Client, cast: Cast, row: Matrix, text: str, value: int | None
) -> None:
    sign_in(client, cast.contributor)
    client.post(address("matrix-table", row), typed(row, {"i2": text}))
    assert kept() == {"i2": value}


@pytest.mark.parametrize("text", ["4", "-4", "1.5", "two", "<b>", "--1", "²"])
def test_what_is_wrong_is_told_at_its_input_and_the_others_are_saved(
    client: Client, cast: Cast, row: Matrix, text: str
) -> None:
    sign_in(client, cast.contributor)
    page = client.post(address("matrix-table", row), typed(row, {"i2": text, "i3": "1"}))
    words = page.content.decode()
    assert page.status_code == 422
    assert "Type a whole number from −3 to 3" in words
    assert "<b>" not in words.split("<main", 1)[1].split("rate-rows", 1)[1]
    assert kept() == {"i3": 1}


def test_the_same_row_sent_twice_changes_nothing(client: Client, cast: Cast, row: Matrix) -> None:
    sign_in(client, cast.contributor)
    sent = typed(row, {"i2": "1", "i3": "-1"})
    for _ in range(2):
        assert client.post(address("matrix-table", row), sent).status_code == 302
    assert kept() == {"i2": 1, "i3": -1}
    assert set(InteractionRating.objects.values_list("version", flat=True)) == {1}


def test_a_reason_written_one_by_one_stays(client: Client, cast: Cast, row: Matrix) -> None:
    who = rater(row, person=cast.contributor)
    rate(who, {("i1", "i2"): 1}, "Because")
    sign_in(client, cast.contributor)
    client.post(address("matrix-table", row), typed(row, {"i2": "2"}, i2=1))
    one = InteractionRating.objects.get()
    assert (one.value, one.rationale, one.version) == (2, "Because", 2)


def test_an_input_that_is_emptied_takes_the_answer_back(
    client: Client, cast: Cast, row: Matrix
) -> None:
    rate(rater(row, person=cast.contributor), {("i1", "i2"): 1, ("i1", "i3"): 2})
    sign_in(client, cast.contributor)
    client.post(address("matrix-table", row), typed(row, {"i3": "2"}, i2=1, i3=1))
    assert kept() == {"i3": 2}


def test_two_windows_see_both_values_and_lose_none(client: Client, cast: Cast, row: Matrix) -> None:
    sign_in(client, cast.contributor)
    client.post(address("matrix-table", row), typed(row, {"i2": "1"}))
    late = client.post(address("matrix-table", row), typed(row, {"i2": "-2", "i3": "3"}))
    words = late.content.decode()
    assert late.status_code == 409
    assert "Answered in another window meanwhile: <bdi>+1</bdi>" in words
    assert 'value="-2"' in words
    assert kept() == {"i2": 1, "i3": 3}
    again = typed(row, {"i2": "-2", "i3": "3"}, i2=1, i3=1)
    assert client.post(address("matrix-table", row), again).status_code == 302
    assert kept() == {"i2": -2, "i3": 3}


def test_an_old_window_with_an_empty_input_takes_nothing_back(
    client: Client, cast: Cast, row: Matrix
) -> None:
    sign_in(client, cast.contributor)
    old = typed(row, {"i3": "1"})
    client.post(address("matrix-table", row), typed(row, {"i2": "1"}))
    client.post(address("matrix-table", row), old)
    assert kept() == {"i2": 1, "i3": 1}


def test_a_guest_has_the_table_too(client: Client, row: Matrix) -> None:
    guest(link(row, "t"), "s" * 43)
    place = f"/interactions/mine/{'s' * 43}/table/"
    assert client.get(place).status_code == 200
    assert client.post(place, typed(row, {"i2": "1"})).status_code == 302
    assert kept() == {"i2": 1}


def test_sixty_items_are_answered_row_by_row_in_few_queries(
    client: Client, cast: Cast, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    row = matrix(cast.territory, tuple(f"Goal {number}" for number in range(60)))
    sign_in(client, cast.contributor)
    with django_assert_max_num_queries(14):
        page = client.get(address("matrix-table", row)).content.decode()
    assert page.count("data-cell") == 59
    sent = typed(row, {f"i{number}": "1" for number in range(2, 61)})
    # One for each answer; who answers is asked about once.
    with django_assert_max_num_queries(59 + 20):
        assert client.post(address("matrix-table", row), sent).status_code == 302
    assert InteractionRating.objects.count() == 59
    emptied = typed(row, {}, **{f"i{number}": 1 for number in range(2, 61)})
    with django_assert_max_num_queries(59 + 20):
        assert client.post(address("matrix-table", row), emptied).status_code == 302
    assert not InteractionRating.objects.exists()
