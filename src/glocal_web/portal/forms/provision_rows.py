"""The parts of a provision that come in rows: conditions in numbers, effects, assumptions."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from glocal.loading.taxonomy import taxonomy
from glocal_web.portal.forms.rows import row_numbers, row_values
from glocal_web.portal.mappers.condition_words import is_usual, usual_conditions
from glocal_web.portal.mappers.register_words import goal_word
from glocal_web.portal.mappers.slot_words import STRENGTHS, SUPPORT

CONDITION, EFFECT, ASSUMPTION = "condition", "effect", "assumption"
LARGEST = 1e15


@dataclass(frozen=True)
class Row:
    """The fields of one row, in order."""

    fields: tuple[BoundField, ...]


def number_field(label: Any, smallest: float = -LARGEST) -> forms.FloatField:
    """A number that a file of a portfolio may hold."""
    return forms.FloatField(
        label=label,
        required=False,
        min_value=smallest,
        max_value=LARGEST,
        widget=forms.NumberInput(attrs={"step": "any"}),
    )


def row_fields(values: Mapping[str, Any], territories: Mapping[str, str]) -> dict[str, forms.Field]:
    """The fields of all rows: those that ``values`` fill, and empty ones."""
    goals = [("", "–"), *sorted(((one, goal_word(one)) for one in taxonomy().goals), key=_word)]
    fields: dict[str, forms.Field] = {}
    for number in row_numbers(CONDITION, values):
        here = f"{CONDITION}-{number}-"
        fields[f"{here}name"] = forms.ChoiceField(
            label=gettext_lazy("Condition"),
            required=False,
            choices=[("", gettext_lazy("Choose")), *usual_conditions()],
        )
        fields[f"{here}own"] = forms.CharField(
            label=gettext_lazy("Or another one"), required=False, max_length=80
        )
        fields[f"{here}low"] = number_field(gettext_lazy("At least"))
        fields[f"{here}high"] = number_field(gettext_lazy("At most"))
    for number in row_numbers(EFFECT, values):
        here = f"{EFFECT}-{number}-"
        fields[f"{here}goal"] = forms.ChoiceField(
            label=gettext_lazy("Goal"), required=False, choices=goals
        )
        fields[f"{here}strength"] = forms.ChoiceField(
            label=gettext_lazy("Effect"),
            required=False,
            choices=[("", "–"), *((str(key), word) for key, word in STRENGTHS.items())],
        )
        fields[f"{here}territory"] = forms.ChoiceField(
            label=gettext_lazy("Where, if elsewhere"),
            required=False,
            choices=[("", "–"), *territories.items()],
        )
        fields[f"{here}offset"] = forms.BooleanField(
            label=gettext_lazy("Something in place makes up for it"), required=False
        )
    for number in row_numbers(ASSUMPTION, values):
        here = f"{ASSUMPTION}-{number}-"
        fields[f"{here}goal"] = forms.ChoiceField(
            label=gettext_lazy("It is said to serve"), required=False, choices=goals
        )
        fields[f"{here}support"] = forms.ChoiceField(
            label=gettext_lazy("What supports this"),
            required=False,
            choices=[("", "–"), *SUPPORT.items()],
        )
        fields[f"{here}source"] = forms.CharField(
            label=gettext_lazy("Where that is written"), required=False, max_length=1000
        )
    return fields


def rows(form: forms.Form, prefix: str) -> Iterator[Row]:
    """The rows of a part, as the template draws them."""
    for number in _numbers(form, prefix):
        here = f"{prefix}-{number}-"
        yield Row(tuple(form[name] for name in form.fields if name.startswith(here)))


def rows_initial(slots: Mapping[str, Any]) -> dict[str, Any]:
    """What the rows start with for the slots of a provision."""
    conditions = [
        {
            "name": name if is_usual(name) else "",
            "own": "" if is_usual(name) else name,
            **item,
        }
        for name, item in slots.get("conditions", {}).items()
    ]
    plain = {
        name: name for name in ("goal", "strength", "territory", "offset", "support", "source")
    }
    return {
        **row_values(
            CONDITION, conditions, {"name": "name", "own": "own", "low": "from", "high": "to"}
        ),
        **row_values(
            EFFECT, slots.get("effects", ()), _only(plain, "goal strength territory offset")
        ),
        **row_values(ASSUMPTION, slots.get("assumes", ()), _only(plain, "goal support source")),
    }


def rows_slots(form: forms.Form) -> dict[str, Any]:
    """The slots that the rows mean; what is wrong is told at its field."""
    return {
        "conditions": _condition_slots(form),
        "effects": list(_effect_slots(form)),
        "assumes": list(_assumption_slots(form)),
    }


def condition_id(text: str) -> str:
    """A condition that was written in, as a name of the kind that files use; empty if it cannot be.

    >>> condition_id("Months without work")
    'months-without-work'
    """
    plain = re.sub("-+", "-", slugify(text).replace("_", "-")).strip("-")
    return plain[:80]


def _condition_slots(form: forms.Form) -> dict[str, dict[str, float]]:
    found: dict[str, dict[str, float]] = {}
    for number in _numbers(form, CONDITION):
        here = f"{CONDITION}-{number}-"
        name, own, low, high = (
            form.cleaned_data.get(f"{here}{one}") for one in ("name", "own", "low", "high")
        )
        key = name or condition_id(own or "")
        has_number = low is not None or high is not None
        if own and not name and not key:
            form.add_error(f"{here}own", _("Write it in Latin letters, or choose one of the list."))
        elif key and not has_number and not _wrong(form, here):
            form.add_error(f"{here}low", _("Give a number: at least, at most, or both."))
        elif has_number and not key:
            form.add_error(f"{here}name", _("Say which condition the number belongs to."))
        elif low is not None and high is not None and low > high:
            form.add_error(f"{here}high", _("“At most” is less than “at least”."))
        elif key in found:
            form.add_error(f"{here}name", _("This condition stands twice. Put them together."))
        elif key:
            ends = {"from": low, "to": high}
            found[key] = {end: value for end, value in ends.items() if value is not None}
    return found


def _effect_slots(form: forms.Form) -> Iterator[dict[str, Any]]:
    for number in _numbers(form, EFFECT):
        here = f"{EFFECT}-{number}-"
        goal, strength, territory, offset = (
            form.cleaned_data.get(f"{here}{one}")
            for one in ("goal", "strength", "territory", "offset")
        )
        if goal and strength:
            item: dict[str, Any] = {"goal": goal, "strength": int(strength)}
            if territory:
                item["territory"] = territory
            if offset:
                item["offset"] = "yes"
            yield item
        elif goal:
            form.add_error(f"{here}strength", _("Say how strong the effect is."))
        elif strength or territory or offset:
            form.add_error(f"{here}goal", _("Say which goal the effect is on."))


def _assumption_slots(form: forms.Form) -> Iterator[dict[str, Any]]:
    for number in _numbers(form, ASSUMPTION):
        here = f"{ASSUMPTION}-{number}-"
        goal, support, source = (
            form.cleaned_data.get(f"{here}{one}") for one in ("goal", "support", "source")
        )
        if goal:
            item = {"goal": goal, "support": support or "none", "source": source or ""}
            yield {key: value for key, value in item.items() if value}
        elif support or source:
            form.add_error(f"{here}goal", _("Say which goal it is said to serve."))


def _numbers(form: forms.Form, prefix: str) -> list[int]:
    pattern = re.compile(rf"{prefix}-([0-9]+)-")
    found = (pattern.match(name) for name in form.fields)
    return list(dict.fromkeys(int(match.group(1)) for match in found if match))


def _wrong(form: forms.Form, here: str) -> bool:
    return any(name.startswith(here) for name in form.errors)


def _only(names: Mapping[str, str], wanted: str) -> dict[str, str]:
    return {name: names[name] for name in wanted.split()}


def _word(pair: tuple[str, str]) -> str:
    return pair[1].casefold()
