"""Read what is to be scored: a table of responses, or a questionnaire that was filled in."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

from glocal.cli.command import split_name
from glocal.errors import TableError
from glocal.io.delimited import rows_of
from glocal.io.forms import ANSWERS, MACHINE, PREFIX
from glocal.io.forms_read import read_form
from glocal.io.questionnaire_read import read_questionnaire
from glocal.io.responses_table import ResponsesRead, read_responses
from glocal.io.workbook import OLD_FORMAT, ZIPPED
from glocal.loading.catalogue import MAIN_FRAMEWORK, framework
from glocal.model.framework import Framework

IN_EACH_ROW = (PREFIX + MACHINE[0]).encode()
"""By this a questionnaire as text is told from a table of responses."""


def read_answers(
    path: Path, name: str | None, progress: Callable[[int, int], None] | None = None
) -> tuple[Framework, ResponsesRead]:
    """The responses in the file at ``path``, and the framework they answer.

    Without the ``name`` of one it is that of the questionnaire, else the main one. A questionnaire
    is that of one territory, which is called as the file.
    """
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise TableError(f"{path} cannot be read: {error.strerror}.") from error
    if raw.startswith((ZIPPED, OLD_FORMAT)) or _is_questionnaire(raw, path.name):
        return _of_questionnaire(raw, path, name)
    structure = framework(*split_name(name or MAIN_FRAMEWORK))
    rows = rows_of(raw, path.name)
    for note in rows.notes:
        print(f"Note: {note}", file=sys.stderr)
    return structure, read_responses(rows, structure, progress)


def _is_questionnaire(raw: bytes, name: str) -> bool:
    """Whether a text is a questionnaire: it says so, or it has its headings and no territory.

    A sheet that a spreadsheet program saved as text has lost what stood on the hidden one.
    """
    head = raw[:20_000].partition(b"\n")[0]
    if IN_EACH_ROW in head:
        return True
    if b"territory" in head.lower():
        return False
    try:
        read_form(head + b"\n", name, ANSWERS)
    except TableError:
        return False
    return True


def _of_questionnaire(raw: bytes, path: Path, name: str | None) -> tuple[Framework, ResponsesRead]:
    origin = read_form(raw, path.name, ANSWERS).origin
    said = origin.framework if origin is not None else ""
    structure = framework(*split_name(name or said or MAIN_FRAMEWORK))
    read = read_questionnaire(raw, path.name, structure)
    for note in read.notes:
        print(f"Note: {note.place}: {note.what} {note.mend}", file=sys.stderr)
    responses = read.responses()
    return structure, ResponsesRead(
        {path.stem: responses} if responses else {}, list(read.problems), len(read.answers)
    )
