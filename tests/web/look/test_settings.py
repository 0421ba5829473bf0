"""Settings from the environment: the key, the database, and what production insists on."""

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from glocal_web.settings import environment


def test_the_first_start_writes_a_key_that_only_its_owner_reads(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("GLOCAL_SECRET_KEY", raising=False)
    key = environment.secret_key(tmp_path)
    assert len(key) >= 50
    assert environment.secret_key(tmp_path) == key
    assert stat.S_IMODE((tmp_path / "secret_key").stat().st_mode) == 0o600


def test_a_damaged_key_says_how_to_mend_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("GLOCAL_SECRET_KEY", raising=False)
    (tmp_path / "secret_key").write_text("short")
    with pytest.raises(ImproperlyConfigured, match="Delete the file"):
        environment.secret_key(tmp_path)


def test_without_an_address_the_database_is_one_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("DATABASE_URL", raising=False)
    settings = environment.database(tmp_path)
    assert settings["NAME"] == tmp_path / "glocal.sqlite3"
    assert settings["OPTIONS"]["transaction_mode"] == "IMMEDIATE"
    assert "synchronous=FULL" in settings["OPTIONS"]["init_command"]


def test_an_address_of_postgresql_is_taken_apart(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(
        "DATABASE_URL", "postgresql://ana:p%40ss@db.example:6543/glocal?sslmode=require"
    )
    settings = environment.database(tmp_path)
    assert settings["ENGINE"] == "django.db.backends.postgresql"
    assert [settings[name] for name in ("USER", "PASSWORD", "HOST", "PORT", "NAME")] == [
        "ana",
        "p@ss",
        "db.example",
        "6543",
        "glocal",
    ]
    assert settings["OPTIONS"] == {"pool": True, "sslmode": "require"}


@pytest.mark.parametrize(
    ("address", "words"),
    [("mysql://localhost/glocal", "must begin with"), ("postgresql://localhost", "no database")],
)
def test_a_wrong_address_says_what_a_right_one_looks_like(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, address: str, words: str
) -> None:
    monkeypatch.setenv("DATABASE_URL", address)
    with pytest.raises(ImproperlyConfigured, match=words):
        environment.database(tmp_path)


@pytest.mark.parametrize(
    ("value", "expected"), [("1", True), ("Yes", True), (" on ", True), ("0", False), ("", False)]
)
def test_flags_are_read_as_people_write_them(
    monkeypatch: pytest.MonkeyPatch, value: str, expected: bool
) -> None:
    monkeypatch.setenv("GLOCAL_OPEN_SIGN_UP", value)
    assert environment.flag("GLOCAL_OPEN_SIGN_UP") is expected


def production(tmp_path: Path, command: str, **variables: str) -> subprocess.CompletedProcess[str]:
    """Runs one line of Python under the settings of production, in a process of its own."""
    plain = {name: value for name, value in os.environ.items() if not name.startswith("GLOCAL_")}
    return subprocess.run(
        [sys.executable, "-c", f"import django; django.setup(); {command}"],
        env={
            **plain,
            "DJANGO_SETTINGS_MODULE": "glocal_web.settings.production",
            "GLOCAL_DATA": str(tmp_path),
            **variables,
        },
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize(
    ("typed", "zone"),
    [("", "UTC"), ("UTC", "UTC"), (" Africa/Dakar ", "Africa/Dakar")],
)
def test_the_site_keeps_the_days_of_its_place(
    monkeypatch: pytest.MonkeyPatch, typed: str, zone: str
) -> None:
    monkeypatch.setenv("GLOCAL_TIME_ZONE", typed)
    assert environment.time_zone() == zone


@pytest.mark.parametrize("typed", ["Bogota", "America", "../../etc/passwd", "UTC+5"])
def test_a_wrong_time_zone_says_what_a_right_one_looks_like(
    monkeypatch: pytest.MonkeyPatch, typed: str
) -> None:
    monkeypatch.setenv("GLOCAL_TIME_ZONE", typed)
    with pytest.raises(ImproperlyConfigured, match="America/Bogota"):
        environment.time_zone()


def test_production_does_not_start_without_its_names(tmp_path: Path) -> None:
    started = production(tmp_path, "pass")
    assert started.returncode != 0
    assert "GLOCAL_HOSTS=glocal.example.org" in started.stderr


def test_production_sends_cookies_over_https_only(tmp_path: Path) -> None:
    command = (
        "from django.conf import settings as s;"
        "print(s.SESSION_COOKIE_SECURE, s.CSRF_COOKIE_SECURE, s.SECURE_SSL_REDIRECT,"
        "s.SECURE_HSTS_SECONDS >= 31536000, s.DEBUG)"
    )
    started = production(tmp_path, command, GLOCAL_HOSTS="glocal.example.org")
    assert started.stdout.split() == ["True", "True", "True", "True", "False"], started.stderr


@pytest.mark.parametrize("typed", ["two", "-1", "1.5", "٣٫٥"])
def test_a_setting_that_is_no_whole_number_is_named(
    monkeypatch: pytest.MonkeyPatch, typed: str
) -> None:
    monkeypatch.setenv("GLOCAL_EVIDENCE_MONTHS", typed)
    with pytest.raises(ImproperlyConfigured, match=r"GLOCAL_EVIDENCE_MONTHS is .*from 0 up"):
        environment.number("GLOCAL_EVIDENCE_MONTHS", 24)


def test_a_number_that_is_left_out_or_empty_is_the_usual_one(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delenv("GLOCAL_PROXIES", raising=False)
    assert environment.number("GLOCAL_PROXIES", 1) == 1
    monkeypatch.setenv("GLOCAL_PROXIES", " ")
    assert environment.number("GLOCAL_PROXIES", 1) == 1
    monkeypatch.setenv("GLOCAL_PROXIES", "2")
    assert environment.number("GLOCAL_PROXIES", 1) == 2


@pytest.mark.parametrize(
    "address", ["postgresql://ana:secret@localhost:54x/glocal", "postgresql://ana:sec[ret@db/g"]
)
def test_an_address_that_cannot_be_read_is_told_without_its_password(
    monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    with pytest.raises(ImproperlyConfigured, match="DATABASE_URL cannot be read") as told:
        environment.named_database(address)
    assert "sec" not in str(told.value)


def test_the_package_for_a_server_is_named_when_it_is_missing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(environment, "find_spec", lambda name: None)
    with pytest.raises(ImproperlyConfigured, match=r"glocal\[web,postgres\]"):
        environment.named_database("postgresql://ana:secret@localhost/glocal")


def test_a_key_that_is_no_key_is_refused_in_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GLOCAL_SECRET_KEY", "short")
    with pytest.raises(ImproperlyConfigured, match="GLOCAL_SECRET_KEY has 5 characters"):
        environment.secret_key(tmp_path)
    monkeypatch.delenv("GLOCAL_SECRET_KEY")
    (tmp_path / "secret_key").write_bytes(b"\xff" * 64)
    with pytest.raises(ImproperlyConfigured, match="is damaged"):
        environment.secret_key(tmp_path)


def test_an_empty_name_of_the_data_folder_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GLOCAL_DATA", "")
    assert environment.named_folder() == Path("var").resolve()
