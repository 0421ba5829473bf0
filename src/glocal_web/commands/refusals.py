"""Why a site cannot be started, as a sentence that says what to do instead of a trace."""

import errno
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured
from django.db import Error as DatabaseError
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

from glocal import __version__
from glocal.errors import GlocalError

# Below this SQLite cannot even tidy up after itself.
LEAST_FREE = 16 * 1024 * 1024
FULL = {errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC)}


class NotReadyError(GlocalError):
    """The site cannot be started; the message says why and what to do."""


@contextmanager
def explained() -> Iterator[None]:
    """Turn what usually stands in the way of a start into ``NotReadyError``."""
    try:
        yield
    except ImproperlyConfigured as error:
        raise NotReadyError(f"The settings are not complete. {error}") from error
    except OSError as error:
        raise NotReadyError(_of_files(error)) from error
    except (DatabaseError, sqlite3.Error) as error:
        raise NotReadyError(_of_database(str(error).strip())) from error


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
    if "not a database" in small or "malformed" in small:
        return (
            f"The file of the database is damaged: {words}. Put a copy of it in its place, or "
            "choose another folder with --data DIR."
        )
    return (
        f"The database cannot be used: {words}. Check the folder given by --data, or "
        "DATABASE_URL if you use a database server. `glocal doctor` looks further."
    )


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
