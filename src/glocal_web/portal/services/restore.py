"""Put a site back to what a backup holds: all of it or nothing, with what was there kept aside.

The order makes it safe to be cut off anywhere: first the whole file is checked, then what is there
is saved beside, then uploads are added under names that nothing uses yet, then all rows change in
one transaction that begins by comparing the tables with what was saved and ends by comparing them
with the backup, and only then old uploads go.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from zipfile import BadZipFile, ZipFile

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.color import no_style
from django.db import DEFAULT_DB_ALIAS, DataError, IntegrityError, connection, transaction
from django.utils import timezone

from glocal_web.portal.models import Person
from glocal_web.portal.services.backup import BLOCK, FULL, private_file, write_backup
from glocal_web.portal.services.backup_manifest import (
    MANIFEST,
    BackupError,
    Manifest,
    Part,
    file_entry,
    in_sight,
    manifest_of,
    opened,
    refuse_other_version,
    refuse_strange_files,
    table_entry,
)
from glocal_web.portal.services.backup_tables import (
    Table,
    columns,
    empty,
    hold,
    insert,
    passing_tables,
    rows_hash,
    table_name,
    tables,
)

SPARE = 16 * 1024 * 1024
STAGED = ".restored"
# What a row raises that the tables or the database have no place for.
UNFIT = (DataError, ValidationError, TypeError, ValueError, OverflowError, AttributeError)
PUT_BACK = "Everything was put back; nothing was changed."


@dataclass(frozen=True)
class Restored:
    """What was restored, and where that which was there before is kept."""

    manifest: Manifest
    aside: Path


def check_backup(path: Path) -> Manifest:
    """What a whole backup for this version says about itself, every hash in it compared.

    Raises ``BackupError`` for anything else. Changes nothing, and asks no database.
    """
    with opened(path) as archive:
        manifest = manifest_of(archive)
        refuse_other_version(manifest)
        refuse_strange_files(manifest)
        expected = _parts(manifest)
        names = archive.namelist()
        if sorted(names) != sorted([*expected, MANIFEST]):
            raise BackupError("This backup does not hold what it says. Nothing was changed.")
        for name, part in expected.items():
            _compare(archive, name, part)
    return manifest


def stewards_in(path: Path) -> list[str]:
    """The addresses of those who run the platform once this backup is restored.

    Signs that a window would follow instead of showing them are replaced: nobody hides that way.
    """
    names = [column.attname for column in columns(Person)]
    with opened(path) as archive:
        people = [_named(names, row) for row in _lines(archive, Person)]
    return sorted(
        in_sight(one["email"]) for one in people if one["is_steward"] and one["is_active"]
    )


def _named(names: list[str], row: object) -> dict[str, Any]:
    if not isinstance(row, list):
        raise BadZipFile
    return dict(zip(names, row, strict=True))


def restore(path: Path, aside: Path) -> Restored:
    """Put the site back to what the file holds; what was there becomes a backup below ``aside``.

    Everybody has to sign in again. Raises ``BackupError``, and then the site is as it was: also
    when somebody wrote something after it was saved.
    """
    manifest = check_backup(path)
    _refuse_no_room(manifest)
    aside.mkdir(parents=True, exist_ok=True, mode=0o700)
    kept = aside / f"before-{timezone.now():%Y%m%d-%H%M%S-%f}.glocal"
    before = write_backup(kept)
    added: list[Path] = []
    try:
        with opened(path) as archive:
            later = _put_files(archive, manifest, added)
            _replace_rows(archive, manifest, before, added)
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
        with suppress(OSError):  # no row names it any more
            (Path(settings.MEDIA_ROOT) / name).unlink(missing_ok=True)
    return Restored(manifest, kept)


def _parts(manifest: Manifest) -> dict[str, Part]:
    found = {table_entry(name): part for name, part in manifest.tables.items()}
    return found | {file_entry(name): part for name, part in manifest.files.items()}


def _compare(archive: ZipFile, name: str, part: Part) -> None:
    """Raise ``BadZipFile`` unless the entry is what the manifest says."""
    if archive.getinfo(name).file_size != part.size:
        raise BadZipFile
    found, size, lines = hashlib.sha256(), 0, 0
    with archive.open(name) as stream:
        while block := stream.read(BLOCK):
            found.update(block)
            size += len(block)
            lines += block.count(b"\n")
    if size != part.size or found.hexdigest() != part.sha256:
        raise BadZipFile
    if part.canonical and lines != part.rows:
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
        staged.unlink(missing_ok=True)  # left by a restore that was killed
        with archive.open(file_entry(name)) as source, private_file(staged) as to:
            shutil.copyfileobj(source, to, BLOCK)
            to.flush()
            os.fsync(to.fileno())
    return later


def _hash(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _replace_rows(
    archive: ZipFile, manifest: Manifest, before: Manifest, added: list[Path]
) -> None:
    """All rows in one transaction, which ends only when the tables are what the backup holds.

    ``before`` is what was kept aside: whatever was written after it would be lost. ``added`` are
    uploads to remove if it fails. It is emptied before the end: cut off while it ends, nobody
    knows whether rows name them, and one that no row names does no harm.
    """
    alias = DEFAULT_DB_ALIAS
    try:
        with transaction.atomic():
            hold((*tables(), *passing_tables()), alias)
            if any(_differing(before)):
                raise BackupError(
                    "Somebody wrote something while the restore began. Stop the site, then try "
                    "again; nothing was changed."
                )
            for model in (*tables(), *passing_tables()):
                empty(model, alias)
            for model in tables():
                _fill(archive, model)
            connection.check_constraints()
            for name in _differing(manifest):
                raise BackupError(
                    f"The table {name} did not come out as it stands in the backup. {PUT_BACK}"
                )
            _reset_sequences()
            added.clear()
    except IntegrityError as error:
        raise BackupError(f"The rows of this backup do not fit together. {PUT_BACK}") from error


def _differing(manifest: Manifest) -> Iterator[str]:
    """The tables whose rows are not those that are told of in ``manifest``, as they are found."""
    for model in tables():
        name = table_name(model)
        if rows_hash(model, DEFAULT_DB_ALIAS) != manifest.tables[name].canonical:
            yield name


def _fill(archive: ZipFile, model: Table) -> None:
    try:
        insert(model, _lines(archive, model), DEFAULT_DB_ALIAS)
    except UNFIT as error:
        raise BackupError(
            f"The table {table_name(model)} of this backup has a row that this database cannot "
            f"hold ({error}). {PUT_BACK}"
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
