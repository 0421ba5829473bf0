"""The forms of a finding: decide about it, judge it, take it out of the site."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from glocal_web.portal.forms.answer import LARGEST_VERSION, RationaleField
from glocal_web.portal.forms.stale import with_version
from glocal_web.portal.models import FindingRecord, FindingVerdict, FindingWorkflow
from glocal_web.portal.services.findings import WITH_REASON, Decision, is_acceptable

DECISIONS = (
    (FindingWorkflow.ACCEPTED, gettext_lazy("Accept it for now, with a reason and a date")),
    (FindingWorkflow.DISMISSED, gettext_lazy("Dismiss it: it is none, for this reason")),
    (FindingWorkflow.RESOLVED, gettext_lazy("Mark it as resolved")),
    (FindingWorkflow.OPEN, gettext_lazy("Open it again")),
)


class DecideForm(forms.Form):
    """What is decided about a finding; ``version`` recognises a form that is out of date."""

    workflow = forms.ChoiceField(
        label=gettext_lazy("Decision"), choices=DECISIONS, widget=forms.RadioSelect
    )
    reason = RationaleField(
        label=gettext_lazy("Reason"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy(
            "Needed for all but opening it again. Write about rules, services and money: no names, "
            "no files, no status of anybody."
        ),
    )
    expires_on = forms.DateField(
        label=gettext_lazy("To be looked at again on"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        input_formats=["%Y-%m-%d"],
        help_text=gettext_lazy(
            "Goes with accepting: on this day the finding opens again, within three years at most."
        ),
        error_messages={
            "invalid": gettext_lazy("Write the date as year-month-day, such as 2027-03-31.")
        },
    )
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=LARGEST_VERSION)
    stale: FindingRecord | None = None

    def __init__(self, *args: Any, is_open: bool = False, **kwargs: Any) -> None:
        """``is_open`` is true of a finding that cannot be opened again, since it is open."""
        super().__init__(*args, **kwargs)
        if is_open and not self.is_bound:
            field = self.fields["workflow"]
            field.choices = [one for one in DECISIONS if one[0] != FindingWorkflow.OPEN]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """A decision has its reason; accepting, and nothing else, has its day."""
        values = super().clean() or {}
        workflow = values.get("workflow")
        if (
            workflow in WITH_REASON
            and not values.get("reason", "").strip()
            and "reason" not in self.errors
        ):
            self.add_error("reason", _("Say why: whoever comes after you will ask."))
        if workflow == FindingWorkflow.ACCEPTED and "expires_on" not in self.errors:
            day = values.get("expires_on")
            if day is None:
                self.add_error("expires_on", _("Say when it is to be looked at again."))
            elif not is_acceptable(day):
                self.add_error("expires_on", _("Choose a day after today, within three years."))
        return values

    def decision(self) -> Decision:
        """The checked values as the service takes them."""
        values = self.cleaned_data
        accepts = values["workflow"] == FindingWorkflow.ACCEPTED
        return Decision(
            values["workflow"],
            "" if values["workflow"] == FindingWorkflow.OPEN else values["reason"],
            values["expires_on"] if accepts else None,
        )

    def show_stale(self, record: FindingRecord) -> None:
        """Show what was decided meanwhile, and accept the next sending."""
        self.stale = record
        self.data = with_version(self.data, record.version)


class VerdictForm(forms.Form):
    """Whether the rule was right to show a finding."""

    verdict = forms.ChoiceField(
        label=gettext_lazy("Verdict"),
        choices=FindingVerdict.choices,
        widget=forms.RadioSelect,
    )
    note = RationaleField(
        label=gettext_lazy("Why"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy(
            "What those who write the rules should know. Write about the texts, not about persons."
        ),
    )
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=LARGEST_VERSION)
    stale: FindingRecord | None = None

    def show_stale(self, record: FindingRecord) -> None:
        """Show what was said meanwhile, and accept the next sending."""
        self.stale = record
        self.data = with_version(self.data, record.version)


class TakeOutForm(forms.Form):
    """Take restricted findings out of the site in a file; only on purpose."""

    kind = forms.ChoiceField(
        label=gettext_lazy("Kind of file"),
        choices=[("csv", "CSV"), ("json", "JSON"), ("sarif", "SARIF")],
        widget=forms.RadioSelect,
    )
    understood = forms.BooleanField(
        label=gettext_lazy(
            "I need the restricted findings in this file, and keep it where only those can read it "
            "who may see them here."
        ),
        error_messages={
            "required": gettext_lazy("Tick this, or take the file without restricted findings.")
        },
    )


def decision_initial(record: FindingRecord) -> dict[str, Any]:
    """What the form of a decision shows first."""
    known = {str(key) for key, _words in DECISIONS}
    return {
        "workflow": record.workflow if record.workflow in known - {"open"} else "",
        "reason": record.reason,
        "expires_on": record.expires_on,
        "version": record.version,
    }


def verdict_initial(record: FindingRecord) -> dict[str, Any]:
    """What the form of a verdict shows first."""
    return {
        "verdict": record.verdict,
        "note": record.verdict_note,
        "version": record.version,
    }
