"""`load_demo`: fill the site with the worked example."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from glocal.errors import GlocalError
from glocal_web.portal.services.load_demo import DemoOutcome, accounts_are_open, load_demo

WORDS = {
    DemoOutcome.LOADED: "Example: loaded",
    DemoOutcome.RESET: "Example: put back as it was shipped",
    DemoOutcome.UNCHANGED: "Example: already there",
    DemoOutcome.OLDER: "Example: an earlier version is there and was left alone "
    "(--reset replaces it)",
}


class Command(BaseCommand):
    """Loads the worked example once; does nothing when it is there."""

    help = "Load the worked example: invented territories with assessments, evidence and actions."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--reset",
            action="store_true",
            help="replace everything in the example territories by what is shipped",
        )

        parser.add_argument(
            "--refuse-open-accounts",
            action="store_true",
            help="load nothing; fail when the example's public password opens accounts here",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if options["refuse_open_accounts"]:
            if accounts_are_open():
                raise CommandError(
                    "This data folder belongs to the example, whose passwords are public. Open it "
                    "with `glocal demo`, or choose another folder with --data DIR."
                )
            return
        try:
            loaded = load_demo(reset=options["reset"])
        except GlocalError as error:
            raise CommandError(str(error)) from error
        if options["verbosity"] > 0:
            self.stdout.write(
                f"{WORDS[loaded.outcome]} ({loaded.territories} territories, "
                f"{loaded.assessments} assessments, {loaded.responses:,} answers)."
            )
