"""Make the file of a report: once for the same content, and not without end."""

from __future__ import annotations

import hashlib
import json
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from datetime import timedelta

from django.core.cache import cache

from glocal import __version__
from glocal.model.document import Document
from glocal.reports.council_report import file_stem
from glocal.reports.document_docx import document_docx
from glocal.reports.document_pdf import document_pdf
from glocal.reports.document_xlsx import document_xlsx
from glocal_web.portal.models import Person
from glocal_web.portal.selectors.reports import ReportChoice, report_document
from glocal_web.portal.selectors.scorecards import read_assessment

PDF, DOCX, XLSX = "pdf", "docx", "xlsx"
OFFICE = "application/vnd.openxmlformats-officedocument"
KINDS: dict[str, tuple[str, Callable[[Document], bytes]]] = {
    PDF: ("application/pdf", document_pdf),
    DOCX: (f"{OFFICE}.wordprocessingml.document", document_docx),
    XLSX: (f"{OFFICE}.spreadsheetml.sheet", document_xlsx),
}
KEPT_FOR = int(timedelta(minutes=15).total_seconds())
LARGEST_KEPT = 1_500_000
# Nobody reads so many; a script that asks without end would keep the machine from others.
MOST_MADE, WHILE = 30, int(timedelta(minutes=5).total_seconds())
# The small server has four threads: one is always left for the pages of the others.
MOST_AT_ONCE, MOST_OF_ONE, A_MOMENT = 3, 2, 10


class TooManyReportsError(Exception):
    """More reports were asked for than anybody reads; after ``seconds`` one may ask again."""

    def __init__(self, seconds: int) -> None:
        super().__init__(seconds)
        self.seconds = seconds


@dataclass(frozen=True)
class ReportFile:
    """A report as a file."""

    name: str
    content_type: str
    content: bytes


@dataclass(frozen=True)
class _Desk:
    """Where reports are made: one person's one after the other, and few at once in all.

    Whoever presses the button twice waits for the first file and gets the same one. Whoever asks
    for many at once is turned away before anything is read.
    """

    lock: threading.Lock = field(default_factory=threading.Lock)
    asking: Counter[int] = field(default_factory=Counter)
    turns: dict[int, threading.Lock] = field(default_factory=dict)

    @contextmanager
    def turn(self, person: int) -> Iterator[None]:
        """A turn of a person. Raises ``TooManyReportsError`` where too many are asked for."""
        with self.lock:
            if self.asking.total() >= MOST_AT_ONCE or self.asking[person] >= MOST_OF_ONE:
                raise TooManyReportsError(A_MOMENT)
            self.asking[person] += 1
            own = self.turns.setdefault(person, threading.Lock())
        try:
            with own:
                yield
        finally:
            with self.lock:
                self.asking[person] -= 1
                if not self.asking[person]:
                    del self.asking[person], self.turns[person]


_desk = _Desk()


@contextmanager
def turn_to_make(person: Person) -> Iterator[None]:
    """A turn of ``person`` to have a file made, counted. Raises ``TooManyReportsError``."""
    with _desk.turn(person.pk):
        _count(person)
        yield


def make_report(person: Person, key: int, choice: ReportChoice, kind: str) -> ReportFile:
    """The report of an assessment as a file, for whoever may read the assessment.

    Raises ``NotVisibleError`` and ``TooManyReportsError``.
    """
    with _desk.turn(person.pk):
        reading = read_assessment(person, key)
        _count(person)
        document = report_document(reading, choice)
        content_type, writer = KINDS[kind]
        stem = file_stem(reading.assessment.territory.slug, document.made, choice.kind)
        return ReportFile(
            f"{stem}-{choice.language}.{kind}", content_type, _kept(document, kind, writer)
        )


def _kept(document: Document, kind: str, writer: Callable[[Document], bytes]) -> bytes:
    """The bytes from the cache, or made now: the same content is the same file."""
    whole = json.dumps(asdict(document), ensure_ascii=False, sort_keys=True, default=_plain)
    name = f"report-{hashlib.sha256(f'{__version__} {kind} {whole}'.encode()).hexdigest()}"
    known: bytes | None = cache.get(name)
    if known is not None:
        return known
    content = writer(document)
    if len(content) <= LARGEST_KEPT:
        cache.set(name, content, KEPT_FOR)
    return content


def _plain(value: object) -> object:
    return sorted(value) if isinstance(value, frozenset) else str(value)


def _count(person: Person) -> None:
    key = f"reports-made-{person.pk}"
    cache.add(key, 0, WHILE)
    try:
        if cache.incr(key) > MOST_MADE:
            raise TooManyReportsError(WHILE)
    except ValueError:
        # It ran out between the two lines.
        return
