"""``glocal questionnaire``: the questions of a framework as a file to fill in."""

from __future__ import annotations

import argparse
import fnmatch
from pathlib import Path

from glocal.cli.command import Commands, add, print_json, say_language, split_name
from glocal.errors import TableError
from glocal.io.forms import FilledForm
from glocal.io.forms_write import form_csv, form_xlsx
from glocal.io.questionnaire import questionnaire
from glocal.loading.catalogue import framework, framework_text
from glocal.loading.families import LANGUAGES
from glocal.loading.quick_start import quick_start
from glocal.model.framework import Framework, Indicator
from glocal.reports.paper import paper_pdf

EXAMPLE = """  glocal questionnaire questions.xlsx --language fr
  glocal questionnaire health.xlsx --only 'A3.*'
  glocal questionnaire paper.pdf --quick-start     (to print, with boxes to tick)
  glocal questionnaire questions.csv --framework sdg-10.7.2
  glocal score questions.xlsx            (once it is filled in)"""
WRITERS = {".xlsx": form_xlsx, ".csv": form_csv}
PAPER = ".pdf"


def register(commands: Commands) -> None:
    """Add the command."""
    parser = add(
        commands, "questionnaire", run, "Write a questionnaire to fill in: XLSX, CSV, PDF.", EXAMPLE
    )
    parser.add_argument("target", type=Path, metavar="OUT", help="a .xlsx, .csv or .pdf file")
    parser.add_argument("--framework", default="local-pcmd", metavar="ID[@VERSION]")
    parser.add_argument(
        "--only", default="*", metavar="CODES", help="only these questions, such as 'A1.*'"
    )
    parser.add_argument(
        "--quick-start", action="store_true", help="only the questions to begin with"
    )
    parser.add_argument(
        "--language",
        choices=LANGUAGES,
        default="en",
        help="language of questions, headings and lists (default: en)",
    )
    parser.add_argument("--force", action="store_true", help="write over a file that is there")


def run(arguments: argparse.Namespace) -> int:
    """Write the file and say how many questions it has."""
    target: Path = arguments.target
    kind = target.suffix.lower()
    if kind != PAPER and kind not in WRITERS:
        raise TableError(f"{target} is none of .xlsx, .csv and .pdf.")
    structure = framework(*split_name(arguments.framework))
    asked = _asked(structure, arguments.only, quick=arguments.quick_start)
    say_language(structure, arguments.language)
    text = framework_text(structure.id, structure.version, arguments.language)
    if kind == PAPER:
        content = paper_pdf(structure, text, asked, arguments.language)
    else:
        form: FilledForm = questionnaire(structure, text, asked, language=arguments.language)
        content = WRITERS[kind](form, arguments.language)
    _write(target, content, force=arguments.force)
    if arguments.json:
        print_json({"written": str(target), "framework": structure.name, "questions": len(asked)})
    else:
        print(f"{target}: {len(asked)} questions of {structure.name}")
    return 0


def _asked(structure: Framework, pattern: str, *, quick: bool) -> list[Indicator]:
    """The indicators that fit; raises ``TableError`` when there is none."""
    chosen = quick_start(structure.id, structure.version) if quick else None
    if quick and chosen is None:
        raise TableError(f"{structure.name} chooses no questions to begin with.")
    every = {one.code: one for one in structure.indicators}
    codes = chosen.codes(every) if chosen else tuple(every)
    # In the order of the framework, so that the parts stay together.
    found = [
        one for code, one in every.items() if code in codes and fnmatch.fnmatchcase(code, pattern)
    ]
    if not found:
        raise TableError(f"{structure.name} has no question {pattern!r}.")
    return found


def _write(target: Path, content: bytes, *, force: bool) -> None:
    try:
        with target.open("wb" if force else "xb") as file:
            file.write(content)
    except FileExistsError as error:
        raise TableError(f"{target} is there already; --force writes over it.") from error
    except OSError as error:
        raise TableError(f"{target} cannot be written: {error.strerror}.") from error
