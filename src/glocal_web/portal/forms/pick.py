"""Choosing from long lists: by a word that is looked for, or from the whole list.

A field that picks has a search beside it (``NAME_q``). Without a script the button *Search* sends
the form, which comes back unjudged with what was found; with one the list changes while typing.
``NAME_seen`` is the search whose finds the form shows: when another one is sent, its finds are
shown before anything is saved.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from glocal_web.portal.selectors.register_choices import (
    ACTIONS,
    BODIES,
    LONGEST_QUERY,
    PROVISIONS,
    TERRITORIES,
    Choice,
    Group,
    RegisterChoices,
)

QUERY, SEEN = "_q", "_seen"
# A longer list to add from is only searched: it would make the page heavy.
LONGEST_LIST = 60
# So many values a slot of a file takes too.
MOST_PICKED = 100
# The fields that pick, in all forms: what they pick from, and whether they take several.
PICKED: dict[str, tuple[str, bool]] = {
    "who": (BODIES, False),
    "to": (BODIES, False),
    "action": (ACTIONS, False),
    "after": (ACTIONS, True),
    "over": (PROVISIONS, True),
    "territory": (TERRITORIES, False),
    "responsible": (BODIES, False),
    "first": (BODIES, False),
    "second": (BODIES, False),
    "on": (ACTIONS, False),
}


class PickField(forms.CharField):
    """One value out of a long list."""

    def __init__(self, kind: str, **options: Any) -> None:
        super().__init__(max_length=200, **options)
        self.kind = kind


class PickManyField(forms.MultipleChoiceField):
    """Several values out of a long list; the form that holds it checks them."""

    def __init__(self, kind: str, **options: Any) -> None:
        super().__init__(required=False, **options)
        self.kind = kind

    def to_python(self, value: Any) -> list[str]:
        """The values, each once, without the empty one of the list to add from."""
        return [one for one in dict.fromkeys(super().to_python(value)) if one]

    def validate(self, value: Any) -> None:
        """No more than a slot takes; whether each may be chosen is judged with the form."""
        super().validate(value)
        if len(value) > MOST_PICKED:
            raise forms.ValidationError(
                _("At most %(most)s can be chosen here, and %(number)s were sent."),
                params={"most": MOST_PICKED, "number": len(value)},
            )

    def valid_value(self, value: Any) -> bool:
        """Whether it may be chosen is judged with the rest of the form."""
        return True


class Pick:
    """A field that picks, as the template draws it."""

    def __init__(self, form: PickForm, name: str) -> None:
        field = form.fields[name]
        assert isinstance(field, PickField | PickManyField)  # noqa: S101 - asked for by its name
        self.form, self.name, self.kind = form, name, field.kind
        self.is_many = isinstance(field, PickManyField)
        self.label = field.label

    @property
    def field(self) -> BoundField:
        """The field itself, for its label, help and errors."""
        return self.form[self.name]

    @property
    def query(self) -> str:
        """The words that are looked for."""
        return shown_query(self.form[f"{self.name}{QUERY}"].value())

    @property
    def values(self) -> tuple[str, ...]:
        """What is chosen now; of more than fit, the first."""
        value = self.field.value()
        found = value if isinstance(value, list | tuple) else [value]
        return tuple(dict.fromkeys(str(one) for one in found if one))[:MOST_PICKED]

    def chosen(self) -> tuple[Choice, ...]:
        """What is chosen now, with its words; a value that is not known any more by itself."""
        choices = self.form.choices
        return tuple(
            choices.known(self.kind, value) or Choice(value, value) for value in self.values
        )

    def hits(self) -> tuple[Choice, ...]:
        """What was found, without what is chosen already."""
        found = self.form.choices.find(self.kind, self.query) if self.query else ()
        return tuple(one for one in found if one.value not in self.values)

    def groups(self) -> tuple[Group, ...]:
        """The whole list; none where several may be chosen and the list is long."""
        groups = self.form.choices.groups(self.kind)
        if self.is_many and sum(len(group) for _title, group in groups) > LONGEST_LIST:
            return ()
        return groups

    def strange(self) -> tuple[Choice, ...]:
        """What is chosen now and not in the whole list."""
        listed = {one.value for _title, group in self.groups() for one in group}
        return tuple(one for one in self.chosen() if one.value not in listed)


class PickForm(forms.Form):
    """A form with fields that pick; each gets its search."""

    def __init__(self, data: Any, choices: RegisterChoices, **options: Any) -> None:
        super().__init__(data, **options)
        self.choices = choices
        for name, field in list(self.fields.items()):
            if isinstance(field, PickField | PickManyField):
                self.fields[f"{name}{QUERY}"] = forms.CharField(
                    label=gettext_lazy("Find by a word"), required=False, max_length=LONGEST_QUERY
                )
                self.fields[f"{name}{SEEN}"] = forms.CharField(required=False, max_length=200)

    @property
    def picked(self) -> dict[str, Pick]:
        """The fields that pick, to draw them."""
        return {name: Pick(self, name) for name in self.picks()}

    def picks(self) -> Iterator[str]:
        """The names of the fields that pick."""
        for name, field in self.fields.items():
            if isinstance(field, PickField | PickManyField):
                yield name

    def clean(self) -> dict[str, Any]:
        """What is picked must be there to pick, unless it stood there before."""
        values = super().clean() or {}
        for name in self.picks():
            kind = self.picked[name].kind
            before = self.initial.get(name) or ()
            allowed = {before} if isinstance(before, str) else set(before)
            picked = values.get(name) or ()
            for value in [picked] if isinstance(picked, str) else picked:
                if value not in allowed and self.choices.known(kind, value) is None:
                    self.add_error(name, _("Choose one of those in the list."))
        return values


def find_form(name: str, data: Any, choices: RegisterChoices) -> PickForm:
    """A form of one field that picks, for the part of a page that changes while somebody types."""
    kind, is_many = PICKED[name]
    field = PickManyField(kind) if is_many else PickField(kind)
    form: type[PickForm] = type("FindForm", (PickForm,), {name: field})
    return form(data, choices)


def wants_search(data: Mapping[str, Any]) -> bool:
    """Whether a form was sent to look for something, not to be saved.

    That is so when a button *Find* was pressed, and when a search was typed whose finds were not
    shown yet: saving would lose it.
    """
    return bool(data.get("find")) or any(
        shown_query(value) not in ("", data.get(f"{name.removesuffix(QUERY)}{SEEN}", ""))
        for name, value in data.items()
        if name.endswith(QUERY)
    )


def shown_query(value: Any) -> str:
    """The words of a search as they are looked for."""
    return " ".join(str(value or "").replace("\0", " ").split())[:LONGEST_QUERY]


def unjudged(form: forms.Form) -> dict[str, Any]:
    """What was sent, as the values that a form starts with: shown again, not judged yet."""
    return {
        name: field.widget.value_from_datadict(form.data, form.files, form.add_prefix(name))
        for name, field in form.fields.items()
    }
