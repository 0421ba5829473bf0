"""The answer to one pair, on a page of its own and as one row of the table."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from glocal.model.interaction import HIGHEST, LOWEST, InteractionLevel
from glocal_web.portal.forms.answer import LARGEST_VERSION, RationaleField
from glocal_web.portal.forms.stale import with_version
from glocal_web.portal.mappers.interaction_words import MINUS, UNKNOWN, signed, value_word
from glocal_web.portal.models import InteractionRating, MatrixItem
from glocal_web.portal.models.interaction import LONGEST_RATIONALE
from glocal_web.portal.services.interaction_ratings import RatingDraft

CHOICES = [(str(int(level)), str(int(level))) for level in InteractionLevel]
_NUMBER = re.compile(rf"[+{MINUS}-]?[0-9]")
# Digits of other scripts say the same.
_DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "01234567890123456789")


class RatingForm(forms.Form):
    """One of the seven levels or "I do not know", why, and the version it was written against."""

    answer = forms.ChoiceField(
        choices=[*CHOICES, (UNKNOWN, UNKNOWN)],
        error_messages={
            "required": gettext_lazy("Choose an answer, or skip the question."),
            "invalid_choice": gettext_lazy("Choose one of the answers shown."),
        },
    )
    rationale = RationaleField(
        required=False,
        max_length=LONGEST_RATIONALE,
        label=gettext_lazy("Why, in a sentence"),
        help_text=gettext_lazy("What others should know. Name no private person."),
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
    )
    version = forms.IntegerField(
        required=False, min_value=0, max_value=LARGEST_VERSION, widget=forms.HiddenInput
    )

    @property
    def value(self) -> int | None:
        """The level that was chosen; None for "I do not know". Only after ``is_valid``."""
        answer = self.cleaned_data["answer"]
        return None if answer == UNKNOWN else int(answer)

    def draft(self, source: MatrixItem, target: MatrixItem) -> RatingDraft:
        """The checked answer to a pair as the service takes it."""
        values = self.cleaned_data
        return RatingDraft(source, target, self.value, values["rationale"], values["version"] or 0)

    def beside(self, row: InteractionRating | None) -> RatingCollision:
        """What was sent beside the answer that somebody saved meanwhile, ``row``, or took back."""
        again = RatingForm(with_version(self.data, row.version if row else 0))
        again.is_valid()
        return RatingCollision(
            again,
            mine=value_word(self.value),
            mine_why=again.cleaned_data["rationale"],
            theirs=value_word(row.value) if row else _("taken back"),
            theirs_why=row.rationale if row else "",
        )


@dataclass(frozen=True)
class RatingCollision:
    """Two answers in words with their reasons, and the ``form`` that is accepted when sent next."""

    form: RatingForm
    mine: str
    mine_why: str
    theirs: str
    theirs_why: str


def rating_initial(row: InteractionRating | None) -> dict[str, Any]:
    """A stored answer as the form shows it."""
    if row is None:
        return {"version": 0}
    answer = UNKNOWN if row.value is None else str(row.value)
    return {"answer": answer, "rationale": row.rationale, "version": row.version}


@dataclass
class Cell:
    """One input of the table: the influence of the row's item on ``target``.

    ``typed`` is what stands in it, ``row`` the answer that is kept, ``version`` the one that the
    next saving is written against, ``error`` what is wrong with what was typed, ``theirs`` the
    answer that was saved elsewhere meanwhile.
    """

    target: MatrixItem
    row: InteractionRating | None
    typed: str = ""
    version: int = 0
    error: str = ""
    theirs: str = ""
    is_typed: bool = False

    @property
    def name(self) -> str:
        """The name of the input."""
        return f"v-{self.target.pk}"

    @property
    def version_name(self) -> str:
        """The name of the hidden field with the version."""
        return f"n-{self.target.pk}"

    @property
    def shown(self) -> str:
        """What the input shows."""
        return self.typed if self.is_typed else shown(self.row)

    @property
    def is_wrong(self) -> bool:
        """Whether it needs another look."""
        return bool(self.error or self.theirs)


def cells(targets: Sequence[MatrixItem], rows: Mapping[int, InteractionRating]) -> tuple[Cell, ...]:
    """The inputs of a row with the answers that are kept, by the key of the target."""
    return tuple(
        Cell(target, row, version=row.version if row else 0)
        for target in targets
        for row in (rows.get(target.pk),)
    )


def shown(row: InteractionRating | None) -> str:
    """What an input shows for a stored answer; nothing where there is none."""
    return "" if row is None else signed(row.value)


@dataclass(frozen=True)
class Typed:
    """What was typed into an input: a value, "does not know" (None), or nothing (``is_empty``)."""

    value: int | None = None
    is_empty: bool = False


def read_cell(cell: Cell, data: Mapping[str, Any]) -> Typed | None:
    """What was typed; the cell remembers it. None where it is wrong, with the error in the cell."""
    cell.is_typed = True
    cell.typed = str(data.get(cell.name, "")).replace("\0", "").strip()[:20]
    sent = str(data.get(cell.version_name, ""))
    cell.version = int(sent) if re.fullmatch(r"[0-9]{1,9}", sent) else 0
    plain = cell.typed.translate(_DIGITS)
    if not plain:
        return Typed(is_empty=True)
    if plain in ("?", "؟"):
        return Typed()
    if _NUMBER.fullmatch(plain):
        value = int(plain.replace(MINUS, "-"))
        if LOWEST <= value <= HIGHEST:
            return Typed(value)
    cell.error = _("Type a whole number from −3 to 3, or ? when you do not know.")
    return None
