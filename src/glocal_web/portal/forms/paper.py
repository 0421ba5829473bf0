"""Forms of paper: what is printed, which sheet is entered, and the rows that are typed."""

from datetime import date
from typing import Any

from django import forms
from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from glocal.model.kinds import AnswerState
from glocal.model.paper_marks import mark_of, marks_of, read_mark
from glocal.model.scale import Scale
from glocal_web.portal.forms.answer import (
    NOT_APPLICABLE_KEY,
    AnswerForm,
    RationaleField,
    reasons,
)
from glocal_web.portal.forms.assessment import EARLIEST, DayInput
from glocal_web.portal.mappers.answer_value import AnswerValue
from glocal_web.portal.mappers.languages import language_name
from glocal_web.portal.mappers.text_status import page_language
from glocal_web.portal.models import Response
from glocal_web.portal.selectors.paper import PaperPage
from glocal_web.portal.services.paper import PaperAnswer

LONGEST_RATIONALE, LONGEST_TITLE, LONGEST_MARK = 4000, 200, 6


class PrintForm(forms.Form):
    """Which questions, in which language, and whose name stands on the paper."""

    share = forms.ChoiceField(label=gettext_lazy("Which questions"), required=False)
    language = forms.ChoiceField(label=gettext_lazy("Language of the paper"))
    whose = forms.ChoiceField(label=gettext_lazy("Organisation that answers"), required=False)

    def __init__(self, data: Any = None, *, page: PaperPage) -> None:
        super().__init__(data, initial={"language": page_language()}, auto_id="print-%s")
        self.fields["share"].choices = page.printed  # type: ignore[attr-defined]
        self.fields["language"].choices = [  # type: ignore[attr-defined]
            (code, language_name(code)) for code, _name in settings.LANGUAGES
        ]
        self.fields["whose"].choices = [  # type: ignore[attr-defined]
            ("", _("Leave room to write it")),
            *((str(one.pk), one.organisation.name) for one in page.view.participants),
        ]


class SheetForm(forms.Form):
    """Whose paper, of which day, which part of it."""

    whose = forms.ChoiceField(label=gettext_lazy("Whose answers they are"))
    on = forms.DateField(
        label=gettext_lazy("The day on the paper"),
        widget=DayInput,
        error_messages={
            "invalid": gettext_lazy("Write the date as year-month-day, such as 2027-03-31.")
        },
    )
    part = forms.ChoiceField(label=gettext_lazy("Part"))

    def __init__(self, data: Any = None, *, page: PaperPage, before: Any = None) -> None:
        """``before`` is the sheet that was entered just now: most come from the same day."""
        super().__init__(data, initial=before, auto_id="sheet-%s")
        self.fields["whose"].choices = [  # type: ignore[attr-defined]
            (str(one.pk), one.organisation.name) for one in page.view.mine
        ]
        self.fields["part"].choices = page.entered  # type: ignore[attr-defined]

    def clean_on(self) -> date:
        """No paper is from tomorrow."""
        day: date = self.cleaned_data["on"]
        if day > timezone.localdate():
            raise forms.ValidationError(_("This day is still to come."))
        if day < EARLIEST:
            raise forms.ValidationError(_("Choose a day between 1990 and 2100."))
        return day


class PaperRowForm(AnswerForm):
    """One question: the mark beside the box that was ticked, and what was written."""

    answer = forms.CharField(required=False, max_length=LONGEST_MARK)
    rationale = RationaleField(
        required=False,
        max_length=LONGEST_RATIONALE,
        label=gettext_lazy("Why this answer"),
        widget=forms.Textarea(attrs={"rows": 1}),
    )
    document = forms.CharField(
        required=False, max_length=LONGEST_TITLE, label=gettext_lazy("Title of the document")
    )

    def __init__(
        self, data: Any = None, *, code: str, scale: Scale, current: Response | None
    ) -> None:
        super().__init__(data, scale=scale, current=current, prefix=code)
        self.code = code
        # By the number that is printed, so that a key chooses it.
        self.fields["reason"].choices = [  # type: ignore[attr-defined]
            ("", "–"),
            *((key, f"{place} · {word}") for place, (key, word) in enumerate(reasons(), 1)),
        ]

    @staticmethod
    def word_of(answer: AnswerValue) -> str:
        """The mark beside the box of an answer."""
        return mark_of(answer.state, answer.grade)

    def clean(self) -> dict[str, Any]:
        """Find the box behind the mark, then check as usual; an empty mark changes nothing."""
        typed = str(self.cleaned_data.get("answer") or "").strip()
        self.cleaned_data["answer"] = ""
        if typed:
            mark = read_mark(typed, self.scale)
            if mark is None:
                self.add_error(
                    "answer",
                    _("Type one of these: %(marks)s") % {"marks": "  ".join(marks_of(self.scale))},
                )
            else:
                self.cleaned_data["answer"] = AnswerValue(mark.state, mark.grade).key
        elif self.cleaned_data.get("reason"):
            self.cleaned_data["answer"] = AnswerState.NOT_APPLICABLE.value
        if self.cleaned_data.get("answer", "") not in ("", NOT_APPLICABLE_KEY):
            self._leave_the_reason()
        return super().clean()

    def _leave_the_reason(self) -> None:
        """A grade has none: one that stood there goes, one that was chosen is asked about."""
        if self._picked_reason:
            # Two boxes are ticked, and which one counts is for those to say who ticked them.
            self.cleaned_data["answer"] = ""
            self.add_error(
                "reason",
                _("A reason belongs to – alone. Empty the reason, or type – as the answer."),
            )
        else:
            self.data = dict(self.data.items()) | {self.add_prefix("reason"): ""}

    @property
    def _picked_reason(self) -> bool:
        """Whether a reason was chosen, as far as one knows.

        One that stands there from the stored answer was not. What stood there in a page that is
        older than the answer is not known.
        """
        reason = self.cleaned_data.get("reason") or ""
        is_new = self.cleaned_data.get("answer_version") == self.initial["answer_version"]
        return bool(reason) and is_new and reason != self.initial["reason"]

    @property
    def typed(self) -> PaperAnswer:
        """What can be saved of the row."""
        return PaperAnswer(self.code, self.change, self.cleaned_data.get("document") or "")

    @property
    def marks(self) -> str:
        """What can be typed."""
        return " ".join(marks_of(self.scale))
