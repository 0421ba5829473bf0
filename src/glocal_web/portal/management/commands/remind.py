"""`remind`: tell everybody what waits for them, on their list and by e-mail."""

import json
from argparse import ArgumentParser
from collections.abc import Iterator
from dataclasses import asdict
from typing import Any
from urllib.parse import urlsplit

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from glocal_web.portal.selectors.reminders import UNKNOWN_ADDRESS, site_address
from glocal_web.portal.services.letters import Run, remind_everybody
from glocal_web.portal.services.mail_way import letters_are_written


class Command(BaseCommand):
    """Brings the notices of everybody up to date and sends what is to be sent."""

    help = "Bring everybody's list up to date and send the letters that are due."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--address", default="", help="beginning of the site's addresses")
        parser.add_argument("--no-letters", action="store_true", help="write no e-mail")
        parser.add_argument("--json", action="store_true", help="print what was done as JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        address = (options["address"] or site_address()).rstrip("/")
        if not _opens(address):
            raise CommandError(
                f"'{address}' is not the beginning of an address. Give it as in "
                "https://glocal.example.org, by --address or GLOCAL_ADDRESS."
            )
        if address == UNKNOWN_ADDRESS and not options["no_letters"]:
            self.stderr.write(
                f"Links in letters begin with {address}, which opens on this machine alone. "
                "Say how others reach the site, by --address or GLOCAL_ADDRESS."
            )
        letters = not options["no_letters"]
        if letters and not letters_are_written():
            self.stderr.write(
                "This site has no mail server yet, so no letters were written; they are once it "
                "has one (GLOCAL_EMAIL_HOST). The lists on the site are up to date."
            )
            letters = False
        run = remind_everybody(timezone.now(), address, letters=letters)
        if options["json"]:
            self.stdout.write(json.dumps(asdict(run)))
        else:
            self.stdout.write(f"People looked at: {run.people}, letters sent: {run.sent}.")
        troubles = list(_troubles(run))
        if troubles:
            raise CommandError(" ".join(troubles))


def _opens(address: str) -> bool:
    """Whether links can begin so; in the head of a letter only ASCII makes an address."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    is_plain = address.isascii() and not any(sign.isspace() for sign in address)
    return parts.scheme in {"http", "https"} and bool(parts.netloc) and is_plain


def _troubles(run: Run) -> Iterator[str]:
    """What went wrong, and what to do about it."""
    if run.is_down:
        yield (
            "The mail server cannot be reached, so no more letters were tried; they are at the "
            "next run. Check GLOCAL_EMAIL_HOST; `glocal doctor` says what it answers."
        )
    if run.refused:
        yield (
            f"The mail server did not take so many letters: {run.refused}. They are tried at "
            "the next run. Check GLOCAL_EMAIL_HOST and the log."
        )
    if run.failed:
        yield f"So many people could not be told: {run.failed}. The log says why."
