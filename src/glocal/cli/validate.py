"""``glocal validate``: check knowledge files and print every error with its line and its mend."""

from __future__ import annotations

import argparse
from dataclasses import asdict
from pathlib import Path

from glocal.cli.command import Commands, add, print_json
from glocal.errors import GlocalError, Problem
from glocal.loading.catalogue import installed_frameworks, published_hashes
from glocal.loading.framework import framework_languages, read_framework
from glocal.loading.library import library_problems
from glocal.loading.quick_start import quick_start_problems
from glocal.loading.text import read_text

EXAMPLE = """  glocal validate frameworks/my-framework/1.0/framework.yaml
  glocal validate                      (all that is installed)"""


def register(commands: Commands) -> None:
    """Add the command."""
    parser = add(
        commands,
        "validate",
        run,
        "Check frameworks, linkages and practices: every error at once.",
        EXAMPLE,
    )
    parser.add_argument(
        "paths",
        nargs="*",
        type=Path,
        metavar="PATH",
        help="a framework's folder or its framework.yaml (default: all installed ones)",
    )


def run(arguments: argparse.Namespace) -> int:
    """Exit with 1 when anything has an error."""
    installed = not arguments.paths
    folders = (
        [name.folder for name in installed_frameworks()]
        if installed
        else [_folder(path) for path in arguments.paths]
    )
    problems: list[Problem] = []
    for folder in folders:
        found = _problems(folder, frozen=installed)
        problems += found
        if not arguments.json:
            for problem in found:
                print(problem)
            print(f"{folder.parent.name}/{folder.name}: {_verdict(len(found))}")
    if installed:
        found = library_problems()
        problems += found
        if not arguments.json:
            for problem in found:
                print(problem)
            print(f"linkages, practices, crosswalks, taxonomy, rules: {_verdict(len(found))}")
    if arguments.json:
        print_json({"problems": [asdict(problem) for problem in problems]})
    return 1 if problems else 0


def installed_problems() -> list[Problem]:
    """Every error in what is installed: frameworks with their texts, and the library."""
    folders = [name.folder for name in installed_frameworks()]
    return [
        *(problem for folder in folders for problem in _problems(folder, frozen=True)),
        *library_problems(),
    ]


def _folder(path: Path) -> Path:
    # Resolved, so that "." has the name that messages and the check of the version need.
    place = path.resolve()
    return place.parent if place.suffix in {".yaml", ".yml"} else place


def _problems(folder: Path, *, frozen: bool) -> list[Problem]:
    try:
        framework = read_framework(folder)
    except GlocalError as error:
        # An error without a list (an impossible folder) is itself the one problem.
        return list(error.problems) or [Problem(str(folder), 0, "", error.summary, "See above.")]
    problems = []
    for language in framework_languages(folder):
        problems += read_text(folder, framework, language)[1]
    problems += quick_start_problems(folder, framework)
    if frozen and published_hashes().get(framework.name) not in {None, framework.content_hash}:
        problems.append(
            Problem(
                "published.yaml",
                0,
                framework.name,
                "This version is published and its content has changed.",
                "Undo the change, or make it in a new version.",
            )
        )
    return problems


def _verdict(count: int) -> str:
    return "no errors" if not count else f"{count} error{'s' if count > 1 else ''}"
