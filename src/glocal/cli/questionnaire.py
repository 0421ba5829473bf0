"""``glocal questionnaire``: the questions of a framework as a file to fill in."""

from __future__ import annotations

import argparse
import fnmatch
from pathlib import Path

from glocal.cli.command import Commands, add, print_json, say_language, split_name
from glocal.errors import TableError
from glocal.io.forms_write import form_csv, form_xlsx
from glocal.io.questionnaire import questionnaire
from glocal.loading.catalogue import framework, framework_text
from glocal.loading.families import LANGUAGES

EXAMPLE = """  glocal questionnaire questions.xlsx --language fr
  glocal questionnaire health.xlsx --only 'A3.*'
  glocal questionnaire questions.csv --framework sdg-10.7.2
  glocal score questions.xlsx            (once it is filled in)"""
WRITERS = {".xlsx": form_xlsx, ".csv": form_csv}


def register(commands: Commands) -> None:
    """Add the command."""
    parser = add(
        commands, "questionnaire", run, "Write a questionnaire to fill in: XLSX or CSV.", EXAMPLE
    )
    parser.add_argument("target", type=Path, metavar="OUT", help="a .xlsx or .csv file")
    parser.add_argument("--framework", default="local-pcmd", metavar="ID[@VERSION]")
    parser.add_argument(
        "--only", default="*", metavar="CODES", help="only these questions, such as 'A1.*'"
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
    writer = WRITERS.get(target.suffix.lower())
    if writer is None:
        raise TableError(f"{target} is neither a .xlsx nor a .csv file.")
    structure = framework(*split_name(arguments.framework))
    asked = [one for one in structure.indicators if fnmatch.fnmatchcase(one.code, arguments.only)]
    if not asked:
        raise TableError(f"{structure.name} has no question {arguments.only!r}.")
    say_language(structure, arguments.language)
    text = framework_text(structure.id, structure.version, arguments.language)
    form = questionnaire(structure, text, asked, language=arguments.language)
    _write(target, writer(form, arguments.language), force=arguments.force)
    if arguments.json:
        print_json({"written": str(target), "framework": structure.name, "questions": len(asked)})
    else:
        print(f"{target}: {len(asked)} questions of {structure.name}")
    return 0


def _write(target: Path, content: bytes, *, force: bool) -> None:
    try:
        with target.open("wb" if force else "xb") as file:
            file.write(content)
    except FileExistsError as error:
        raise TableError(f"{target} is there already; --force writes over it.") from error
    except OSError as error:
        raise TableError(f"{target} cannot be written: {error.strerror}.") from error
