"""The command ``glocal``: finds the commands, runs one, and turns errors into exit codes.

Exit codes: 0 done; 1 the input has errors (they are printed); 2 the command was typed wrongly;
3 done, and ``glocal check`` has found something; 130 interrupted.
"""

from __future__ import annotations

import argparse
import importlib
import os
import sys
from collections.abc import Sequence
from importlib.metadata import entry_points

from glocal import __version__
from glocal.cli.command import Commands
from glocal.errors import GlocalError

COMMANDS = (
    "frameworks",
    "explain",
    "questionnaire",
    "score",
    "report",
    "validate",
    "check",
    "interactions",
    "portfolio",
    "rules",
    "linkages",
    "practices",
    "knowledge",
    "blind_test",
    "doctor",
)
"""Modules of this package, each with one command, in the order of the help."""

EXTENSIONS = "glocal.commands"
"""Entry points under this name add commands: each is called with the argparse sub-parsers."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code."""
    try:
        parser = build_parser()
    except ImportError as error:
        print(_not_whole(error), file=sys.stderr)
        return 1
    parsed = parser.parse_args(arguments)
    if parsed.run is None:
        parser.print_help()
        return 2
    if sys.stdout is None:
        print("There is nowhere to write to: the output is closed.", file=sys.stderr)
        return 1
    try:
        code: int = parsed.run(parsed)
        sys.stdout.flush()
        return code
    except GlocalError as error:
        print(_told(error, getattr(parsed, "language", "en")), file=sys.stderr)
        return 1
    except UnicodeEncodeError as error:
        print(f"The output cannot be written in {error.encoding}; use UTF-8.", file=sys.stderr)
        return 1
    except BrokenPipeError:
        # The reader (head, less) has gone: say nothing, and keep Python from complaining at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except OSError as error:
        print(f"The output cannot be written: {error.strerror}.", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


def _not_whole(error: ImportError) -> str:
    """That a package is missing or broken, without which there is no command at all."""
    what = str(error).strip().partition("\n")[0].rstrip(".")
    if isinstance(error, ModuleNotFoundError):
        what = f"the package {error.name!r} is missing"
    return (
        f"Glocal is not whole: {what}.\n"
        "Install it again from the file you installed it from, with --force-reinstall: "
        f"pip install --force-reinstall './glocal-{__version__}-py3-none-any.whl[web]' "
        "(in a checkout: ./run)"
    )


def _told(error: GlocalError, language: str) -> str:
    """An error with every problem, in the language that the command was asked to speak."""
    from glocal.loading.problem_words import in_language, said  # noqa: PLC0415 - see COMMANDS

    if language == "en":
        return str(error)
    lines = (
        f"  {problem.place}: {problem.what} {problem.mend}"
        for problem in (in_language(one, language) for one in error.problems)
    )
    return "\n".join([said(error.summary, language), *lines])


def build_parser() -> argparse.ArgumentParser:
    """The parser with all commands, those of extensions included."""
    parser = argparse.ArgumentParser(
        prog="glocal",
        description="Measure, understand and repair the policy coherence of migration and "
        "development at the local level.",
    )
    parser.add_argument("--version", action="version", version=f"glocal {__version__}")
    parser.set_defaults(run=None)
    commands = parser.add_subparsers(title="commands", metavar="COMMAND")
    for name in COMMANDS:
        # Not at the top of the file: what is missing is then told in words.
        importlib.import_module(f"glocal.cli.{name}").register(commands)
    for extension in sorted(entry_points(group=EXTENSIONS), key=lambda point: point.name):
        try:
            register = extension.load()
        except ModuleNotFoundError as error:
            _add_missing(commands, extension.name, error.name or "")
        else:
            register(commands)
    return parser


def _add_missing(commands: Commands, name: str, module: str) -> None:
    """A command whose packages are not installed: it stays in the list and says what is missing."""

    def run(arguments: argparse.Namespace) -> int:
        print(
            f"'glocal {name}' needs the web site, and the package {module!r} is not installed.\n"
            "Install it with: pip install 'glocal[web]'",
            file=sys.stderr,
        )
        return 1

    # No character begins an option: whatever was typed after the name, even --help, is told what
    # is missing and not that an option is unknown.
    parser = commands.add_parser(
        name, help="(needs: pip install 'glocal[web]')", prefix_chars="\0", add_help=False
    )
    parser.add_argument("anything", nargs="*")
    parser.set_defaults(run=run)


if __name__ == "__main__":
    sys.exit(main())
