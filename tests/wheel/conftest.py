"""Glocal as somebody else installs it: a wheel in a new environment, far from this checkout."""

import os
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
# What a clean clone has; what tools and builds have left behind stays here.
PARTS = ("src", "docs", "scripts")
LEFT_BEHIND = shutil.ignore_patterns("*.mo", "__pycache__", "screenshots")
FILES = ("pyproject.toml", "README.md", "LICENSE", "LICENSE-knowledge", "NOTICE", ".gitignore")
UV = Path(sysconfig.get_path("scripts")) / "uv"
# Nothing of this checkout, its settings or its tests may help.
PLAIN = {
    name: value
    for name, value in os.environ.items()
    if not name.startswith(("GLOCAL", "DJANGO", "DATABASE", "PYTHON", "PYTEST", "VIRTUAL_ENV"))
}


@dataclass(frozen=True)
class Installation:
    """An environment with the wheel, and an empty folder to work in."""

    command: Path
    folder: Path

    def run(self, *arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [self.command, *arguments],
            cwd=self.folder,
            env=PLAIN | variables,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            encoding="utf-8",
            timeout=120,
        )


def _done(*command: str | Path, folder: Path) -> None:
    ended = subprocess.run(command, cwd=folder, capture_output=True, text=True, env=PLAIN)
    assert ended.returncode == 0, f"{command}\n{ended.stdout}\n{ended.stderr}"


@pytest.fixture(scope="session")
def clone(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What a clean clone has, as far as a package is built from it."""
    clone = tmp_path_factory.mktemp("clone")
    for part in PARTS:
        shutil.copytree(ROOT / part, clone / part, ignore=LEFT_BEHIND)
    for name in (*FILES, *(lock.name for lock in ROOT.glob("requirements*.lock"))):
        shutil.copy(ROOT / name, clone)
    return clone


@pytest.fixture(scope="session")
def wheel(clone: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built by way of the source package."""
    built = tmp_path_factory.mktemp("built")
    build = (UV, "build", "--quiet", "--no-build-isolation", "--python", sys.executable)
    _done(*build, "--out-dir", built, folder=clone)
    assert not list(clone.glob("src/**/*.mo"))
    return next(built.glob("*.whl"))


@pytest.fixture(scope="session")
def installation(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Installation:
    """An empty environment after `pip install glocal[web]`, held to the tested versions."""
    place = tmp_path_factory.mktemp("elsewhere")
    environment = place / "environment"
    _done(UV, "venv", "--quiet", "--python", sys.executable, environment, folder=place)
    install = (UV, "pip", "install", "--quiet", "--python", environment)
    constraint = ("--constraint", ROOT / "requirements.lock")
    _done(*install, *constraint, f"glocal[web] @ {wheel.as_uri()}", folder=place)
    folder = place / "work"
    folder.mkdir()
    scripts = "Scripts" if os.name == "nt" else "bin"
    return Installation(environment / scripts / "glocal", folder)


@pytest.fixture
def example(installation: Installation) -> Callable[[str], str]:
    """A file of the shipped examples, copied to where the commands work."""

    def copied(name: str) -> str:
        shutil.copy(ROOT / "docs" / "examples" / name, installation.folder)
        return name

    return copied
