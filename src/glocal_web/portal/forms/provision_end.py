"""On which day a provision ends."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy

from glocal_web.portal.forms.stale import Collision, with_version
from glocal_web.portal.mappers.slot_words import day_text
from glocal_web.portal.services.provisions import ProvisionChange

LARGEST_VERSION = 2_000_000_000


class EndForm(forms.Form):
    """The first day on which it no longer holds; a ``token`` for the successor it may get."""

    day = forms.DateField(
        label=gettext_lazy("The first day on which it no longer holds"),
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
    )
    token = forms.CharField(widget=forms.HiddenInput, max_length=40, required=False)
    version = forms.IntegerField(
        widget=forms.HiddenInput, min_value=1, max_value=LARGEST_VERSION, initial=1
    )
    collisions: tuple[Collision, ...] = ()

    def show_stale(self, change: ProvisionChange) -> None:
        """Show that somebody changed the provision meanwhile, and accept the next saving."""
        until = change.provision.slots.get("until")
        self.collisions = (
            Collision(
                str(self.fields["day"].label),
                day_text(self.cleaned_data["day"]),
                day_text(until) if until else "–",
            ),
        )
        self.data = with_version(self.data, change.provision.version)
