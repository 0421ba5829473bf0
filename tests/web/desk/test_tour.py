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


def test_without_an_assessment_the_questions_themselves_are_shown(cast: Cast) -> None:
    Assessment.objects.all().delete()
    for who in (cast.coordinator, cast.reader):
        assert tour_links(who)["assessment"].startswith("/frameworks/local-pcmd/")


def test_each_page_shows_an_example(client: Client, db: None) -> None:
    shown = {
        1: "The profile of an invented town",
        2: "Origin: people leave from here",
        3: "No written picture exists.",
        4: "undocumented answers counted as zero",
        5: "Invented: a province promises free vaccination to all children.",
        6: "The planning office, with the statistics office",
        7: "Reads everything, changes nothing.",
    }
    assert len(shown) == len(STOPS)
    for number, words in shown.items():
        assert words in page(client, number), number


@pytest.mark.parametrize("language", ["es", "fr", "ar"])
def test_the_examples_are_in_the_language_of_the_reader(
    client: Client, db: None, language: str
) -> None:
    for number in range(1, len(STOPS) + 1):
        answer = client.get(f"/tour/{number}/", headers={"accept-language": language})
        text = answer.content.decode()
        for english in ("Invented:", "No written picture", "people leave", "Reads everything"):
            assert english not in text, number


def test_from_a_page_it_leads_to_one_comes_back_to_the_same_place(
    client: Client, cast: Cast
) -> None:
    sign_in(client, cast.reader)
    register = reverse("portal:register", args=[cast.territory.slug])
    assert f'href="{register}?tour=5"' in page(client, 5)
    assert 'href="/tour/5/"' in client.get(f"{register}?tour=5").content.decode()


@pytest.mark.parametrize("place", ["", "0", "8", "-1", "5.0", "٥", "<script>", "9" * 5000])
def test_a_place_that_the_tour_does_not_have_leads_nowhere(
    client: Client, db: None, place: str
) -> None:
    answer = client.get("/about/", {"tour": place})
    assert answer.status_code == 200
    assert "Back to the tour" not in answer.content.decode()


def test_who_has_no_territory_is_not_promised_ones_own(client: Client, db: None) -> None:
    assert "Look at the territories" in page(client, 2)
    assert "Read how scores are computed" in page(client, 4)
    assert "Look at the rules" in page(client, 5)
    assert "Look at who takes part" not in page(client, 7)


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
        if not address:
            continue
        assert client.get(address).status_code == 200, (key, address)


def test_every_stop_has_a_link(cast: Cast) -> None:
    newcomer = person("New Person", "reader", None)
    assert set(tour_links(newcomer)) == {stop.key for stop in STOPS}
