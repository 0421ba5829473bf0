"""A form of the core as a file to give out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from glocal.io.forms import FilledForm
from glocal.io.forms_write import form_csv, form_xlsx

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CSV = "text/csv; charset=utf-8"
KINDS: Mapping[str, tuple[str, Callable[[FilledForm, str], bytes]]] = {
    "xlsx": (XLSX, form_xlsx),
    "csv": (CSV, form_csv),
}


@dataclass(frozen=True)
class TableFile:
    """A file to give out."""

    name: str
    kind: str
    content: bytes


def table_file(form: FilledForm, stem: str, kind: str, language: str) -> TableFile:
    """The file of a form, of a kind in ``KINDS``."""
    content_type, write = KINDS[kind]
    return TableFile(f"{stem}.{kind}", content_type, write(form, language))
