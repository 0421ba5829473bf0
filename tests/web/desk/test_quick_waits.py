"""A quick start that is not finished waits on the first page of whoever answers it."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from glocal_web.portal.models import Assessment, Assignment, Participant
from tests.cast import Cast, assessment, municipality, organisation, person, respond, sign_in

NEW = ("local-pcmd", "1.1")
TWELVE = "A1.1 A1.3 A1.6 A2.2 A2.4 A2.5 A3.2 A3.3 B1.2 B1.4 B2.2 B2.7".split()


@pytest.fixture
def latest(cast: Cast) -> Assessment:
    """A later round of Puerto Lirio, with the version that has a quick start."""
    return assessment(
        cast.territory, cast.authority, cast.association_org, year=2027, framework_name=NEW
    )


def home(client: Client, who) -> str:
    return " ".join(sign_in(client, who).get("/").content.decode().split())


def waits(client: Client, who, latest: Assessment) -> bool:
    return f'href="{reverse("portal:quick-start", args=[latest.pk])}"' in home(client, who)


def test_it_says_how_far_it_is_and_how_long_the_rest_takes(
    client: Client, cast: Cast, latest: Assessment
) -> None:
    respond(latest, cast.authority, "A1.1", 2, status="draft")
    respond(latest, cast.authority, "A1.2", 2, status="draft")  # none of the twelve
    respond(latest, cast.authority, "A1.3", state="not-answered", status="draft")
    text = home(client, cast.contributor)
    assert f'href="{reverse("portal:quick-start", args=[latest.pk])}"' in text
    assert "About <bdi>22</bdi> minutes are left" in text
    assert "Nothing at the moment" not in text


@pytest.mark.parametrize(
    ("role", "told"),
    [("coordinator", True), ("contributor", True), ("reviewer", False), ("reader", False)],
)
def test_it_waits_for_those_who_answer(
    client: Client, cast: Cast, latest: Assessment, role: str, told: bool
) -> None:
    assert waits(client, getattr(cast, role), latest) is told


def test_once_all_are_answered_it_waits_no_more(
    client: Client, cast: Cast, latest: Assessment
) -> None:
    for code in TWELVE:
        respond(latest, cast.authority, code, state="dont-know", status="draft")
    assert not waits(client, cast.contributor, latest)


def test_another_organisation_still_has_its_own(
    client: Client, cast: Cast, latest: Assessment
) -> None:
    for code in TWELVE:
        respond(latest, cast.authority, code, 2, status="draft")
    member = person("Of the association", "contributor", cast.territory, cast.association_org)
    assert waits(client, member, latest)


def test_who_was_asked_for_a_part_is_led_to_that(
    client: Client, cast: Cast, latest: Assessment
) -> None:
    participant = Participant.objects.get(assessment=latest, organisation=cast.authority)
    Assignment.objects.create(participant=participant, person=cast.contributor, scope="B1")
    assert not waits(client, cast.contributor, latest)


def test_a_closed_assessment_waits_for_nobody(
    client: Client, cast: Cast, latest: Assessment
) -> None:
    latest.status = "published"
    latest.save()
    assert not waits(client, cast.contributor, latest)


def test_an_organisation_that_takes_no_part_is_not_asked(client: Client, cast: Cast) -> None:
    place = municipality("Elsewhere", None)
    lead = organisation("Municipality of Elsewhere", place)
    beside = organisation("Association of Elsewhere", place, "civil-society")
    begun = assessment(place, lead, framework_name=NEW)
    assert not waits(client, person("", "contributor", place, beside), begun)
    assert waits(client, person("", "contributor", place, lead), begun)


def test_more_territories_ask_no_more_queries(
    client: Client, cast: Cast, latest: Assessment, django_assert_max_num_queries
) -> None:
    home(client, cast.contributor)
    with django_assert_max_num_queries(40) as few:
        client.get("/")
    for number in range(3):
        place = municipality(f"Town {number}", None)
        lead = organisation(f"Municipality {number}", place)
        begun = assessment(place, lead, framework_name=NEW)
        begun.period_end = date(2026, 6, 30)
        begun.save()
        cast.contributor.roles.create(territory=place, organisation=lead, kind="contributor")
    with django_assert_max_num_queries(len(few)):
        client.get("/")
