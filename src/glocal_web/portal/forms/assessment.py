"""The form that opens an assessment."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from glocal.model.kinds import Subject
from glocal_web.portal.models import Organisation, Territory
from glocal_web.portal.models.choices import GroupChoice
from glocal_web.portal.selectors.opening import FrameworkChoice
from glocal_web.portal.services.assessments import AssessmentDraft

EARLIEST, LATEST = date(1990, 1, 1), date(2100, 12, 31)


class DayInput(forms.DateInput):
    """A date that browsers offer a calendar for."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


# What is asked for where a framework is not about the territory as a whole.
SUBJECTS = {
    Subject.BODY: (
        _("Which body"),
        _("The name of the committee, council or group, as in “Committee on Mobility”."),
    ),
    Subject.PARTNERSHIP: (
        _("Which partnership"),
        _("The name of the partnership or of the partner territory."),
    ),
}

# Digits of the longest key that a database can look for.
LONGEST_KEY = 18


class OrganisationsField(forms.ModelMultipleChoiceField):
    """Some of the organisations offered; a key beyond every database's numbers is not one."""

    def clean(self, value: Any) -> Any:
        for key in value or ():
            if len(str(key)) > LONGEST_KEY:
                raise forms.ValidationError(
                    self.error_messages["invalid_choice"],
                    code="invalid_choice",
                    params={"value": str(key)[:LONGEST_KEY]},
                )
        return super().clean(value)


class AssessmentForm(forms.Form):
    """Name, period and participants of a new assessment."""

    name = forms.CharField(
        label=_("Name"),
        max_length=120,
        help_text=_("How people will speak of this round, such as “Round 2026”."),
        widget=forms.TextInput(attrs={"dir": "auto"}),
    )
    subject = forms.CharField(
        max_length=160,
        required=False,
        widget=forms.TextInput(attrs={"dir": "auto"}),
    )
    period_start = forms.DateField(label=_("First day of the period"), widget=DayInput)
    period_end = forms.DateField(label=_("Last day of the period"), widget=DayInput)
    lead = forms.ModelChoiceField(
        label=_("Lead organisation"),
        queryset=Organisation.objects.none(),
        empty_label=_("Choose"),
        help_text=_("Its answers stand for the authority."),
    )
    others = OrganisationsField(
        label=_("Other organisations that answer"),
        queryset=Organisation.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_(
            "Each answers the same indicators for itself, so that different views can be seen."
        ),
    )

    def __init__(
        self, *args: Any, territory: Territory, about: Subject = Subject.TERRITORY, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        if about is Subject.TERRITORY:
            del self.fields["subject"]
        else:
            self.fields["subject"].required = True
            self.fields["subject"].label, self.fields["subject"].help_text = SUBJECTS[about]
        for name in ("lead", "others"):
            field = self.fields[name]
            assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 - declared above
            field.queryset = territory.organisations.all()
        self.fields["others"].label_from_instance = named_with_group  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        start, end = data.get("period_start"), data.get("period_end")
        for name, day in (("period_start", start), ("period_end", end)):
            if day is not None and not EARLIEST <= day <= LATEST:
                self.add_error(name, _("Choose a day between 1990 and 2100."))
        if start and end and end < start:
            self.add_error("period_end", _("The period must end after it starts."))
        return data

    def draft(self, choice: FrameworkChoice) -> AssessmentDraft:
        """What was filled in, as a value. Only after ``is_valid``."""
        data = self.cleaned_data
        return AssessmentDraft(
            framework_id=choice.framework.id,
            framework_version=choice.framework.version,
            subject=" ".join(data.get("subject", "").split()),
            name=data["name"],
            period_start=data["period_start"],
            period_end=data["period_end"],
            lead=data["lead"],
            others=tuple(data["others"]),
        )


def named_with_group(organisation: Organisation) -> str:
    """An organisation and its stakeholder group."""
    return f"{organisation.name} ({GroupChoice(organisation.group).label})"


def starting_values(territory: Territory, today: date) -> dict[str, Any]:
    """What the form starts with: this year, led by the authority."""
    authorities = territory.organisations.filter(group=GroupChoice.AUTHORITY)
    return {
        "name": str(today.year),
        "period_start": date(today.year, 1, 1),
        "period_end": date(today.year, 12, 31),
        "lead": authorities.order_by("pk").first(),
    }
