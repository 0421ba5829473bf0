"""A steward takes a backup away, after proving once more who they are."""

import errno
import io
import os
import time
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from django.db import OperationalError
from django.test import Client

from glocal_web.portal.models import AuditEvent
from glocal_web.portal.services import backup_download
from glocal_web.portal.services.backup_manifest import BackupError
from glocal_web.portal.services.restore import check_backup
from tests.cast import Cast, sign_in

PAGE, PASSWORD = "/backup/", "of-no-value-but-long"


@pytest.fixture
def steward(client: Client, filled: Cast, settings: Any, tmp_path: Path) -> Client:
    """The browser of a steward who has signed in."""
    settings.DATA = tmp_path / "data"
    settings.DATA.mkdir()
    filled.steward.set_password(PASSWORD)
    filled.steward.save()
    client.post("/accounts/login/", {"login": filled.steward.email, "password": PASSWORD})
    return client


def taken(steward: Client, **headers: str) -> Any:
    """What comes of the password typed once more, and then of the button."""
    asked = steward.get(PAGE)
    assert asked["location"].startswith("/accounts/reauthenticate/")
    back = steward.post(asked["location"], {"password": PASSWORD})
    assert back["location"] == PAGE
    assert "Make a backup" in steward.get(PAGE).content.decode()
    return steward.post(PAGE, headers=headers)


def test_a_steward_gets_a_whole_backup_and_the_log_says_so(steward: Client, tmp_path: Path) -> None:
    answer = taken(steward)
    assert answer.status_code == 200
    assert answer["Cache-Control"] == "no-store"
    assert answer["Content-Disposition"].endswith('.glocal"')
    content = b"".join(answer.streaming_content)
    (tmp_path / "taken.glocal").write_bytes(content)
    assert check_backup(tmp_path / "taken.glocal").row_count > 0
    with ZipFile(io.BytesIO(content)) as archive:
        assert b"backup.taken" in archive.read("rows/portal.auditevent.jsonl")
    assert list((tmp_path / "data").iterdir()) == []


def test_its_length_is_known_and_nothing_stays_even_if_the_server_is_killed(
    steward: Client, tmp_path: Path
) -> None:
    answer = taken(steward, accept_encoding="gzip")
    assert "Content-Encoding" not in answer
    if os.name == "posix":
        assert list((tmp_path / "data").iterdir()) == []
    assert len(b"".join(answer.streaming_content)) == int(answer["Content-Length"])
    answer.close()
    assert list((tmp_path / "data").iterdir()) == []


def test_what_a_killed_server_has_left_goes_with_the_next_one(
    steward: Client, tmp_path: Path
) -> None:
    forgotten, made_now = tmp_path / "data" / "taken-away-1", tmp_path / "data" / "taken-away-2"
    for folder in (forgotten, made_now):
        folder.mkdir()
        (folder / "backup").write_bytes(b"all")
    long_ago = time.time() - 2 * 24 * 3600
    os.utime(forgotten, (long_ago, long_ago))
    taken(steward).close()
    assert list((tmp_path / "data").iterdir()) == [made_now]


def test_without_the_password_once_more_nothing_is_given(client: Client, filled: Cast) -> None:
    filled.steward.set_password(PASSWORD)
    filled.steward.save()
    answer = sign_in(client, filled.steward).post(PAGE)
    assert answer["location"].startswith("/accounts/reauthenticate/")
    assert client.post(answer["location"], {"password": "another"}).status_code == 200
    assert not AuditEvent.objects.filter(verb="backup.taken").exists()


def test_whoever_has_nothing_to_prove_it_with_gets_nothing(client: Client, filled: Cast) -> None:
    assert sign_in(client, filled.steward).post(PAGE).status_code == 403
    assert not AuditEvent.objects.filter(verb="backup.taken").exists()


def test_nobody_else_knows_that_there_is_such_a_page(client: Client, filled: Cast) -> None:
    for person in (filled.coordinator, filled.above, filled.reader):
        sign_in(client, person)
        assert client.get(PAGE).status_code == client.post(PAGE).status_code == 404
        assert PAGE not in client.get("/about/").content.decode()
    assert PAGE in sign_in(client, filled.steward).get("/about/").content.decode()


@pytest.mark.parametrize(
    ("step", "error"),
    [
        ("write_backup", BackupError("The disk is full.")),
        ("mkdtemp", OSError(errno.ENOSPC, "No space left on device")),
        ("record", OperationalError("database or disk is full")),
    ],
)
def test_a_full_disk_is_told_on_the_page(
    steward: Client, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str, error: Exception
) -> None:
    def full(*_: object, **__: object) -> None:
        raise error

    monkeypatch.setattr(backup_download, step, full)
    answer = taken(steward)
    assert answer.status_code == 507
    assert "could not be made" in answer.content.decode()
    assert list((tmp_path / "data").iterdir()) == []
