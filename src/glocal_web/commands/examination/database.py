"""The database of a site: reached, whole, up to date, and with somebody who runs the site."""

from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.db import Error as DatabaseError
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.recorder import MigrationRecorder

from glocal import __version__
from glocal.cli.condition import Condition, fault, good, remark
from glocal_web.commands.refusals import (
    BRING_BACK,
    is_damaged,
    newer_changes,
    plain_words,
    reach_database,
)
from glocal_web.portal.services.stewards import has_steward

PART = "Database"


def conditions(data: Path) -> Iterator[Condition]:
    """What stands in the way of working with the database, the first thing first."""
    file = _file()
    if file is not None and (not data.is_dir() or not file.exists()):
        yield remark(PART, "Not there yet: the first `glocal serve` makes it.")
        return
    try:
        reach_database()
        connection.ensure_connection()
        damage = _damage()
    except DatabaseError as error:
        words = plain_words(error)
        if is_damaged(words):
            yield fault(PART, f"{file} is damaged: {words}.", BRING_BACK)
        else:
            yield fault(PART, f"It cannot be used: {words}.", _mend(file))
        return
    if damage:
        yield fault(PART, f"{file} is damaged: {damage}.", BRING_BACK)
        return
    yield from _state()


def _file() -> Path | None:
    """The file of an SQLite database; None on a database server."""
    own = settings.DATABASES["default"]
    return Path(own["NAME"]) if own["ENGINE"].endswith("sqlite3") else None


def _mend(file: Path | None) -> str:
    if file is None:
        return "See that the server runs, and that DATABASE_URL has its address, name and password."
    return f"See that the account that runs the site may read and write {file} and its folder."


def _damage() -> str:
    """What SQLite finds wrong in its own file; empty when it is whole."""
    if connection.vendor != "sqlite":
        return ""
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA quick_check(1)")
        said = str(cursor.fetchone()[0])
    return "" if said == "ok" else said


def _state() -> Iterator[Condition]:
    newer = newer_changes()
    if newer:
        yield fault(
            PART,
            f"It belongs to a newer version of Glocal than {__version__}: {newer[-1]}.",
            "Install the newer version again.",
        )
        return
    if not MigrationRecorder(connection).has_table():
        yield remark(PART, "It is empty: the first `glocal serve` makes its tables.")
        return
    executor = MigrationExecutor(connection)
    missing = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if missing:
        yield fault(
            PART,
            f"It is of an older version: {len(missing)} changes are missing.",
            "Make a copy, then start `glocal serve`: it brings the database up to date.",
        )
        return
    yield good(PART, f"{connection.display_name}, reached and up to date.")
    if not has_steward():
        yield remark(
            "First user", "Nobody runs this site yet.", "glocal serve --first-user you@example.org"
        )
