"""How long does the report of a full assessment take, and how large is the file?

    python bench/report.py            PDF, text document and spreadsheet in four languages
    python bench/report.py --quick    English and Arabic once: shows that all parts work

All 62 questions answered, 60 documents, 200 actions, 60 findings, every part. Each file is made as
the site makes it, words and pictures anew, nothing from a cache; the first one of a language also
reads its texts. Ends with 1 when one takes more than 2 s of the processor or is larger than 1 MB;
the time on the clock is printed too, but on a busy machine it measures the others.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable
from datetime import date

from glocal.loading.catalogue import framework
from glocal.model.document import Document
from glocal.model.kinds import AnswerState, EvidenceLevel
from glocal.model.response import Response
from glocal.reports.council_report import council_page, full_report
from glocal.reports.document_docx import document_docx
from glocal.reports.document_pdf import document_pdf
from glocal.reports.document_xlsx import document_xlsx
from glocal.reports.report_source import (
    NamedDocument,
    Part,
    PlannedAction,
    ReportSource,
    ToldFinding,
)

MOST_SECONDS, MOST_BYTES = 2.0, 1_000_000
LANGUAGES, QUICK = ("en", "es", "fr", "ar"), ("en", "ar")
WRITERS = {"pdf": document_pdf, "docx": document_docx, "xlsx": document_xlsx}
MAKERS: dict[str, Callable[[ReportSource, str], Document]] = {
    "full": lambda source, language: full_report(source, language, frozenset(Part)),
    "one page": council_page,
}
DAY = date(2026, 11, 29)


def full_source() -> ReportSource:
    """An invented assessment with everything that a report may hold."""
    structure = framework("local-pcmd", "1.1")
    codes = [one.code for one in structure.indicators]
    levels = tuple(EvidenceLevel)
    return ReportSource(
        territory="Puerto Lirio",
        framework=structure,
        responses=[
            Response(code, AnswerState.ANSWERED, float(number % 5), levels[number % len(levels)])
            for number, code in enumerate(codes)
        ],
        made=DAY,
        round="2026",
        period=(date(2026, 1, 1), date(2026, 12, 31)),
        actions=[
            PlannedAction(
                f"Action {number}: write down who does what", codes[number % 62], "planned", 3,
                "Office of planning", DAY,
            )
            for number in range(200)
        ],
        findings=[
            ToldFinding(
                "Certain", f"Finding {number}: promised in one text, forbidden in another",
                "In Puerto Lirio, one text promises a service and another forbids it. " * 3,
                "Serious", "your own decision",
            )
            for number in range(60)
        ],
        documents=[
            NamedDocument(f"Plan {number}", "plan", f"https://example.org/{number}", DAY, (code,))
            for number, code in enumerate(codes[:60])
        ],
    )  # fmt: skip


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true")
    languages = QUICK if parser.parse_args().quick else LANGUAGES
    source, missed = full_source(), 0
    print("report, file, language, processor s, clock s, kB")
    for language in languages:
        for kind, writer in WRITERS.items():
            for name, make in MAKERS.items():
                clock, processor = time.perf_counter(), time.process_time()
                content = writer(make(source, language))
                used, passed = time.process_time() - processor, time.perf_counter() - clock
                size = len(content) / 1000
                print(f"{name}, {kind}, {language}, {used:.2f}, {passed:.2f}, {size:.0f}")
                missed += used > MOST_SECONDS or len(content) > MOST_BYTES
    print("aim missed" if missed else "aim reached")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
