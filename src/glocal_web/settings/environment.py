"""Readers of the environment: each gives one setting and says what is wrong when it cannot."""

import os
import secrets
import time
from collections.abc import Iterable
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit
from urllib.request import url2pathname
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.core.exceptions import ImproperlyConfigured

USUAL = "glocal_web.settings.local"
"""The settings of a site for which no others are named."""

DATABASE_FILE = "glocal.sqlite3"
SHORTEST_KEY = 50


def flag(name: str, default: bool = False) -> bool:
    """Whether the variable says yes: `1`, `true`, `yes` or `on`, in any case."""
    value = os.environ.get(name)
    return default if value is None else value.strip().lower() in {"1", "true", "yes", "on"}


def words(name: str, default: str = "") -> list[str]:
    """The variable as a list, split at commas, without blanks."""
    return [word.strip() for word in os.environ.get(name, default).split(",") if word.strip()]


def number(name: str, default: int, least: int = 0) -> int:
    """The variable as a whole number from ``least`` up."""
    typed = os.environ.get(name, "").strip()
    try:
        found = int(typed) if typed else default
    except ValueError:
        found = least - 1
    if found < least:
        raise ImproperlyConfigured(
            f"{name} is {typed!r}: give it a whole number from {least} up, or leave it out "
            f"({default} is meant then)."
        )
    return found


def named_folder() -> Path:
    """The folder for database, secret key and uploads, there or not (`GLOCAL_DATA` or `var`)."""
    return Path(os.environ.get("GLOCAL_DATA") or "var").resolve()


def data_folder() -> Path:
    """The folder for database, secret key and uploads, made if missing."""
    folder = named_folder()
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    return folder


def secret_key(folder: Path) -> str:
    """The secret key: from `GLOCAL_SECRET_KEY`, else from a file that the first start writes.

    The file is created readable by its owner alone; of two processes that start at once, one
    writes and both read the same key. A key that could not be written leaves no file behind.
    """
    given = os.environ.get("GLOCAL_SECRET_KEY")
    if given and len(given) < SHORTEST_KEY:
        raise ImproperlyConfigured(
            f"GLOCAL_SECRET_KEY has {len(given)} characters. Give it at least {SHORTEST_KEY}, or "
            "leave it out: one is made and kept in the data folder."
        )
    if given:
        return given
    path = folder / "secret_key"
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        pass
    else:
        try:
            with os.fdopen(handle, "w", encoding="ascii") as file:
                file.write(secrets.token_urlsafe(64))
        except OSError:
            path.unlink(missing_ok=True)
            raise
    key = _written(path)
    if len(key) < SHORTEST_KEY or not key.isascii():
        raise ImproperlyConfigured(
            f"The secret key in {path} is damaged or too short. Delete the file to have a new one "
            "made; everybody will have to sign in again."
        )
    return key


def _read(path: Path) -> str:
    return path.read_text(encoding="ascii", errors="replace").strip()


def _written(path: Path) -> str:
    """What the file holds, once the process that has just made it has also filled it."""
    until = time.monotonic() + 2
    while not (key := _read(path)) and time.monotonic() < until:
        time.sleep(0.05)
    return key


def time_zone() -> str:
    """The time zone in which the site's days begin and end (`GLOCAL_TIME_ZONE`)."""
    name = os.environ.get("GLOCAL_TIME_ZONE", "").strip() or "UTC"
    if name == "UTC":
        # Known also where a system has no list of zones, which `glocal doctor` tells.
        return name
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise ImproperlyConfigured(
            f"GLOCAL_TIME_ZONE is {name!r}, which is no time zone. It is written as in "
            "Europe/Madrid, Africa/Dakar or America/Bogota."
        ) from None
    return name


def language(known: Iterable[str]) -> str:
    """The language a site begins in (`GLOCAL_LANGUAGE`); empty: what the browser asks for."""
    chosen = os.environ.get("GLOCAL_LANGUAGE", "").strip().lower()
    if chosen and chosen not in known:
        raise ImproperlyConfigured(
            f"GLOCAL_LANGUAGE is {chosen!r}; the site speaks {', '.join(known)}."
        )
    return chosen


def database(folder: Path) -> dict[str, Any]:
    """Django's settings for the database: SQLite, or what `DATABASE_URL` names."""
    address = os.environ.get("DATABASE_URL", "")
    return named_database(address) if address else sqlite(folder / DATABASE_FILE)


def named_database(address: str) -> dict[str, Any]:
    """Django's settings for the database of an address: `sqlite://…` or `postgresql://…`."""
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError as error:
        # What it says may hold the password: words of ours instead.
        raise ImproperlyConfigured(
            "DATABASE_URL cannot be read: its port is no number, or a sign in its name or password "
            "is not written as %40 and the like. It is written as in "
            "postgresql://person:password@localhost:5432/glocal"
        ) from error
    if parts.scheme == "sqlite":
        return sqlite(Path(url2pathname(parts.path)))
    if parts.scheme not in {"postgres", "postgresql"}:
        raise ImproperlyConfigured(
            "DATABASE_URL must begin with sqlite:// or postgresql://, for example "
            "postgresql://person:password@localhost:5432/glocal"
        )
    name = unquote(parts.path.lstrip("/"))
    if not name:
        raise ImproperlyConfigured(
            "DATABASE_URL names no database: put its name after the last slash, for example "
            "postgresql://person:password@localhost:5432/glocal"
        )
    if find_spec("psycopg") is None:
        raise ImproperlyConfigured(
            "DATABASE_URL names a PostgreSQL server, and the package that speaks with it is not "
            "installed: pip install 'glocal[web,postgres]'"
        )
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": name,
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(parts.hostname or ""),
        "PORT": str(port or ""),
        # A pool spares a new connection per request: four times the requests per second.
        "OPTIONS": {"pool": True, **dict(parse_qsl(parts.query))},
    }


def sqlite(path: Path) -> dict[str, Any]:
    """Django's settings for one SQLite file that several writers share and no power cut harms."""
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": path,
        "OPTIONS": {
            # Taking the write lock at the start lets a second writer wait instead of failing.
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            # FULL, not NORMAL: an answer that was shown as saved survives a power cut.
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;",
        },
    }
