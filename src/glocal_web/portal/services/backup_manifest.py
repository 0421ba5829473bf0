"""What a backup says about itself: version, tables, files, and the hash of each."""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path, PurePosixPath
from typing import Any
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile

from django.db import connections
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

from glocal.errors import GlocalError
from glocal_web.portal.services.backup_tables import file_columns, table_name, tables

FORMAT = 1
MANIFEST = "manifest.json"
LARGEST_MANIFEST = 256 * 1024 * 1024
COMPRESSED = (ZIP_STORED, ZIP_DEFLATED)
# What reading a file raises that is no archive, or was cut off, or altered.
DAMAGED = (
    BadZipFile,
    zlib.error,
    EOFError,
    KeyError,
    NotImplementedError,
    OverflowError,
    RuntimeError,
    ValueError,
)


class BackupError(GlocalError):
    """A backup cannot be made or restored; the message says why, and that nothing was changed."""


@dataclass(frozen=True)
class Part:
    """One entry of the file: its size in bytes and SHA-256.

    For a table also its number of rows, and the hash of its rows whatever the order of keys in
    them.
    """

    size: int
    sha256: str
    rows: int = 0
    canonical: str = ""


@dataclass(frozen=True)
class Manifest:
    """What the file holds. ``missing`` are uploads that a row names and that were not there."""

    format: int
    product: str
    made_at: str
    database: str
    migrations: tuple[str, ...]
    tables: Mapping[str, Part]
    files: Mapping[str, Part]
    missing: tuple[str, ...] = ()

    def as_json(self) -> bytes:
        """The manifest as it stands in the file."""
        return json.dumps(asdict(self), ensure_ascii=False, indent=1, sort_keys=True).encode()

    @property
    def row_count(self) -> int:
        """How many rows there are in all tables."""
        return sum(part.rows for part in self.tables.values())


def read_manifest(text: bytes) -> Manifest:
    """The manifest of a file. Raises ``BackupError`` for anything that is none."""
    try:
        value = json.loads(text)
        if value["format"] != FORMAT:
            raise BackupError(
                f"This backup has the format {value['format']!r}; this version of Glocal reads "
                f"{FORMAT}. It was made by Glocal {in_sight(value.get('product'))}: restore it "
                "with that version. Nothing was changed."
            )
        return Manifest(
            format=FORMAT,
            product=in_sight(value["product"]),
            made_at=datetime.fromisoformat(value["made_at"]).isoformat(),
            database=in_sight(value["database"]),
            migrations=tuple(map(in_sight, value["migrations"])),
            tables={str(key): _part(one) for key, one in value["tables"].items()},
            files={str(key): _part(one) for key, one in value["files"].items()},
            missing=tuple(map(str, value["missing"])),
        )
    except (ValueError, OverflowError, KeyError, TypeError, AttributeError) as error:
        raise BackupError(
            "This is not a backup of Glocal, or it is damaged: what it says about itself cannot be "
            "read. Nothing was changed."
        ) from error


def in_sight(value: object) -> str:
    """Words of a file as they may be printed: signs that a window would follow are replaced.

    >>> in_sight("1.0\x1b[8m")
    '1.0�[8m'
    """
    return "".join(sign if sign.isprintable() else "\ufffd" for sign in str(value))


def glance(path: Path) -> None:
    """Raise ``BackupError`` unless the file can be read and looks like a backup; quick."""
    with opened(path) as archive:
        manifest_of(archive)


@contextmanager
def opened(path: Path) -> Iterator[ZipFile]:
    """A backup to read from. Raises ``BackupError`` for what cannot be read, also in the body."""
    try:
        file = path.open("rb")
    except OSError as error:
        raise BackupError(f"{path} cannot be read: {error.strerror or error}.") from error
    try:
        with file, ZipFile(file) as archive:
            # Others are not ours, and fail in ways of their own.
            if any(one.compress_type not in COMPRESSED for one in archive.infolist()):
                raise BadZipFile
            yield archive
    except DAMAGED as error:
        raise BackupError(
            f"{path} is not a whole backup: it was cut off, or changed since it was made. Take "
            "another one; nothing was changed."
        ) from error


def manifest_of(archive: ZipFile) -> Manifest:
    """What an archive says about itself. Raises what ``opened`` turns into ``BackupError``."""
    if archive.getinfo(MANIFEST).file_size > LARGEST_MANIFEST:
        raise BadZipFile
    return read_manifest(archive.read(MANIFEST))


def table_entry(name: str) -> str:
    """Where the rows of a table stand in the file."""
    return f"rows/{name}.jsonl"


def file_entry(name: str) -> str:
    """Where an uploaded file stands in the file."""
    return f"uploads/{name}"


def applied_migrations(alias: str) -> tuple[str, ...]:
    """The changes of the tables that a backup holds, as in ``portal.0001_initial``."""
    labels = {one._meta.app_label for one in tables()}
    applied = MigrationRecorder(connections[alias]).applied_migrations()
    return tuple(sorted(f"{app}.{name}" for app, name in applied if app in labels))


def known_migrations() -> frozenset[str]:
    """The changes of the tables that this version brings; no database is asked."""
    labels = {one._meta.app_label for one in tables()}
    found = MigrationLoader(None).disk_migrations.items()
    names = {name for name, _ in found} | {old for _, one in found for old in one.replaces}
    return frozenset(f"{app}.{name}" for app, name in names if app in labels)


def refuse_other_version(manifest: Manifest) -> None:
    """Raise ``BackupError`` unless the file was made with the tables of this version."""
    own, theirs = known_migrations(), set(manifest.migrations)
    if theirs - own:
        raise BackupError(
            f"This backup was made by a newer version of Glocal ({manifest.product}): this one "
            f"does not know {max(theirs - own)}. Install the newer version, then restore. Nothing "
            "was changed."
        )
    if own - theirs:
        raise BackupError(
            f"This backup was made by an older version of Glocal ({manifest.product}): "
            f"{min(own - theirs)} is missing. Restore it with that version into a folder of its "
            "own, then start this version on that folder. Nothing was changed."
        )
    if set(manifest.tables) != {table_name(one) for one in tables()}:
        raise BackupError(
            "This backup holds other tables than this version of Glocal has. Restore it with the "
            f"version that made it ({manifest.product}). Nothing was changed."
        )


def refuse_strange_files(manifest: Manifest) -> None:
    """Raise ``BackupError`` when a file would be put anywhere but among the uploads."""
    folders = {str(column.upload_to).strip("/") for _model, column in file_columns()}  # type: ignore[attr-defined]
    for name in manifest.files:
        path = PurePosixPath(name)
        plain = "\\" not in name and ":" not in name and "\0" not in name
        if not plain or ".." in path.parts or str(path) != name or str(path.parent) not in folders:
            raise BackupError(
                f"This backup names a file that is no upload: {name!r}. Nothing was changed."
            )


def _part(value: Mapping[str, Any]) -> Part:
    return Part(
        size=int(value["size"]),
        sha256=str(value["sha256"]),
        rows=int(value["rows"]),
        canonical=str(value["canonical"]),
    )
