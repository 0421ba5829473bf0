"""Set the questionnaire on paper; the same questions are set once and kept for a while."""

import hashlib
import json
from dataclasses import asdict
from datetime import timedelta

from django.core.cache import cache

from glocal import __version__
from glocal.reports.paper import paper_pdf
from glocal_web.portal.models import Person
from glocal_web.portal.selectors.paper import PaperSheet, paper_sheet
from glocal_web.portal.services.report_files import turn_to_make

KEPT_FOR = int(timedelta(minutes=15).total_seconds())


def paper_file(
    person: Person, key: int, share: str, language: str, whose: str = ""
) -> tuple[str, bytes]:
    """The name and the bytes of the PDF, for whoever may read the assessment.

    Raises ``NotVisibleError``, and ``TooManyReportsError``: papers wait and are counted with the
    reports, since they are as much work.
    """
    with turn_to_make(person):
        sheet = paper_sheet(person, key, share, language, whose)
        name = f"paper-{_fingerprint(sheet, language)}"
        content: bytes | None = cache.get(name)
        if content is None:
            content = paper_pdf(sheet.framework, sheet.text, sheet.indicators, language, sheet.head)
            cache.set(name, content, KEPT_FOR)
        return f"{sheet.stem}.pdf", content


def _fingerprint(sheet: PaperSheet, language: str) -> str:
    # Words may be mended without a new version of the framework, but not without one of Glocal.
    what = [
        __version__,
        sheet.framework.content_hash,
        language,
        [one.code for one in sheet.indicators],
        asdict(sheet.head),
    ]
    return hashlib.sha256(json.dumps(what).encode()).hexdigest()
