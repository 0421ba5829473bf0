"""The form that moves an assessment to a newer version of its framework."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from glocal_web.portal.forms.assessment import EARLIEST, LATEST, DayInput
from glocal_web.portal.models import Assessment
from glocal_web.portal.services.moving import NextRound


class MoveForm(forms.Form):
    """Name and period of the new round."""

    name = forms.CharField(
        label=_("Name"),
        max_length=120,
        help_text=_("How people will speak of this round, such as “Round 2026”."),
        widget=forms.TextInput(attrs={"dir": "auto"}),
    )
    period_start = forms.DateField(label=_("First day of the period"), widget=DayInput)
    period_end = forms.DateField(label=_("Last day of the period"), widget=DayInput)

    def __init__(self, data: Any = None, *, earlier: Assessment) -> None:
        super().__init__(data, initial=following_values(earlier))
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

    @property
    def following(self) -> NextRound:
        """What was filled in, as a value. Only after ``is_valid``."""
        data = self.cleaned_data
        return NextRound(data["name"], data["period_start"], data["period_end"])


def following_values(earlier: Assessment) -> dict[str, Any]:
    """What the form starts with: as long a period as the last one, right after it."""
    first, last = earlier.period_start, earlier.period_end
    start = min(last + timedelta(days=1), LATEST)
    end = min(start + (last - first), LATEST)
    if (first.month, first.day, last.month, last.day) == (1, 1, 12, 31):
        # Whole years stay whole, also over a leap day.
        end = date(min(last.year + 1 + last.year - first.year, LATEST.year), 12, 31)
    return {"name": str(end.year), "period_start": start, "period_end": end}
