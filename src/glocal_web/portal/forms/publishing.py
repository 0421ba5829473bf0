"""What is decided when an assessment is published."""

from django import forms
from django.utils.translation import gettext_lazy as _


class PreviewForm(forms.Form):
    """Whether the reasons that people wrote become public too."""

    rationales = forms.BooleanField(
        label=_("Publish the reasons given for the answers as well"),
        required=False,
        help_text=_(
            "They are shown word for word. Read them once more: nothing in them may point at a "
            "person who needs protection."
        ),
    )


class PublishForm(PreviewForm):
    """The confirmation; ``seen`` is the fingerprint of what the preview showed."""

    seen = forms.RegexField(regex=r"^[0-9a-f]{64}$", widget=forms.HiddenInput)
    sure = forms.BooleanField(
        label=_("I have read the preview and may publish it for this territory"),
        error_messages={"required": _("Tick this box once you have read the preview.")},
    )
