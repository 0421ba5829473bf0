"""The sign-in page offers the invented people on the example site, and there only."""

import re
from typing import Any

import pytest
from django.test import Client

from glocal_web.portal.models import Person
from glocal_web.portal.services.load_demo import load_demo

pytestmark = pytest.mark.django_db
SIGN_IN = "/accounts/login/"


def test_a_real_site_shows_no_invented_people(client: Client) -> None:
    page = client.get(SIGN_IN).content.decode()
    assert "open-harbour-2026" not in page
    assert "example.org" not in page


def test_the_example_site_offers_everybody(client: Client, settings: Any) -> None:
    settings.GLOCAL_EXAMPLE_SITE = True
    page = client.get(SIGN_IN).content.decode()
    load_demo()
    for person in Person.objects.all():
        assert f'value="{person.email}"' in page
    assert page.index("Lucía Montero") < page.index("Everybody else") < page.index("Clara Bernal")
    assert "Coordinator in Vallemar" in page


def test_one_press_signs_in(settings: Any) -> None:
    settings.GLOCAL_EXAMPLE_SITE = True
    load_demo()
    client = Client(enforce_csrf_checks=True)
    page = client.get(f"{SIGN_IN}?next=/about/").content.decode()
    forms = re.findall(r"<form.*?</form>", page, re.DOTALL)
    form = next(one for one in forms if 'value="lucia.montero@example.org"' in one)
    fields = dict(re.findall(r'name="(\w+)" value="([^"]*)"', form))
    answer = client.post(SIGN_IN, fields)
    assert (answer.status_code, answer["Location"]) == (302, "/about/")
    person = Person.objects.get(email="lucia.montero@example.org")
    assert client.session["_auth_user_id"] == str(person.pk)


def test_roles_are_told_in_the_language_of_the_page(client: Client, settings: Any) -> None:
    settings.GLOCAL_EXAMPLE_SITE = True
    page = client.get(SIGN_IN, headers={"accept-language": "ar"}).content.decode()
    assert 'dir="rtl"' in page
    assert "<bdi>Lucía Montero</bdi>" in page


def test_the_list_needs_no_query(
    client: Client, settings: Any, django_assert_num_queries: Any
) -> None:
    settings.GLOCAL_EXAMPLE_SITE = True
    with django_assert_num_queries(0):
        client.get(SIGN_IN)
