"""Which packages are installed, beside those that Glocal declares and those it was tested with."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, requires, version
from importlib.resources import files
from pathlib import Path

DISTRIBUTION = "glocal"
_REQUIREMENT = re.compile(
    r"([\w.-]+)(?:\[[^]]*\])?\s*([^;]*)(?:;.*\bextra\s*==\s*['\"](\w+)['\"])?"
)
_LOCKED = re.compile(r"^([a-z0-9][\w.-]*)(?:\[[^]]*\])?==(\S+)", re.MULTILINE)


@dataclass(frozen=True)
class Requirement:
    """A package that Glocal declares: ``versions`` as in ``>=5.2,<5.3``, ``extra`` or empty."""

    name: str
    versions: str
    extra: str


def declared() -> list[Requirement]:
    """What the installed Glocal asks for, extras included."""
    found = (_REQUIREMENT.match(line) for line in requires(DISTRIBUTION) or [])
    return [Requirement(one[1], one[2].strip(), one[3] or "") for one in found if one]


def installed(name: str) -> str | None:
    """The version of a package that is installed, None without it."""
    try:
        return version(name)
    except PackageNotFoundError:
        return None


def satisfies(found: str, versions: str) -> bool:
    """Whether a version lies between the bounds of a requirement (``>=`` and ``<``)."""
    number = _number(found)
    for bound in filter(None, versions.split(",")):
        least, most = re.match(r"\s*>=\s*(\S+)", bound), re.match(r"\s*<\s*([^=\s]\S*)", bound)
        if least and number < _number(least[1]):
            return False
        if most and number >= _number(most[1]):
            return False
    return True


def _number(text: str) -> tuple[int, ...]:
    release = re.match(r"\d+(?:\.\d+)*", text)
    numbers = [int(part) for part in release[0].split(".")] if release else []
    while numbers and numbers[-1] == 0:  # 5.2 and 5.2.0 are one version
        numbers.pop()
    return tuple(numbers)


def untested() -> Iterator[tuple[str, str, str]]:
    """Packages that are here in another version than the tested one: name, version, tested one."""
    tested: dict[str, list[str]] = {}
    for name, one in _LOCKED.findall(_lock()):  # several where Pythons need different ones
        tested.setdefault(name, []).append(one)
    for name, versions in tested.items():
        found = installed(name)
        if found is not None and found not in versions:
            yield name, found, " or ".join(versions)


def _lock() -> str:
    """The list of tested versions: a package carries it, a checkout has it at its root."""
    packaged = Path(str(files("glocal"))) / "requirements.lock"
    lock = packaged if packaged.exists() else packaged.parents[2] / "requirements.lock"
    return lock.read_text(encoding="utf-8") if lock.exists() else ""
