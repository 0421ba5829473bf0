"""The screen of a meeting: what the room sees, and what was agreed as a voice of its own."""

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from glocal_web.portal.models import InteractionRating, Matrix, MatrixRater
from glocal_web.portal.selectors.interactions import matrix_page
from tests.cast import Cast, sign_in
from tests.web.interactions.matrices import address, guest, link, matrix, rate, rater

SIX = ("Homes", "Work", "Schools", "Clinics", "Buses", "Parks")


@pytest.fixture
def row(cast: Cast) -> Matrix:
    return matrix(cast.territory, SIX)


def screen(row: Matrix, more: str = "") -> str:
    return f"{address('matrix-meeting', row)}?from=i1&to=i2{more}"


def test_the_room_sees_answers_from_three_on(client: Client, cast: Cast, row: Matrix) -> None:
    for group in ("authority", "academia"):
        rate(rater(row, group), {("i1", "i2"): 2})
    sign_in(client, cast.coordinator)
    page = client.get(screen(row)).content.decode()
    assert "meeting-table" not in page
    assert "The answers are shown from 3 answers on." in page
    rate(rater(row, "academia"), {("i1", "i2"): None})
    assert "meeting-table" in client.get(screen(row)).content.decode()


def test_the_coordinator_shows_them_earlier(client: Client, cast: Cast, row: Matrix) -> None:
    rate(rater(row), {("i1", "i2"): 2})
    page = sign_in(client, cast.coordinator).get(screen(row, "&show=1")).content.decode()
    assert "meeting-table" in page
    assert "Local authority" in page


def test_reasons_are_not_on_the_screen(client: Client, cast: Cast, row: Matrix) -> None:
    by = link(row, "t")
    for number in range(3):
        rate(guest(by, f"secret-{number}"), {("i1", "i2"): 1}, "A private word")
    page = sign_in(client, cast.coordinator).get(screen(row)).content.decode()
    assert "A private word" not in page


def test_it_begins_where_nothing_was_agreed_and_leads_on_and_back(
    client: Client, cast: Cast, row: Matrix
) -> None:
    sign_in(client, cast.coordinator)
    client.post(screen(row), {"answer": "1", "version": "0"})
    page = client.get(address("matrix-meeting", row)).content.decode()
    assert "Pair <bdi>2</bdi> of <bdi>30</bdi>" in page
    assert "from=i1&amp;to=i2" in page.split("data-meeting-before", 1)[0].rpartition("<a")[2]
    assert "from=i1&amp;to=i4" in page.split("data-meeting-after", 1)[0].rpartition("<a")[2]


def test_what_was_agreed_is_one_more_voice(client: Client, cast: Cast, row: Matrix) -> None:
    rate(rater(row), {("i1", "i2"): 2})
    sign_in(client, cast.coordinator)
    client.post(screen(row), {"answer": "-1", "rationale": "After long talk", "version": "0"})
    client.post(screen(row), {"answer": "-2", "rationale": "After long talk", "version": "1"})
    meeting = MatrixRater.objects.get(is_meeting=True)
    assert (meeting.name, meeting.group, meeting.person) == ("meeting", "", None)
    page = matrix_page(cast.reader, "puerto-lirio", row.pk)
    assert [(one.rater, one.group, one.value) for one in page.rated.ratings] == [
        ("r1", "authority", 2),
        ("meeting", "meeting", -2),
    ]
    # The room does not see it among the answers of the groups.
    assert "Agreed in a meeting" not in client.get(screen(row, "&show=1")).content.decode()
    assert "<bdi>−2</bdi>" in client.get(screen(row)).content.decode()


def test_two_coordinators_lose_nothing(client: Client, cast: Cast, row: Matrix) -> None:
    sign_in(client, cast.coordinator).post(screen(row), {"answer": "1", "version": "0"})
    late = sign_in(Client(), cast.steward).post(screen(row), {"answer": "3", "version": "0"})
    assert late.status_code == 409
    assert "Saved meanwhile" in late.content.decode()
    assert InteractionRating.objects.get().value == 1
    assert MatrixRater.objects.count() == 1


def test_nothing_is_agreed_once_it_is_closed(client: Client, cast: Cast, row: Matrix) -> None:
    row.state = "closed"
    row.save()
    answer = sign_in(client, cast.coordinator).post(screen(row), {"answer": "1", "version": "0"})
    assert answer.status_code == 409
    assert not InteractionRating.objects.exists()


def test_without_an_answer_the_form_asks(client: Client, cast: Cast, row: Matrix) -> None:
    page = sign_in(client, cast.coordinator).post(screen(row), {"version": "0"})
    assert page.status_code == 422
    assert "Choose an answer" in page.content.decode()


def test_a_matrix_without_reasons_goes_through_all_pairs(client: Client, cast: Cast) -> None:
    row = matrix(cast.territory, SIX, screened=[])
    page = sign_in(client, cast.coordinator).get(address("matrix-meeting", row)).content.decode()
    assert "of <bdi>30</bdi>" in page


def test_the_screen_takes_few_queries(
    client: Client,
    cast: Cast,
    row: Matrix,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    for _ in range(12):
        rate(rater(row), {("i1", "i2"): 2, ("i2", "i1"): 0})
    sign_in(client, cast.coordinator)
    with django_assert_max_num_queries(10):
        client.get(screen(row))
