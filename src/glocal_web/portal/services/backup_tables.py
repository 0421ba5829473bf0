"""Which tables a backup holds, and their rows as lines of JSON that any database can take up."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time
from decimal import Decimal
from math import isfinite
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db import connections
from django.db.models import BinaryField, Field, FileField, JSONField, Model

# Made anew by every site (what its models are), or about who is signed in and who tried to.
LEFT_OUT = frozenset({"auth", "axes", "contenttypes", "sessions"})
AT_ONCE = 500
WHOLE = 1e16
"""From here on Python writes a number with an exponent, and all such numbers are whole ones."""

Table = type[Model]


def tables() -> tuple[Table, ...]:
    """The models whose rows a backup holds, those of histories and of ties included, by name."""
    found = (
        one
        for one in apps.get_models(include_auto_created=True)
        if one._meta.app_label not in LEFT_OUT and one._meta.managed and not one._meta.proxy
    )
    return tuple(sorted(found, key=table_name))


def passing_tables() -> tuple[Table, ...]:
    """The models that a restored site begins without: who is signed in, who tried to."""
    found = (one for one in apps.get_models() if one._meta.app_label in {"axes", "sessions"})
    return tuple(sorted(found, key=table_name))


def table_name(model: Table) -> str:
    """As in ``portal.person``."""
    return str(model._meta.label_lower)


def columns(model: Table) -> tuple[Field[Any, Any], ...]:
    """The columns of a table, in the order in which rows are written."""
    return tuple(model._meta.concrete_fields)


def file_columns() -> Iterator[tuple[Table, Field[Any, Any]]]:
    """The columns that name an uploaded file; what a history says of a file keeps no file."""
    for model in tables():
        for column in columns(model):
            if isinstance(column, FileField):
                yield model, column


def rows(model: Table, alias: str) -> Iterator[list[Any]]:
    """The rows of a table as values that JSON knows, by key."""
    own = columns(model)
    names = [one.attname for one in own]
    found = model._base_manager.using(alias).order_by("pk").values_list(*names)
    for values in found.iterator(chunk_size=2000):
        yield [_plain(value) for value in values]


def as_line(row: list[Any], *, canonical: bool = False) -> bytes:
    """A row as one line; ``canonical`` leaves out what only some databases keep.

    That are the order of keys in JSON, the sign of a nought, and how a huge number is written.
    """
    if canonical:
        row = _kept_by_all(row)
    text = json.dumps(row, ensure_ascii=False, separators=(",", ":"), sort_keys=canonical)
    # A lone half of a letter can stand in old rows of SQLite, and in no file.
    return text.encode("utf-8", "surrogatepass") + b"\n"


def rows_hash(model: Table, alias: str) -> str:
    """SHA-256 of all rows of a table as they stand in the database."""
    found = hashlib.sha256()
    for row in rows(model, alias):
        found.update(as_line(row, canonical=True))
    return found.hexdigest()


def insert(model: Table, lines: Iterable[list[Any]], alias: str) -> None:
    """Write rows as they are: no default, no time of saving, no check of ours is put in between."""
    connection = connections[alias]
    quote = connection.ops.quote_name
    own = columns(model)
    names = ", ".join(quote(str(one.column)) for one in own)
    marks = ", ".join(["%s"] * len(own))
    statement = f"INSERT INTO {quote(model._meta.db_table)} ({names}) VALUES ({marks})"  # noqa: S608
    with connection.cursor() as cursor:
        batch: list[list[Any]] = []
        for line in lines:
            batch.append([_stored(one, v, connection) for one, v in zip(own, line, strict=True)])
            if len(batch) == AT_ONCE:
                cursor.executemany(statement, batch)
                batch.clear()
        if batch:
            cursor.executemany(statement, batch)


def empty(model: Table, alias: str) -> None:
    """Delete all rows of a table, in whatever order tables are tied: the end is checked."""
    connection = connections[alias]
    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {connection.ops.quote_name(model._meta.db_table)}")  # noqa: S608


def hold(models: Iterable[Table], alias: str) -> None:
    """Let nobody else write in these tables until the transaction ends."""
    connection = connections[alias]
    if connection.vendor == "postgresql":  # SQLite holds the whole file from the first statement
        names = ", ".join(connection.ops.quote_name(one._meta.db_table) for one in models)
        with connection.cursor() as cursor:
            cursor.execute(f"LOCK TABLE {names} IN EXCLUSIVE MODE")


def _kept_by_all(value: Any) -> Any:
    if isinstance(value, float):
        # By its digits, as a database keeps them: 1e23 is 10²³, and its nearest float is not.
        is_whole = abs(value) >= WHOLE and isfinite(value)
        return int(Decimal(repr(value))) if is_whole else value + 0.0
    if isinstance(value, dict):
        return {key: _kept_by_all(one) for key, one in value.items()}
    if isinstance(value, list):
        return [_kept_by_all(one) for one in value]
    return value


def _plain(value: Any) -> Any:
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    if isinstance(value, Decimal | UUID):
        return str(value)
    if isinstance(value, bytes | memoryview):
        return base64.b64encode(bytes(value)).decode("ascii")
    return value


def _stored(column: Field[Any, Any], value: Any, connection: Any) -> Any:
    if isinstance(column, JSONField):
        if value is None and column.null:
            return None
        return column.get_db_prep_value(value, connection)
    if value is None:
        return None
    if isinstance(column, BinaryField):
        value = base64.b64decode(value)
    return column.get_db_prep_save(column.to_python(value), connection)
