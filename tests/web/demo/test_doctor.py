"""What `glocal doctor` sees of a site: folder, key, settings, database, letters, languages."""

import os
import smtplib
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.core import mail
from django.db import DatabaseError, connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

from glocal.cli.condition import Condition, State
from glocal_web.commands.examination import database, folder, letters, setting, words
from glocal_web.portal.services.stewards import make_steward

posix = pytest.mark.skipif(os.name != "posix", reason="rights of files are those of POSIX")


def states(found: Any) -> dict[str, State]:
    return {one.part: one.state for one in found}


def only(found: Any) -> Condition:
    (one,) = found
    return one


def test_a_folder_that_is_not_there_yet_is_no_fault_and_is_not_made(tmp_path: Path) -> None:
    assert only(folder.conditions(tmp_path / "a" / "b")).state is State.REMARK
    assert not (tmp_path / "a").exists()


def test_a_folder_that_cannot_be_made_is_a_fault(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    assert only(folder.conditions(tmp_path / "file" / "data")).state is State.FAULT
    assert only(folder.conditions(tmp_path / "file")).state is State.FAULT


def test_a_folder_that_cannot_be_written_is_a_fault(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(**options: Any) -> None:
        raise PermissionError(13, "Permission denied")

    tmp_path.chmod(0o700)
    monkeypatch.setattr(folder.tempfile, "TemporaryFile", refused)
    found = only(folder.conditions(tmp_path))
    assert found.state is State.FAULT
    assert "Permission denied" in found.what


@pytest.mark.parametrize(("megabytes", "state"), [(3, State.FAULT), (100, State.REMARK)])
def test_little_room_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, megabytes: int, state: State
) -> None:
    tmp_path.chmod(0o700)
    usage = SimpleNamespace(free=megabytes * 1024**2)
    monkeypatch.setattr(folder.shutil, "disk_usage", lambda path: usage)
    assert only(folder.conditions(tmp_path)).state is state


@posix
def test_a_key_that_others_can_read_is_a_fault(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("GLOCAL_SECRET_KEY")
    key = tmp_path / "secret_key"
    assert only(folder.key_conditions(tmp_path)).state is State.REMARK
    key.write_text("k" * 64)
    key.chmod(0o644)
    found = only(folder.key_conditions(tmp_path))
    assert found.state is State.FAULT
    assert found.mend == f"chmod 600 {key}"
    key.chmod(0o600)
    assert only(folder.key_conditions(tmp_path)).state is State.GOOD
    for spoilt in (b"short", b"\xff" * 64):
        key.write_bytes(spoilt)
        assert only(folder.key_conditions(tmp_path)).state is State.FAULT
    key.unlink()
    key.mkdir()
    assert "no file" in only(folder.key_conditions(tmp_path)).what


def test_a_short_key_in_the_environment_is_a_fault(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GLOCAL_SECRET_KEY", "short")
    assert only(folder.key_conditions(tmp_path)).state is State.FAULT


@posix
def test_a_folder_that_others_can_look_into_is_told(tmp_path: Path) -> None:
    tmp_path.chmod(0o755)
    assert State.REMARK in [one.state for one in folder.conditions(tmp_path)]
    tmp_path.chmod(0o700)
    assert only(folder.conditions(tmp_path)).state is State.GOOD


@pytest.mark.parametrize(
    ("host", "public"),
    [
        ("localhost", False),
        ("192.168.1.7", False),
        ("[::1]", False),
        ("town-hall", False),
        ("office.local", False),
        ("glocal.example.org", True),
        ("9.9.9.9", True),
        ("*", True),
    ],
)
def test_what_can_be_asked_for_from_outside(host: str, public: bool) -> None:
    assert setting._is_public(host) is public


def test_a_public_site_without_https_or_with_debugging_is_a_fault(settings: Any) -> None:
    settings.STATIC_ROOT = None
    settings.ALLOWED_HOSTS = ["glocal.example.org"]
    settings.DEBUG = True
    settings.GLOCAL_EXAMPLE_SITE = True
    found = states(setting.conditions())
    assert found["Debugging"] is found["HTTPS"] is found["Example"] is State.FAULT
    settings.DEBUG = settings.GLOCAL_EXAMPLE_SITE = False
    settings.SECURE_SSL_REDIRECT = settings.SESSION_COOKIE_SECURE = True
    assert states(setting.conditions()) == {"Settings": State.GOOD}


def test_debugging_on_ones_own_machine_is_a_remark(settings: Any) -> None:
    settings.STATIC_ROOT = None
    settings.ALLOWED_HOSTS = ["localhost"]
    settings.DEBUG = True
    assert states(setting.conditions()) == {"Debugging": State.REMARK}


@pytest.mark.django_db
def test_a_database_is_good_once_somebody_runs_the_site(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database, "_file", lambda: None)
    assert states(database.conditions(Path())) == {
        "Database": State.GOOD,
        "First user": State.REMARK,
    }
    make_steward("boss@example.org")
    assert states(database.conditions(Path())) == {"Database": State.GOOD}


@pytest.mark.django_db
def test_a_database_of_another_version_is_a_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database, "_file", lambda: None)
    recorder = MigrationRecorder(connection)
    recorder.record_applied("portal", "9999_from_the_future")
    assert "newer version" in only(database.conditions(Path())).what
    recorder.record_unapplied("portal", "9999_from_the_future")
    recorder.record_unapplied(*MigrationLoader(connection).graph.leaf_nodes("portal")[0])
    found = only(database.conditions(Path()))
    assert found.state is State.FAULT
    assert "older version" in found.what


@pytest.mark.django_db
def test_a_database_without_tables_is_no_older_version(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database, "_file", lambda: None)
    monkeypatch.setattr(database.MigrationRecorder, "has_table", lambda recorder: False)
    found = only(database.conditions(Path()))
    assert found.state is State.REMARK
    assert "empty" in found.what


@pytest.mark.parametrize("words", ["file is not a database", "database disk image is malformed"])
def test_a_database_that_is_damaged_is_brought_back_from_a_backup(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: str
) -> None:
    def damaged() -> None:
        raise DatabaseError(words)

    file = tmp_path / "glocal.sqlite3"
    file.touch()
    monkeypatch.setattr(database, "_file", lambda: file)
    monkeypatch.setattr(database, "reach_database", damaged)
    found = only(database.conditions(tmp_path))
    assert str(file) in found.what
    assert "glocal restore" in found.mend


def test_a_site_without_a_database_yet_is_no_fault(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "_file", lambda: tmp_path / "missing" / "glocal.sqlite3")
    assert only(database.conditions(tmp_path / "missing")).state is State.REMARK


def test_a_mail_server_that_does_not_answer_is_a_fault(
    settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*arguments: Any, **options: Any) -> None:
        raise ConnectionRefusedError(111, "Connection refused")

    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    monkeypatch.setattr(smtplib, "SMTP", refused)
    found = only(letters.conditions(None))
    assert found.state is State.FAULT
    assert "Connection refused" in found.what


def test_a_test_letter_goes_only_where_it_was_asked_for() -> None:
    assert [one.state for one in letters.conditions(None)] == [State.REMARK]
    assert mail.outbox == []
    assert states(letters.conditions("you@example.org"))["Test letter"] is State.GOOD
    assert mail.outbox[0].to == ["you@example.org"]
    assert states(letters.conditions("you@"))["Test letter"] is State.FAULT
    assert states(letters.conditions("a@example.org\nBcc: b"))["Test letter"] is State.FAULT
    assert len(mail.outbox) == 1


def test_a_language_whose_words_are_not_compiled_is_a_fault(settings: Any, tmp_path: Path) -> None:
    for code in ("es", "ar"):
        catalogue = tmp_path / code / "LC_MESSAGES" / "django.mo"
        catalogue.parent.mkdir(parents=True)
        catalogue.write_bytes(b"\xde\x12\x04\x95")
    settings.LOCALE_PATHS = [tmp_path]
    found = only(words.language_conditions())
    assert found.state is State.FAULT
    assert "fr" in found.what
    assert "es" not in found.what.partition(":")[2]


def test_papers_and_time_are_good_here() -> None:
    assert only(words.paper_conditions()).state is State.GOOD
    assert only(words.time_conditions()).state is State.GOOD


def test_a_clock_before_the_packages_were_made_is_a_fault(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    class Stopped(words.datetime):  # type: ignore[misc]
        @classmethod
        def now(cls, zone: Any = None) -> Any:
            return cls(1970, 1, 1, tzinfo=zone)

    monkeypatch.setattr(words, "datetime", Stopped)
    found = only(words.time_conditions())
    assert found.state is State.FAULT
    assert "1970" in found.what
