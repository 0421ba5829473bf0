"""The pages of the worked example that show more with sixty indicators than with thirty."""

import re
from typing import Any

import pytest
from django.test import Client

from glocal_web.portal.models import Assessment, EffectsCheck, Person
from glocal_web.portal.services.load_demo import load_demo

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def example(settings: Any) -> None:
    settings.GLOCAL_EXAMPLE_SITE = True
    load_demo()


@pytest.fixture
def lucia(client: Client) -> Client:
    client.force_login(Person.objects.get(email="lucia.montero@example.org"))
    return client


def the_key(slug: str, year: int, subject: str = "") -> int:
    found = Assessment.objects.get(territory__slug=slug, period_start__year=year, subject=subject)
    return found.pk


def test_the_dashboard_folds_all_but_ten_changes(lucia: Client) -> None:
    response = lucia.get(f"/assessments/{the_key('vallemar', 2026)}/dashboard/")
    codes = [line.code for line in response.context["changes"]]
    assert len(codes) > 40
    page = response.content.decode()
    shown, _, folded = page[page.index('id="since"') :].partition('<details class="more')
    assert folded
    for part, expected in ((shown, codes[:10]), (folded, codes[10:])):
        assert re.findall(r'<bdi class="code">([AB]\d\.\d+)</bdi>', part) == expected


def test_a_published_round_leads_to_each_sub_dimension(client: Client) -> None:
    page = client.get(f"/published/vallemar/{the_key('vallemar', 2024)}/").content.decode()
    for code in ("A1", "A2", "A3", "B1", "B2"):
        assert f'href="#{code}"' in page
        assert f'<section id="{code}">' in page


def test_published_rounds_of_the_newest_version_print_a_total(client: Client) -> None:
    for slug in ("vallemar", "puerto-lirio"):
        response = client.get(f"/published/{slug}/{the_key(slug, 2024)}/")
        assert response.context["page"].profile.total.withheld is None


def test_the_council_gets_proposals_from_the_review_of_its_town(client: Client) -> None:
    client.force_login(Person.objects.get(email="pau.ferrer@example.org"))
    key = the_key("puerto-lirio", 2026, "Council of Residents")
    page = client.get(f"/assessments/{key}/proposals/").context["page"]
    assert page.lines
    assert {line.source.name for line in page.lines} == {"Second review 2026"}


def test_the_next_steps_of_a_body_name_it(lucia: Client) -> None:
    key = the_key("puerto-lirio", 2026, "Council of Residents")
    for part in ("next", "what-if", "dashboard"):
        page = lucia.get(f"/assessments/{key}/{part}/").content.decode()
        assert "Council of Residents" in page


def test_both_effects_checks_can_be_read(lucia: Client) -> None:
    for check in EffectsCheck.objects.all():
        page = lucia.get(f"/checks/{check.pk}/")
        assert page.status_code == 200
        assert check.title in page.content.decode()
