"""A reviewer's decision on one answer."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from glocal_web.portal.forms.answer import LARGEST_VERSION

AGREE, SEND_BACK, REOPEN = "agree", "send-back", "reopen"


class DecisionForm(forms.Form):
    """Agree, send back or reopen, with a note; the version is the one the reviewer read."""

    decision = forms.ChoiceField(
        choices=[(AGREE, AGREE), (SEND_BACK, SEND_BACK), (REOPEN, REOPEN)],
        widget=forms.HiddenInput,
        error_messages={"required": gettext_lazy("Choose what to do with the answer.")},
    )
    version = forms.IntegerField(min_value=0, max_value=LARGEST_VERSION, widget=forms.HiddenInput)
    note = forms.CharField(
        label=gettext_lazy("Note to who answered"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Needed to send back: say what is missing or unclear, kindly."),
    )

    def clean(self) -> dict[str, Any]:
        """Sending back or reopening without a word helps nobody."""
        data: dict[str, Any] = super().clean() or {}
        if data.get("decision") == SEND_BACK and not (data.get("note") or "").strip():
            self.add_error("note", _("Say what is missing, so that it can be mended."))
        if data.get("decision") == REOPEN and not (data.get("note") or "").strip():
            self.add_error("note", _("Say why the answer is opened again."))
        return data
