"""``glocal report``: the report of a territory as PDF, text document or spreadsheet."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

from glocal.cli.command import Commands, Progress, add, print_json, say_language
from glocal.cli.score_file import read_answers
from glocal.errors import TableError, UnknownNameError
from glocal.io.responses_table import ResponsesRead
from glocal.loading.families import LANGUAGES
from glocal.model.document import Document
from glocal.reports.council_report import USUAL, council_page, file_stem, full_report
from glocal.reports.document_docx import document_docx
from glocal.reports.document_pdf import document_pdf
from glocal.reports.document_xlsx import document_xlsx
from glocal.reports.report_source import Part, ReportSource

EXAMPLE = """  glocal report responses.csv
  glocal report responses.csv --language ar --one-page --output council.pdf
  glocal report country.csv --territory "Puerto Lirio" --output report.docx
  glocal report responses.csv --parts profile,steps --output figures.xlsx

responses.csv is what `glocal score` takes: a table, or a filled questionnaire. The end of
the name of the output says what is written: .pdf, .docx or .xlsx."""

WRITERS: dict[str, Callable[[Document], bytes]] = {
    ".pdf": document_pdf,
    ".docx": document_docx,
    ".xlsx": document_xlsx,
}


def register(commands: Commands) -> None:
    """Add the command."""
    parser = add(commands, "report", run, "Write the report of a territory.", EXAMPLE)
    parser.add_argument("responses", type=Path, metavar="RESPONSES")
    parser.add_argument(
        "--framework",
        metavar="ID[@VERSION]",
        help="default: that of a filled questionnaire, else local-pcmd",
    )
    parser.add_argument(
        "--territory", default="", metavar="NAME", help="which one, where the table has several"
    )
    parser.add_argument("--language", default="en", choices=LANGUAGES, help="(default: en)")
    parser.add_argument(
        "--one-page", action="store_true", help="the profile in one page, for a council"
    )
    parser.add_argument(
        "--parts",
        type=_parts,
        default=USUAL,
        metavar="PART,…",
        help=f"of the report: {', '.join(Part)} (default: all but findings)",
    )
    parser.add_argument("--agreed", action="store_true", help="the answers are agreed: no mark")
    parser.add_argument("--date", type=_day, metavar="DATE", help="of the figures (default: today)")
    parser.add_argument("--output", type=Path, metavar="FILE", help=".pdf, .docx or .xlsx")


def run(arguments: argparse.Namespace) -> int:
    """Exit with 1 when rows had to be left out, after writing the report from the others."""
    structure, read = read_answers(arguments.responses, arguments.framework, Progress("Rows read"))
    for problem in read.problems[:50]:
        print(problem, file=sys.stderr)
    say_language(structure, arguments.language)
    name = _territory(read, arguments.territory)
    source = ReportSource(
        territory=name,
        framework=structure,
        responses=read.by_territory[name],
        made=arguments.date or date.today(),
        all_agreed=arguments.agreed,
    )
    kind = "profile" if arguments.one_page else "report"
    output = arguments.output or Path(f"{file_stem(name, source.made, kind)}.pdf")
    writer = WRITERS.get(output.suffix.lower())
    if writer is None:
        raise TableError(f"{output} must end in .pdf, .docx or .xlsx.")
    if output.exists() and output.samefile(arguments.responses):
        raise TableError(f"{output} holds the answers. Choose another name for the report.")
    if arguments.one_page:
        document = council_page(source, arguments.language)
    else:
        document = full_report(source, arguments.language, arguments.parts)
    content = writer(document)
    try:
        output.write_bytes(content)
    except OSError as error:
        raise TableError(f"{output} cannot be written: {error.strerror}.") from error
    if arguments.json:
        print_json(
            {
                "written": str(output),
                "territory": name,
                "framework": structure.name,
                "answered": source.scorecard.total.answered,
                "draft": source.is_draft,
                "bytes": len(content),
                "problems": len(read.problems),
            }
        )
    else:
        print(f"{name} written to {output}.")
    return 1 if read.problems else 0


def _territory(read: ResponsesRead, wanted: str) -> str:
    """The territory to tell of. Raises ``UnknownNameError`` and ``TableError``."""
    names = list(read.by_territory)
    if not names:
        raise TableError("The table has no answer that can be used.")
    if wanted in names:
        return wanted
    listed = ", ".join(names[:10]) + (", …" if len(names) > 10 else "")
    if wanted:
        raise UnknownNameError(f"The table has no territory {wanted!r}. It has: {listed}.")
    if len(names) > 1:
        raise TableError(f"The table has {len(names):,} territories: {listed}. Use --territory.")
    return names[0]


def _parts(typed: str) -> frozenset[Part]:
    words = [word.strip() for word in typed.split(",") if word.strip()]
    unknown = [word for word in words if word not in tuple(Part)]
    if unknown or not words:
        raise argparse.ArgumentTypeError(f"choose from: {', '.join(Part)}")
    return frozenset(Part(word) for word in words)


def _day(typed: str) -> date:
    try:
        return date.fromisoformat(typed)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{typed!r} is not a day as in 2026-11-29") from None
