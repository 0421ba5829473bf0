"""Open a site that is there, without serving it: for commands that run beside the server."""

import argparse
import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import django
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.recorder import MigrationRecorder

from glocal_web.commands.refusals import NotReadyError, explained, refuse_newer_database


@contextmanager
def existing_site(arguments: argparse.Namespace, *, may_be_new: bool = False) -> Iterator[None]:
    """The site with its database as this version knows it; nothing is changed by opening it.

    Raises ``NotReadyError`` when the database is older or newer: bringing it up to date is for the
    start of the site, not for a command that may run at night while it is served. With
    ``may_be_new`` an empty database gets its tables.
    """
    if arguments.data is not None:
        os.environ["GLOCAL_DATA"] = str(arguments.data)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "glocal_web.settings.local")
    with explained():
        django.setup()
        refuse_newer_database()
        if may_be_new and not MigrationRecorder(connection).has_table():
            call_command("migrate", verbosity=0, interactive=False)
        if _is_behind():
            raise NotReadyError(
                "The database was not yet brought up to date for this version of Glocal. Start "
                "the site once with `glocal serve`, then try again."
            )
        yield


def _is_behind() -> bool:
    executor = MigrationExecutor(connection)
    plan: list[Any] = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return bool(plan)
