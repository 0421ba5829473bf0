"""`glocal demo` and `glocal serve` as a person types them, in a process of their own."""

import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from http.cookiejar import CookieJar
from pathlib import Path
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, build_opener

import pytest

GLOCAL = (sys.executable, "-m", "glocal.cli.main")
PLAIN = {
    name: value
    for name, value in os.environ.items()
    if not name.startswith(("GLOCAL", "DJANGO", "DATABASE"))
}


@pytest.fixture
def taken() -> Iterator[int]:
    """A port at which somebody listens; the next ones are most likely free."""
    with closing(socket.socket()) as busy:
        busy.bind(("127.0.0.1", 0))
        busy.listen()
        yield busy.getsockname()[1]


def run(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*GLOCAL, *arguments],
        capture_output=True,
        text=True,
        timeout=60,
        env=PLAIN | environment,
        stdin=subprocess.DEVNULL,
    )


class Site:
    """A site that was started by the command line."""

    def __init__(self, folder: Path, *arguments: str, apart: bool = False) -> None:
        self.log = folder / "log.txt"
        self.output = folder / "output.txt"
        self.process = subprocess.Popen(
            [*GLOCAL, *arguments, "--no-browser", "--data", str(folder / "data")],
            stdout=(self.output if apart else self.log).open("w"),
            stderr=self.log.open("w") if apart else subprocess.STDOUT,
            env=PLAIN,
            start_new_session=True,
        )

    def address(self) -> str:
        until = time.monotonic() + 120
        while time.monotonic() < until and self.process.poll() is None:
            found = re.search(r"open at (\S+)", self.text())
            if found:
                return found[1]
            time.sleep(0.1)
        pytest.fail(f"The site did not start:\n{self.text()}")

    def text(self) -> str:
        return self.log.read_text()

    def press_control_c(self) -> int:
        os.killpg(self.process.pid, signal.SIGINT)
        return self.process.wait(20)

    def close(self) -> None:
        if self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()


def test_the_example_opens_lets_people_in_and_ends_cleanly(tmp_path: Path, taken: int) -> None:
    site = Site(tmp_path, "demo", "--port", str(taken), "--language", "es")
    try:
        address = site.address()
        assert f"Port {taken} is taken by another program" in site.text()
        assert not address.endswith(f":{taken}/")
        browser = build_opener(HTTPCookieProcessor(CookieJar()))
        page = browser.open(f"{address}accounts/login/").read().decode()
        assert 'lang="es"' in page
        token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page)
        line = re.search(r"^Lucía Montero .* (\S+@\S+)\s+(\S+)$", site.text(), re.MULTILINE)
        assert token is not None
        assert line is not None
        fields = {"csrfmiddlewaretoken": token[1], "login": line[1], "password": line[2]}
        answer = browser.open(f"{address}accounts/login/", urlencode(fields).encode())
        assert "Lucía Montero" in answer.read().decode()
        assert site.press_control_c() == 0
        assert "Traceback" not in site.text()
        assert "Ended." in site.text()
    finally:
        site.close()


def test_json_tells_a_program_the_address_and_nothing_else(tmp_path: Path) -> None:
    site = Site(tmp_path, "demo", "--json", apart=True)
    try:
        address = site.address()
        told = json.loads(site.output.read_text())
        assert told["address"] == address
        assert {"name", "role", "email", "password"} == set(told["accounts"][0])
        assert site.press_control_c() == 0
    finally:
        site.close()


def test_a_site_of_ones_own_has_a_steward_and_no_example(tmp_path: Path) -> None:
    site = Site(tmp_path, "serve", "--admin-email", "boss@example.org")
    try:
        page = build_opener().open(f"{site.address()}accounts/login/").read().decode()
        assert "Lucía" not in page
        assert re.search(r"password +[a-z2-9-]{23}", site.text())
        assert site.press_control_c() == 0
    finally:
        site.close()


def test_a_taken_port_that_was_asked_for_stops_serve(tmp_path: Path, taken: int) -> None:
    ended = run("serve", "--port", str(taken), "--data", str(tmp_path))
    assert ended.returncode == 1
    assert f"Port {taken} of 127.0.0.1 is taken by another program" in ended.stderr
    assert "Traceback" not in ended.stderr


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    ended = run("demo", "--no-browser", "--data", str(tmp_path / "file" / "data"))
    assert ended.returncode == 1
    assert str(tmp_path / "file") in ended.stderr
    assert "--data DIR" in ended.stderr
    assert "Traceback" not in ended.stderr


def test_serve_without_a_steward_says_what_to_type(tmp_path: Path) -> None:
    ended = run("serve", "--no-browser", "--data", str(tmp_path / "data"))
    assert ended.returncode == 1
    assert "--first-user" in ended.stderr


@pytest.mark.parametrize("typed", ["0", "65536", "http"])
def test_what_is_no_port_was_typed_wrongly(typed: str) -> None:
    ended = run("demo", "--port", typed)
    assert ended.returncode == 2
    assert "is not a port" in ended.stderr


@pytest.mark.parametrize("command", ["demo", "serve"])
def test_help_has_examples(command: str) -> None:
    ended = run(command, "--help")
    assert ended.returncode == 0
    assert f"glocal {command} --" in ended.stdout
