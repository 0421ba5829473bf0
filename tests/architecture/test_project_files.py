"""Habits of the project that a tool can keep: dependencies, locks, file sizes, foreign paths."""

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PROJECT = ROOT / "pyproject.toml"
LOCKS = [ROOT / "requirements.lock", ROOT / "requirements-dev.lock"]
SOURCES = sorted(
    path
    for folder in ("src", "tests", "scripts", "bench")
    for path in (ROOT / folder).rglob("*.py")
    if "migrations" not in path.parts
)
WORDS = sorted(
    path
    for pattern in ("*.py", "*.md", "*.yaml", "*.html", "*.css", "*.js", "*.po", "*.sh", "*.toml")
    for folder in ("src", "tests", "scripts", "bench", "docs")
    for path in (ROOT / folder).rglob(pattern)
)
# Lines; the aim is 100 to 300, and a page's tests may be longer than the page's view.
LONGEST_MODULE = 400
LONGEST_TEST = 500

HOME_OF_SOMEBODY = re.compile(r"(?<![\w.])/(?:home|Users|root)/\w")


def test_every_dependency_has_its_reason_on_its_line() -> None:
    declared = tomllib.loads(PROJECT.read_text(encoding="utf-8"))
    requirements = {
        *declared["project"]["dependencies"],
        *(one for extra in declared["project"]["optional-dependencies"].values() for one in extra),
        *(one for group in declared["dependency-groups"].values() for one in group),
    }
    lines = PROJECT.read_text(encoding="utf-8").splitlines()
    reasons = {
        match["requirement"]: match["reason"]
        for line in lines
        if (match := re.match(r'\s*"(?P<requirement>[^"]+)",\s*#\s*(?P<reason>\w.{9,})', line))
    }
    assert requirements - reasons.keys() == set()


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.name)
def test_lock_names_no_address_and_hashes_every_package(lock: Path) -> None:
    text = lock.read_text(encoding="utf-8")
    assert "://" not in text
    packages = re.split(r"^(?=[a-z0-9])", text, flags=re.MULTILINE)[1:]
    assert len(packages) > 20
    assert [package.split()[0] for package in packages if "--hash=sha256:" not in package] == []


def locked(lock: Path) -> dict[str, set[str]]:
    versions: dict[str, set[str]] = {}
    for name, version in re.findall(r"^([a-z0-9-]+)(?:\[[^]]*])?==(\S+)", lock.read_text(), re.M):
        versions.setdefault(name, set()).add(version)
    return versions


def test_tests_run_on_the_versions_that_the_site_runs_on() -> None:
    site, tests = map(locked, LOCKS)
    assert {name: tests.get(name) for name in site} == site


def test_locks_cover_every_declared_dependency() -> None:
    declared = tomllib.loads(PROJECT.read_text(encoding="utf-8"))
    wanted = {
        re.split(r"[\[<>=~!; ]", requirement)[0].lower()
        for requirement in [
            *declared["project"]["dependencies"],
            *declared["project"]["optional-dependencies"]["web"],
        ]
    }
    assert wanted - locked(LOCKS[0]).keys() == set()


@pytest.mark.parametrize("script", ["run", "test", ".ci/run", "scripts/bootstrap.sh"])
def test_script_can_be_started_by_a_plain_shell(script: str) -> None:
    path = ROOT / script
    assert path.stat().st_mode & 0o111
    assert path.read_text(encoding="utf-8").startswith("#!/bin/sh\n")


def test_no_module_outgrows_one_idea() -> None:
    lengths = {path: len(path.read_text(encoding="utf-8").splitlines()) for path in SOURCES}
    too_long = {
        str(path.relative_to(ROOT)): lines
        for path, lines in lengths.items()
        if lines > (LONGEST_TEST if path.is_relative_to(ROOT / "tests") else LONGEST_MODULE)
    }
    assert too_long == {}


def test_no_file_names_a_place_on_somebodys_machine() -> None:
    assert list(places(WORDS)) == []


def places(paths: list[Path]) -> Iterator[str]:
    for path in paths:
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
            if HOME_OF_SOMEBODY.search(line):
                yield f"{path.relative_to(ROOT)}:{number}: {line.strip()[:80]}"
