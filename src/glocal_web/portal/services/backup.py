"""Everything that a site holds in one file: its rows, its uploads, and what proves them whole.

The file is a zip archive: ``rows/<table>.jsonl`` with a line for each row, ``uploads/…`` with the
files of evidence, and at its end ``manifest.json``. Rows are written as values and not as the pages
of a database, so that what was kept in SQLite can be restored into PostgreSQL and back.
"""

from __future__ import annotations

import errno
import hashlib
import os
import secrets
import shutil
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from copy import deepcopy
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import BinaryIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, OperationalError, connection, connections, transaction
from django.utils import timezone

from glocal import __version__
from glocal_web.portal.services.backup_manifest import (
    FORMAT,
    MANIFEST,
    BackupError,
    Manifest,
    Part,
    applied_migrations,
    file_entry,
    table_entry,
)
from glocal_web.portal.services.backup_tables import (
    Table,
    as_line,
    file_columns,
    rows,
    table_name,
    tables,
)

BLOCK = 1024 * 1024
PREFIX = ".glocal-backup-"
LONGEST = 24 * 3600
"""After so many seconds nobody makes or reads a backup any more, whatever became of them."""
FULL = {errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC)}


def write_backup(path: Path) -> Manifest:
    """The site as it is at one moment, in a new file at ``path`` that only its owner reads.

    The site may be in use: SQLite is copied by its own online backup, PostgreSQL read in one
    transaction. The file appears under its name once it is whole and on the disk. Raises
    ``BackupError`` when there is a file already, or no room for it; nothing half-written stays.
    """
    if path.exists():
        raise BackupError(f"There is a file {path} already. Choose another name.")
    if not path.parent.is_dir():
        raise BackupError(f"There is no folder {path.parent}. Make it, or choose another one.")
    remove_forgotten(path.parent, PREFIX)
    try:
        # Nobody else can put anything in this folder, nor does another backup write there.
        with TemporaryDirectory(prefix=PREFIX, dir=path.parent) as folder:
            part = Path(folder) / "whole"
            manifest = _written(part, Path(folder))
            os.replace(part, path)
    except (OSError, OperationalError, sqlite3.OperationalError) as error:
        raise _refusal(error, path.parent) from error
    return manifest


def remove_forgotten(where: Path, prefix: str) -> None:
    """Delete what a process that was killed has left: folders that hold all that a site holds."""
    for folder in where.glob(f"{prefix}*"):
        with suppress(OSError):
            if time.time() - folder.stat().st_mtime > LONGEST:
                shutil.rmtree(folder)


def private_file(path: Path) -> BinaryIO:
    """A new file that its owner alone can read; bytes go into it as they are on every system."""
    # Opened by way of ``open``: on Windows it alone adds what keeps line ends from being changed.
    return open(path, "xb", opener=lambda name, flags: os.open(name, flags, 0o600))


def _refusal(error: Exception, folder: Path) -> Exception:
    """Why nothing can be written in ``folder``; the error itself when that is not the reason."""
    words = str(getattr(error, "strerror", None) or error)
    if getattr(error, "errno", None) in FULL or "is full" in words:
        return BackupError(
            f"The disk is full: there is no room for the backup in {folder}. Free some space "
            "or choose another disk; nothing was changed."
        )
    if isinstance(error, OSError) or "disk i/o" in words.lower():
        return BackupError(
            f"The backup cannot be written in {folder}: {words}. Choose a folder where this "
            "account may write as much as the site holds; nothing was changed."
        )
    return error


@contextmanager
def snapshot(folder: Path) -> Iterator[str]:
    """The alias of a connection that sees the database as it is now, whatever is written meanwhile.

    ``folder`` has room for a copy of an SQLite database.
    """
    if connection.in_atomic_block:
        # The moment is that of the transaction. SQLite copies no database that it is writing to.
        yield DEFAULT_DB_ALIAS
        return
    if connection.vendor != "sqlite":
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            yield DEFAULT_DB_ALIAS
        return
    copy = folder / "copy.sqlite3"
    connection.ensure_connection()
    with closing(sqlite3.connect(copy)) as target:
        connection.connection.backup(target)
    # A name of its own, since threads share the list of databases.
    alias = f"snapshot-{secrets.token_hex(8)}"
    connections.databases[alias] = {
        **deepcopy(connections.databases[DEFAULT_DB_ALIAS]),
        "NAME": str(copy),
        "OPTIONS": {},
    }
    try:
        yield alias
    finally:
        connections[alias].close()
        del connections[alias]
        del connections.databases[alias]


def named_files(alias: str) -> list[str]:
    """The uploads that rows name, each once."""
    found: set[str] = set()
    for model, column in file_columns():
        found.update(
            model._base_manager.using(alias)
            .exclude(**{column.attname: ""})
            .values_list(column.attname, flat=True)
        )
    return sorted(name for name in found if name)


def _written(part: Path, folder: Path) -> Manifest:
    # The file holds names, addresses and hashes of passwords.
    with private_file(part) as raw:
        with ZipFile(raw, "w") as archive, snapshot(folder) as alias:
            parts = {table_name(one): _add_table(archive, one, alias) for one in tables()}
            files: dict[str, Part] = {}
            missing: list[str] = []
            for name in named_files(alias):
                added = _add_file(archive, name)
                if added is None:
                    missing.append(name)
                else:
                    files[name] = added
            manifest = Manifest(
                format=FORMAT,
                product=__version__,
                made_at=timezone.now().isoformat(),
                database=connection.vendor,
                migrations=applied_migrations(alias),
                tables=parts,
                files=files,
                missing=tuple(missing),
            )
            archive.writestr(_entry(MANIFEST, ZIP_DEFLATED), manifest.as_json())
        raw.flush()
        os.fsync(raw.fileno())
    return manifest


def _entry(name: str, method: int) -> ZipInfo:
    # One date for all: two backups of the same rows hold the same bytes.
    info = ZipInfo(name, (1980, 1, 1, 0, 0, 0))
    info.compress_type = method
    info.external_attr = 0o600 << 16
    return info


def _add_table(archive: ZipFile, model: Table, alias: str) -> Part:
    plain, canonical = hashlib.sha256(), hashlib.sha256()
    size = number = 0
    info = _entry(table_entry(table_name(model)), ZIP_DEFLATED)
    with archive.open(info, "w", force_zip64=True) as stream:
        for row in rows(model, alias):
            line = as_line(row)
            stream.write(line)
            plain.update(line)
            canonical.update(as_line(row, canonical=True))
            size, number = size + len(line), number + 1
    return Part(size, plain.hexdigest(), number, canonical.hexdigest())


def _add_file(archive: ZipFile, name: str) -> Part | None:
    """The upload as an entry; None when it is gone, as when its row was removed meanwhile."""
    found, size = hashlib.sha256(), 0
    try:
        source = (Path(settings.MEDIA_ROOT) / name).open("rb")
    except FileNotFoundError:
        return None
    except OSError as error:
        raise BackupError(
            f"The upload {name} cannot be read: {error.strerror or error}. Let this account read "
            "it, then try again; nothing was saved."
        ) from error
    with source, archive.open(_entry(file_entry(name), ZIP_STORED), "w", force_zip64=True) as to:
        while block := source.read(BLOCK):
            to.write(block)
            found.update(block)
            size += len(block)
    return Part(size, found.hexdigest())
