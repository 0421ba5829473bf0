"""Put a site back to what a backup holds: all of it or nothing, with what was there kept aside.

The order makes it safe to be cut off anywhere: first the whole file is checked, then what is there
is saved beside, then uploads are added under names that nothing uses yet, then all rows change in
one transaction that ends by comparing the tables with the backup, and only then old uploads go.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from zipfile import BadZipFile, ZipFile

from django.conf import settings
from django.core.management.color import no_style
from django.db import DEFAULT_DB_ALIAS, IntegrityError, connection, transaction
from django.utils import timezone

from glocal_web.portal.services.backup import BLOCK, FULL, write_backup
from glocal_web.portal.services.backup_manifest import (
    LARGEST_MANIFEST,
    MANIFEST,
    BackupError,
    Manifest,
    Part,
    file_entry,
    read_manifest,
    refuse_other_version,
    refuse_strange_files,
    table_entry,
)
from glocal_web.portal.services.backup_tables import (
    Table,
    empty,
    insert,
    passing_tables,
    rows_hash,
    table_name,
    tables,
)

SPARE = 16 * 1024 * 1024
STAGED = ".restored"
DAMAGED = (
    BadZipFile,
    zlib.error,
    EOFError,
    KeyError,
    NotImplementedError,
    RuntimeError,
    ValueError,
)


@dataclass(frozen=True)
class Restored:
    """What was restored, and where that which was there before is kept."""

    manifest: Manifest
    aside: Path


def check_backup(path: Path) -> Manifest:
    """What a whole backup for this version says about itself, every hash in it compared.

    Raises ``BackupError`` for anything else. Changes nothing.
    """
    with _opened(path) as archive:
        manifest = _manifest(archive)
        refuse_other_version(manifest, DEFAULT_DB_ALIAS)
        refuse_strange_files(manifest)
        expected = _parts(manifest)
        names = archive.namelist()
        if sorted(names) != sorted([*expected, MANIFEST]):
            raise BackupError("This backup does not hold what it says. Nothing was changed.")
        for name, part in expected.items():
            _compare(archive, name, part)
    return manifest


def restore(path: Path, aside: Path) -> Restored:
    """Put the site back to what the file holds; what was there becomes a backup below ``aside``.

    Everybody has to sign in again. Raises ``BackupError``, and then the site is as it was.
    """
    manifest = check_backup(path)
    _refuse_no_room(manifest)
    aside.mkdir(parents=True, exist_ok=True, mode=0o700)
    kept = aside / f"before-{timezone.now():%Y%m%d-%H%M%S-%f}.glocal"
    before = write_backup(kept)
    added: list[Path] = []
    try:
        with _opened(path) as archive:
            later = _put_files(archive, manifest, added)
            _replace_rows(archive, manifest)
    except BaseException as error:
        for one in added:
            one.unlink(missing_ok=True)
        if isinstance(error, OSError) and error.errno in FULL:
            raise BackupError(
                "The disk is full. Free some space, then try again; nothing was changed."
            ) from error
        raise
    for staged, place in later:
        os.replace(staged, place)
    for name in before.files.keys() - manifest.files.keys():
        (Path(settings.MEDIA_ROOT) / name).unlink(missing_ok=True)
    return Restored(manifest, kept)


@contextmanager
def _opened(path: Path) -> Iterator[ZipFile]:
    try:
        file = path.open("rb")
    except OSError as error:
        raise BackupError(f"{path} cannot be read: {error.strerror or error}.") from error
    try:
        with file, ZipFile(file) as archive:
            yield archive
    except DAMAGED as error:
        raise BackupError(
            f"{path} is not a whole backup: it was cut off, or changed since it was made. Take "
            "another one; nothing was changed."
        ) from error


def _manifest(archive: ZipFile) -> Manifest:
    if archive.getinfo(MANIFEST).file_size > LARGEST_MANIFEST:
        raise BadZipFile
    return read_manifest(archive.read(MANIFEST))


def _parts(manifest: Manifest) -> dict[str, Part]:
    found = {table_entry(name): part for name, part in manifest.tables.items()}
    return found | {file_entry(name): part for name, part in manifest.files.items()}


def _compare(archive: ZipFile, name: str, part: Part) -> None:
    """Raise ``BadZipFile`` unless the entry is what the manifest says."""
    if archive.getinfo(name).file_size != part.size:
        raise BadZipFile
    found, size = hashlib.sha256(), 0
    with archive.open(name) as stream:
        while block := stream.read(BLOCK):
            found.update(block)
            size += len(block)
    if size != part.size or found.hexdigest() != part.sha256:
        raise BadZipFile


def _refuse_no_room(manifest: Manifest) -> None:
    root = Path(settings.MEDIA_ROOT)
    root.mkdir(parents=True, exist_ok=True, mode=0o700)
    rows = sum(part.size for part in manifest.tables.values())
    files = sum(p.size for name, p in manifest.files.items() if not (root / name).exists())
    if shutil.disk_usage(root).free < rows + files + SPARE:
        raise BackupError(
            f"The disk has no room for what the backup holds: about {(rows + files) >> 20} MB. "
            "Free some space, then try again; nothing was changed."
        )


def _put_files(archive: ZipFile, manifest: Manifest, added: list[Path]) -> list[tuple[Path, Path]]:
    """Add the uploads that are not there; those that differ are staged, for after the rows."""
    later = []
    for name, part in manifest.files.items():
        place = Path(settings.MEDIA_ROOT) / name
        place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        if place.exists():
            if _hash(place) == part.sha256:
                continue
            staged = place.with_name(place.name + STAGED)
            later.append((staged, place))
        else:
            staged = place
        added.append(staged)
        with (
            archive.open(file_entry(name)) as source,
            os.fdopen(os.open(staged, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as to,
        ):
            shutil.copyfileobj(source, to, BLOCK)
            to.flush()
            os.fsync(to.fileno())
    return later


def _hash(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _replace_rows(archive: ZipFile, manifest: Manifest) -> None:
    """All rows in one transaction, which ends only when the tables are what the backup holds."""
    alias = DEFAULT_DB_ALIAS
    try:
        with transaction.atomic():
            for model in (*tables(), *passing_tables()):
                empty(model, alias)
            for model in tables():
                insert(model, _lines(archive, model), alias)
            connection.check_constraints()
            for model in tables():
                if rows_hash(model, alias) != manifest.tables[table_name(model)].canonical:
                    raise BackupError(
                        f"The table {table_name(model)} did not come out as it stands in the "
                        "backup. Everything was put back; nothing was changed."
                    )
            _reset_sequences()
    except IntegrityError as error:
        raise BackupError(
            "The rows of this backup do not fit together. Everything was put back; nothing was "
            "changed."
        ) from error


def _lines(archive: ZipFile, model: Table) -> Iterator[list[Any]]:
    with archive.open(table_entry(table_name(model))) as stream:
        for line in stream:
            yield json.loads(line.decode("utf-8", "surrogatepass"))


def _reset_sequences() -> None:
    """Let new rows be numbered after those that are there now."""
    statements = connection.ops.sequence_reset_sql(no_style(), list(tables()))
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
