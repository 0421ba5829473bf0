"""What a site and a backup hold, to compare; and a backup that somebody has altered."""

import hashlib
import json
from pathlib import Path
from typing import Any
from zipfile import ZipFile

from django.db import connection

from glocal_web.portal.services.backup_tables import as_line, table_name, tables


def all_rows() -> dict[str, list[Any]]:
    """Everything in the database, as it stands there."""
    found: dict[str, list[Any]] = {}
    with connection.cursor() as cursor:
        for model in tables():
            cursor.execute(f'SELECT * FROM "{model._meta.db_table}" ORDER BY 1')  # noqa: S608
            found[table_name(model)] = cursor.fetchall()
    return found


def all_files(folder: Path) -> dict[str, bytes]:
    """Every file below a folder with its bytes."""
    return {
        str(one.relative_to(folder)): one.read_bytes() for one in folder.rglob("*") if one.is_file()
    }


def altered(path: Path, **entries: bytes | None) -> None:
    """The backup with other contents of some entries; None takes one out."""
    new = path.with_suffix(".new")
    with ZipFile(path) as source, ZipFile(new, "w") as target:
        for name in source.namelist():
            content = entries.get(name, source.read(name))
            if content is not None:
                target.writestr(name, content)
        for name in entries.keys() - set(source.namelist()):
            target.writestr(name, entries[name] or b"")
    new.replace(path)


def entries(path: Path) -> dict[str, bytes]:
    """Every entry of a backup with its bytes."""
    with ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def told(path: Path) -> dict[str, Any]:
    """What a backup says about itself."""
    with ZipFile(path) as archive:
        return dict(json.loads(archive.read("manifest.json")))


def forged(path: Path, table: str, rows: list[Any]) -> None:
    """The backup with other rows of a table, every hash and number in it made to fit."""
    content = b"".join(map(as_line, rows))
    manifest = told(path)
    manifest["tables"][table] = {
        "size": len(content),
        "sha256": hashlib.sha256(content).hexdigest(),
        "rows": len(rows),
        "canonical": hashlib.sha256(
            b"".join(as_line(row, canonical=True) for row in rows)
        ).hexdigest(),
    }
    altered(
        path,
        **{f"rows/{table}.jsonl": content, "manifest.json": json.dumps(manifest).encode()},
    )


def rows_in(path: Path, table: str) -> list[list[Any]]:
    """The rows of a table as they stand in a backup."""
    with ZipFile(path) as archive:
        return [json.loads(line) for line in archive.open(f"rows/{table}.jsonl")]
