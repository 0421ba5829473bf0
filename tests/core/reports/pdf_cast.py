"""What a PDF holds, asked of the typesetter itself."""

import json
from typing import Any

import pytest

from glocal.model.document import Document
from glocal.reports.document_pdf import TEMPLATE, document_data
from glocal.reports.typeset import FONT, TEMPLATES, _fonts

# An analyst's installation has neither; the tests of the site's have both.
typst = pytest.importorskip("typst", reason="PDF comes with the packages of the site")
pytest.importorskip("docx", reason="DOCX comes with the packages of the site")


def asked_of_pdf(document: Document, selector: str) -> list[Any]:
    """What the typesetter makes of a document: its elements of one kind."""
    found = typst.query(
        TEMPLATES / TEMPLATE,
        selector,
        root=TEMPLATES,
        font_paths=_fonts(),
        ignore_system_fonts=True,
        sys_inputs={"font": FONT, "data": json.dumps(document_data(document))},
    )
    return list(json.loads(found))
