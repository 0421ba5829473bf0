"""Why a site cannot be started, as a sentence that says what to do instead of a trace."""

import errno
import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import django
from django.core.exceptions import ImproperlyConfigured
from django.db import Error as DatabaseError
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

from glocal import __version__
from glocal.errors import GlocalError
from glocal_web.settings import environment

# Below this SQLite cannot even tidy up after itself.
LEAST_FREE = 16 * 1024 * 1024
SECONDS_TO_CONNECT = 5
BRING_BACK = (
    "Move it away, with what lies beside it under the same name and more, then bring back a backup "
    "with `glocal restore FILE`."
)
FULL = {errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC)}


class NotReadyError(GlocalError):
    """The site cannot be started; the message says why and what to do."""


def read_settings() -> None:
    """Read the settings that the environment names. Raises ``ImproperlyConfigured``."""
    name = os.environ.setdefault("DJANGO_SETTINGS_MODULE", environment.USUAL)
    try:
        django.setup()
    except ModuleNotFoundError as error:
        if not error.name or not f"{name}.".startswith(f"{error.name}."):
            raise
        raise ImproperlyConfigured(
            f"DJANGO_SETTINGS_MODULE names {name!r}, and there is none. For a server it is "
            f"glocal_web.settings.production; on one's own machine leave it out."
        ) from error


def reach_database() -> None:
    """Raise ``OperationalError`` with the reason when the database server does not let us in.

    The pool would try for half a minute, and keep the reason to itself.
    """
    if connection.vendor != "postgresql":
        return
    import psycopg  # noqa: PLC0415 - only a site with a server has it

    with connection.wrap_database_errors, closing(psycopg.connect(**_ways_in())):
        pass


def _ways_in() -> dict[str, Any]:
    ways = dict(connection.get_connection_params())
    ways.pop("pool", None)
    ways.setdefault("connect_timeout", SECONDS_TO_CONNECT)
    return ways


@contextmanager
def explained() -> Iterator[None]:
    """Turn what usually stands in the way of a start into ``NotReadyError``."""
    try:
        yield
    except ImproperlyConfigured as error:
        raise NotReadyError(f"The settings cannot be used. {error}") from error
    except OSError as error:
        raise NotReadyError(_of_files(error)) from error
    except (DatabaseError, sqlite3.Error) as error:
        raise NotReadyError(_of_database(plain_words(error))) from error


def _of_files(error: OSError) -> str:
    if error.errno in FULL:
        return _disk_full()
    place = f" ({error.filename})" if error.filename else ""
    return (
        f"The data folder cannot be used: {error.strerror or error}{place}. "
        "Choose another one with --data DIR."
    )


def _of_database(words: str) -> str:
    small = words.lower()
    if "disk is full" in small or "no space left" in small:
        return _disk_full()
    if "readonly" in small or "unable to open" in small:
        return (
            f"The data folder cannot be written: {words}. Give the account that runs this command "
            "the right to write there, or choose another folder with --data DIR."
        )
    if is_damaged(words):
        return f"The file of the database is damaged: {words}. {BRING_BACK}"
    return (
        f"The database cannot be used: {words}. Check the folder given by --data, or "
        "DATABASE_URL if you use a database server. `glocal doctor` looks further."
    )


def plain_words(error: Exception) -> str:
    """What a database says, on one line and without the mark at its end."""
    return " ".join(str(error).split()).rstrip(".?")


def is_damaged(words: str) -> bool:
    """Whether this is how SQLite says that its file is none, or broken."""
    return "not a database" in words.lower() or "malformed" in words.lower()


def _disk_full() -> str:
    return "The disk is full. Free some space, then start again: what was saved is kept."


def refuse_full_disk(folder: Path) -> None:
    """Raise ``NotReadyError`` when next to nothing can be written to the disk of ``folder``."""
    free = shutil.disk_usage(folder).free
    if free < LEAST_FREE:
        raise NotReadyError(
            f"The disk is full: {free // 1024**2} MB are free for {folder}, at least "
            f"{LEAST_FREE // 1024**2} MB are needed. Free some space, then start again."
        )


def newer_changes() -> list[str]:
    """Changes of the database that were made by a newer version than this one."""
    recorder = MigrationRecorder(connection)
    if not recorder.has_table():
        return []
    loader = MigrationLoader(None)
    known = set(loader.disk_migrations)
    known |= {old for one in loader.disk_migrations.values() for old in one.replaces}
    return sorted(
        f"{app}.{name}"
        for app, name in recorder.applied_migrations()
        if app in loader.migrated_apps and (app, name) not in known
    )


def refuse_newer_database() -> None:
    """Raise ``NotReadyError`` when a newer version has worked with this database."""
    unknown = newer_changes()
    if unknown:
        raise NotReadyError(
            f"These data belong to a newer version of Glocal: this one ({__version__}) does not "
            f"know {unknown[-1]}. Install the newer version again, or choose another folder with "
            "--data DIR. Nothing was changed."
        )
