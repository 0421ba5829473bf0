"""For whom a provision is: groups that are ticked, or one of three answers that name none."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from glocal.loading.taxonomy import taxonomy
from glocal_web.portal.mappers.register_words import dimension_word, value_word

PREFIX = "group-"
NAMED = "named"
BASES = (
    (NAMED, gettext_lazy("For the people that I tick below")),
    ("everybody", gettext_lazy("For everybody: the text says so")),
    ("silent", gettext_lazy("The text names nobody")),
    ("unsaid", gettext_lazy("I do not know")),
)


def group_fields() -> dict[str, forms.Field]:
    """The choice between the answers, and the boxes of each dimension of the population."""
    fields: dict[str, forms.Field] = {
        "basis": forms.ChoiceField(required=False, choices=BASES, widget=forms.RadioSelect)
    }
    for dimension in taxonomy().population.dimensions:
        fields[f"{PREFIX}{dimension.id}"] = forms.MultipleChoiceField(
            label=dimension_word(dimension.id),
            required=False,
            choices=[(value, value_word(dimension.id, value)) for value in dimension.values],
            widget=forms.CheckboxSelectMultiple,
        )
    return fields


def group_boxes(form: forms.Form) -> Iterator[BoundField]:
    """The boxes, one field a dimension."""
    for dimension in taxonomy().population.dimensions:
        yield form[f"{PREFIX}{dimension.id}"]


def group_initial(slot: str | Mapping[str, list[str]] | None) -> dict[str, Any]:
    """What the fields start with for a slot ``for``."""
    if slot is None or isinstance(slot, str):
        return {"basis": slot or ""}
    return {"basis": NAMED, **{f"{PREFIX}{name}": values for name, values in slot.items()}}


def group_slot(values: Mapping[str, Any]) -> str | dict[str, list[str]]:
    """The slot ``for`` that the answers mean; empty when nothing was answered.

    Raises ``ValidationError`` when they contradict one another, or when nobody could be meant. A
    dimension of which all values are ticked limits nobody.
    """
    limits: dict[str, list[str]] = {}
    ticked = False
    for dimension in taxonomy().population.dimensions:
        chosen = values.get(f"{PREFIX}{dimension.id}") or []
        ticked = ticked or bool(chosen)
        if chosen and len(chosen) < len(dimension.values):
            limits[dimension.id] = list(chosen)
    basis = values.get("basis") or (NAMED if ticked else "")
    if basis != NAMED:
        if ticked:
            raise forms.ValidationError(
                _("You have ticked groups and said something else. Keep one of the two answers.")
            )
        return str(basis)
    if not ticked:
        raise forms.ValidationError(
            _("Tick the people it is for, or choose one of the other three answers.")
        )
    population = taxonomy().population
    if limits and not population.possible(population.word(limits)):
        raise forms.ValidationError(
            _("Nobody can be all of this at once. Take one of the boxes away.")
        )
    return limits or "everybody"
