"""`glocal backup` and `glocal restore` from a shell, on folders of their own."""

import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

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


def glocal(*typed: object, said: str = "") -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*GLOCAL, *map(str, typed)],
        env=environment(),
        input=said,
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


@pytest.mark.skipif(os.environ.get("GLOCAL_TEST_DATABASE_URL") is not None, reason="SQLite's own")
def test_a_site_is_saved_while_in_use_and_brought_back(tmp_path: Path) -> None:
    file, old = tmp_path / "a.glocal", tmp_path / "old"
    # A file that is none: the new site is made, and nothing else.
    file.write_bytes(b"nothing")
    refused = glocal("restore", file, "--data", old, "--yes")
    assert refused.returncode == 1
    assert "not a whole backup" in refused.stderr
    file.unlink()
    named(old, "Ada")
    saved = glocal("backup", file, "--data", old, "--json")
    assert (saved.returncode, saved.stderr) == (0, "")
    assert '"uploads": 0' in saved.stdout
    named(old, "Bea")
    asked = glocal("restore", file, "--data", old)
    assert asked.returncode == 1
    assert "--yes" in asked.stderr
    assert named(old) == ["Ada", "Bea"]
    done = glocal("restore", file, "--data", old, "--yes")
    assert done.returncode == 0
    assert named(old) == ["Ada"]
    [kept] = (old / "restored-over").iterdir()
    assert str(kept) in done.stdout
    # What is written while a backup is made is not in it, and does not wait for it.
    told = subprocess.run(
        [sys.executable, "-c", SNAPSHOT, str(tmp_path)],
        env=environment(GLOCAL_DATA=str(old), DJANGO_SETTINGS_MODULE="glocal_web.settings.local"),
        capture_output=True,
        text=True,
        timeout=300,
        check=True,
    )
    assert told.stdout == "1 1 2 ['default']\n"


def test_no_site_is_no_trace(tmp_path: Path) -> None:
    none = glocal("backup", tmp_path / "a.glocal", "--data", tmp_path / "none")
    assert none.returncode == 1
    assert "glocal serve" in none.stderr
    assert "Traceback" not in none.stderr
    assert not (tmp_path / "a.glocal").exists()
