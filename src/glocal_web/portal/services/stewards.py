"""Make the account of a platform's steward when a site is set up."""

import secrets

from django.contrib.auth.password_validation import validate_password
from django.db import transaction

from glocal_web.portal.models import Person
from glocal_web.portal.services.audit import record

WORDS_OF_PASSWORD = 4
# Letters and digits that nobody mistakes for one another when reading them off a screen.
LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"


def has_steward() -> bool:
    """Whether somebody who can sign in runs the platform already."""
    return Person.objects.filter(is_steward=True, is_active=True).exists()


def has_account(email: str) -> bool:
    """Whether this address has an account here."""
    return Person.objects.filter(email__iexact=email).exists()


@transaction.atomic
def make_steward(email: str, password: str | None = None) -> str | None:
    """A new steward's first password, made here unless one is given.

    None when the account was there: it keeps its own password. Raises ``ValidationError`` for a
    given password that is too weak. Called when the site is set up, never by a person's request:
    there is no permission to check.
    """
    person = Person.objects.filter(email__iexact=email).first()
    if person is None:
        name = email.partition("@")[0]
        if password is None:
            password = first_password()
        else:
            validate_password(password, Person(email=email, name=name))
        person = Person.objects.create_user(email, password, name=name, is_steward=True)
    elif not person.is_steward or not person.is_active:
        password = None
        person.is_steward = person.is_active = True
        person.save(update_fields=["is_steward", "is_active"])
    else:
        return None
    record(None, "steward.made", person)
    return password


def first_password() -> str:
    """Twenty letters and digits in groups, as in `k3fwp-…`: 99 bits, and easy to type."""
    groups = ("".join(secrets.choice(LETTERS) for _ in range(5)) for _ in range(WORDS_OF_PASSWORD))
    return "-".join(groups)
