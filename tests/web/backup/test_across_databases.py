"""A site moves from PostgreSQL to SQLite and back, through files, and comes out as it was."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from django.db import DatabaseError, connection, connections, transaction

from glocal_web.portal.models import Person
from glocal_web.portal.services.audit import first_broken_row
from glocal_web.portal.services.backup import snapshot, write_backup
from glocal_web.portal.services.restore import restore
from tests.cast import Cast
from tests.web.backup.contents import all_files, all_rows, told
from tests.web.backup.test_commands import glocal


@pytest.mark.skipif(connection.vendor != "postgresql", reason="needs a database server")
def test_what_was_kept_in_one_database_is_the_same_in_the_other(
    filled: Cast, change: Callable[[], None], uploads: Path, tmp_path: Path
) -> None:
    # An order of keys, a nought and a number that PostgreSQL writes otherwise than SQLite.
    filled.territory.competences = {"z": "own", "a": ["\u0634", -0.0, 1e23, 1e-7, None, True]}
    filled.territory.save()
    rows, files = all_rows(), all_files(uploads)
    one, two = tmp_path / "postgresql.glocal", tmp_path / "sqlite.glocal"
    write_backup(one)
    moved = glocal("restore", one, "--data", tmp_path / "site", "--yes")
    assert (moved.returncode, moved.stderr) == (0, "")
    assert all_files(tmp_path / "site" / "uploads") == files
    with closing(sqlite3.connect(tmp_path / "site" / "glocal.sqlite3")) as site:
        assert site.execute("PRAGMA foreign_key_check").fetchall() == []
    saved = glocal("backup", two, "--data", tmp_path / "site")
    assert (saved.returncode, saved.stderr) == (0, "")
    assert told(one)["database"] == "postgresql"
    assert told(two)["database"] == "sqlite"
    assert kept_by_all(one) == kept_by_all(two)
    change()
    assert all_rows() != rows
    restore(two, tmp_path / "aside")
    assert all_rows() == rows
    assert all_files(uploads) == files
    assert first_broken_row() is None


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite's is in test_commands.py")
@pytest.mark.django_db(transaction=True)
def test_what_is_written_meanwhile_is_not_in_it(tmp_path: Path) -> None:
    Person.objects.create_user("ada@example.org", name="Ada")
    other = connections.create_connection("default")
    try:
        with snapshot(tmp_path) as alias:
            before = Person.objects.using(alias).count()
            with other.cursor() as cursor:
                cursor.execute("UPDATE portal_person SET name = 'Bea'")
            with pytest.raises(DatabaseError, match="read-only"), transaction.atomic(alias):
                Person.objects.using(alias).update(name="Cleo")
            after = list(Person.objects.using(alias).values_list("name", flat=True))
        assert (before, after) == (1, ["Ada"])
        assert Person.objects.get().name == "Bea"
    finally:
        other.close()


def kept_by_all(path: Path) -> dict[str, tuple[int, str]]:
    """The number of rows of each table, and their hash in the form that all databases share."""
    return {name: (part["rows"], part["canonical"]) for name, part in told(path)["tables"].items()}
