"""The answer to a territory that says it is part of another one."""

from __future__ import annotations

from django import forms

AGREE, DECLINE = "agree", "decline"


class BelongingForm(forms.Form):
    """Which territory is answered, and what."""

    child = forms.SlugField(max_length=80)
    answer = forms.ChoiceField(choices=((AGREE, AGREE), (DECLINE, DECLINE)))

    @property
    def agrees(self) -> bool:
        """Whether the answer is yes."""
        return bool(self.cleaned_data["answer"] == AGREE)
