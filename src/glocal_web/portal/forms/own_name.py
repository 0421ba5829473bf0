"""The form for one's own name and language."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from glocal_web.portal.models import Person


class OwnNameForm(forms.Form):
    """Name and language of an account."""

    name = forms.CharField(
        label=_("Your name"),
        max_length=120,
        help_text=_("Colleagues see it beside your answers, and the log keeps it."),
    )
    language = forms.ChoiceField(
        label=_("Language"),
        required=False,
        help_text=_("Pages begin in it on a new device, until you choose another."),
    )

    def __init__(self, person: Person, data: Any = None) -> None:
        super().__init__(data, initial={"name": person.name, "language": person.language})
        field = self.fields["language"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [("", _("What the browser asks for")), *settings.LANGUAGES]
