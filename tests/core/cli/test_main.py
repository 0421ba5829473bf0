"""The command line as a whole: help, exit codes, extensions, and a reader that goes away."""

import subprocess
import sys
from pathlib import Path

import pytest

from glocal import __version__
from glocal.cli import main as command_line
from tests.core.cli.conftest import Command

OWN = ("frameworks", "explain", "score", "validate")


class EntryPoint:
    """Stands for an installed extension; loading it gives ``found`` or raises it."""

    def __init__(self, name: str, found: object) -> None:
        self.name, self.found = name, found

    def load(self) -> object:
        if isinstance(self.found, Exception):
            raise self.found
        return self.found


def extend(monkeypatch: pytest.MonkeyPatch, *points: EntryPoint) -> None:
    monkeypatch.setattr(command_line, "entry_points", lambda group: list(points))


@pytest.fixture
def without_the_site(monkeypatch: pytest.MonkeyPatch) -> None:
    missing = ModuleNotFoundError("No module named 'django'", name="django")
    extend(monkeypatch, EntryPoint("serve", missing), EntryPoint("demo", missing))


def test_without_a_command_the_help_is_shown_and_the_code_is_2(glocal: Command) -> None:
    seen = glocal()
    assert seen.code == 2
    assert all(name in seen.out for name in OWN)


@pytest.mark.parametrize("name", OWN)
def test_every_command_has_help_with_an_example_and_the_option_json(
    glocal: Command, name: str
) -> None:
    seen = glocal(name, "--help")
    assert seen.code == 0
    assert f"Example:\n  glocal {name}" in seen.out
    assert "--json" in seen.out
    assert seen.err == ""


def test_the_version_is_told(glocal: Command) -> None:
    assert glocal("--version").out == f"glocal {__version__}\n"


@pytest.mark.parametrize(
    "typed",
    [("scoer",), ("score",), ("frameworks", "--colour"), ("score", "a.csv", "--draws", "-1")],
)
def test_a_mistyped_command_ends_with_2_and_speaks_on_the_standard_error(
    glocal: Command, typed: tuple[str, ...]
) -> None:
    seen = glocal(*typed)
    assert seen.code == 2
    assert seen.out == ""
    assert "usage: glocal" in seen.err


@pytest.mark.usefixtures("without_the_site")
@pytest.mark.parametrize("more", [(), ("--port", "8080"), ("--help",)])
def test_a_command_of_the_site_says_how_to_install_it(
    glocal: Command, more: tuple[str, ...]
) -> None:
    seen = glocal("demo", *more)
    assert seen.code == 1
    assert seen.out == ""
    assert "'glocal demo' needs the web site" in seen.err
    assert "'django' is not installed" in seen.err
    assert "pip install 'glocal[web]'" in seen.err


@pytest.mark.usefixtures("without_the_site")
def test_a_command_of_the_site_stays_in_the_list(glocal: Command) -> None:
    words = " ".join(glocal("--help").out.split())
    assert " demo (needs: pip install 'glocal[web]')" in words


def test_an_installed_extension_adds_its_command(
    glocal: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    def register(commands: command_line.Commands) -> None:
        commands.add_parser("hello").set_defaults(run=lambda arguments: 0)

    extend(monkeypatch, EntryPoint("hello", register))
    assert glocal("hello").code == 0


def test_an_interrupted_command_ends_with_130(
    glocal: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(arguments: object) -> int:
        raise KeyboardInterrupt

    def register(commands: command_line.Commands) -> None:
        commands.add_parser("long").set_defaults(run=interrupted)

    extend(monkeypatch, EntryPoint("long", register))
    assert glocal("long").code == 130


def test_a_reader_that_goes_away_is_no_error(tmp_path: Path) -> None:
    # Far more than a pipe holds, and a reader that takes one line of it.
    rows = "".join(f"Territory {number},2\n" for number in range(3000))
    table = tmp_path / "many.csv"
    table.write_text(f"territory,A1.1\n{rows}", encoding="utf-8")
    command = [sys.executable, "-m", "glocal.cli.main", "score", str(table)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.readline()
    process.stdout.close()
    assert process.stderr.read() == b""
    process.stderr.close()
    assert process.wait(timeout=60) == 0
