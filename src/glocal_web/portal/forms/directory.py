"""The search of the directory of territories."""

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from glocal_web.portal.models.choices import LevelChoice
from glocal_web.portal.selectors.places import country_name


class DirectoryForm(forms.Form):
    """Text, country and level; a country or level nobody has finds nothing."""

    q = forms.CharField(
        label=_("Name"),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"type": "search", "dir": "auto"}),
    )
    country = forms.CharField(label=_("Country"), required=False, max_length=2, widget=forms.Select)
    level = forms.ChoiceField(
        label=_("Level of government"),
        required=False,
        choices=[("", _("All levels")), *LevelChoice.choices],
    )

    def offer_countries(self, codes: tuple[str, ...]) -> None:
        """Fill the list of countries with those that have territories, in the reader's words."""
        language = get_language() or "en"
        named = sorted(
            ((code, country_name(code, language)) for code in codes), key=lambda one: one[1]
        )
        self.fields["country"].widget.choices = [("", _("All countries")), *named]
