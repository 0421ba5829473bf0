"""`create_steward`: make the account that runs the platform."""

import sys
from argparse import ArgumentParser
from getpass import getpass
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_email

from glocal_web.portal.services.stewards import has_account, has_steward, make_steward


class Command(BaseCommand):
    """Makes a steward and prints the first password once."""

    help = "Make the account of a platform steward and print its first password, once."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("email", nargs="?", help="e-mail address (asked for when missing)")
        parser.add_argument(
            "--only-first", action="store_true", help="do nothing when there is a steward"
        )
        parser.add_argument(
            "--ask-password", action="store_true", help="ask for the password, make none"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if options["only_first"] and has_steward():
            self._tell_nobody_made(options["email"] or "")
            return
        email = (options["email"] or self._ask()).strip().lower()
        try:
            validate_email(email)
        except ValidationError as error:
            raise CommandError(f"'{email}' is not an e-mail address.") from error
        asked = _ask_password(email) if options["ask_password"] else None
        try:
            password = make_steward(email, asked)
        except ValidationError as error:
            raise CommandError(" ".join(["Nobody was made.", *error.messages])) from error
        if password is None:
            self.stdout.write(f"{email} is a steward; the password is as it was.")
            return
        if asked is not None:
            self.stdout.write(f"The steward of this site is {email}, with the password you typed.")
            return
        self.stdout.write(
            f"The steward of this site signs in with\n"
            f"  e-mail address  {email}\n"
            f"  password        {password}\n"
            "The password is shown this once. Change it after signing in."
        )

    def _tell_nobody_made(self, email: str) -> None:
        """Says so where somebody may wait for an account; the usual start again says nothing."""
        if email and not has_account(email.strip()):
            self.stdout.write(
                f"No account was made for {email}: this site has its steward already. "
                "Invite them on the site."
            )

    def _ask(self) -> str:
        if not sys.stdin.isatty():
            raise CommandError(
                "This site has no steward yet. Give an e-mail address: "
                "--first-user steward@example.org, or the variable GLOCAL_FIRST_USER."
            )
        return input("E-mail address of the steward who will run this site: ")


def _ask_password(email: str) -> str:
    """The password as typed twice, unseen."""
    if not sys.stdin.isatty():
        raise CommandError(
            "There is nobody to ask for a password. Leave --ask-password out: a password is made "
            "and shown once."
        )
    password = getpass(f"Password for {email}: ")
    if getpass("Once more: ") != password:
        raise CommandError("The two passwords differ. Nobody was made; start again.")
    return password
