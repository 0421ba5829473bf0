"""Archives that somebody made or altered, people who write meanwhile, and other systems."""

import json
import os
import re
import stat
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from zipfile import ZIP_BZIP2, ZIP_DEFLATED, ZIP_LZMA, ZipFile, ZipInfo

import pytest
from django.db import connection

from glocal_web.portal.models import Person, Territory
from glocal_web.portal.services import backup as making
from glocal_web.portal.services import restore as putting
from glocal_web.portal.services.backup import write_backup
from glocal_web.portal.services.backup_manifest import (
    BackupError,
    applied_migrations,
    glance,
    known_migrations,
)
from glocal_web.portal.services.backup_tables import as_line, columns
from glocal_web.portal.services.restore import check_backup, restore, stewards_in
from tests.cast import Cast
from tests.web.backup.contents import all_files, all_rows, altered, forged, rows_in, told

PEOPLE = "portal.person"


def place_of(name: str) -> int:
    """Where a column stands in the rows of people."""
    return [column.attname for column in columns(Person)].index(name)


def test_what_is_written_while_a_restore_begins_is_not_lost(
    filled: Cast, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_backup(tmp_path / "a.glocal")
    put_files = putting._put_files

    def meanwhile(*arguments: Any) -> Any:
        Person.objects.create_user("late@example.org", name="Late")
        return put_files(*arguments)

    monkeypatch.setattr(putting, "_put_files", meanwhile)
    with pytest.raises(BackupError, match="Stop the site"):
        restore(tmp_path / "a.glocal", tmp_path / "aside")
    assert Person.objects.filter(email="late@example.org").exists()


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("date_joined", "yesterday"),
        ("is_steward", "perhaps"),
        ("unread_notices", "many"),
        ("unread_notices", 10**30),
        ("name", None),
        ("email", ["a"]),
        ("id", {"a": 1}),
    ],
)
def test_rows_that_no_table_can_hold_are_refused_in_words(
    filled: Cast, tmp_path: Path, column: str, value: object
) -> None:
    path = tmp_path / "a.glocal"
    write_backup(path)
    before = all_rows()
    rows = rows_in(path, PEOPLE)
    rows[0][place_of(column)] = value
    forged(path, PEOPLE, rows)
    check_backup(path)
    with pytest.raises(BackupError, match="Everything was put back"):
        restore(path, tmp_path / "aside")
    assert all_rows() == before


@pytest.mark.parametrize("rows", [[5], ["x"], [[]], [None], [[1, 2]], [{"id": 1}]])
def test_lines_that_are_no_rows_are_refused_in_words(
    filled: Cast, tmp_path: Path, rows: list[Any]
) -> None:
    path = tmp_path / "a.glocal"
    write_backup(path)
    before = all_rows()
    forged(path, PEOPLE, rows)
    with pytest.raises(BackupError, match="Everything was put back"):
        restore(path, tmp_path / "aside")
    assert all_rows() == before


def test_a_number_of_rows_that_is_not_true_is_noticed(filled: Cast, tmp_path: Path) -> None:
    path = tmp_path / "a.glocal"
    write_backup(path)
    manifest = told(path)
    manifest["tables"][PEOPLE]["rows"] += 1
    altered(path, **{"manifest.json": as_line(manifest)})  # type: ignore[arg-type]
    with pytest.raises(BackupError, match="not a whole backup"):
        check_backup(path)


def test_who_runs_the_platform_afterwards_is_told_before(filled: Cast, tmp_path: Path) -> None:
    path = tmp_path / "a.glocal"
    write_backup(path)
    assert stewards_in(path) == [filled.steward.email]
    rows = rows_in(path, PEOPLE)
    smuggled = next(row for row in rows if row[place_of("email")] == filled.reader.email)
    smuggled[place_of("is_steward")] = True
    forged(path, PEOPLE, rows)
    assert stewards_in(path) == sorted([filled.steward.email, filled.reader.email])


def test_no_steward_hides_behind_signs_that_a_window_follows(filled: Cast, tmp_path: Path) -> None:
    path = tmp_path / "a.glocal"
    write_backup(path)
    rows = rows_in(path, PEOPLE)
    for row, email in zip(rows, ["\x1b[2Kx@example.org", "\u202egro.x@y\n"], strict=False):
        row[place_of("email")], row[place_of("is_steward")] = email, True
    forged(path, PEOPLE, rows)
    assert "\ufffd[2Kx@example.org" in stewards_in(path)
    assert "\ufffdgro.x@y\ufffd" in stewards_in(path)


@pytest.mark.parametrize("row", [None, 5, "x", [], {"is_steward": True}])
def test_people_that_are_no_rows_are_refused_before_anybody_is_asked(
    filled: Cast, tmp_path: Path, row: object
) -> None:
    path = tmp_path / "a.glocal"
    write_backup(path)
    forged(path, PEOPLE, [row])
    with pytest.raises(BackupError, match="not a whole backup"):
        stewards_in(path)


def test_an_interruption_after_the_rows_leaves_the_uploads_they_name(
    filled: Cast,
    change: Callable[[], None],
    uploads: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    write_backup(tmp_path / "a.glocal")
    files = all_files(uploads)
    change()
    opened = putting.opened

    @contextmanager
    def interrupted(path: Path) -> Iterator[ZipFile]:
        with opened(path) as archive:
            yield archive
        if not Person.objects.filter(email=filled.outsider.email).exists():
            return  # the check before
        raise KeyboardInterrupt

    monkeypatch.setattr(putting, "opened", interrupted)
    with pytest.raises(KeyboardInterrupt):
        restore(tmp_path / "a.glocal", tmp_path / "aside")
    assert files.items() <= all_files(uploads).items()


def test_an_entry_that_is_a_link_becomes_a_plain_file(
    filled: Cast, change: Callable[[], None], uploads: Path, tmp_path: Path
) -> None:
    path, new = tmp_path / "a.glocal", tmp_path / "b.glocal"
    write_backup(path)
    files = all_files(uploads)
    with ZipFile(path) as source, ZipFile(new, "w") as target:
        for name in source.namelist():
            info = ZipInfo(name)
            info.external_attr = (stat.S_IFLNK | 0o777) << 16
            target.writestr(info, source.read(name))
    change()
    restore(new, tmp_path / "aside")
    assert all_files(uploads) == files
    assert not any(one.is_symlink() for one in uploads.rglob("*"))


def test_an_entry_that_nobody_names_is_refused(filled: Cast, tmp_path: Path) -> None:
    path = tmp_path / "a.glocal"
    write_backup(path)
    with ZipFile(path, "a", compression=ZIP_DEFLATED) as archive:
        archive.writestr("uploads/evidence/more.pdf", b"\0" * 50_000_000)
    with pytest.raises(BackupError, match="does not hold what it says"):
        check_backup(path)


def test_an_entry_that_swells_beyond_what_is_said_is_refused(filled: Cast, tmp_path: Path) -> None:
    path = tmp_path / "a.glocal"
    write_backup(path)
    name = next(iter(told(path)["files"]))
    altered(path, **{f"uploads/{name}": b"\0" * 50_000_000})
    with pytest.raises(BackupError, match="not a whole backup"):
        check_backup(path)


@pytest.mark.parametrize("method", [ZIP_LZMA, ZIP_BZIP2])
def test_entries_packed_otherwise_than_ours_are_refused(
    filled: Cast, tmp_path: Path, method: int
) -> None:
    path = tmp_path / "a.glocal"
    write_backup(path)
    with ZipFile(path, "a", compression=method) as archive:
        archive.writestr("more", b"x")
    with pytest.raises(BackupError, match="not a whole backup"):
        glance(path)


def test_what_a_backup_says_of_itself_hides_nothing_behind_it(filled: Cast, tmp_path: Path) -> None:
    path = tmp_path / "a.glocal"
    write_backup(path)
    altered(path, **{"manifest.json": json.dumps(told(path) | {"product": "1\x1b[8m"}).encode()})
    assert check_backup(path).product == "1\ufffd[8m"
    for made_at in ("\x1b[8m", 5):
        altered(path, **{"manifest.json": json.dumps(told(path) | {"made_at": made_at}).encode()})
        with pytest.raises(BackupError, match="not a backup of Glocal"):
            check_backup(path)


def test_an_upload_that_cannot_be_read_is_named(
    filled: Cast, uploads: Path, tmp_path: Path
) -> None:
    write_backup(tmp_path / "a.glocal")
    name = next(iter(told(tmp_path / "a.glocal")["files"]))
    (uploads / name).unlink()
    (uploads / name).mkdir()  # opens on no system, whoever asks
    with pytest.raises(BackupError, match=f"The upload {re.escape(name)} cannot be read"):
        write_backup(tmp_path / "b.glocal")


def test_numbers_that_a_database_writes_otherwise_are_the_same(
    filled: Cast, tmp_path: Path
) -> None:
    # PostgreSQL keeps no sign of a nought in JSON, and no exponent.
    values = [-0.0, [1e22, 1e23, -1e16, 1.0, 0.1, 1e-7], {"b": -0.0, "a": 2}]
    written = [0.0, [10**22, 10**23, -(10**16), 1.0, 0.1, 1e-7], {"a": 2, "b": 0.0}]
    assert as_line(values, canonical=True) == as_line(written, canonical=True)
    assert as_line([1.0], canonical=True) != as_line([1], canonical=True)
    Territory.objects.filter(pk=filled.territory.pk).update(competences={"z": -0.0, "a": 1e22})
    write_backup(tmp_path / "a.glocal")
    restore(tmp_path / "a.glocal", tmp_path / "aside")


def test_the_changes_of_the_tables_are_known_without_a_database(db: None) -> None:
    assert known_migrations() == set(applied_migrations("default"))


def test_bytes_are_written_as_they_are_on_every_system(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[int] = []
    opened = os.open

    def watched(path: Any, flags: int, mode: int = 0o777) -> int:
        asked.append(flags)
        return opened(path, flags, mode)

    # What Python itself opens a file of bytes with: on Windows without a change of line ends.
    open(tmp_path / "own", "xb", opener=watched).close()
    monkeypatch.setattr(making.os, "open", watched)
    with making.private_file(tmp_path / "other") as file:
        file.write(b"a\nb")
    assert asked[1] == asked[0]
    assert (tmp_path / "other").read_bytes() == b"a\nb"


@pytest.mark.skipif(os.name != "posix", reason="links are made freely only there")
def test_a_link_that_somebody_laid_out_is_not_written_through(filled: Cast, tmp_path: Path) -> None:
    mine = tmp_path / "mine"
    mine.write_text("mine")
    (tmp_path / ".a.glocal.part").symlink_to(mine)
    write_backup(tmp_path / "a.glocal")
    assert mine.read_text() == "mine"
    assert check_backup(tmp_path / "a.glocal").row_count > 0


@pytest.mark.parametrize("value", ["a\0b", "half a letter \ud800"])
@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite holds them")
def test_what_postgresql_cannot_hold_is_told(filled: Cast, tmp_path: Path, value: str) -> None:
    path = tmp_path / "a.glocal"
    write_backup(path)
    rows = rows_in(path, PEOPLE)
    rows[0][place_of("name")] = value
    forged(path, PEOPLE, rows)
    with pytest.raises(BackupError, match=r"portal\.person .*cannot hold"):
        restore(path, tmp_path / "aside")


def test_what_a_killed_backup_has_left_goes_with_the_next_one(filled: Cast, tmp_path: Path) -> None:
    forgotten, made_now = tmp_path / ".glocal-backup-1", tmp_path / ".glocal-backup-2"
    for folder in (forgotten, made_now):
        folder.mkdir()
        (folder / "copy.sqlite3").write_bytes(b"all")
    long_ago = time.time() - 2 * 24 * 3600
    os.utime(forgotten, (long_ago, long_ago))
    write_backup(tmp_path / "a.glocal")
    assert made_now.exists()
    assert not forgotten.exists()
