"""The first steward of a site: made once, with a password that is shown once."""

import re

import pytest
from django.core.management import CommandError, call_command

from glocal_web.portal.models import AuditEvent, Person
from tests.cast import person

pytestmark = pytest.mark.django_db


def test_the_first_password_is_printed_and_signs_in(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("create_steward", "Boss@Example.org")
    shown = re.search(r"password\s+([a-z2-9-]{23})\n", capsys.readouterr().out)
    steward = Person.objects.get(email="boss@example.org")
    assert shown is not None
    assert steward.check_password(shown[1])
    assert steward.is_steward
    assert AuditEvent.objects.get().verb == "steward.made"


def test_a_second_start_makes_nobody(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("create_steward", "boss@example.org", only_first=True)
    capsys.readouterr()
    call_command("create_steward", "Boss@example.org", only_first=True)
    assert capsys.readouterr().out == ""
    call_command("create_steward", "other@example.org", only_first=True)
    assert "No account was made for other@example.org" in capsys.readouterr().out
    assert Person.objects.count() == 1


def test_somebody_with_an_account_keeps_the_password(capsys: pytest.CaptureFixture[str]) -> None:
    somebody = person("Known Person")
    somebody.set_password("as it was before")
    somebody.save()
    call_command("create_steward", somebody.email.upper())
    somebody.refresh_from_db()
    assert somebody.is_steward
    assert somebody.check_password("as it was before")
    assert "as it was" in capsys.readouterr().out


@pytest.mark.parametrize("typed", ["boss", "boss@", "a b@example.org", "x@example.org\nBcc: y"])
def test_what_is_no_address_makes_nobody(typed: str) -> None:
    with pytest.raises(CommandError, match="not an e-mail address"):
        call_command("create_steward", typed)
    assert not Person.objects.exists()


def test_without_an_address_and_without_a_person_to_ask_it_says_what_to_type() -> None:
    with pytest.raises(CommandError, match="--first-user"):
        call_command("create_steward")
