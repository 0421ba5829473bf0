"""Open a site without serving it: for commands that run beside the server, or in its place."""

import argparse
import os
import secrets
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.recorder import MigrationRecorder

from glocal_web.commands.one_at_a_time import not_served, one_at_a_time
from glocal_web.commands.refusals import (
    NotReadyError,
    explained,
    reach_database,
    read_settings,
    refuse_newer_database,
)
from glocal_web.settings import environment


@contextmanager
def existing_site(arguments: argparse.Namespace) -> Iterator[None]:
    """The site with its database as this version knows it; nothing is changed by opening it.

    Raises ``NotReadyError`` when there is none, or when the database is older or newer: bringing it
    up to date is for the start of the site, not for a command that may run at night while it is
    served.
    """
    _say_where(arguments)
    _refuse_no_site()
    with explained():
        read_settings()
        reach_database()
        _refuse_other_database()
        yield


@contextmanager
def no_site() -> Iterator[None]:
    """What this version knows, without any site: for what can be told from a file alone."""
    with tempfile.TemporaryDirectory(prefix="glocal-no-site-") as empty:
        os.environ["GLOCAL_DATA"] = empty
        os.environ.setdefault("GLOCAL_SECRET_KEY", secrets.token_urlsafe(64))
        with explained():
            read_settings()
            yield


@contextmanager
def place_for_a_site(arguments: argparse.Namespace) -> Iterator[None]:
    """The settings of a site that is there or may become one; its database is not touched yet.

    No start works on the same data meanwhile, and nobody serves them. Raises ``NotReadyError``.
    """
    _say_where(arguments)
    with explained():
        read_settings()
        reach_database()
        with one_at_a_time(settings.DATA), not_served(settings.DATA):
            yield


def bring_up() -> None:
    """Give an empty database its tables; one of another version is refused and not changed."""
    if not MigrationRecorder(connection).has_table():
        call_command("migrate", verbosity=0, interactive=False)
    _refuse_other_database()


def _say_where(arguments: argparse.Namespace) -> None:
    if arguments.data is not None:
        os.environ["GLOCAL_DATA"] = str(arguments.data)


def _refuse_no_site() -> None:
    """Reading the settings would make the folder, its key and an empty database."""
    folder = environment.named_folder()
    server = os.environ.get("DATABASE_URL")
    if not folder.is_dir() or not (server or (folder / environment.DATABASE_FILE).exists()):
        raise NotReadyError(
            f"There is no site in {folder}. Name the folder of its data with --data DIR or "
            "GLOCAL_DATA; `glocal serve` makes a new one. Nothing was changed."
        )


def _refuse_other_database() -> None:
    refuse_newer_database()
    executor = MigrationExecutor(connection)
    plan: list[Any] = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if plan:
        raise NotReadyError(
            "The database was not yet brought up to date for this version of Glocal. Start the "
            "site once with `glocal serve`, then try again."
        )
