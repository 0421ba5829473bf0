"""Signing in: by e-mail address, with a lock after wrong passwords and a second factor at will."""

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.adapter import get_adapter as get_mfa_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    generate_totp_secret,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.conf import settings
from django.core import mail
from django.test import Client, override_settings

from glocal_web.portal.models import Person

pytestmark = pytest.mark.django_db

PASSWORD = "a-long-word-99"


@pytest.fixture
def person() -> Person:
    person = Person.objects.create_user("ana@example.org", PASSWORD, name="Ana")
    EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)
    return person


def sign_in(client: Client, password: str = PASSWORD, address: str = "ana@example.org") -> int:
    return client.post("/accounts/login/", {"login": address, "password": password}).status_code


def test_an_account_signs_in_by_address_in_any_case(client: Client, person: Person) -> None:
    assert sign_in(client, address="ANA@example.org") == 302
    assert client.session["_auth_user_id"] == str(person.pk)


def test_a_wrong_password_does_not_say_whether_the_account_exists(
    client: Client, person: Person
) -> None:
    known = client.post("/accounts/login/", {"login": "ana@example.org", "password": "no"})
    unknown = client.post("/accounts/login/", {"login": "eva@example.org", "password": "no"})
    assert known.status_code == unknown.status_code == 200
    assert known.context["form"].errors == unknown.context["form"].errors


def test_too_many_wrong_passwords_lock_this_address_and_say_for_how_long(
    client: Client, person: Person
) -> None:
    for _ in range(settings.AXES_FAILURE_LIMIT - 1):
        assert sign_in(client, "wrong") == 200
    response = client.post("/accounts/login/", {"login": "ana@example.org", "password": "wrong"})
    assert response.status_code == 429
    assert "15 minutes" in response.content.decode()
    assert response.headers["Retry-After"] == "900"
    # The right password does not help now, in whatever case the address is typed.
    assert sign_in(client, address="Ana@Example.org") == 429


def test_the_lock_holds_neither_other_accounts_nor_other_places(
    client: Client, person: Person
) -> None:
    other = Person.objects.create_user("eva@example.org", PASSWORD, name="Eva")
    for _ in range(settings.AXES_FAILURE_LIMIT):
        sign_in(client, "wrong")
    assert sign_in(client, address=other.email) == 302
    assert sign_in(Client(REMOTE_ADDR="10.9.8.7")) == 302


def test_accounts_come_by_invitation_unless_the_setting_says_otherwise(client: Client) -> None:
    assert "Accounts by invitation" in client.get("/accounts/signup/").content.decode()
    assert "password1" not in client.get("/accounts/signup/").content.decode()
    with override_settings(GLOCAL_OPEN_SIGN_UP=True):
        assert "password1" in client.get("/accounts/signup/").content.decode()


def test_a_new_password_is_chosen_by_a_link_in_a_letter(client: Client, person: Person) -> None:
    client.post("/accounts/password/reset/", {"email": "ana@example.org"})
    (letter,) = mail.outbox
    link = next(word for word in letter.body.split() if "/password/reset/key/" in word)
    page = client.get(link, follow=True)
    new = "another-long-word-7"
    client.post(page.request["PATH_INFO"], {"password1": new, "password2": new})
    client.logout()
    assert sign_in(client, new) == 302


def test_asking_for_a_new_password_does_not_say_whether_the_account_exists(
    client: Client, person: Person
) -> None:
    known = client.post("/accounts/password/reset/", {"email": "ana@example.org"})
    unknown = client.post("/accounts/password/reset/", {"email": "eva@example.org"})
    assert known.headers["Location"] == unknown.headers["Location"]


def test_a_used_or_damaged_link_says_so(client: Client) -> None:
    page = client.get("/accounts/password/reset/key/1-nothing/")
    assert "This link no longer works" in page.content.decode()


@pytest.mark.parametrize(
    "address",
    ["email/", "password/change/", "2fa/", "2fa/totp/activate/", "2fa/webauthn/add/", "logout/"],
)
def test_the_pages_of_an_account_open_for_its_owner_only(
    client: Client, person: Person, address: str
) -> None:
    assert client.get(f"/accounts/{address}").status_code == 302
    sign_in(client)
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})
    page = client.get(f"/accounts/{address}")
    assert page.status_code == 200
    assert b'class="site-header"' in page.content


def test_a_change_of_the_second_factor_asks_for_the_password_once_more(
    client: Client, person: Person
) -> None:
    sign_in(client)
    answer = client.get("/accounts/2fa/totp/activate/", follow=True)
    assert "Is it you?" in answer.content.decode()


def test_signing_out_asks_first(client: Client, person: Person) -> None:
    sign_in(client)
    client.get("/accounts/logout/")
    assert "_auth_user_id" in client.session
    client.post("/accounts/logout/")
    assert "_auth_user_id" not in client.session


def test_a_second_factor_is_asked_for_once_it_is_set_up(client: Client, person: Person) -> None:
    secret = generate_totp_secret()
    TOTP.activate(person, secret)
    response = client.post(
        "/accounts/login/", {"login": person.email, "password": PASSWORD}, follow=True
    )
    assert "Second factor" in response.content.decode()
    assert "_auth_user_id" not in client.session
    counter = next(iter(yield_hotp_counters_from_time()))
    code = format_hotp_value(hotp_value(secret, counter))
    client.post("/accounts/2fa/authenticate/", {"code": code})
    assert client.session["_auth_user_id"] == str(person.pk)


def test_the_secret_of_the_app_belongs_to_this_site(person: Person) -> None:
    address = get_mfa_adapter().build_totp_url(person, "ABC")
    assert "issuer=Glocal" in address
    assert Authenticator.objects.filter(user=person).count() == 0


def test_a_new_address_counts_only_after_its_letter_was_opened(
    client: Client, person: Person
) -> None:
    sign_in(client)
    client.post("/accounts/email/", {"email": "new@example.org", "action_add": ""})
    person.refresh_from_db()
    assert person.email == "ana@example.org"
    page = client.get("/accounts/email/").content.decode()
    assert "new@example.org" in page
    assert "Not yet confirmed" in page
