"""The fields of a provision's form, in plain words."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from glocal.loading.vocabulary import vocabulary_ids
from glocal_web.portal.forms.answer import RationaleField
from glocal_web.portal.forms.pick import PickField, PickForm, PickManyField
from glocal_web.portal.forms.provision_rows import number_field
from glocal_web.portal.mappers.register_words import listed
from glocal_web.portal.mappers.slot_words import LABELS, MEANS, SURE
from glocal_web.portal.models.provision import ModalityChoice
from glocal_web.portal.selectors.register_choices import (
    ACTIONS,
    BODIES,
    PROVISIONS,
    TERRITORIES,
)

LARGEST_VERSION = 2_000_000_000
NONE, THESE = "none", "these"
NO_PERSONS = gettext_lazy("Write about the rule. No names of persons and nobody's status.")


def _boxes(label: Any, vocabulary: str) -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=label,
        required=False,
        choices=lambda: [(one, listed(vocabulary, one)) for one in vocabulary_ids(vocabulary)],
        widget=forms.CheckboxSelectMultiple,
    )


def _day(label: Any) -> forms.DateField:
    return forms.DateField(
        label=label,
        required=False,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
    )


class ProvisionFields(PickForm):
    """The fields that do not depend on what is filled in. ``token`` names the form for good."""

    modality = forms.ChoiceField(
        label=LABELS["modality"], choices=ModalityChoice.choices, widget=forms.RadioSelect
    )
    who = PickField(BODIES, label=LABELS["who"])
    action = PickField(ACTIONS, label=LABELS["action"])
    to = PickField(BODIES, label=LABELS["to"], required=False)
    gives = forms.MultipleChoiceField(
        label=LABELS["gives"],
        required=False,
        choices=list(MEANS.items()),
        widget=forms.CheckboxSelectMultiple,
    )
    lifts = _boxes(LABELS["lifts"], "barriers")
    requires_known = forms.ChoiceField(
        label=LABELS["requires"],
        required=False,
        choices=[
            ("", gettext_lazy("Not recorded")),
            (NONE, gettext_lazy("Nothing: the text asks for nothing")),
            (THESE, gettext_lazy("What I tick below")),
        ],
        widget=forms.RadioSelect,
    )
    requires = _boxes(LABELS["requires"], "barriers")
    after = PickManyField(
        ACTIONS,
        label=LABELS["after"],
        help_text=gettext_lazy("Such as a registration without which nobody gets it."),
    )
    benefit_amount = number_field(gettext_lazy("Amount"), 0)
    benefit_unit = forms.CharField(
        label=gettext_lazy("Of what"),
        required=False,
        max_length=80,
        help_text=gettext_lazy("Such as “EUR a month” or “hours”."),
    )
    benefit_months = number_field(gettext_lazy("For how many months"), 0)
    phases = _boxes(LABELS["phases"], "phases")
    over = PickManyField(
        PROVISIONS,
        label=LABELS["over"],
        help_text=gettext_lazy("What it is an exception of, or overrides by its own words."),
    )
    ground = RationaleField(
        label=LABELS["ground"],
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2, "dir": "auto"}),
    )
    territory = PickField(TERRITORIES, label=LABELS["territory"], required=False)
    valid_from = _day(LABELS["from"])
    valid_until = _day(LABELS["until"])
    article = forms.CharField(
        label=LABELS["article"], required=False, max_length=80, widget=forms.TextInput()
    )
    quote = RationaleField(
        label=LABELS["quote"],
        required=False,
        max_length=8000,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
        help_text=gettext_lazy("The words of the text, as they stand there."),
    )
    sure = forms.ChoiceField(
        label=LABELS["sure"],
        choices=list(SURE.items()),
        widget=forms.RadioSelect,
        required=False,
    )
    note = RationaleField(
        label=LABELS["note"],
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 2, "dir": "auto"}),
        help_text=NO_PERSONS,
    )
    token = forms.CharField(widget=forms.HiddenInput, max_length=40, required=False)
    version = forms.IntegerField(
        widget=forms.HiddenInput, min_value=1, max_value=LARGEST_VERSION, initial=1
    )
