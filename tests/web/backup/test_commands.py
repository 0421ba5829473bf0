"""`glocal backup` and `glocal restore` from a shell, on folders of their own."""

import json
import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from django.db import connection

from glocal.cli.main import main
from glocal_web.commands.one_at_a_time import BusyError, not_served, served
from glocal_web.portal.models import Person
from glocal_web.portal.services.backup import write_backup

GLOCAL = [sys.executable, "-m", "glocal.cli.main"]


SNAPSHOT = """
import sys
from pathlib import Path
import django
django.setup()
from django.db import connections
from glocal_web.portal.models import Person
from glocal_web.portal.services.backup import snapshot
with snapshot(Path(sys.argv[1])) as alias:
    before = Person.objects.using(alias).count()
    Person.objects.create_user("later@example.org", name="Later")
    after = Person.objects.using(alias).count()
print(before, after, Person.objects.count(), sorted(connections.databases))
"""


def environment(**more: str) -> dict[str, str]:
    """The surroundings of the test without what it says about sites."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("GLOCAL_", "DJANGO_"))}
    kept.pop("DATABASE_URL", None)
    return kept | more


def glocal(*typed: object, **more: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*GLOCAL, *map(str, typed)],
        env=environment(**more),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )


def named(data: Path, name: str = "") -> list[str]:
    """The accounts of a site; with a name, after giving it one more."""
    with closing(sqlite3.connect(data / "glocal.sqlite3")) as site, site:
        if name:
            site.execute(
                "INSERT INTO portal_person (password, email, name, language, is_steward, is_active,"
                " date_joined, unread_notices) VALUES ('!', ?, ?, '', 0, 1, '2026-01-01', 0)",
                (f"{name.lower()}@example.org", name),
            )
        found = site.execute("SELECT name FROM portal_person ORDER BY id")
        return [name for (name,) in found]


def everything(folder: Path) -> list[str]:
    return sorted(str(one.relative_to(folder)) for one in folder.rglob("*"))


@pytest.fixture
def site(tmp_path: Path, db: None) -> Path:
    """The folder of a site with Ada: a copy of the tables that the tests have made already."""
    if connection.vendor != "sqlite":
        pytest.skip("SQLite's own; test_across_databases.py has the other")
    folder = tmp_path / "site"
    folder.mkdir()
    Person.objects.create_user("ada@example.org", name="Ada", is_steward=True)
    (folder / "glocal.sqlite3").write_bytes(connection.connection.serialize())
    return folder


def test_a_site_is_saved_while_in_use_and_brought_back(site: Path, tmp_path: Path) -> None:
    file = tmp_path / "نسخة.glocal"
    with served(site):
        # A window that knows no Arabic: what was done must not look as if it had failed.
        saved = glocal("backup", file, "--data", site, "--json", PYTHONIOENCODING="ascii")
        assert (saved.returncode, saved.stderr) == (0, "")
        assert '"uploads": 0' in saved.stdout
        refused = glocal("restore", file, "--data", site, "--yes")
        assert refused.returncode == 1
        assert "is being served. Stop it" in refused.stderr
    named(site, "Bea")
    asked = glocal("restore", file, "--data", site)
    assert asked.returncode == 1
    assert "--yes" in asked.stderr
    assert named(site) == ["Ada", "Bea"]
    done = glocal("restore", file, "--data", site, "--yes")
    assert done.returncode == 0
    assert "Stewards in it: ada@example.org." in done.stdout
    assert named(site) == ["Ada"]
    [kept] = (site / "restored-over").iterdir()
    assert str(kept) in done.stdout


def test_what_is_written_meanwhile_is_not_in_it_and_does_not_wait(
    site: Path, tmp_path: Path
) -> None:
    told = subprocess.run(
        [sys.executable, "-c", SNAPSHOT, str(tmp_path)],
        env=environment(GLOCAL_DATA=str(site), DJANGO_SETTINGS_MODULE="glocal_web.settings.local"),
        capture_output=True,
        text=True,
        timeout=300,
        check=True,
    )
    assert told.stdout == "1 1 2 ['default']\n"


def test_a_backup_is_checked_without_any_site(site: Path, tmp_path: Path) -> None:
    file = tmp_path / "a.glocal"
    write_backup(file)
    before = everything(tmp_path)
    checked = glocal("restore", file, "--check", "--data", tmp_path / "none", "--json")
    assert checked.returncode == 0
    assert "is whole" in checked.stderr
    told = json.loads(checked.stdout)
    assert told["stewards"] == ["ada@example.org"]
    assert told["before"] is None
    assert everything(tmp_path) == before


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        (("backup", "a.glocal", "--data", "none"), "There is no site in "),
        (("backup", "a.glocal", "--data", "file/none"), "There is no site in "),
        (("remind", "--data", "none"), "There is no site in "),
        (("restore", "none.glocal", "--data", "none", "--yes"), "cannot be read: No such file"),
        (("restore", "file", "--data", "none", "--yes"), "not a whole backup"),
        (("restore", "file", "--check", "--data", "none"), "not a whole backup"),
        (("backup", "a.glocal"), "elsewhere"),
    ],
)
def test_what_was_mistyped_leaves_no_trace(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    typed: tuple[str, ...],
    says: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("GLOCAL_DATA", "elsewhere")
    Path("file").write_bytes(b"nothing")
    # In this process: it is refused before any settings are read.
    assert main(typed) == 1
    assert says in capsys.readouterr().err
    assert everything(tmp_path) == ["file"]


def test_a_folder_that_is_a_file_is_told_as_such(site: Path, tmp_path: Path) -> None:
    file = tmp_path / "a.glocal"
    write_backup(file)
    ended = glocal("restore", file, "--data", file, "--yes")
    assert ended.returncode == 1
    assert f"The data folder cannot be used: File exists ({file})" in ended.stderr


def test_what_is_served_is_not_replaced_and_what_is_replaced_is_not_served(tmp_path: Path) -> None:
    with (
        served(tmp_path),
        served(tmp_path, seconds=0),
        pytest.raises(BusyError, match="is being served"),
        not_served(tmp_path),
    ):
        pytest.fail("It is replaced while it is served.")
    with (
        not_served(tmp_path),
        pytest.raises(BusyError, match="still at work"),
        served(tmp_path, seconds=0.3),
    ):
        pytest.fail("It is served while it is replaced.")
    with served(tmp_path, seconds=0):
        pass
