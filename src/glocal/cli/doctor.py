"""``glocal doctor``: what is wrong with an installation, and how to mend it."""

from __future__ import annotations

import argparse
import platform
import sys
import textwrap
from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict
from importlib.metadata import entry_points, metadata
from pathlib import Path

from glocal import __version__
from glocal.cli import installed
from glocal.cli.command import Commands, add, print_json, say_in_any_letters
from glocal.cli.condition import Condition, State, examined, fault, good, remark, unknown
from glocal.cli.validate import installed_problems

EXTENSIONS = "glocal.doctor"
"""Entry points under this name look further: each is called with the arguments of the command."""

OLDEST_PYTHON = (3, 11)
# Without --upgrade: what is installed says what it wants; no newer one of its name is looked for.
MEND_PACKAGES = "Install them again: pip install 'glocal[web]' (in a checkout: ./run)"
EXAMPLE = """  glocal doctor
  glocal doctor --data /srv/glocal/data --json
  glocal doctor --send-letter you@example.org

It reads the same variables as the site, changes nothing, and sends nothing unless it is told to.
Exit codes: 0 nothing to mend (there may be remarks), 1 something is to mend."""


def register(commands: Commands) -> None:
    """Add the command."""
    parser = add(commands, "doctor", run, "Say what is wrong with an installation.", EXAMPLE)
    parser.add_argument(
        "--data",
        type=Path,
        metavar="DIR",
        help="data folder of the site (default GLOCAL_DATA, else var)",
    )
    parser.add_argument(
        "--send-letter", metavar="ADDRESS", help="send a letter there, to try the mail server"
    )


def run(arguments: argparse.Namespace) -> int:
    """Look at every part; exit with 1 when something is to mend."""
    say_in_any_letters()
    found = []
    for condition in conditions(arguments):
        found.append(condition)
        if not arguments.json:
            print(_told(condition), flush=True)
    counts = Counter(condition.state for condition in found)
    if arguments.json:
        print_json({"version": __version__, "conditions": [asdict(one) for one in found]})
    else:
        print(f"\nTo mend: {counts[State.FAULT]}. Remarks: {counts[State.REMARK]}.")
    return 1 if counts[State.FAULT] else 0


def conditions(arguments: argparse.Namespace) -> Iterator[Condition]:
    """Every part in order: what all others stand on comes first."""
    yield from examined("Python", _python)
    yield from examined("Packages", _packages)
    yield from examined("Knowledge", _knowledge)
    for extension in entry_points(group=EXTENSIONS):
        try:
            look = extension.load()
        except ModuleNotFoundError as error:
            yield _missing(extension.name, error.name or "")
        else:
            yield from look(arguments)


def _python() -> Iterator[Condition]:
    own = f"{platform.python_implementation()} {platform.python_version()}, {sys.executable}"
    tried = {
        line.rpartition("::")[2].strip() for line in metadata("glocal").get_all("Classifier") or []
    }
    if sys.version_info < OLDEST_PYTHON:
        yield fault("Python", own, "Install Python 3.11 or newer, then Glocal with it.")
    elif f"{sys.version_info[0]}.{sys.version_info[1]}" not in tried:
        yield remark("Python", f"{own}: Glocal has not been tried with this version.")
    else:
        yield good("Python", own)


def _packages() -> Iterator[Condition]:
    # The site is wanted where Django is there; without it the command line alone is installed.
    wanted = {"", "web"} if installed.installed("Django") else {""}
    missing, outside = [], []
    for one in installed.declared():
        if one.extra not in wanted:
            continue
        found = installed.installed(one.name)
        if found is None:
            missing.append(one.name)
        elif not installed.satisfies(found, one.versions):
            outside.append(f"{one.name} {found} (wanted {one.versions})")
    if missing:
        yield fault("Packages", f"Missing: {', '.join(missing)}.", MEND_PACKAGES)
    if outside:
        yield fault(
            "Packages", f"In a version that does not fit: {'; '.join(outside)}.", MEND_PACKAGES
        )
    other = [f"{name} {found} ({tested})" for name, found, tested in installed.untested()]
    if other:
        yield remark(
            "Packages",
            f"In another version than the tested one: {', '.join(other)}.",
            "Nothing to do while all works; how to have the tested ones stands under Install.",
        )
    if not (missing or outside or other):
        yield good("Packages", f"Glocal {__version__} with the versions it was tested with.")


def _knowledge() -> Iterator[Condition]:
    problems = installed_problems()
    if problems:
        yield fault(
            "Knowledge",
            f"Errors in what is shipped: {len(problems)}. The first: {problems[0]}",
            "`glocal validate` names all of them. Files that nobody changed: install Glocal again.",
        )
    else:
        yield good("Knowledge", "Frameworks, linkages, practices, rules: no errors.")


def _missing(name: str, module: str) -> Condition:
    what = f"Not installed: the package {module!r} is missing."
    mend = "pip install 'glocal[web]', if the site is wanted"
    if installed.installed("Django"):
        return fault(name.capitalize(), what, mend)
    return unknown(name.capitalize(), what, mend)


def _told(condition: Condition) -> str:
    lines = [f"{condition.part:<14} {condition.state:<13} {condition.what}"]
    if condition.mend:
        lines.append(textwrap.indent(f"Mend: {condition.mend}", " " * 29))
    return "\n".join(lines)
