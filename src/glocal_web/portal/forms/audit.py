"""The filter of the audit log."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from glocal_web.portal.forms.assessment import DayInput
from glocal_web.portal.selectors.audit import AuditFilter


class AuditFilterForm(forms.Form):
    """By whom, what and when; a value that does not fit is left out, not an error."""

    verb = forms.CharField(label=_("What"), required=False, max_length=60, widget=forms.Select)
    actor = forms.CharField(label=_("Who"), required=False, max_length=160, widget=forms.Select)
    since = forms.DateField(label=_("From"), required=False, widget=DayInput)
    until = forms.DateField(label=_("To"), required=False, widget=DayInput)

    def offer(self, verbs: tuple[tuple[str, str], ...], actors: tuple[str, ...]) -> None:
        """Fill the lists to choose from, once they are known."""
        self.fields["verb"].widget.choices = [("", _("Everything")), *verbs]
        people: list[tuple[str, Any]] = [("", _("Everybody")), *((one, one) for one in actors)]
        self.fields["actor"].widget.choices = people

    def wanted(self) -> AuditFilter:
        """The filter as far as it could be understood."""
        self.full_clean()
        data = self.cleaned_data
        return AuditFilter(
            verb=data.get("verb", ""),
            actor=data.get("actor", ""),
            since=data.get("since"),
            until=data.get("until"),
        )
