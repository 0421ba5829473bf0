"""Rows of answers that are typed into a table and saved at once, each on its own merits.

The table of a part and the sheet from paper share them: they differ in the fields of a row.
"""

from dataclasses import dataclass, replace
from typing import Generic, TypeVar

from glocal_web.portal.forms.answer import AnswerForm
from glocal_web.portal.selectors.responses import TableRow
from glocal_web.portal.services.responses import Saved, versions_after

Form = TypeVar("Form", bound=AnswerForm)


@dataclass(frozen=True)
class TypedRow(Generic[Form]):
    """A row as the template draws it: its form, what became of it, the versions it stands on."""

    line: TableRow
    form: Form
    answer_version: int
    rationale_version: int
    saved: Saved | None = None
    hint: bool = False

    @property
    def collided(self) -> bool:
        """Whether somebody else wrote the same part."""
        return bool(self.saved and self.saved.collided)

    @property
    def missed(self) -> bool:
        """Whether the answer was agreed on or published before it was sent."""
        return bool(self.saved and self.saved.outcome.locked)

    @property
    def wrong(self) -> bool:
        """Whether something in the row was not saved."""
        return bool(self.form.errors) or self.collided or self.missed


def opened(line: TableRow, form: Form) -> TypedRow[Form]:
    """A row that stands on what is stored now."""
    version = line.row.version if line.row else 0
    return TypedRow(line, form, version, version)


def settled(row: TypedRow[Form], saved: Saved) -> TypedRow[Form]:
    """The row after ``saved``, which shows what is stored where that differs from what was sent."""
    versions = versions_after(row.form.change, saved, row.form.show_stored(saved))
    return replace(
        row,
        line=replace(row.line, row=saved.row),
        saved=saved,
        answer_version=versions["answer"],
        rationale_version=versions["rationale"],
    )
