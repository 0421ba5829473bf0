"""What stands in the way of a start is told in words, and two starts do not meet."""

import argparse
import errno
import importlib
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.management import CommandError, call_command
from django.db import OperationalError, connection
from django.db.backends.postgresql import base as postgresql
from django.db.migrations.recorder import MigrationRecorder

from glocal_web.commands import one_at_a_time as locks
from glocal_web.commands import refusals
from glocal_web.commands.options import add_site_options
from glocal_web.commands.refusals import NotReadyError, explained
from glocal_web.portal.management.commands import create_steward
from glocal_web.portal.models import Person
from glocal_web.settings import environment


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (OSError(errno.ENOSPC, "No space left on device"), "The disk is full"),
        (OperationalError("database or disk is full"), "The disk is full"),
        (OperationalError("attempt to write a readonly database"), "the right to write there"),
        (sqlite3.OperationalError("unable to open database file"), "the right to write there"),
        (OperationalError("file is not a database"), "is damaged"),
        (OperationalError("connection refused"), "DATABASE_URL"),
        (PermissionError(errno.EACCES, "Permission denied", "data"), "(data)"),
        (ImproperlyConfigured("Set GLOCAL_HOSTS"), "Set GLOCAL_HOSTS"),
    ],
)
def test_what_usually_goes_wrong_is_told_with_its_mend(error: Exception, words: str) -> None:
    with pytest.raises(NotReadyError) as told, explained():
        raise error
    assert words in str(told.value)
    assert "None" not in str(told.value)


def test_a_disk_without_room_is_told_before_anything_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    usage = SimpleNamespace(free=3 * 1024**2)
    monkeypatch.setattr(refusals.shutil, "disk_usage", lambda folder: usage)
    with pytest.raises(NotReadyError, match="3 MB are free"):
        refusals.refuse_full_disk(tmp_path)


@pytest.mark.django_db
def test_data_of_a_newer_version_are_left_alone() -> None:
    refusals.refuse_newer_database()
    MigrationRecorder(connection).record_applied("portal", "9999_from_the_future")
    with pytest.raises(NotReadyError, match=r"newer version.*portal\.9999_from_the_future"):
        refusals.refuse_newer_database()


@pytest.mark.django_db
def test_changes_of_packages_that_are_no_longer_used_are_no_newer_version() -> None:
    MigrationRecorder(connection).record_applied("package_of_old", "0001_initial")
    refusals.refuse_newer_database()


@pytest.mark.django_db
def test_a_second_start_waits_and_in_the_end_says_why(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with (
        locks.one_at_a_time(tmp_path),
        pytest.raises(locks.BusyError, match="Another start"),
        locks.one_at_a_time(tmp_path, seconds=0.3),
    ):
        pytest.fail("Both have the lock.")
    assert "waiting" in capsys.readouterr().out
    with locks.one_at_a_time(tmp_path, seconds=0):
        assert (tmp_path / locks.LOCK_FILE).exists()


@pytest.mark.django_db
def test_a_start_that_fails_lets_the_next_one_in(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError), locks.one_at_a_time(tmp_path):
        raise RuntimeError
    with locks.one_at_a_time(tmp_path, seconds=0):
        pass


def test_a_secret_key_that_could_not_be_written_leaves_no_empty_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("GLOCAL_SECRET_KEY")

    def full(size: int) -> str:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(environment.secrets, "token_urlsafe", full)
    with pytest.raises(OSError, match="No space"):
        environment.secret_key(tmp_path)
    assert not (tmp_path / "secret_key").exists()


def test_a_secret_key_that_another_start_is_writing_is_waited_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("GLOCAL_SECRET_KEY")
    path = tmp_path / "secret_key"
    path.touch()
    monkeypatch.setattr(environment.time, "sleep", lambda _: path.write_text("k" * 64))
    assert environment.secret_key(tmp_path) == "k" * 64


def test_a_language_that_the_site_does_not_speak_is_refused(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("GLOCAL_LANGUAGE", "FR")
    assert environment.language(["en", "fr"]) == "fr"
    monkeypatch.setenv("GLOCAL_LANGUAGE", "tlh")
    with pytest.raises(ImproperlyConfigured, match="tlh"):
        environment.language(["en", "fr"])


def test_the_port_comes_from_the_environment_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GLOCAL_PORT", "8123")
    parser = argparse.ArgumentParser()
    add_site_options(parser, "var")
    assert parser.parse_args([]).port == 8123
    assert parser.parse_args(["--port", "8124"]).port == 8124


@pytest.fixture
def typed(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Somebody at the keyboard who types these passwords, one after another."""

    def answers(*passwords: str) -> None:
        left = iter(passwords)
        monkeypatch.setattr(create_steward, "getpass", lambda prompt: next(left))
        monkeypatch.setattr(create_steward.sys, "stdin", SimpleNamespace(isatty=lambda: True))

    return answers


@pytest.mark.django_db
def test_a_password_that_was_asked_for_is_never_shown(
    typed: Callable[..., None], capsys: pytest.CaptureFixture[str]
) -> None:
    typed("correct horse battery", "correct horse battery")
    call_command("create_steward", "boss@example.org", ask_password=True)
    assert Person.objects.get().check_password("correct horse battery")
    assert "correct horse" not in capsys.readouterr().out


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("first", "second", "words"),
    [
        ("correct horse battery", "correct house battery", "differ"),
        ("short", "short", "too short"),
        ("boss@example.org", "boss@example.org", "similar"),
    ],
)
def test_a_weak_or_mistyped_password_makes_nobody(
    typed: Callable[..., None], first: str, second: str, words: str
) -> None:
    typed(first, second)
    with pytest.raises(CommandError, match=words):
        call_command("create_steward", "boss@example.org", ask_password=True)
    assert not Person.objects.exists()


@pytest.mark.django_db
def test_without_a_keyboard_no_password_is_asked_for() -> None:
    with pytest.raises(CommandError, match="Leave --ask-password out"):
        call_command("create_steward", "boss@example.org", ask_password=True)


@pytest.mark.parametrize("package", ["django", "granian", "whitenoise"])
def test_a_missing_package_of_the_site_is_named_with_what_to_type(package: str) -> None:
    # As if it were not installed: Python then does not even look for it.
    script = (
        f"import sys; sys.modules[{package!r}] = None\n"
        "from glocal.cli.main import main\n"
        "sys.exit(main(['serve', '--no-browser']))"
    )
    ended = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True)
    assert ended.returncode == 1
    assert f"the package {package!r} is not installed" in ended.stderr
    assert "pip install 'glocal[web]'" in ended.stderr


@pytest.mark.parametrize("name", ["glocal_web.settings.prod", "nowhere", "nowhere.settings"])
def test_settings_that_are_not_there_are_named(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    def missing() -> None:
        importlib.import_module(name)

    monkeypatch.setenv("DJANGO_SETTINGS_MODULE", name)
    monkeypatch.setattr(refusals.django, "setup", missing)
    with pytest.raises(ImproperlyConfigured, match=f"names '{name}', and there is none"):
        refusals.read_settings()


def test_a_package_that_settings_want_is_no_missing_settings(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def missing() -> None:
        raise ModuleNotFoundError("No module named 'csp'", name="csp")

    monkeypatch.setattr(refusals.django, "setup", missing)
    with pytest.raises(ModuleNotFoundError):
        refusals.read_settings()


def test_a_database_server_that_is_not_there_is_told_at_once_and_why(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    there = SimpleNamespace(
        vendor="postgresql",
        wrap_database_errors=postgresql.DatabaseWrapper({}).wrap_database_errors,
        get_connection_params=lambda: {"host": "127.0.0.1", "port": 1, "dbname": "x"},
    )
    monkeypatch.setattr(refusals, "connection", there)
    with (
        pytest.raises(NotReadyError, match=r"port 1 .*refused.*Check .* DATABASE_URL"),
        explained(),
    ):
        refusals.reach_database()
