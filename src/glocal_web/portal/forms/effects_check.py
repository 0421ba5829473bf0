"""The forms of an effects check: to try one, to begin one, to work on one that is kept."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from glocal_web.portal.forms.answer import RationaleField
from glocal_web.portal.mappers.check_words import ANSWERS
from glocal_web.portal.models import EffectsCheck
from glocal_web.portal.selectors.check_reading import GENERAL, QuestionLine
from glocal_web.portal.selectors.effects_checks import answer_text
from glocal_web.portal.services.effects_checks import CheckChange, CheckDraft

ANSWER, REMARK = "answer-", "remark-"


@dataclass(frozen=True)
class AskedQuestion:
    """A question as the form shows it: its words, its choices and, where kept, its remark."""

    line: QuestionLine
    answer: BoundField
    remark: BoundField | None


@dataclass(frozen=True)
class StaleField:
    """A field that somebody else changed meanwhile, with what they wrote."""

    label: str
    theirs: str
    lang: str = ""


class AnswersForm(forms.Form):
    """The questions of a check, each with yes, no or not known; none has to be answered."""

    def __init__(self, data: Any, lines: Sequence[QuestionLine], **options: Any) -> None:
        super().__init__(data, **options)
        self.lines = tuple(lines)
        for line in self.lines:
            self.fields[f"{ANSWER}{line.key}"] = forms.ChoiceField(
                label=line.words.ask,
                required=False,
                choices=[(str(answer), word) for answer, word in ANSWERS.items()],
                widget=forms.RadioSelect,
            )

    def general(self) -> Iterator[AskedQuestion]:
        """The questions that every check begins with."""
        return self._asked(is_general=True)

    def of_sector(self) -> Iterator[AskedQuestion]:
        """The questions that only this sector asks."""
        return self._asked(is_general=False)

    def answers(self) -> dict[str, str]:
        """The checked answer to each question by its key; empty where none was given."""
        return {line.key: self.cleaned_data[f"{ANSWER}{line.key}"] for line in self.lines}

    def given(self) -> Iterator[tuple[str, str]]:
        """Name and value of each answer that was given, for a form that carries them on."""
        for key, value in self.answers().items():
            if value:
                yield f"{ANSWER}{key}", value

    def _asked(self, is_general: bool) -> Iterator[AskedQuestion]:
        for line in self.lines:
            if (line.part == GENERAL) is is_general:
                remark = f"{REMARK}{line.key}"
                yield AskedQuestion(
                    line,
                    self[f"{ANSWER}{line.key}"],
                    self[remark] if remark in self.fields else None,
                )


class TryForm(AnswersForm):
    """A check that nobody keeps: at least one answer, or there is nothing to show."""

    def clean(self) -> dict[str, Any]:
        """Ask for an answer where none was given."""
        values = super().clean() or {}
        if not any(values.values()) and not self.errors:
            raise forms.ValidationError(_("Answer at least one question to see what it shows."))
        return values


class HeadForm(forms.Form):
    """Which draft a check is about."""

    title = forms.CharField(
        label=gettext_lazy("Name of the draft"),
        max_length=200,
        help_text=gettext_lazy("As your colleagues call it: “Ordinance on school enrolment”."),
    )
    summary = RationaleField(
        label=gettext_lazy("What it changes"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy(
            "Two or three sentences about the policy. No names and no status of persons."
        ),
    )


class NewCheckForm(HeadForm):
    """A new check: the draft and its sector."""

    sector = forms.ChoiceField(label=gettext_lazy("Sector"))

    def __init__(self, data: Any, sectors: Sequence[tuple[str, str]], **options: Any) -> None:
        super().__init__(data, **options)
        field = self.fields["sector"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - declared above
        field.choices = [("", _("Choose")), *sectors]

    def draft(self, answers: Mapping[str, str]) -> CheckDraft:
        """The checked values as the service takes them."""
        return CheckDraft(
            title=self.cleaned_data["title"],
            summary=self.cleaned_data["summary"],
            answers=answers,
        )


class CheckForm(HeadForm, AnswersForm):
    """A check that is kept; ``version`` recognises a form that is out of date."""

    conclusion = RationaleField(
        label=gettext_lazy("What was decided"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy(
            "What was changed in the draft, what was left as it is and why, and who looks back, "
            "and when."
        ),
    )
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=2_000_000_000)
    stale: tuple[StaleField, ...] = ()

    def __init__(
        self, data: Any, lines: Sequence[QuestionLine], *, closing: bool = False, **options: Any
    ) -> None:
        super().__init__(data, lines, **options)
        self.closing = closing
        for line in self.lines:
            self.fields[f"{REMARK}{line.key}"] = RationaleField(
                label=gettext_lazy("Remark"),
                required=False,
                max_length=1000,
                widget=forms.Textarea(attrs={"rows": 2}),
            )

    def clean(self) -> dict[str, Any]:
        """A check is closed with what was decided."""
        values = super().clean() or {}
        if self.closing and not values.get("conclusion") and "conclusion" not in self.errors:
            self.add_error(
                "conclusion", _("Write what was decided: a closed check says what came of it.")
            )
        return values

    def draft(self) -> CheckDraft:
        """The checked values as the service takes them."""
        values = self.cleaned_data
        return CheckDraft(
            title=values["title"],
            summary=values["summary"],
            conclusion=values["conclusion"],
            answers=self.answers(),
            remarks={line.key: values[f"{REMARK}{line.key}"] for line in self.lines},
        )

    def show_stale(self, change: CheckChange) -> None:
        """Name what somebody else wrote meanwhile, and accept the next saving.

        What the person wrote stays in the fields; saving again puts it over the other's words,
        which stand beside it until then.
        """
        check = change.check
        lines = {line.key: line for line in self.lines}
        self.stale = (
            *(
                StaleField(str(self.fields[name].label), getattr(check, name))
                for name in change.changed
            ),
            *(
                StaleField(
                    lines[key].words.ask, answer_text(check.answers.get(key, "")), lines[key].lang
                )
                for key in change.answers
            ),
            *(
                StaleField(lines[key].words.ask, check.remarks.get(key, ""), lines[key].lang)
                for key in change.remarks
            ),
        )
        newest = {"version": str(check.version)}
        self.data = {**{name: self.data[name] for name in self.data}, **newest}


def initial(check: EffectsCheck) -> dict[str, Any]:
    """A check's values as the form shows them."""
    return {
        "title": check.title,
        "summary": check.summary,
        "conclusion": check.conclusion,
        "version": check.version,
        **{f"{ANSWER}{key}": value for key, value in check.answers.items()},
        **{f"{REMARK}{key}": value for key, value in check.remarks.items()},
    }
