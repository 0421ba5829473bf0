"""The form that says how often each kind of notice comes by e-mail."""

from collections.abc import Mapping
from typing import Any

from django import forms

from glocal_web.portal.models import NoticeChoice, NoticeKind, Rhythm


class RhythmForm(forms.Form):
    """One choice a kind."""

    def __init__(self, choice: NoticeChoice, data: Any = None) -> None:
        super().__init__(data)
        for kind in NoticeKind:
            self.fields[kind.value] = forms.ChoiceField(
                label=kind.label, choices=Rhythm.choices, initial=choice.rhythm(kind).value
            )

    def rhythms(self) -> Mapping[NoticeKind, Rhythm]:
        """What was chosen, by kind."""
        return {kind: Rhythm(self.cleaned_data[kind.value]) for kind in NoticeKind}
