"""Bring a site's data folder to where it can be served: database, gazetteer, example or steward."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TextIO

from django.conf import settings
from django.core.management import CommandError, call_command

from glocal_web.commands.one_at_a_time import one_at_a_time, served
from glocal_web.commands.refusals import (
    NotReadyError,
    explained,
    reach_database,
    read_settings,
    refuse_full_disk,
    refuse_newer_database,
)


@contextmanager
def open_site() -> Iterator[None]:
    """Read the settings, bring the database up to date and let the body add what it needs.

    No other start works on the same data meanwhile. Raises ``NotReadyError`` when the folder
    cannot be written, the database not be reached, or a newer version has worked with it.
    """
    print("Getting the site ready; the first time this takes some seconds.", flush=True)
    with explained():
        read_settings()
        refuse_full_disk(settings.DATA)
        reach_database()
        with one_at_a_time(settings.DATA):
            refuse_newer_database()
            call_command("migrate", verbosity=0, interactive=False)
            if settings.STATIC_ROOT:
                # On a server pages name each file by its content, so all of them are laid out.
                call_command("collectstatic", verbosity=0, interactive=False)
            yield


@contextmanager
def in_use() -> Iterator[None]:
    """While the body runs, no restore replaces the data of the open site."""
    with served(settings.DATA):
        yield


def data_folder() -> str:
    """Where the data of the open site lie."""
    return str(settings.DATA)


def run_step(
    command: str, *arguments: str, output: TextIO | None = None, **options: object
) -> None:
    """Run one management command; its failure stops the start with its own words."""
    try:
        call_command(command, *arguments, stdout=output or sys.stdout, **options)
    except CommandError as error:
        raise NotReadyError(str(error)) from error
