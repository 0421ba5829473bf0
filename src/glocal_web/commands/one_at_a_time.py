"""Let one start at a time work on the data of a site; the others wait for it.

Two starts of one site, or of several servers with one database, would both bring it up to date.
"""

import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from django.db import connection

from glocal.errors import GlocalError

LOCK_FILE = "start.lock"
SERVED_FILE = "served.lock"
# Any number will do, as long as every start of this product takes the same one.
LOCK_NUMBER = 7_106_204_715
SECONDS_TO_WAIT = 180.0
SECONDS_BETWEEN = 0.2


class BusyError(GlocalError):
    """Another start did not come to its end."""


@contextmanager
def one_at_a_time(folder: Path, seconds: float = SECONDS_TO_WAIT) -> Iterator[None]:
    """Run the body while no other start does so with this folder, nor with this database.

    Both locks fall with the process that holds them, however it ends. Raises ``BusyError`` after
    ``seconds``.
    """
    until = time.monotonic() + seconds
    with _of_folder(folder, until), _of_database(until):
        yield


@contextmanager
def served(folder: Path, seconds: float = SECONDS_TO_WAIT) -> Iterator[None]:
    """While the body runs, the data in this folder are in use: ``not_served`` refuses them.

    Several may serve them at once. Raises ``BusyError`` when they are being replaced for longer
    than ``seconds``.
    """
    file = sqlite3.connect(folder / SERVED_FILE, timeout=0, isolation_level=None)
    with closing(file):
        _wait(lambda: _shared(file), time.monotonic() + seconds)
        yield


@contextmanager
def not_served(folder: Path) -> Iterator[None]:
    """Let nobody begin to serve the data in this folder while the body runs.

    Raises ``BusyError`` when `glocal serve` or `glocal demo` serves them.
    """
    file = sqlite3.connect(folder / SERVED_FILE, timeout=0, isolation_level=None)
    with closing(file):
        if not _taken(file):
            raise BusyError(
                f"The site in {folder} is being served. Stop it, then try again; nothing was "
                "changed."
            )
        yield


@contextmanager
def _of_folder(folder: Path, until: float) -> Iterator[None]:
    # SQLite locks files on every system, and lets go of them when the process ends.
    file = sqlite3.connect(folder / LOCK_FILE, timeout=0, isolation_level=None)
    with closing(file):
        _wait(lambda: _taken(file), until)
        yield


def _taken(file: sqlite3.Connection) -> bool:
    """Whether this connection has the file for itself now."""
    return _done(file, "BEGIN EXCLUSIVE")


def _shared(file: sqlite3.Connection) -> bool:
    """Whether this connection has the file together with others now."""
    return _done(file, "BEGIN") and _done(file, "SELECT count(*) FROM sqlite_master")


def _done(file: sqlite3.Connection, statement: str) -> bool:
    try:
        file.execute(statement).fetchone()
    except sqlite3.OperationalError as error:
        if file.in_transaction:
            file.execute("ROLLBACK")
        if error.sqlite_errorcode == sqlite3.SQLITE_BUSY:
            return False
        raise
    return True


@contextmanager
def _of_database(until: float) -> Iterator[None]:
    # A file of SQLite lies in one folder; a server may have several machines in front of it.
    if connection.vendor != "postgresql":
        yield
        return
    _wait(lambda: bool(_asked("pg_try_advisory_lock")), until)
    try:
        yield
    finally:
        _asked("pg_advisory_unlock")


def _asked(function: str) -> object:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {function}(%s)", [LOCK_NUMBER])
        return cursor.fetchone()[0]


def _wait(taken: Callable[[], bool], until: float) -> None:
    told = False
    while not taken():
        if time.monotonic() > until:
            raise BusyError(
                "Another start of this site is still at work on the same data. Wait until it is "
                "done or end it, then try again."
            )
        if not told:
            print("Another start of this site is at work on the same data; waiting.", flush=True)
            told = True
        time.sleep(SECONDS_BETWEEN)
