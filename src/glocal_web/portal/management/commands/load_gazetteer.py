"""`load_gazetteer`: fill the table of places from the file that ships with Glocal."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from glocal.errors import GlocalError
from glocal_web.portal.services.load_places import load_places


class Command(BaseCommand):
    """Loads the gazetteer once; does nothing when it is there."""

    help = "Load the places of the gazetteer. Safe to run again: nothing changes then."

    def handle(self, *args: Any, **options: Any) -> None:
        verbose = options["verbosity"] > 0
        try:
            loaded = load_places(progress=self._show if verbose else None)
        except GlocalError as error:
            raise CommandError(str(error)) from error
        if not verbose:
            return
        if loaded.changed:
            text = f"Gazetteer: {loaded.places:,} places under {loaded.names:,} search keys."
            self.stdout.write(self.style.SUCCESS(text))
        else:
            self.stdout.write(f"Gazetteer: already loaded ({loaded.places:,} places).")

    def _show(self, what: str, done: int, total: int) -> None:
        self.stdout.write(f"Gazetteer: {what} {done:,} of {total:,}")
