"""Changing the address one signs in with: the old one counts until the new one is confirmed."""

import re

import pytest
from django.core import mail
from django.test import Client

from glocal_web.portal.models import Person
from tests.cast import Cast, sign_in

PAGE = "/accounts/email/"


def ask_for(client: Client, address: str) -> int:
    return client.post(PAGE, {"email": address, "action_add": ""}).status_code


def test_page_says_with_what_one_signs_in_and_that_nothing_is_under_way(
    client: Client, cast: Cast
) -> None:
    text = sign_in(client, cast.contributor).get(PAGE).content.decode()
    assert "You sign in with" in text
    assert cast.contributor.email in text
    assert "Not yet confirmed" not in text


@pytest.mark.parametrize("times", [1, 2])
def test_asking_for_a_new_address_keeps_the_old_one(client: Client, cast: Cast, times: int) -> None:
    before = cast.contributor.email
    sign_in(client, cast.contributor)
    for number in range(times):
        assert ask_for(client, f"new{number}@example.org") == 302
    assert Person.objects.get(pk=cast.contributor.pk).email == before


def test_two_people_may_ask_for_new_addresses(client: Client, cast: Cast) -> None:
    for person in (cast.contributor, cast.reader):
        assert ask_for(sign_in(client, person), f"new{person.pk}@example.org") == 302
    assert not Person.objects.filter(email="").exists()


def test_opening_the_link_in_the_letter_makes_the_new_address_count(
    client: Client, cast: Cast
) -> None:
    sign_in(client, cast.contributor)
    ask_for(client, "new@example.org")
    link = re.search(r"/accounts/confirm-email/\S+", mail.outbox[-1].body)
    assert link is not None
    assert mail.outbox[-1].to == ["new@example.org"]
    client.post(link[0])
    assert Person.objects.get(pk=cast.contributor.pk).email == "new@example.org"


def test_the_old_address_cannot_be_dropped_for_one_that_is_not_confirmed(
    client: Client, cast: Cast
) -> None:
    before = cast.contributor.email
    sign_in(client, cast.contributor)
    ask_for(client, "new@example.org")
    client.post(PAGE, {"email": before, "action_remove": ""})
    client.post(PAGE, {"email": "new@example.org", "action_primary": ""})
    assert Person.objects.get(pk=cast.contributor.pk).email == before


def test_a_visitor_is_asked_to_sign_in(client: Client, db: None) -> None:
    assert client.get(PAGE)["location"].startswith("/accounts/login/")
