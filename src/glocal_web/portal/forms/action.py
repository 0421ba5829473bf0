"""The forms of an action: a new one and one that is there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from glocal.model.framework import Indicator
from glocal_web.portal.mappers.labels import Labels
from glocal_web.portal.models import Action, ActionStatus
from glocal_web.portal.services.actions import ActionDraft

Choices = Sequence[tuple[str, str]]


@dataclass(frozen=True)
class StaleField:
    """A field that somebody else changed meanwhile, with what they wrote."""

    label: str
    theirs: str


class ActionForm(forms.Form):
    """What an action holds, whoever starts it and from wherever."""

    title = forms.CharField(label=gettext_lazy("What is to be done"), max_length=200)
    description = forms.CharField(
        label=gettext_lazy("How"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    target_grade = forms.ChoiceField(
        label=gettext_lazy("Grade it is meant to reach"), required=False
    )
    owner = forms.ChoiceField(
        label=gettext_lazy("Who does it"),
        required=False,
        help_text=gettext_lazy("A person with a role in this territory."),
    )
    owner_name = forms.CharField(
        label=gettext_lazy("Or somebody else"),
        required=False,
        max_length=160,
        help_text=gettext_lazy("An office or a partner without an account here."),
    )
    due = forms.DateField(
        label=gettext_lazy("Due"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        input_formats=["%Y-%m-%d"],
        error_messages={
            "invalid": gettext_lazy("Write the date as year-month-day, such as 2027-03-31.")
        },
    )

    def __init__(
        self,
        data: Any,
        owners: Choices,
        labels: Labels,
        indicator: Indicator | None,
        **options: Any,
    ) -> None:
        super().__init__(data, **options)
        self._select("owner").choices = [("", _("Nobody yet")), *owners]
        self._select("target_grade").choices = [
            ("", _("Not said")),
            *_grade_choices(labels, indicator),
        ]

    def _select(self, name: str) -> forms.ChoiceField:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - declared above
        return field

    def clean(self) -> dict[str, Any]:
        """An action has one owner: a person or a name, not two different ones."""
        values = super().clean() or {}
        if values.get("owner") and values.get("owner_name"):
            self.add_error(
                "owner_name", _("Choose a person or write a name: an action has one owner.")
            )
        return values

    def draft(self) -> ActionDraft:
        """The checked values as the services take them."""
        values = self.cleaned_data
        return ActionDraft(
            title=values["title"],
            # Browsers send line ends as two signs; what was shown must equal what is kept.
            description=values["description"].replace("\r\n", "\n"),
            owner_id=int(values["owner"]) if values["owner"] else None,
            owner_name=values["owner_name"],
            due=values["due"],
            status=values.get("status") or ActionStatus.PLANNED,
            target_grade=float(values["target_grade"]) if values["target_grade"] else None,
            outcome=values.get("outcome", "").replace("\r\n", "\n"),
        )


class NewActionForm(ActionForm):
    """A new action; the indicator is chosen here when the way in did not fix it."""

    indicator = forms.ChoiceField(label=gettext_lazy("Indicator it is meant to raise"))
    field_order = ("indicator", "title", "description")

    def __init__(
        self,
        data: Any,
        owners: Choices,
        labels: Labels,
        indicator: Indicator | None,
        **options: Any,
    ) -> None:
        super().__init__(data, owners, labels, indicator, **options)
        if indicator is not None:
            del self.fields["indicator"]
        else:
            self._select("indicator").choices = [
                ("", _("Choose")),
                *_indicator_choices(labels),
            ]
            del self.fields["target_grade"]

    def draft(self) -> ActionDraft:
        """The checked values; without an indicator at the start there is no grade to reach yet."""
        self.cleaned_data.setdefault("target_grade", "")
        return super().draft()


class ChangeActionForm(ActionForm):
    """An action that is there; ``version`` recognises a form that is out of date."""

    status = forms.ChoiceField(label=gettext_lazy("Status"), choices=ActionStatus.choices)
    outcome = forms.CharField(
        label=gettext_lazy("What came of it"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("For the record, once it is done or dropped."),
    )
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=2_000_000_000)
    field_order = ("status", "title", "description")
    stale: tuple[StaleField, ...] = ()

    def show_stale(self, action: Action, changed: Sequence[str]) -> None:
        """Name the fields that somebody else wrote meanwhile, and accept the next saving.

        What the person wrote stays in the fields; saving again puts it over the other's words,
        which stand beside it until then.
        """
        now, newest = initial(action), {"version": str(action.version)}
        names = [name.removesuffix("_id") for name in changed]
        self.stale = tuple(
            StaleField(str(self.fields[name].label), self._words(name, now[name])) for name in names
        )
        self.data = {**{name: self.data[name] for name in self.data}, **newest}

    def _words(self, name: str, value: Any) -> str:
        field = self.fields[name]
        if isinstance(field, forms.ChoiceField):
            return next((str(word) for key, word in _flat(field) if key == value), "")
        if isinstance(value, date):
            return str(date_format(value))
        return str(value or "")


def initial(action: Action) -> dict[str, Any]:
    """An action's values as the form shows them."""
    return {
        "title": action.title,
        "description": action.description,
        "target_grade": "" if action.target_grade is None else f"{action.target_grade:g}",
        "owner": "" if action.owner_id is None else str(action.owner_id),
        "owner_name": action.owner_name,
        "due": action.due,
        "status": action.status,
        "outcome": action.outcome,
        "version": action.version,
    }


def with_present_owner(owners: Choices, action: Action) -> Choices:
    """The people who may own an action, and the one who does even if their role has ended."""
    known = {key for key, _name in owners}
    if action.owner_id is None or str(action.owner_id) in known:
        return owners
    return [*owners, (str(action.owner_id), str(action.owner))]


def _flat(field: forms.ChoiceField) -> list[tuple[Any, Any]]:
    """The choices of a field without groups, as Django has normalised them."""
    return list(field.choices)  # type: ignore[arg-type]


def _grade_choices(labels: Labels, indicator: Indicator | None) -> Choices:
    if indicator is None:
        return ()
    words = [labels.grade(indicator, grade) for grade in indicator.scale.grades[1:]]
    return [
        (
            f"{one.grade:g}",
            _("%(grade)s: %(word)s") % {"grade": f"{one.grade:g}", "word": one.word}
            if one.word
            else f"{one.grade:g}",
        )
        for one in words
    ]


def _indicator_choices(labels: Labels) -> list[tuple[str, Any]]:
    return [
        (
            labels.group(sub.code),
            [(item.code, f"{item.code} {labels.title(item.code)}") for item in sub.indicators],
        )
        for sub in labels.framework.sub_dimensions
    ]
