"""Invitations: written once, shown once, taken up once."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from glocal_web.portal.models import AuditEvent, Invitation, Person, Role
from tests.cast import Cast, person, sign_in

INVITE = "/territories/puerto-lirio/people/invite/"
PEOPLE = "/territories/puerto-lirio/people/"
PASSWORD = "a quiet harbour at dawn"


def invite(client: Client, cast: Cast, **values: Any) -> str:
    """The address of a new invitation, as the inviter sees it on the next page."""
    data = {
        "email": "New.Person@Example.org",
        "organisation": cast.association_org.pk,
        "kind": "contributor",
        **values,
    }
    response = sign_in(client, cast.coordinator).post(INVITE, data)
    assert response.url == PEOPLE, response.context["form"].errors
    page = client.get(PEOPLE).content.decode()
    found = re.search(r'value="http://testserver(/invitations/[^"]+)"', page)
    assert found
    return found[1]


def test_the_link_is_shown_once_and_never_kept(client: Client, cast: Cast) -> None:
    link = invite(client, cast)
    token = link.split("/")[2]
    assert len(token) >= 43
    assert token not in client.get(PEOPLE).content.decode()
    row = Invitation.objects.get()
    assert token not in "".join(str(value) for value in row.__dict__.values())
    assert row.email == "new.person@example.org"
    assert abs(row.expires_at - timezone.now() - timedelta(days=14)) < timedelta(minutes=1)


def test_the_letter_holds_the_link_and_names_who_invites(client: Client, cast: Cast) -> None:
    link = invite(client, cast)
    (letter,) = mail.outbox
    assert letter.to == ["new.person@example.org"]
    assert f"http://testserver{link}" in letter.body
    assert "Cora Coordinator" in letter.body
    assert "Voces del Puerto" in letter.body


def test_the_letter_is_in_the_language_of_the_account_and_one_line_of_subject(
    client: Client, cast: Cast
) -> None:
    cast.territory.name = "Puerto\nLirio"
    cast.territory.save()
    invite(client, cast)
    assert "\n" not in mail.outbox[0].subject


def test_when_the_letter_cannot_be_sent_the_link_is_still_there(
    client: Client, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_args: object, **_options: object) -> None:
        raise ConnectionRefusedError

    monkeypatch.setattr("glocal_web.portal.services.invitations.send_mail", broken)
    data = {
        "email": "a@example.org",
        "organisation": cast.authority.pk,
        "kind": "reader",
    }
    page = sign_in(client, cast.coordinator).post(INVITE, data, follow=True).content.decode()
    assert "could not be sent" in page
    assert "/invitations/" in page


def test_a_site_without_a_mail_server_does_not_say_that_a_letter_was_sent(
    client: Client, cast: Cast, settings: Any
) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
    data = {"email": "a@example.org", "organisation": cast.authority.pk, "kind": "reader"}
    page = sign_in(client, cast.coordinator).post(INVITE, data, follow=True).content.decode()
    assert "was sent to" not in page
    assert "pass the link on yourself" in page


def test_a_new_person_sets_name_and_password_and_is_in(client: Client, cast: Cast) -> None:
    link = invite(client, cast)
    browser = Client()
    assert "Set your name and password" in browser.get(link).content.decode()
    data = {"name": "Nadia Novel", "password": PASSWORD, "password_again": PASSWORD}
    response = browser.post(link, data)
    assert response.url == "/territories/puerto-lirio/"
    somebody = Person.objects.get(email="new.person@example.org")
    assert somebody.check_password(PASSWORD)
    role = Role.objects.get(person=somebody)
    assert (role.organisation, role.kind) == (cast.association_org, "contributor")
    assert browser.get("/territories/puerto-lirio/").status_code == 200


def test_a_link_works_once(client: Client, cast: Cast) -> None:
    link = invite(client, cast)
    data = {"name": "Nadia Novel", "password": PASSWORD, "password_again": PASSWORD}
    Client().post(link, data)
    assert Client().get(link).status_code == 404
    assert Client().post(link, data).status_code == 404
    assert Role.objects.filter(organisation=cast.association_org).count() == 2


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"name": ""}, "name"),
        ({"password": "short", "password_again": "short"}, "password"),
        ({"password": "1234567890123", "password_again": "1234567890123"}, "password"),
        ({"password": "new.person@example", "password_again": "new.person@example"}, "password"),
        ({"password_again": "something else"}, "password_again"),
    ],
)
def test_a_weak_or_mistyped_password_opens_nothing(
    client: Client, cast: Cast, values: dict[str, str], field: str
) -> None:
    link = invite(client, cast)
    data = {"name": "Nadia", "password": PASSWORD, "password_again": PASSWORD, **values}
    response = Client().post(link, data)
    assert field in response.context["form"].errors
    assert not Person.objects.filter(email="new.person@example.org").exists()
    assert Invitation.objects.filter(accepted_at=None).exists()


def test_somebody_with_an_account_is_asked_to_sign_in_and_then_accepts(
    client: Client, cast: Cast
) -> None:
    link = invite(client, cast, email=cast.outsider.email.upper())
    browser = Client()
    page = browser.get(link).content.decode()
    assert f"/accounts/login/?next={link}" in page
    # No password can be set for an account that exists.
    browser.post(link, {"name": "X", "password": PASSWORD, "password_again": PASSWORD})
    cast.outsider.refresh_from_db()
    assert not cast.outsider.check_password(PASSWORD)
    sign_in(browser, cast.outsider)
    assert browser.post(link).url == "/territories/puerto-lirio/"
    role = Role.objects.get(person=cast.outsider, territory=cast.territory)
    assert role.kind == "contributor"
    event = AuditEvent.objects.get(verb="invitation.accepted")
    assert event.actor == cast.outsider


def test_somebody_else_cannot_take_the_invitation_up(client: Client, cast: Cast) -> None:
    link = invite(client, cast)
    browser = sign_in(Client(), cast.outsider)
    assert "Sign out" in browser.get(link).content.decode()
    browser.post(link)
    assert not Role.objects.filter(person=cast.outsider, territory=cast.territory).exists()


def test_an_old_invitation_does_not_work(client: Client, cast: Cast) -> None:
    link = invite(client, cast)
    Invitation.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    response = Client().get(link)
    assert response.status_code == 404
    assert "does not work" in response.content.decode()


def test_a_withdrawn_invitation_does_not_work(client: Client, cast: Cast) -> None:
    link = invite(client, cast)
    row = Invitation.objects.get()
    address = f"{PEOPLE}invitations/{row.pk}/withdraw/"
    assert client.get(address).status_code == 200
    assert client.post(address).url == PEOPLE
    assert Client().get(link).status_code == 404


def test_a_second_invitation_replaces_the_first(client: Client, cast: Cast) -> None:
    first = invite(client, cast)
    second = invite(client, cast)
    assert Client().get(first).status_code == 404
    assert Client().get(second).status_code == 200


@pytest.mark.parametrize("token", ["x", "%00", "..", "é" * 40, "x" * 3000])
def test_a_made_up_link_opens_nothing(client: Client, db: None, token: str) -> None:
    assert client.get(f"/invitations/{token}/").status_code == 404


def test_a_member_is_not_invited_again_for_the_same_organisation(
    client: Client, cast: Cast
) -> None:
    data = {
        "email": cast.association.email,
        "organisation": cast.association_org.pk,
        "kind": "reader",
    }
    response = sign_in(client, cast.coordinator).post(INVITE, data)
    assert "email" in response.context["form"].errors
    assert mail.outbox == []


def test_whoever_got_a_role_meanwhile_keeps_it(client: Client, cast: Cast) -> None:
    newcomer = person("New Person")
    link = invite(client, cast, kind="reader")
    Role.objects.create(
        person=newcomer,
        territory=cast.territory,
        organisation=cast.association_org,
        kind="coordinator",
    )
    sign_in(Client(), newcomer).post(link)
    assert Role.objects.get(person=newcomer).kind == "coordinator"


def test_the_log_does_not_hold_the_address_of_somebody_who_is_not_here_yet(
    client: Client, cast: Cast
) -> None:
    invite(client, cast)
    event = AuditEvent.objects.get(verb="invitation.sent")
    assert "example.org" not in f"{event.subject_name} {event.data}"


def test_who_is_invited_to_a_province_may_be_let_read_below(client: Client, cast: Cast) -> None:
    office = cast.province.organisations.get()
    data = {
        "email": "p@example.org",
        "organisation": office.pk,
        "kind": "reader",
        "includes_below": "on",
    }
    sign_in(client, cast.above).post("/territories/vallemar/people/invite/", data)
    assert Invitation.objects.get().includes_below
