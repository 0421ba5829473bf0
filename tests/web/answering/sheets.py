"""A questionnaire taken from the site, filled in, and brought back."""

from __future__ import annotations

import io
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from openpyxl import load_workbook

from glocal.io.forms import ANSWERS
from glocal_web.portal.models import Assessment

NUMBERS = {one.id: number for number, one in enumerate(ANSWERS.columns, 1)}
Changes = dict[str, dict[str, Any]]


def page_of(assessment: Assessment) -> str:
    """The address where the questionnaire is taken and brought back."""
    return f"/assessments/{assessment.pk}/spreadsheet/"


def taken(client: Client, assessment: Assessment, kind: str = "xlsx", query: str = "") -> bytes:
    """The questionnaire as the site gives it out."""
    response = client.get(f"/assessments/{assessment.pk}/questionnaire.{kind}{query}")
    assert response.status_code == 200
    assert "attachment" in response["Content-Disposition"]
    return bytes(response.content)


def filled(content: bytes, changes: Changes) -> bytes:
    """The questionnaire with other cells: by code, then by column."""
    book = load_workbook(io.BytesIO(content))
    page = book.worksheets[1]
    rows = {page.cell(row, 1).value: row for row in range(2, page.max_row + 1)}
    for code, cells in changes.items():
        for column, value in cells.items():
            page.cell(rows[code], NUMBERS[column]).value = value
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def sent(client: Client, assessment: Assessment, content: bytes, name: str = "q.xlsx") -> Any:
    """The page that shows what a file would change."""
    return client.post(page_of(assessment), {"file": SimpleUploadedFile(name, content)})


def confirmed(client: Client, assessment: Assessment, page: Any, **more: str) -> Any:
    """The answer to the button below the changes; ``take_answer`` stands for ``take-answer``."""
    content = page.context["form"]["content"].value()
    return client.post(page_of(assessment), {"content": content, **more})
