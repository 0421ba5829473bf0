"""The form that moves an assessment to a newer version of its framework."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from glocal_web.portal.forms.assessment import EARLIEST, LATEST, DayInput
from glocal_web.portal.models import Assessment
from glocal_web.portal.services.moving import NextRound


class MoveForm(forms.Form):
    """Name and period of the new round, and what becomes of the requests of this one."""

    name = forms.CharField(
        label=_("Name"),
        max_length=120,
        help_text=_("How people will speak of this round, such as “Round 2026”."),
        widget=forms.TextInput(attrs={"dir": "auto"}),
    )
    period_start = forms.DateField(label=_("First day of the period"), widget=DayInput)
    period_end = forms.DateField(label=_("Last day of the period"), widget=DayInput)
    ask_again = forms.BooleanField(
        label=_("Ask the same people for the same parts"), required=False
    )
    due = forms.DateField(
        label=_("Until when"),
        required=False,
        widget=DayInput,
        help_text=_("Optional. Without a date nobody is reminded."),
    )
    take_back = forms.BooleanField(
        label=_("Ask nobody in the old round any more"),
        required=False,
        help_text=_("Answers that were given there stay."),
    )
    seen = forms.CharField(required=False, max_length=2000, widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, earlier: Assessment) -> None:
        super().__init__(
            data, initial=following_values(earlier) | {"ask_again": True, "take_back": True}
        )
        self.earlier = earlier

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        start, end = data.get("period_start"), data.get("period_end")
        for name, day in (("period_start", start), ("period_end", end)):
            if day is not None and not EARLIEST <= day <= LATEST:
                self.add_error(name, _("Choose a day between 1990 and 2100."))
        if start and end and end < start:
            self.add_error("period_end", _("The period must end after it starts."))
        elif end and end <= self.earlier.period_end:
            self.add_error(
                "period_end", _("The new round must end later than the one it goes on from.")
            )
        return data

    def clean_due(self) -> Any:
        """A day that is still to come."""
        due = self.cleaned_data["due"]
        if due and not timezone.localdate() <= due <= LATEST:
            raise forms.ValidationError(
                gettext("This day has passed. Choose today or a later day.")
                if due <= LATEST
                else gettext("Choose a day between 1990 and 2100.")
            )
        return due

    @property
    def following(self) -> NextRound:
        """What was filled in, as a value. Only after ``is_valid``."""
        data = self.cleaned_data
        return NextRound(
            name=data["name"],
            period_start=data["period_start"],
            period_end=data["period_end"],
            ask_again=data["ask_again"],
            take_back=data["take_back"],
            due=data["due"],
            seen=data["seen"],
        )


def following_values(earlier: Assessment) -> dict[str, Any]:
    """What the form starts with: as long a period as the last one, right after it."""
    first, last = earlier.period_start, earlier.period_end
    start = min(last + timedelta(days=1), LATEST)
    end = min(start + (last - first), LATEST)
    if (first.month, first.day, last.month, last.day) == (1, 1, 12, 31):
        # Whole years stay whole, also over a leap day.
        end = date(min(last.year + 1 + last.year - first.year, LATEST.year), 12, 31)
    return {"name": str(end.year), "period_start": start, "period_end": end}
