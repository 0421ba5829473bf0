"""What the commands share: how one is added, and how results and progress are printed."""

from __future__ import annotations

import argparse
import io
import json
import sys
from collections.abc import Callable
from typing import Any

from glocal.model.framework import Framework
from glocal.reports.printed import as_score

Commands = Any  # argparse names the type of sub-parsers only privately


def add(
    commands: Commands,
    name: str,
    run: Callable[[argparse.Namespace], int],
    about: str,
    example: str,
) -> argparse.ArgumentParser:
    """A new command with an example in its help and the option ``--json``."""
    parser: argparse.ArgumentParser = commands.add_parser(
        name,
        help=about,
        description=about,
        epilog=f"Example:\n{example}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--json", action="store_true", help="print JSON for other programs")
    parser.set_defaults(run=run)
    return parser


def print_json(value: Any) -> None:
    """``value`` as JSON on the standard output."""
    json.dump(value, sys.stdout, ensure_ascii=False, indent=2)
    print()


def say_in_any_letters() -> None:
    """Let words for people be written to a window or log that cannot show every letter.

    A path in Arabic must not make what was done look as if it had failed. Not for results: there
    a letter that is replaced would be a wrong one.
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")


class Progress:
    """A line on the standard error that counts long work, only where somebody watches."""

    def __init__(self, label: str) -> None:
        self.label = label
        self.shown = sys.stderr.isatty()

    def __call__(self, done: int, total: int) -> None:
        """Show that ``done`` of ``total`` are finished."""
        if self.shown:
            end = "\n" if done == total else ""
            print(f"\r{self.label}: {done:,} of {total:,}", end=end, file=sys.stderr, flush=True)


def whole_number(typed: str) -> int:
    """A whole number from 0 up, for options that count something."""
    try:
        number = int(typed)
    except ValueError:
        number = -1
    if number < 0:
        raise argparse.ArgumentTypeError(f"{typed!r} is not a whole number from 0 up")
    return number


def say_language(structure: Framework, language: str) -> None:
    """A note on the standard error when ``structure`` has no texts in ``language``."""
    if language not in structure.languages:
        print(
            f"Note: {structure.name} has no texts in '{language}'; "
            f"shown in '{structure.original_language}'.",
            file=sys.stderr,
        )


def split_name(name: str) -> tuple[str, str | None]:
    """``local-pcmd@1.0`` as identifier and version; without ``@`` the newest is meant."""
    framework_id, _, version = name.partition("@")
    return framework_id, version or None


def percent(value: float | None) -> str:
    """A score on the scale people read, 0 to 100."""
    return as_score(value)
