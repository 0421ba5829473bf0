"""``glocal portfolio``: turn portfolios into other files, and begin a new one."""

from __future__ import annotations

import argparse
from pathlib import Path

from glocal.cli.command import Commands, add, print_json
from glocal.cli.portfolio_file import load, save, say_remarks
from glocal.loading.families import LANGUAGES
from glocal.loading.portfolio import LoadedPortfolio
from glocal.loading.taxonomy import taxonomy
from glocal.model.portfolio import Portfolio

EXAMPLE = """  glocal portfolio convert portfolio.yaml portfolio.xlsx --language es
  glocal portfolio convert portfolio.xlsx portfolio.yaml
  glocal portfolio convert portfolio.yaml provisions.csv     (a table, no way back)
  glocal portfolio template portfolio.xlsx --language ar"""


def register(commands: Commands) -> None:
    """Add the command."""
    parser = add(
        commands, "portfolio", _help, "Convert portfolios of policies, begin a new one.", EXAMPLE
    )
    parser.set_defaults(parser=parser)
    parts = parser.add_subparsers(metavar="convert|template")
    convert = parts.add_parser("convert", help="write a portfolio as another kind of file")
    convert.add_argument("source", type=Path, metavar="IN", help="a .yaml or .xlsx file")
    convert.add_argument(
        "--keep-valid", action="store_true", help="leave out entries with errors, write the rest"
    )
    convert.set_defaults(run=run_convert)
    template = parts.add_parser("template", help="write an empty portfolio to fill in")
    template.set_defaults(run=run_template)
    for part in (convert, template):
        part.add_argument("target", type=Path, metavar="OUT", help="a .yaml, .xlsx or .csv file")
        part.add_argument(
            "--language",
            choices=LANGUAGES,
            default="en",
            help="language of headings, help and lists (default: en)",
        )
        part.add_argument("--force", action="store_true", help="write over a file that is there")
        part.add_argument("--json", action="store_true", help="print JSON for other programs")


def _help(arguments: argparse.Namespace) -> int:
    arguments.parser.print_help()
    return 2


def run_convert(arguments: argparse.Namespace) -> int:
    """Exit with 1 when entries with errors had to be left out."""
    loaded = load(arguments.source, keep_valid=arguments.keep_valid)
    say_remarks(loaded.problems, loaded.notes)
    _save(loaded, arguments)
    return 1 if loaded.problems else 0


def run_template(arguments: argparse.Namespace) -> int:
    """Write a portfolio with nothing in it."""
    empty = Portfolio("Portfolio", {}, {}, {})
    _save(LoadedPortfolio(empty, empty, taxonomy()), arguments)
    return 0


def _save(loaded: LoadedPortfolio, arguments: argparse.Namespace) -> None:
    save(loaded, arguments.target, arguments.language, force=arguments.force)
    policies, provisions = len(loaded.own.policies), len(loaded.own.provisions)
    if arguments.json:
        print_json(
            {"written": str(arguments.target), "policies": policies, "provisions": provisions}
        )
    else:
        print(f"{arguments.target}: policies {policies}, provisions {provisions}.")
