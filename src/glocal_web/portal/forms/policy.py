"""The form of a policy: the header of an act, entered once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from glocal.loading.vocabulary import vocabulary_ids
from glocal_web.portal.forms.one_line import one_line
from glocal_web.portal.forms.pick import PickField, PickForm
from glocal_web.portal.forms.provision_rows import Row
from glocal_web.portal.forms.rows import row_numbers, row_values
from glocal_web.portal.forms.stale import Collision, collisions, with_version
from glocal_web.portal.mappers.policy_words import POLICY_LABELS, field_text
from glocal_web.portal.mappers.register_reference import full_id, reference
from glocal_web.portal.mappers.register_words import RegisterNames, listed
from glocal_web.portal.models import Policy
from glocal_web.portal.models.policy import (
    PolicyKindChoice,
    PolicyLevelChoice,
    PolicyStatusChoice,
    TieChoice,
)
from glocal_web.portal.selectors.register_choices import BODIES, RegisterChoices
from glocal_web.portal.services.policies import FIELDS, PolicyChange, PolicyDraft

LARGEST_VERSION = 2_000_000_000
TIE = "tie"


class PolicyForm(PickForm):
    """One policy. ``token`` names the form for good, ``version`` what it was opened at."""

    title = forms.CharField(
        label=POLICY_LABELS["title"],
        max_length=500,
        validators=[one_line],
        widget=forms.TextInput(attrs={"dir": "auto"}),
        help_text=gettext_lazy("As it is usually called."),
    )
    kind = forms.ChoiceField(
        label=POLICY_LABELS["kind"],
        choices=[("", gettext_lazy("Choose")), *PolicyKindChoice.choices],
    )
    number = forms.CharField(
        label=POLICY_LABELS["number"], required=False, max_length=80, validators=[one_line]
    )
    year = forms.IntegerField(
        label=POLICY_LABELS["year"], required=False, min_value=1000, max_value=2999
    )
    issuer = forms.CharField(
        label=POLICY_LABELS["issuer"],
        required=False,
        max_length=300,
        validators=[one_line],
        widget=forms.TextInput(attrs={"dir": "auto"}),
        help_text=gettext_lazy("Such as “Municipal council of Puerto Lirio”."),
    )
    level = forms.ChoiceField(
        label=POLICY_LABELS["level"],
        choices=PolicyLevelChoice.choices,
        widget=forms.RadioSelect,
        help_text=gettext_lazy("That of the body which issued it."),
    )
    status = forms.ChoiceField(
        label=POLICY_LABELS["status"],
        choices=PolicyStatusChoice.choices,
        widget=forms.RadioSelect,
        help_text=gettext_lazy(
            "Only acts in force are checked. A draft is seen by the people of this territory alone."
        ),
    )
    valid_from = forms.DateField(
        label=POLICY_LABELS["valid_from"],
        required=False,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
    )
    valid_until = forms.DateField(
        label=POLICY_LABELS["valid_until"],
        required=False,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        help_text=gettext_lazy("The first day on which it does not hold any more, if it is known."),
    )
    sectors = forms.MultipleChoiceField(
        label=POLICY_LABELS["sectors"],
        required=False,
        choices=lambda: [(one, listed("sectors", one)) for one in vocabulary_ids("sectors")],
        widget=forms.CheckboxSelectMultiple,
    )
    responsible = PickField(BODIES, label=POLICY_LABELS["responsible"], required=False)
    source = forms.CharField(
        label=POLICY_LABELS["source"],
        required=False,
        max_length=1000,
        help_text=gettext_lazy("A link or a reference."),
    )
    token = forms.CharField(widget=forms.HiddenInput, max_length=40, required=False)
    version = forms.IntegerField(
        widget=forms.HiddenInput, min_value=1, max_value=LARGEST_VERSION, initial=1
    )
    collisions: tuple[Collision, ...] = ()

    def __init__(
        self, data: Any, choices: RegisterChoices, *, policy: Policy | None = None, **options: Any
    ) -> None:
        super().__init__(data, choices, **options)
        self.policy = policy
        acts = self._acts(policy)
        known = {value for _title, group in acts for value, _words in group}
        values = data if data is not None else self.initial
        for number in row_numbers(TIE, values, empty=2):
            here = f"{TIE}-{number}-"
            before = str(self.initial.get(f"{here}policy") or "")
            # A policy that is gone stays referred to until somebody says otherwise.
            gone = [(before, before)] if before and before not in known else []
            self.fields[f"{here}how"] = forms.ChoiceField(
                label=gettext_lazy("This act"),
                required=False,
                choices=[("", "–"), *TieChoice.choices],
            )
            self.fields[f"{here}policy"] = forms.ChoiceField(
                label=gettext_lazy("which act"), required=False, choices=[("", "–"), *gone, *acts]
            )

    def ties(self) -> Iterator[Row]:
        """The rows for other acts, as the template draws them."""
        for number in self._tie_numbers():
            yield Row((self[f"{TIE}-{number}-how"], self[f"{TIE}-{number}-policy"]))

    def clean(self) -> dict[str, Any]:
        """Check what depends on more than one field."""
        values = super().clean()
        start, end = values.get("valid_from"), values.get("valid_until")
        if start and end and end <= start:
            self.add_error("valid_until", _("It ends before it has begun."))
        elif self.policy is not None and not self.errors:
            self._check_provisions(self.policy, start, end)
        for number in self._tie_numbers():
            how, policy = (values.get(f"{TIE}-{number}-{one}") for one in ("how", "policy"))
            if how and not policy and f"{TIE}-{number}-policy" not in self.errors:
                self.add_error(f"{TIE}-{number}-policy", _("Say which act."))
            elif policy and not how and f"{TIE}-{number}-how" not in self.errors:
                self.add_error(f"{TIE}-{number}-how", _("Say how it refers to that act."))
        return values

    def draft(self) -> PolicyDraft:
        """What was filled in, as a value. Only after ``is_valid``."""
        values = self.cleaned_data
        ties = [
            (values[f"{TIE}-{number}-how"], values[f"{TIE}-{number}-policy"])
            for number in self._tie_numbers()
            if values[f"{TIE}-{number}-how"]
        ]
        return PolicyDraft(
            title=values["title"],
            kind=values["kind"],
            level=values["level"],
            issuer=values["issuer"],
            number=values["number"],
            year=values["year"],
            sectors=tuple(values["sectors"]),
            responsible=values["responsible"],
            valid_from=values["valid_from"],
            valid_until=values["valid_until"],
            status=values["status"],
            ties=tuple(dict.fromkeys(ties)),
            source=values["source"],
        )

    def show_stale(self, change: PolicyChange, names: RegisterNames) -> None:
        """Show both sides of what two people changed, and accept the next saving."""
        draft = self.draft()
        self.collisions = collisions(
            change.changed,
            POLICY_LABELS,
            {name: field_text(name, draft.value(name), names) for name in change.changed},
            {
                name: field_text(name, getattr(change.policy, name), names)
                for name in change.changed
            },
        )
        self.data = with_version(self.data, change.policy.version)

    def _check_provisions(self, policy: Policy, start: date | None, end: date | None) -> None:
        """A provision cannot hold before its policy begins, nor after it has ended."""
        words = _("A provision would hold outside these dates: %(article)s. Change it first.")
        for row in policy.provisions.all():
            days = [day for day in (row.valid_from, row.valid_until) if day is not None]
            article = str(row.slots.get("article") or row.key)
            if start and (
                any(day < start for day in days) or (row.valid_until and row.valid_until <= start)
            ):
                self.add_error("valid_from", words % {"article": article})
                return
            if end and (
                any(day > end for day in days) or (row.valid_from and row.valid_from >= end)
            ):
                self.add_error("valid_until", words % {"article": article})
                return

    def _acts(self, policy: Policy | None) -> list[tuple[str, list[tuple[str, str]]]]:
        """The acts of the registers that may be referred to, by register."""
        own = self.choices.territory.slug
        itself = full_id(own, policy.key) if policy else ""
        groups: dict[str, list[tuple[str, str]]] = {}
        for full, title in self.choices.names.policies.items():
            if full != itself:
                slug = full.partition(".")[0]
                groups.setdefault(slug, []).append((reference(full, own), title))
        return [
            (self.choices.names.territory(slug), sorted(acts, key=lambda act: act[1].casefold()))
            for slug, acts in groups.items()
        ]

    def _tie_numbers(self) -> list[int]:
        names = (name.split("-") for name in self.fields if name.startswith(f"{TIE}-"))
        return sorted({int(number) for _prefix, number, _field in names})


def initial(policy: Policy) -> dict[str, Any]:
    """A policy's values as the form shows them."""
    ties = [{"how": how, "policy": other} for how, other in policy.ties]
    return {
        **{name: getattr(policy, name) for name in FIELDS if name != "ties"},
        **row_values(TIE, ties, {"how": "how", "policy": "policy"}),
        "version": policy.version,
    }


def initial_of_new(values: Mapping[str, Any]) -> dict[str, Any]:
    """What the form of a new policy starts with."""
    return {"status": PolicyStatusChoice.IN_FORCE, **values}
