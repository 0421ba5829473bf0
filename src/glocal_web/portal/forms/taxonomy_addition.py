"""The form of what a country adds to the taxonomy: where it belongs, what it is called, why."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.validators import RegexValidator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from glocal.loading.families import LANGUAGES
from glocal_web.portal.forms.answer import RationaleField
from glocal_web.portal.mappers.additions import ACTION, BODY
from glocal_web.portal.selectors.register_choices import RegisterChoices
from glocal_web.portal.services.taxonomy_additions import AdditionDraft

LONGEST_NAME = 90
NAMES = {
    "en": gettext_lazy("Name in English"),
    "es": gettext_lazy("Name in Spanish"),
    "fr": gettext_lazy("Name in French"),
    "ar": gettext_lazy("Name in Arabic"),
}


class AdditionForm(forms.Form):
    """An action or a kind of body; ``kind`` says which."""

    parent = forms.ChoiceField(label=gettext_lazy("It is a kind of"))
    source = RationaleField(
        label=gettext_lazy("Where it comes from"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2, "dir": "auto"}),
        help_text=gettext_lazy("Such as the law that speaks of it."),
    )
    key = forms.CharField(
        label=gettext_lazy("Its id in files"),
        required=False,
        max_length=80,
        validators=[
            RegexValidator(
                r"^[a-z0-9]+(-[a-z0-9]+)*\Z",
                gettext_lazy("Small letters, digits and hyphens, as in health-centre."),
            )
        ],
        widget=forms.TextInput(attrs={"dir": "ltr"}),
        help_text=gettext_lazy("Left empty, it is made from the name. It cannot be changed later."),
    )
    seen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=8000)

    def __init__(
        self, data: Any, kind: str, choices: RegisterChoices, *, key: str = "", **options: Any
    ) -> None:
        super().__init__(data, **options)
        self.kind = kind
        if key:
            del self.fields["key"]
        groups = choices.actions if kind == ACTION else choices.kinds_of_bodies
        field = self.fields["parent"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - declared above
        field.choices = [
            ("", _("Choose")),
            *(
                (title, [(one.value, one.label) for one in found if one.value != key])
                for title, found in groups
            ),
        ]
        for language in LANGUAGES:
            self.fields[f"name_{language}"] = RationaleField(
                label=NAMES[language],
                required=False,
                max_length=LONGEST_NAME,
                widget=forms.TextInput(attrs={"dir": "auto", "lang": language}),
            )
        self.fields["name_en"].help_text = _("In the middle of a sentence: {example}").format(
            example="the parish office" if kind == BODY else "registration with the parish"
        )
        self.order_fields([*(f"name_{one}" for one in LANGUAGES), "parent", "source", "key"])

    def clean(self) -> dict[str, Any]:
        """It needs a name in one language at least; the others show that one."""
        values = super().clean() or {}
        if not any(values.get(f"name_{one}") for one in LANGUAGES) and not any(
            name.startswith("name_") for name in self.errors
        ):
            self.add_error("name_en", _("Give it a name in one language at least."))
        return values

    def draft(self) -> AdditionDraft:
        """What was filled in. Only after ``is_valid``."""
        values = self.cleaned_data
        names = {one: values[f"name_{one}"].strip() for one in LANGUAGES if values[f"name_{one}"]}
        return AdditionDraft(
            self.kind, values["parent"], names, values["source"], values.get("key", "")
        )

    def as_seen(self) -> Mapping[str, Any]:
        """The entry that the form was opened with."""
        try:
            found = json.loads(self.cleaned_data["seen"] or "{}")
        except ValueError:
            return {}
        return found if isinstance(found, dict) else {}


def addition_start(entry: Mapping[str, Any]) -> dict[str, Any]:
    """What the form starts with for an entry."""
    return {
        "parent": entry["parent"],
        "source": entry.get("source") or entry.get("about", ""),
        "seen": json.dumps(entry, sort_keys=True, ensure_ascii=False),
        **{f"name_{language}": text for language, text in entry["name"].items()},
    }
