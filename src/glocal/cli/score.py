"""``glocal score``: scorecards of one or thousands of territories from a table of responses."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from glocal.cli.command import (
    Commands,
    Progress,
    add,
    percent,
    print_json,
    say_language,
    whole_number,
)
from glocal.cli.score_file import read_answers
from glocal.errors import TableError
from glocal.io.responses_table import ResponsesRead
from glocal.io.scorecards import draws_json, scorecard_json, write_score_table
from glocal.loading.catalogue import framework_text
from glocal.loading.vocabulary import vocabulary_words
from glocal.model.framework import Framework
from glocal.model.response import Response
from glocal.model.scorecard import Score, Withheld
from glocal.model.table import AnswerTable, DrawTable
from glocal.model.text import FrameworkText
from glocal.scoring.bands import with_bands
from glocal.scoring.draws import draw_scores
from glocal.scoring.scorecard import score
from glocal.scoring.table import answer_table, score_table

EXAMPLE = """  glocal score responses.csv
  glocal score canada.csv --framework sdg-10.7.2
  glocal score country.csv --output scores.csv --draws 1000
  glocal score questionnaire.xlsx

responses.csv: one row a response,
  territory,indicator,answer,evidence
  Puerto Lirio,A1.1,2,cited
  Puerto Lirio,A1.2,dont-know,
or one row a territory: territory,A1.1,A1.2,…"""
DETAILED = 20
"""Up to this many territories are printed in full; more become a table."""

WITHHELD: Mapping[Withheld, str] = {
    Withheld.NOTHING_ANSWERED: "no total: nothing is answered",
    Withheld.NOTHING_APPLIES: "no total: nothing applies",
    Withheld.TOO_MUCH_NOT_APPLICABLE: "no total: too much does not apply",
    Withheld.TOO_MUCH_UNANSWERED: "no total: too much is open",
}


def register(commands: Commands) -> None:
    """Add the command."""
    parser = add(commands, "score", run, "Score the responses in a table.", EXAMPLE)
    parser.add_argument(
        "responses",
        type=Path,
        metavar="RESPONSES",
        help="a .csv, or a questionnaire that was filled in (.xlsx, .csv)",
    )
    parser.add_argument(
        "--framework",
        metavar="ID[@VERSION]",
        help="default: that of a filled questionnaire, else local-pcmd",
    )
    parser.add_argument("--language", default="en", help="language of the names (default: en)")
    parser.add_argument(
        "--output", type=Path, metavar="SCORES.csv", help="write all figures as CSV"
    )
    parser.add_argument(
        "--draws", type=whole_number, default=0, metavar="N", help="add N random draws"
    )
    parser.add_argument(
        "--seed", type=whole_number, default=0, help="seed of the draws (default: 0)"
    )
    parser.add_argument(
        "--strict", action="store_true", help="use nothing when any row has an error"
    )


def run(arguments: argparse.Namespace) -> int:
    """Exit with 1 when rows had to be left out, after printing the scores of the others."""
    structure, read = read_answers(arguments.responses, arguments.framework, Progress("Rows read"))
    _report(read)
    if not read.by_territory or (read.problems and arguments.strict):
        raise TableError("Nothing was scored.")
    if arguments.json and arguments.output is None:
        print_json(_json(structure, read, arguments))
    elif arguments.output is not None or arguments.draws:
        _write(structure, read, arguments)
    elif len(read.by_territory) <= DETAILED:
        say_language(structure, arguments.language)
        text = framework_text(structure.id, structure.version, arguments.language)
        for name, responses in read.by_territory.items():
            _print(structure, text, name, responses)
    else:
        write_score_table(
            sys.stdout, score_table(structure, answer_table(structure, read.by_territory))
        )
    return 1 if read.problems else 0


def _report(read: ResponsesRead) -> None:
    for problem in read.problems[:50]:
        print(problem, file=sys.stderr)
    if len(read.problems) > 50:
        print(f"… and {len(read.problems) - 50:,} more.", file=sys.stderr)
    if read.problems:
        left_out = _counted(len(read.problems), "row or cell was", "rows or cells were")
        print(f"{left_out} left out; everything else was kept.", file=sys.stderr)


def _counted(number: int, one: str, many: str) -> str:
    return f"{number:,} {one if number == 1 else many}"


def _write(structure: Framework, read: ResponsesRead, arguments: argparse.Namespace) -> None:
    answers = answer_table(structure, read.by_territory)
    table = score_table(structure, answers)
    draws = _draws(structure, answers, arguments)
    if arguments.output is None:
        write_score_table(sys.stdout, table, draws)
        return
    try:
        with arguments.output.open("w", encoding="utf-8", newline="") as target:
            write_score_table(target, table, draws)
    except OSError as error:
        raise TableError(f"{arguments.output} cannot be written: {error.strerror}.") from error
    if arguments.json:
        print_json(
            {
                "written": str(arguments.output),
                "territories": len(table.territories),
                "problems": [asdict(problem) for problem in read.problems],
            }
        )
    else:
        written = _counted(len(table.territories), "territory", "territories")
        print(f"{written} written to {arguments.output}.")


def _draws(
    structure: Framework, answers: AnswerTable, arguments: argparse.Namespace
) -> DrawTable | None:
    if not arguments.draws:
        return None
    return draw_scores(
        structure,
        answers,
        draws=arguments.draws,
        seed=arguments.seed,
        progress=Progress("Territories drawn"),
    )


def _json(
    structure: Framework, read: ResponsesRead, arguments: argparse.Namespace
) -> dict[str, Any]:
    answers = answer_table(structure, read.by_territory)
    draws = _draws(structure, answers, arguments)
    territories = {}
    for row, (name, responses) in enumerate(read.by_territory.items()):
        territories[name] = scorecard_json(with_bands(structure, score(structure, responses)))
        if draws is not None:
            territories[name]["draws"] = draws_json(draws, row)
    return {
        "territories": territories,
        "problems": [asdict(problem) for problem in read.problems],
    }


def _print(structure: Framework, text: FrameworkText, name: str, responses: list[Response]) -> None:
    scorecard = with_bands(structure, score(structure, responses))
    print(f"{name}  ({structure.name})")
    print(f"  {'total':<44} {_line(scorecard.total, text)}")
    for sub in structure.sub_dimensions:
        label = f"{sub.code} {text.groups[sub.code]}"
        print(f"  {label[:44]:<44} {_line(scorecard.sub_dimensions[sub.code], text)}")
    axes = vocabulary_words("axes-short", text.language)
    for axis, figure in scorecard.axes.items():
        print(f"  {axes[axis]:<44} {_line(figure, text)}")
    print()


def _line(figure: Score, text: FrameworkText) -> str:
    if figure.withheld is not None:
        return f"{WITHHELD[figure.withheld]} ({figure.answered} of {figure.applicable} answered)"
    parts = [
        f"{percent(figure.value):>3}",
        f"({percent(figure.low)}–{percent(figure.high)})",
        f"documented {percent(figure.documented)}",
        f"answered {figure.answered} of {figure.applicable}",
    ]
    if figure.band is not None:
        low, high = text.bands[figure.band.low], text.bands[figure.band.high]
        parts.append(low if figure.band.sure else f"{low} to {high}")
    if figure.cap is not None:
        parts.append(f"held at {percent(figure.cap.cap)} by {figure.cap.indicator}")
    return "  ".join(parts)
