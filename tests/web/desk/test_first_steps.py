"""A site on which nothing was done yet says on every page what to do first, and leads there."""

import pytest
from django.test import Client
from django.urls import reverse

from glocal_web.portal.models import Person, Territory
from tests.cast import municipality, organisation, person, sign_in

COHERENCE = (
    "findings",
    "coherence-what-if",
    "coherence-repair",
    "coherence-map",
    "coherence-sectors",
    "coherence-means",
    "coherence-services",
)
# An empty list, and where its button leads a coordinator.
FIRST = {
    "territory": "assessment-new",
    "register": "policy-new",
    "interactions": "matrix-new",
    "actions": "assessment-new",
    "effects-checks": "effects-check-new",
    **dict.fromkeys(COHERENCE, "register"),
}


@pytest.fixture
def place(db: None) -> Territory:
    found = municipality("Newtown", None)
    organisation("Municipality of Newtown", found)
    return found


def opened(client: Client, somebody: Person, name: str, place: Territory) -> str:
    answer = sign_in(client, somebody).get(reverse(f"portal:{name}", args=[place.slug]))
    assert answer.status_code == 200
    return str(answer.content.decode())


def main_of(text: str) -> str:
    """What stands below the header and the tabs, which lead to everything anyway."""
    return text[text.index('class="empty"') :]


@pytest.mark.parametrize("name", FIRST)
def test_an_empty_page_leads_to_what_is_to_be_done_first(
    client: Client, place: Territory, name: str
) -> None:
    text = main_of(opened(client, person("", "coordinator", place), name, place))
    assert f'href="{reverse(f"portal:{FIRST[name]}", args=[place.slug])}"' in text


@pytest.mark.parametrize("name", FIRST)
def test_it_leads_nobody_where_they_may_not_go(client: Client, place: Territory, name: str) -> None:
    text = opened(client, person("", "reader", place), name, place)
    for forbidden in ("assessment-new", "policy-new", "matrix-new", "effects-check-new"):
        assert f'href="{reverse(f"portal:{forbidden}", args=[place.slug])}"' not in text


@pytest.mark.parametrize("role", ["contributor", "reviewer", "reader"])
def test_who_cannot_open_an_assessment_is_told_who_does(
    client: Client, place: Territory, role: str
) -> None:
    text = main_of(opened(client, person("", role, place), "actions", place))
    assert "open one first" not in text
    assert "The coordinator of the territory opens one" in text


def test_the_desk_tells_a_coordinator_where_to_begin(client: Client, place: Territory) -> None:
    text = sign_in(client, person("", "coordinator", place)).get("/").content.decode()
    for name in ("assessment-new", "policy-new", "people"):
        assert f'href="{reverse(f"portal:{name}", args=[place.slug])}"' in text
    assert "in under half an hour" in text
    assert "Nothing at the moment" not in text


def test_a_state_is_not_promised_a_quick_start_that_its_framework_has_not(
    client: Client, place: Territory
) -> None:
    place.level = "national"
    place.save()
    text = sign_in(client, person("", "coordinator", place)).get("/").content.decode()
    assert "in under half an hour" not in text
    assert f'href="{reverse("portal:assessment-new", args=[place.slug])}"' in text


def test_who_may_only_manage_is_told_that_nobody_answers_yet(
    client: Client, place: Territory
) -> None:
    steward = person(steward=True)
    invite = reverse("portal:invite", args=[place.slug])
    alone = opened(client, steward, "territory", place)
    assert "Nobody can answer here yet" in alone
    assert f'href="{invite}"' in alone
    person("Somebody else", "contributor", place)
    assert "Nobody can answer here yet" not in opened(client, steward, "territory", place)


def test_the_desk_tells_a_reader_who_begins(client: Client, place: Territory) -> None:
    text = sign_in(client, person("", "reader", place)).get("/").content.decode()
    assert "The coordinator of the territory opens one." in text
    assert ": where to begin" not in text
