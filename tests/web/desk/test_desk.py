"""The first page of somebody signed in."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from glocal_web.portal.models import Action, Assignment, Participant
from tests.cast import Cast, person, respond, sign_in
from tests.web.coherence.making import DETERRED, EXCLUDED, written
from tests.web.coherence.reading import words
from tests.web.register.filing import policy

pytestmark = pytest.mark.django_db
QUERIES = 18


def page(client: Client) -> str:
    response = client.get(reverse("portal:home"))
    assert response.status_code == 200
    return response.content.decode()


def assign(cast: Cast, scope: str = "A1") -> Assignment:
    participant = Participant.objects.get(assessment=cast.assessment, organisation=cast.authority)
    return Assignment.objects.create(
        participant=participant, person=cast.contributor, scope=scope, note="By the council day"
    )


def test_a_visitor_reads_what_the_site_is_for(client: Client, cast: Cast) -> None:
    assert "Do your policies work together" in page(client)


def test_a_task_names_the_part_and_leads_to_the_first_open_question(
    client: Client, cast: Cast
) -> None:
    assign(cast)
    respond(cast.assessment, cast.authority, "A1.1", grade=2)
    sign_in(client, cast.contributor)

    text = page(client)

    assert "By the council day" in text
    assert reverse("portal:answer", args=[cast.assessment.pk, "A1.2"]) in text
    assert reverse("portal:answer", args=[cast.assessment.pk, "A1.1"]) not in text


def test_answers_to_review_are_counted_for_reviewers_only(client: Client, cast: Cast) -> None:
    for code in ("A1.1", "A1.2"):
        respond(cast.assessment, cast.authority, code, grade=1, status="submitted")
    sign_in(client, cast.reviewer)
    assert "2 answers wait for your review" in page(client)
    sign_in(client, cast.contributor)
    assert "wait for your review" not in page(client)


def test_only_ones_own_open_actions_are_listed_soonest_first(client: Client, cast: Cast) -> None:
    today = timezone.localdate()
    for title, owner, status, days in (
        ("Later", cast.contributor, "planned", 30),
        ("Sooner", cast.contributor, "under-way", 3),
        ("Finished", cast.contributor, "done", 1),
        ("Of another", cast.reviewer, "planned", 2),
    ):
        Action.objects.create(
            territory=cast.territory,
            framework_id="local-pcmd",
            framework_version="1.0",
            indicator="A1.1",
            title=title,
            owner=owner,
            status=status,
            due=today + timedelta(days=days),
        )
    sign_in(client, cast.contributor)

    text = page(client)

    assert text.index("Sooner") < text.index("Later")
    assert "Finished" not in text
    assert "Of another" not in text


def test_somebody_without_a_role_is_told_what_to_do_first(client: Client, cast: Cast) -> None:
    newcomer = person("New Here", None, None, None)
    sign_in(client, newcomer)
    assert "You have no role in a territory yet" in page(client)


def test_the_number_of_queries_does_not_grow_with_what_waits(
    client: Client, cast: Cast, django_assert_max_num_queries
) -> None:
    for scope in ("A1", "A2", "A3", "A1.1"):
        assign(cast, scope)
    sign_in(client, cast.contributor)
    page(client)
    with django_assert_max_num_queries(QUERIES):
        page(client)


def test_each_own_territory_leads_to_its_policies_and_findings(client: Client, cast: Cast) -> None:
    policy(cast.territory)
    written(cast.territory, EXCLUDED, DETERRED)
    text = words(page(sign_in(client, cast.contributor)))
    assert "Policies (1) · Findings (1) · What you can decide yourselves (1)" in text
    assert "Findings (2)" in words(page(sign_in(client, cast.coordinator)))
