"""The main job with nothing but the wheel: commands, site, languages, a clean end."""

import json
import re
import signal
import socket
import subprocess
import time
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.request import Request, urlopen

import pytest

from tests.wheel.conftest import PLAIN, Installation

LANGUAGES = ("es", "fr", "ar")
FIRST_USER = "boss@example.org"


def test_the_wheel_has_all_that_is_shipped_and_nothing_else(clone: Path, wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    for language in LANGUAGES:
        assert f"glocal_web/locale/{language}/LC_MESSAGES/django.mo" in names
    shipped = {
        path.relative_to(clone / "src").as_posix()
        for path in (clone / "src").rglob("*")
        if path.is_file()
    }
    assert shipped - names == set()
    methods = {path.name for path in (clone / "docs" / "methods").glob("*.md")}
    assert {f"glocal/knowledge/methods/{name}" for name in methods} <= names
    assert "glocal/requirements.lock" in names
    tops = {name.partition("/")[0] for name in names}
    assert {top for top in tops if not top.endswith(".dist-info")} == {"glocal", "glocal_web"}
    assert not [name for name in names if "__pycache__" in name]


def test_the_shipped_knowledge_is_valid(installation: Installation) -> None:
    ended = installation.run("validate")
    assert ended.returncode == 0, ended.stdout + ended.stderr
    assert "local-pcmd/1.1: no errors" in ended.stdout


def test_answers_are_scored(installation: Installation, example: Callable[[str], str]) -> None:
    ended = installation.run("score", example("puerto-lirio.csv"), "--json")
    assert ended.returncode == 0, ended.stderr
    assert "Puerto Lirio" in ended.stdout


def test_a_portfolio_is_checked(installation: Installation, example: Callable[[str], str]) -> None:
    ended = installation.run("check", example("first-portfolio.yaml"), "--as-of", "2026-12-01")
    assert ended.returncode == 3, ended.stderr
    assert "School enrolment" in ended.stdout


def test_a_matrix_is_read(installation: Installation, example: Callable[[str], str]) -> None:
    ended = installation.run("interactions", example("interactions.csv"), "--json")
    assert ended.returncode == 0, ended.stderr
    assert json.loads(ended.stdout)


def test_a_report_is_printed(installation: Installation, example: Callable[[str], str]) -> None:
    answers = example("puerto-lirio.csv")
    ended = installation.run("report", answers, "--language", "ar", "--output", "report.pdf")
    assert ended.returncode == 0, ended.stderr
    assert (installation.folder / "report.pdf").read_bytes().startswith(b"%PDF-")


class Served:
    """A site that the installed command serves; the environment says all it needs."""

    def __init__(self, installation: Installation, *arguments: str, **variables: str) -> None:
        self.output = installation.folder / f"{arguments[0]}.txt"
        with self.output.open("w") as output:
            self.process = subprocess.Popen(
                [installation.command, *arguments, "--no-browser"],
                cwd=installation.folder,
                env=PLAIN | variables,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
            )

    def said(self) -> str:
        return self.output.read_text("utf-8", errors="replace")

    def address(self) -> str:
        until = time.monotonic() + 180
        while time.monotonic() < until and self.process.poll() is None:
            if found := re.search(r"open at (\S+)\n", self.said()):
                return found[1]
            time.sleep(0.1)
        pytest.fail(f"The site did not start:\n{self.said()}")

    def page(self, path: str, language: str = "en") -> str:
        request = Request(self.address() + path, headers={"Accept-Language": language})  # noqa: S310
        with urlopen(request, timeout=30) as answer:  # noqa: S310 - http
            assert answer.status == 200
            text: str = answer.read().decode("utf-8")
        return text

    def end(self, how: signal.Signals) -> int:
        self.process.send_signal(how)
        return self.process.wait(20)


@pytest.fixture(scope="module")
def served(installation: Installation, free_port: int) -> Iterator[Served]:
    site = Served(
        installation,
        "serve",
        GLOCAL_DATA="data",
        GLOCAL_PORT=str(free_port),
        GLOCAL_FIRST_USER=FIRST_USER,
        # A window or log that knows no Arabic must not end the site.
        PYTHONIOENCODING="ascii",
    )
    yield site
    if site.process.poll() is None:
        site.process.kill()
        site.process.wait()


@pytest.fixture(scope="module")
def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def test_the_site_opens_where_the_environment_says(
    served: Served, installation: Installation, free_port: int
) -> None:
    assert served.address() == f"http://localhost:{free_port}/"
    assert FIRST_USER in served.said()
    assert re.search(r"password +[a-z2-9-]{23}\n", served.said())
    data = installation.folder / "data"
    assert (data / "glocal.sqlite3").exists()
    assert (data / "secret_key").stat().st_mode & 0o077 == 0


def test_pages_style_sheet_and_methods_are_there(served: Served) -> None:
    page = served.page("accounts/login/")
    style, script = re.findall(r'(?:href|src)="/(static/portal/glocal[^"]*)"', page)
    assert "--" in served.page(style)
    assert served.page(script)
    assert "power mean" in served.page("methods/power-mean/").lower()
    assert "A1.1" in served.page("frameworks/local-pcmd/1.1/")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_site_speaks_every_language(served: Served, language: str) -> None:
    page = served.page("accounts/login/", language)
    assert f'lang="{language}"' in page
    assert "Sign in" not in page


def test_the_doctor_finds_nothing_to_mend(served: Served, installation: Installation) -> None:
    served.address()
    ended = installation.run("doctor", "--data", "data", "--json")
    told = json.loads(ended.stdout)["conditions"]
    assert ended.returncode == 0, told
    good = {one["part"] for one in told if one["state"] == "good"}
    parts = "Python Packages Knowledge Settings Database Languages Papers Time"
    assert set(parts.split()) | {"Data folder", "Secret key"} == good


def test_a_backup_of_the_open_site_makes_the_same_site_elsewhere(
    served: Served, installation: Installation
) -> None:
    served.address()
    saved = installation.run("backup", "one.glocal", "--data", "data")
    assert saved.returncode == 0, saved.stderr
    refused = installation.run("restore", "one.glocal", "--data", "data", "--yes")
    assert refused.returncode == 1
    assert "is being served. Stop it" in refused.stderr
    moved = installation.run("restore", "one.glocal", "--data", "elsewhere", "--yes")
    assert moved.returncode == 0, moved.stderr
    assert f"Stewards in it: {FIRST_USER}." in moved.stdout
    again = installation.run("backup", "two.glocal", "--data", "elsewhere")
    assert again.returncode == 0, again.stderr
    one, two = (_told(installation.folder / name) for name in ("one.glocal", "two.glocal"))
    assert one["tables"] == two["tables"]
    # Each has a key of its own, and none is in the file.
    keys = [
        (installation.folder / name / "secret_key").read_text() for name in ("data", "elsewhere")
    ]
    assert keys[0] != keys[1]


def _told(path: Path) -> dict[str, Any]:
    with zipfile.ZipFile(path) as archive:
        return dict(json.loads(archive.read("manifest.json")))


def test_a_signal_to_end_ends_it_cleanly_and_a_second_start_keeps_all(
    served: Served, installation: Installation, free_port: int
) -> None:
    served.address()
    assert served.end(signal.SIGTERM) == 0
    assert "Traceback" not in served.said()
    again = Served(installation, "serve", "--data", "data", "--port", str(free_port))
    try:
        assert again.page("accounts/login/")
        # Somebody runs the site already: nobody is asked for, nobody made.
        assert "password" not in again.said()
        assert again.end(signal.SIGINT) == 0
    finally:
        again.process.kill()
    assert "Traceback" not in again.said()
