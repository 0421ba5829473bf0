"""What is installed runs on any system with Python: nothing in it belongs to one family alone."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
MODULES = sorted((ROOT / "src").rglob("*.py"))
# Each exists on POSIX only, or means something else elsewhere.
FOREIGN_MODULES = {"crypt", "fcntl", "grp", "pty", "pwd", "resource", "syslog", "termios", "tty"}
FOREIGN_NAMES = {
    *("os.fork", "os.killpg", "os.setsid", "os.getuid", "os.geteuid", "os.chown", "os.mkfifo"),
    *("os.symlink", "os.uname", "signal.SIGKILL", "signal.SIGHUP", "signal.SIGUSR1"),
    *("signal.alarm", "signal.pause", "time.tzset"),
}
FOREIGN_PLACES = ("/tmp/", "/var/", "/dev/", "/etc/", "/usr/")  # noqa: S108


def foreign(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (one.name for one in node.names if one.name in FOREIGN_MODULES)
        elif isinstance(node, ast.ImportFrom) and node.module in FOREIGN_MODULES:
            yield str(node.module)
        elif isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            name = f"{node.value.id}.{node.attr}"
            if name in FOREIGN_NAMES:
                yield name
        elif isinstance(node, ast.Constant) and str(node.value).startswith(FOREIGN_PLACES):
            yield str(node.value)


def test_no_module_needs_one_family_of_systems() -> None:
    found = {
        str(path.relative_to(ROOT)): names
        for path in MODULES
        if (names := list(foreign(ast.parse(path.read_text(encoding="utf-8")))))
    }
    assert found == {}


@pytest.mark.parametrize(
    "line", ["import fcntl", "from pwd import getpwnam", "os.fork()", "x = '/tmp/file'"]
)
def test_what_belongs_to_one_family_is_seen(line: str) -> None:
    assert list(foreign(ast.parse(line)))


def test_every_text_file_is_read_and_written_in_a_named_encoding() -> None:
    # Without one, some systems take an encoding of the country for what is UTF-8.
    ruff = (sys.executable, "-m", "ruff", "check", "--preview", "--select", "PLW1514", "--quiet")
    ended = subprocess.run([*ruff, "src"], cwd=ROOT, capture_output=True, text=True)
    assert ended.returncode == 0, ended.stdout
