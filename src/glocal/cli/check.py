"""``glocal check``: find the incoherences in a portfolio of policies."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from urllib.parse import quote

from glocal.cli.command import Commands, add, print_json
from glocal.cli.portfolio_file import load, say_remarks
from glocal.coherence.check import check, chosen_rules, detectors
from glocal.coherence.reasons import worth_telling
from glocal.io.baseline import read_baseline, write_baseline
from glocal.loading.families import LANGUAGES
from glocal.loading.portfolio import LoadedPortfolio
from glocal.model.effects_check import Severity
from glocal.reports.check_record import check_record
from glocal.reports.check_sarif import check_sarif
from glocal.reports.check_text import Shown, check_text
from glocal.reports.told_findings import Told, tell

FOUND = 3
"""The exit code when there are findings: the input is right, and the answer is not nothing."""

EXAMPLE = """  glocal check portfolio.yaml
  glocal check portfolio.xlsx --language es --severity medium
  glocal check portfolio.yaml --format sarif > findings.sarif
  glocal check portfolio.yaml --write-baseline known.json
  glocal check portfolio.yaml --baseline known.json     (only what is new)

exit code: 0 nothing found, 1 the file has errors, 2 typed wrongly, 3 something found"""


def register(commands: Commands) -> None:
    """Add the command."""
    parser = add(
        commands, "check", run, "Find the incoherences in a portfolio of policies.", EXAMPLE
    )
    parser.add_argument("portfolio", type=Path, metavar="PORTFOLIO", help="a .yaml or .xlsx file")
    parser.add_argument(
        "--as-of", type=_day, metavar="DATE", help="the day to check for (default: today)"
    )
    parser.add_argument(
        "--rules", type=_rules, metavar="C1,C3", help="only these rules (see: glocal rules)"
    )
    parser.add_argument(
        "--drafts", action="store_true", help="check policies that are not adopted yet as well"
    )
    parser.add_argument(
        "--severity",
        choices=[severity.value for severity in Severity],
        default=Severity.LOW.value,
        help="only findings at least so severe (default: low)",
    )
    parser.add_argument(
        "--language", choices=LANGUAGES, default="en", help="language of the text (default: en)"
    )
    parser.add_argument("--format", choices=("text", "json", "sarif"), default="text")
    parser.add_argument(
        "--baseline", type=Path, metavar="FILE", help="only what is new since this file"
    )
    parser.add_argument(
        "--write-baseline", type=Path, metavar="FILE", help="write what is found now into this file"
    )
    parser.add_argument(
        "--keep-valid", action="store_true", help="leave out entries with errors and check the rest"
    )
    parser.add_argument(
        "--show-restricted",
        action="store_true",
        help="put findings that could point to people at risk into SARIF as well",
    )


def run(arguments: argparse.Namespace) -> int:
    """Exit with 3 when something is found, with 1 when the file has errors."""
    known = frozenset() if arguments.baseline is None else read_baseline(arguments.baseline)
    loaded = load(arguments.portfolio, keep_valid=arguments.keep_valid)
    say_remarks(loaded.problems, loaded.notes)
    as_of = arguments.as_of or date.today()
    codes = chosen_rules(arguments.rules)
    report = check(
        loaded.portfolio, loaded.taxonomy, as_of=as_of, rules=codes, drafts=arguments.drafts
    )
    is_empty = not loaded.portfolio.provisions
    report = replace(report, findings=worth_telling(report.findings, loaded.portfolio))
    told = tell(report, loaded, arguments.language, known)
    least = _rank(Severity(arguments.severity))
    severe = [one for one in told if _rank(one.finding.severity) >= least]
    if arguments.json or arguments.format == "json":
        print_json(check_record(report, severe, loaded, codes))
    elif arguments.format == "sarif":
        print_json(_sarif(severe, loaded, codes, arguments))
    else:
        new = [one for one in severe if one.is_new]
        shown = Shown(
            tuple(new),
            hidden=len(told) - len(severe),
            before=len(severe) - len(new),
            gone=len(known - {one.finding.id for one in told}),
            is_empty=is_empty,
        )
        print(check_text(report, shown, loaded.portfolio.name, codes, arguments.language), end="")
    if arguments.write_baseline is not None:
        ids = [one.finding.id for one in told]
        write_baseline(arguments.write_baseline, ids, as_of, loaded.taxonomy.version)
    return _exit_code(severe, loaded, is_baseline=arguments.write_baseline is not None)


def _sarif(
    told: Sequence[Told],
    loaded: LoadedPortfolio,
    codes: Sequence[str],
    arguments: argparse.Namespace,
) -> dict[str, object]:
    shown = [one for one in told if arguments.show_restricted or not one.finding.restricted]
    if len(shown) < len(told):
        print(
            f"Note: {len(told) - len(shown)} findings that could point to people at risk are left "
            "out; --show-restricted puts them in.",
            file=sys.stderr,
        )
    folder = arguments.portfolio.parent
    return check_sarif(
        shown,
        loaded,
        codes,
        arguments.language,
        portfolio=arguments.portfolio.name,
        uri=lambda name: quote((folder / name).as_posix()),
        compared=arguments.baseline is not None,
    )


def _exit_code(told: Sequence[Told], loaded: LoadedPortfolio, *, is_baseline: bool) -> int:
    if loaded.problems:
        return 1
    new = any(one.is_new and not one.words.opportunity for one in told)
    return FOUND if new and not is_baseline else 0


def _rank(severity: Severity) -> int:
    return list(Severity).index(severity)


def _day(typed: str) -> date:
    try:
        return date.fromisoformat(typed)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{typed!r} is not a day as in 2026-11-28") from None


def _rules(typed: str) -> tuple[str, ...]:
    codes = {code.lower(): code for code in detectors()}
    wanted = [part.strip() for part in typed.replace(" ", ",").split(",") if part.strip()]
    unknown = [part for part in wanted if part.lower() not in codes]
    if unknown or not wanted:
        there = ", ".join(codes.values())
        raise argparse.ArgumentTypeError(
            f"no rule {', '.join(unknown) or typed!r}; there are {there}"
        )
    return tuple(codes[part.lower()] for part in wanted)
