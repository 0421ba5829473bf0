"""A backup holds everything, and a restore brings exactly that back, or nothing."""

import errno
import json
import os
import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client

from glocal_web.portal.models import AuditEvent, Evidence, Person, Response, Territory
from glocal_web.portal.services import backup as making
from glocal_web.portal.services import restore as putting
from glocal_web.portal.services.audit import first_broken_row
from glocal_web.portal.services.backup import write_backup
from glocal_web.portal.services.backup_manifest import BackupError
from glocal_web.portal.services.backup_tables import columns, tables
from glocal_web.portal.services.restore import check_backup, restore
from tests.cast import Cast, sign_in
from tests.web.backup.conftest import PDF
from tests.web.backup.contents import all_files, all_rows, altered, entries, told

KNOWN = {
    "AutoField", "BigAutoField", "BigIntegerField", "BooleanField", "CharField", "DateField",
    "DateTimeField", "EmailField", "FileField", "FloatField", "ForeignKey", "IntegerField",
    "JSONField", "OneToOneField", "PositiveBigIntegerField", "PositiveIntegerField",
    "PositiveSmallIntegerField", "SlugField", "SmallIntegerField", "TextField", "URLField",
}  # fmt: skip


def test_a_restore_brings_back_exactly_what_was_there(
    filled: Cast, change: Callable[[], None], uploads: Path, tmp_path: Path
) -> None:
    before, files = all_rows(), all_files(uploads)
    write_backup(tmp_path / "a.glocal")
    change()
    assert all_rows() != before
    assert all_files(uploads) != files
    restored = restore(tmp_path / "a.glocal", tmp_path / "aside")
    assert all_rows() == before
    assert all_files(uploads) == files
    assert PDF in files.values()
    assert restored.manifest.row_count == sum(map(len, before.values()))
    # Histories and the log are among what was compared.
    assert len(before["portal.historicalresponse"]) == 2
    assert AuditEvent.objects.count() == 2
    assert first_broken_row() is None


def test_two_backups_of_the_same_rows_hold_the_same_tables(filled: Cast, tmp_path: Path) -> None:
    write_backup(tmp_path / "a.glocal")
    restore(tmp_path / "a.glocal", tmp_path)
    write_backup(tmp_path / "b.glocal")
    one, other = told(tmp_path / "a.glocal"), told(tmp_path / "b.glocal")
    assert one["tables"] == other["tables"]
    assert one["files"] == other["files"]


def test_what_was_there_is_kept_aside_and_can_be_brought_back(
    filled: Cast, change: Callable[[], None], uploads: Path, tmp_path: Path
) -> None:
    write_backup(tmp_path / "a.glocal")
    change()
    after, files = all_rows(), all_files(uploads)
    kept = restore(tmp_path / "a.glocal", tmp_path / "aside").aside
    restore(kept, tmp_path / "aside")
    assert all_rows() == after
    assert all_files(uploads) == files


def test_new_rows_are_numbered_after_the_restored_ones(filled: Cast, tmp_path: Path) -> None:
    write_backup(tmp_path / "a.glocal")
    restore(tmp_path / "a.glocal", tmp_path)
    highest = max(Person.objects.values_list("pk", flat=True))
    assert Person.objects.create_user("new@example.org", name="New").pk > highest


def test_everybody_signs_in_again(client: Client, filled: Cast, tmp_path: Path) -> None:
    write_backup(tmp_path / "a.glocal")
    sign_in(client, filled.reader)
    restore(tmp_path / "a.glocal", tmp_path)
    assert not Session.objects.exists()
    assert client.get("/notices/").status_code == 302


def test_the_file_is_for_its_owner_alone(filled: Cast, tmp_path: Path) -> None:
    write_backup(tmp_path / "a.glocal")
    if os.name == "posix":
        assert (tmp_path / "a.glocal").stat().st_mode & 0o777 == 0o600
    assert [one.name for one in tmp_path.iterdir() if "glocal" in one.name] == ["a.glocal"]


def test_no_secret_key_and_no_sessions_are_in_it(
    client: Client, filled: Cast, tmp_path: Path, settings: Any
) -> None:
    sign_in(client, filled.reader)
    write_backup(tmp_path / "a.glocal")
    with ZipFile(tmp_path / "a.glocal") as archive:
        everything = b"".join(archive.read(name) for name in archive.namelist())
    assert settings.SECRET_KEY.encode() not in everything
    assert Session.objects.get().session_key.encode() not in everything


def test_a_file_that_is_gone_is_named_and_the_rest_is_saved(
    filled: Cast, uploads: Path, tmp_path: Path
) -> None:
    name = Evidence.objects.get().file.name
    (uploads / name).unlink()
    manifest = write_backup(tmp_path / "a.glocal")
    assert manifest.missing == (name,)
    restore(tmp_path / "a.glocal", tmp_path)


def test_a_file_that_is_there_is_not_written_over(filled: Cast, tmp_path: Path) -> None:
    (tmp_path / "a.glocal").write_text("mine")
    with pytest.raises(BackupError, match="already"):
        write_backup(tmp_path / "a.glocal")
    assert (tmp_path / "a.glocal").read_text() == "mine"


def test_a_full_disk_leaves_no_half_backup(
    filled: Cast, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: Any) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(making.os, "fsync", full)
    with pytest.raises(BackupError, match="disk is full"):
        write_backup(tmp_path / "a.glocal")
    assert [one for one in tmp_path.iterdir() if "glocal" in one.name] == []


def test_a_disk_too_full_for_the_copy_is_told_as_such(
    filled: Cast, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: Any) -> None:
        raise sqlite3.OperationalError("database or disk is full")

    monkeypatch.setattr(making, "_written", full)
    with pytest.raises(BackupError, match="disk is full"):
        write_backup(tmp_path / "a.glocal")


def test_a_disk_that_fills_while_restoring_changes_nothing(
    filled: Cast,
    change: Callable[[], None],
    uploads: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    write_backup(tmp_path / "a.glocal")
    change()
    before, files = all_rows(), all_files(uploads)

    def full(*_: Any) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(putting.shutil, "copyfileobj", full)
    with pytest.raises(BackupError, match="disk is full"):
        restore(tmp_path / "a.glocal", tmp_path)
    assert (all_rows(), all_files(uploads)) == (before, files)


def test_no_room_is_told_before_anything_is_touched(
    filled: Cast, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_backup(tmp_path / "a.glocal")
    usage = shutil.disk_usage(tmp_path)._replace(free=1024)
    monkeypatch.setattr(putting.shutil, "disk_usage", lambda _: usage)
    with pytest.raises(BackupError, match="no room"):
        restore(tmp_path / "a.glocal", tmp_path / "aside")
    assert not (tmp_path / "aside").exists()


@pytest.mark.parametrize("kept", [0, 10, 0.5, 0.999])
def test_a_file_that_was_cut_off_is_refused(
    filled: Cast, change: Callable[[], None], tmp_path: Path, kept: float
) -> None:
    path = tmp_path / "a.glocal"
    write_backup(path)
    change()
    before, whole = all_rows(), path.read_bytes()
    path.write_bytes(whole[: int(kept if kept >= 1 else kept * len(whole))])
    with pytest.raises(BackupError, match="not a whole backup"):
        restore(path, tmp_path / "aside")
    assert all_rows() == before
    assert not (tmp_path / "aside").exists()


def test_a_changed_byte_is_noticed_wherever_it_changes_what_is_held(
    filled: Cast, tmp_path: Path
) -> None:
    path, other = tmp_path / "a.glocal", tmp_path / "b.glocal"
    write_backup(path)
    whole, noticed = path.read_bytes(), 0
    held = entries(path)
    for place in range(7, len(whole), len(whole) // 40):
        content = bytearray(whole)
        content[place] ^= 0x55
        other.write_bytes(content)
        try:
            check_backup(other)
        except BackupError:
            noticed += 1
        else:
            # A date or a remark that nobody reads: what is held is the same.
            assert entries(other) == held
    assert noticed > 20


def test_a_row_changed_by_hand_is_noticed(filled: Cast, tmp_path: Path) -> None:
    path = tmp_path / "a.glocal"
    write_backup(path)
    with ZipFile(path) as archive:
        lines = archive.read("rows/portal.person.jsonl")
    altered(path, **{"rows/portal.person.jsonl": lines.replace(b"false", b"true ", 1)})
    with pytest.raises(BackupError, match="not a whole backup"):
        check_backup(path)


@pytest.mark.parametrize(
    "entries",
    [{"uploads/evidence/more.pdf": b"x"}, {"rows/portal.person.jsonl": None}, {"x": b"x"}],
)
def test_what_is_too_much_or_too_little_is_refused(
    filled: Cast, tmp_path: Path, entries: dict[str, bytes | None]
) -> None:
    path = tmp_path / "a.glocal"
    write_backup(path)
    altered(path, **entries)
    with pytest.raises(BackupError, match="does not hold what it says"):
        check_backup(path)


@pytest.mark.parametrize(
    ("change_of", "says"),
    [
        (lambda one: one | {"format": 2}, "format 2"),
        (lambda one: one | {"migrations": [*one["migrations"], "portal.9999_x"]}, "newer version"),
        (lambda one: one | {"migrations": one["migrations"][:-1]}, "older version"),
        (lambda one: one | {"tables": {}}, "other tables"),
        (lambda one: [one], "damaged"),
        (lambda one: one | {"tables": {"portal.person": {"rows": "many"}}}, "damaged"),
        (lambda one: {"format": 1}, "damaged"),
    ],
)
def test_other_versions_are_refused_with_the_reason(
    filled: Cast, tmp_path: Path, change_of: Callable[[Any], Any], says: str
) -> None:
    path = tmp_path / "a.glocal"
    write_backup(path)
    changed = json.dumps(change_of(told(path))).encode()
    altered(path, **{"manifest.json": changed})
    with pytest.raises(BackupError, match=says):
        restore(path, tmp_path / "aside")
    assert not (tmp_path / "aside").exists()


@pytest.mark.parametrize(
    "name", ["../secret_key", "/etc/passwd", "evidence/../../x", "evidence\\x", "static/x", "x", ""]
)
def test_an_upload_cannot_be_put_anywhere_else(filled: Cast, tmp_path: Path, name: str) -> None:
    path = tmp_path / "a.glocal"
    write_backup(path)
    manifest = told(path)
    [part] = manifest["files"].values()
    manifest["files"] = {name: part}
    altered(path, **{"manifest.json": json.dumps(manifest).encode()})
    with pytest.raises(BackupError, match="no upload"):
        restore(path, tmp_path / "aside")


@pytest.mark.parametrize("content", [b"", b"no zip", b"PK\x05\x06" + b"\0" * 18])
def test_any_other_file_is_refused(db: None, tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "a.glocal"
    path.write_bytes(content)
    with pytest.raises(BackupError, match="not a whole backup"):
        check_backup(path)


def test_no_file_and_a_folder_are_told_apart(db: None, tmp_path: Path) -> None:
    with pytest.raises(BackupError, match="cannot be read"):
        check_backup(tmp_path / "none.glocal")
    with pytest.raises(BackupError, match="cannot be read"):
        check_backup(tmp_path)


def test_a_restore_that_breaks_off_half_way_changes_nothing(
    filled: Cast,
    change: Callable[[], None],
    uploads: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    write_backup(tmp_path / "a.glocal")
    change()
    before, files = all_rows(), all_files(uploads)
    insert = putting.insert

    def broken(model: Any, *more: Any) -> None:
        if model is Response:
            raise KeyboardInterrupt
        insert(model, *more)

    monkeypatch.setattr(putting, "insert", broken)
    with pytest.raises(KeyboardInterrupt):
        restore(tmp_path / "a.glocal", tmp_path)
    assert (all_rows(), all_files(uploads)) == (before, files)


def test_rows_that_do_not_fit_together_are_put_back(
    filled: Cast, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_backup(tmp_path / "a.glocal")
    before = all_rows()
    insert = putting.insert
    monkeypatch.setattr(
        putting, "insert", lambda model, *more: None if model is Territory else insert(model, *more)
    )
    with pytest.raises(BackupError, match="do not fit together"):
        restore(tmp_path / "a.glocal", tmp_path)
    assert all_rows() == before


def test_every_kind_of_column_is_one_that_lines_can_hold() -> None:
    assert {one.get_internal_type() for model in tables() for one in columns(model)} <= KNOWN


def test_the_order_of_keys_stays(filled: Cast, tmp_path: Path) -> None:
    write_backup(tmp_path / "a.glocal")
    restore(tmp_path / "a.glocal", tmp_path)
    kept = Territory.objects.get(pk=filled.territory.pk).competences
    assert kept == {"z": "own", "a": "shared"}
    if connection.vendor == "sqlite":
        assert list(kept) == ["z", "a"]
