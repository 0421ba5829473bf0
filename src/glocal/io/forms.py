"""The tables that people fill in: their columns, what identifies them, and their rows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from glocal.io.forms_values import (
    LONGEST_HOW,
    LONGEST_NAME,
    LONGEST_OUTCOME,
    LONGEST_TEXT,
    LONGEST_TITLE,
)

DASH = " — "
"""Stands between a grade and its word."""

MACHINE = ("form", "subject", "share", "framework", "hash", "language", "version")
"""What a text file says in each row and a spreadsheet on a hidden sheet."""

PREFIX = "glocal."


@dataclass(frozen=True)
class FormColumn:
    """A column: its id, its width, and whether people write into it.

    ``choices`` names the list to choose from where all rows have the same one; ``most`` is how
    many characters a text may have. A column that ``opens_below`` is open in the empty rows alone.
    """

    id: str
    width: int
    is_open: bool = False
    choices: str = ""
    most: int = 0
    opens_below: bool = False


@dataclass(frozen=True)
class Form:
    """A kind of table; the first of ``keys`` identifies a row, the others may do in its place.

    ``spare`` is how many empty rows are prepared below the others.
    """

    id: str
    columns: tuple[FormColumn, ...]
    keys: tuple[str, ...]
    spare: int = 0

    @property
    def open_columns(self) -> frozenset[str]:
        """The ids of the columns that people write into."""
        return frozenset(column.id for column in self.columns if column.is_open)


ANSWERS = Form(
    "answers",
    (
        FormColumn("code", 9, choices="codes", opens_below=True),
        FormColumn("title", 32),
        FormColumn("questions", 44),
        FormColumn("grades", 70),
        FormColumn("answer", 26, is_open=True),
        FormColumn("reason", 26, is_open=True, choices="reasons"),
        FormColumn("rationale", 48, is_open=True, most=LONGEST_TEXT),
        FormColumn("proof", 40),
        FormColumn("documents", 30),
        FormColumn("kind", 22, is_open=True, choices="kinds"),
        FormColumn("document", 32, is_open=True, most=LONGEST_TITLE),
        FormColumn("link", 28, is_open=True),
        FormColumn("date", 14, is_open=True),
        FormColumn("said_by", 26, is_open=True, most=LONGEST_NAME),
        FormColumn("status", 16),
    ),
    keys=("code", "title"),
    spare=20,
)
ACTIONS = Form(
    "actions",
    (
        FormColumn("number", 9),
        FormColumn("action_code", 12, is_open=True, choices="codes"),
        FormColumn("title", 32),
        FormColumn("action_title", 36, is_open=True, most=LONGEST_TITLE),
        FormColumn("action_how", 52, is_open=True, most=LONGEST_HOW),
        FormColumn("action_who", 28, is_open=True, most=LONGEST_NAME),
        FormColumn("action_due", 14, is_open=True),
        FormColumn("action_status", 18, is_open=True, choices="action_statuses"),
        FormColumn("action_target", 18, is_open=True),
        FormColumn("action_outcome", 40, is_open=True, most=LONGEST_OUTCOME),
    ),
    keys=("number", "action_title"),
    spare=200,
)


@dataclass(frozen=True)
class Origin:
    """Where a file comes from: what it is of, whose share, by which framework, in which language.

    ``subject`` is the key of an assessment, or the slug of the territory whose actions they are;
    ``share`` that of the participant.
    """

    form: str
    subject: str = ""
    share: str = ""
    framework: str = ""
    content_hash: str = ""
    language: str = ""


Cell = str | float | date


@dataclass(frozen=True)
class FormRow:
    """A row as it is given out.

    ``version`` is that of the entry at that moment; ``lists`` names the list to choose from of a
    column, where rows have different ones. Nobody writes into one that ``is_fixed``.
    """

    key: str
    cells: Mapping[str, Cell]
    version: int = 0
    lists: Mapping[str, str] = field(default_factory=dict)
    is_fixed: bool = False


@dataclass(frozen=True)
class FilledForm:
    """A table to give out; ``head`` says in words what it is of, ``lists`` has them by name."""

    form: Form
    origin: Origin
    head: tuple[tuple[str, str], ...]
    rows: tuple[FormRow, ...]
    lists: Mapping[str, tuple[str, ...]]
