"""The form of the style guide: one field of every kind."""

from django import forms
from django.utils.translation import gettext_lazy as _


class SampleForm(forms.Form):
    """Shows how fields, help and errors look; it keeps nothing."""

    title = forms.CharField(label=_("Title"), help_text=_("Short, as people call it."))
    address = forms.EmailField(label=_("E-mail address"), required=False)
    kind = forms.ChoiceField(
        label=_("Kind"), choices=[("law", _("Law")), ("plan", _("Plan")), ("budget", _("Budget"))]
    )
    level = forms.ChoiceField(
        label=_("Level"),
        choices=[("local", _("Local")), ("national", _("National"))],
        widget=forms.RadioSelect,
        help_text=_("Who decided it."),
    )
    day = forms.DateField(
        label=_("Date"), widget=forms.DateInput(attrs={"type": "date"}), required=False
    )
    text = forms.CharField(
        label=_("Note"), widget=forms.Textarea(attrs={"rows": 3}), required=False
    )
    sure = forms.BooleanField(label=_("I have read the document"), required=False)
