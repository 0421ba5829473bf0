"""The small forms of a register: a body, a channel, an agreement to coordinate."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from glocal_web.portal.forms.one_line import one_line
from glocal_web.portal.forms.pick import PickField, PickForm
from glocal_web.portal.forms.stale import Collision, collisions, with_version
from glocal_web.portal.models import Territory
from glocal_web.portal.selectors.register_choices import ACTIONS, BODIES, RegisterChoices
from glocal_web.portal.services.register_bodies import BodyChange, BodyDraft

LARGEST_VERSION = 2_000_000_000
LABELS = {"name": gettext_lazy("Name"), "kind": gettext_lazy("What kind of body it is")}


class BodyForm(forms.Form):
    """A body with a name of its own."""

    name = forms.CharField(
        label=LABELS["name"],
        max_length=300,
        validators=[one_line],
        widget=forms.TextInput(attrs={"dir": "auto"}),
        help_text=gettext_lazy("Such as “School of the Port”. A body, never a person."),
    )
    kind = forms.ChoiceField(label=LABELS["kind"])
    version = forms.IntegerField(
        widget=forms.HiddenInput, min_value=1, max_value=LARGEST_VERSION, initial=1
    )
    collisions: tuple[Collision, ...] = ()

    def __init__(self, data: Any, choices: RegisterChoices, **options: Any) -> None:
        super().__init__(data, **options)
        self.choices = choices
        field = self.fields["kind"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - declared above
        groups = choices.kinds_of_bodies
        field.choices = [
            ("", _("Choose")),
            *((title, [(one.value, one.label) for one in choices]) for title, choices in groups),
        ]

    def draft(self) -> BodyDraft:
        """What was filled in, as a value. Only after ``is_valid``."""
        return BodyDraft(self.cleaned_data["name"], self.cleaned_data["kind"])

    def show_stale(self, change: BodyChange) -> None:
        """Show both sides of what two people changed, and accept the next saving."""
        mine, theirs = self.draft(), change.body
        self.collisions = collisions(
            change.changed,
            LABELS,
            {"name": mine.name, "kind": self.choices.names.body(mine.kind)},
            {"name": theirs.name, "kind": self.choices.names.body(theirs.kind)},
        )
        self.data = with_version(self.data, change.body.version)


class ChannelForm(forms.Form):
    """By which territory this one is regularly heard, and by what."""

    target = forms.ChoiceField(label=gettext_lazy("Who hears you"))
    by = forms.CharField(
        label=gettext_lazy("By what"),
        required=False,
        max_length=500,
        widget=forms.TextInput(attrs={"dir": "auto"}),
        help_text=gettext_lazy("Such as “Provincial table on migration, twice a year”."),
    )

    def __init__(self, data: Any, targets: Sequence[Territory], **options: Any) -> None:
        super().__init__(data, **options)
        self.targets = {str(one.pk): one for one in targets}
        field = self.fields["target"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - declared above
        field.choices = [
            ("", _("Choose")),
            *((key, one.name) for key, one in self.targets.items()),
        ]

    def chosen(self) -> Territory:
        """The territory chosen. Only after ``is_valid``."""
        return self.targets[self.cleaned_data["target"]]


class AgreementForm(PickForm):
    """Two bodies that work out together what they do."""

    first = PickField(BODIES, label=gettext_lazy("One body"))
    second = PickField(BODIES, label=gettext_lazy("The other body"))
    on = PickField(
        ACTIONS,
        label=gettext_lazy("On what"),
        required=False,
        help_text=gettext_lazy("Leave it open when they coordinate in everything."),
    )

    def clean(self) -> dict[str, Any]:
        """A body does not coordinate with itself."""
        values = super().clean()
        if values.get("first") and values.get("first") == values.get("second"):
            self.add_error("second", _("Choose two different bodies."))
        return values
