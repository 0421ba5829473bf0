"""The guided tour: short pages, skipped or finished once, and to be found again."""

import pytest
from django.test import Client
from django.urls import reverse

from glocal_web.portal.models import Assessment
from glocal_web.portal.selectors.tour import tour_links
from glocal_web.portal.tour import COOKIE, STOPS
from tests.cast import Cast, person, sign_in


def page(client: Client, number: int) -> str:
    answer = client.get(reverse("portal:tour-page", args=[number]))
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def test_who_signs_in_first_is_offered_the_tour(client: Client, cast: Cast) -> None:
    home = sign_in(client, cast.reader).get("/").content.decode()
    assert "Take the tour" in home


def test_it_leads_through_every_page_and_back(client: Client, db: None) -> None:
    for number in range(1, len(STOPS) + 1):
        text = page(client, number)
        assert f"page {number} of {len(STOPS)}" in text
        assert (f'rel="next" href="/tour/{number + 1}/"' in text) == (number < len(STOPS))
        assert ('rel="prev"' in text) == (number > 1)
    assert "Finish" in page(client, len(STOPS))


@pytest.mark.parametrize("number", ["0", "8", "99999999999999999999"])
def test_there_is_no_page_beyond_the_last(client: Client, db: None, number: str) -> None:
    assert client.get(f"/tour/{number}/").status_code == 404


def test_skipped_once_it_is_offered_no_more_but_can_be_shown_again(
    client: Client, cast: Cast
) -> None:
    sign_in(client, cast.reader)
    answer = client.post(reverse("portal:tour-end"), follow=True)
    assert client.cookies[COOKIE]["httponly"]
    text = answer.content.decode()
    assert "You find the tour again at the foot of every page" in text
    assert "Take the tour" not in text
    assert f'href="{reverse("portal:tour")}"' in text
    assert "page 1 of 7" in client.get(reverse("portal:tour")).content.decode()


def test_its_links_lead_to_ones_own_territory(cast: Cast) -> None:
    links = tour_links(cast.coordinator)
    assert links["territory"] == reverse("portal:territory", args=[cast.territory.slug])
    assert links["dashboard"] == reverse("portal:dashboard", args=[cast.assessment.pk])
    assert links["people"] == reverse("portal:people", args=[cast.territory.slug])


def test_without_an_assessment_the_coordinator_is_led_to_open_one(cast: Cast) -> None:
    Assessment.objects.all().delete()
    address = reverse("portal:assessment-new", args=[cast.territory.slug])
    assert tour_links(cast.coordinator)["assessment"] == address
    assert tour_links(cast.reader)["assessment"] != address


@pytest.mark.parametrize(
    "role", ["steward", "coordinator", "reviewer", "contributor", "reader", "above", "visitor"]
)
def test_no_link_of_the_tour_leads_where_one_may_not_go(
    client: Client, cast: Cast, role: str
) -> None:
    who = getattr(cast, role)
    if role != "visitor":
        sign_in(client, who)
    for key, address in tour_links(who).items():
        assert client.get(address).status_code == 200, (key, address)


def test_every_stop_has_a_link(cast: Cast) -> None:
    newcomer = person("New Person", "reader", None)
    assert set(tour_links(newcomer)) == {stop.key for stop in STOPS}
