"""Whom a coordinator asks for which part, until when."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from glocal_web.portal.selectors.assignments import AssignmentsPage, Member
from glocal_web.portal.services.assignments import NewAssignment


class AssignmentForm(forms.Form):
    """One person and one part; the choices are those of this assessment."""

    member = forms.ChoiceField(label=gettext_lazy("Who"))
    scope = forms.ChoiceField(label=gettext_lazy("What"))
    due = forms.DateField(
        label=gettext_lazy("Until when"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    note = forms.CharField(
        label=gettext_lazy("Note"),
        required=False,
        max_length=300,
        help_text=gettext_lazy("Goes into the letter and stands beside the task."),
    )

    def __init__(self, data: Any = None, *, page: AssignmentsPage) -> None:
        super().__init__(data)
        self._members = {one.key: one for one in page.members}
        self.fields["member"].choices = [  # type: ignore[attr-defined]
            ("", _("Choose a person")),
            *((one.key, f"{one.person} · {one.participant.organisation}") for one in page.members),
        ]
        self.fields["scope"].choices = [  # type: ignore[attr-defined]
            ("", _("Choose a part")),
            *(
                (title, [(code, f"{code} · {name}") for code, name in entries])
                for title, entries in page.scopes
            ),
        ]

    def clean_due(self) -> Any:
        """A day that is still to come."""
        due = self.cleaned_data["due"]
        if due and due < timezone.localdate():
            raise forms.ValidationError(_("This day has passed. Choose today or a later day."))
        return due

    @property
    def asked(self) -> Member:
        """The person chosen, with the participant they answer for."""
        return self._members[self.cleaned_data["member"]]

    @property
    def new_assignment(self) -> NewAssignment:
        """What the valid form says."""
        data = self.cleaned_data
        return NewAssignment(self.asked.person, data["scope"], data["due"], data["note"])
