"""The slots of a provision as people read them: a label each, and the value in words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from glocal_web.portal.mappers.condition_words import condition_word
from glocal_web.portal.mappers.register_words import (
    RegisterNames,
    dimension_word,
    goal_word,
    listed,
    value_word,
)
from glocal_web.portal.models.provision import ModalityChoice

LABELS: dict[str, Any] = {
    "modality": gettext_lazy("What it does"),
    "who": gettext_lazy("Who"),
    "action": gettext_lazy("Action or service"),
    "for": gettext_lazy("For whom"),
    "to": gettext_lazy("To whom"),
    "gives": gettext_lazy("What is given"),
    "lifts": gettext_lazy("Hurdles that it takes away"),
    "requires": gettext_lazy("What people must bring or meet"),
    "after": gettext_lazy("What must be possible first"),
    "means": gettext_lazy("Means to carry it out"),
    "benefit": gettext_lazy("How much people get"),
    "conditions": gettext_lazy("Conditions in numbers"),
    "phases": gettext_lazy("Phases of the migratory cycle"),
    "effects": gettext_lazy("Effects on goals"),
    "assumes": gettext_lazy("What it counts on"),
    "over": gettext_lazy("Goes before these provisions"),
    "ground": gettext_lazy("Reason stated for treating groups differently"),
    "territory": gettext_lazy("Where, if not everywhere"),
    "from": gettext_lazy("In force from"),
    "until": gettext_lazy("No longer in force from"),
    "article": gettext_lazy("Article"),
    "quote": gettext_lazy("Quote"),
    "sure": gettext_lazy("How sure"),
    "note": gettext_lazy("Note"),
}
BASES: dict[str, Any] = {
    "everybody": gettext_lazy("Everybody: the text says so"),
    "silent": gettext_lazy("The text names nobody"),
    "unsaid": gettext_lazy("Not known yet"),
}
TRI: dict[str, Any] = {
    "yes": gettext_lazy("Yes"),
    "no": gettext_lazy("No"),
    "unknown": gettext_lazy("Not known"),
}
MEANS: dict[str, Any] = {
    "competence": pgettext_lazy("power given by law to do a task", "Competence"),
    "money": gettext_lazy("Money"),
    "staff": gettext_lazy("Staff"),
}
SUPPORT: dict[str, Any] = {
    "none": gettext_lazy("nothing known supports it"),
    "opinion": gettext_lazy("an opinion"),
    "study": gettext_lazy("a study"),
    "evaluation": gettext_lazy("an evaluation of this or a like measure"),
}
SURE: dict[str, Any] = {
    "sure": gettext_lazy("Sure: I have read the text"),
    "think-so": gettext_lazy("I think so"),
    "not-sure": gettext_lazy("Not sure"),
}
STRENGTHS: dict[int, Any] = {
    3: gettext_lazy("+3 makes it possible"),
    2: gettext_lazy("+2 helps it much"),
    1: gettext_lazy("+1 helps it a little"),
    0: gettext_lazy("0 no effect"),
    -1: gettext_lazy("−1 hinders it a little"),
    -2: gettext_lazy("−2 hinders it much"),
    -3: gettext_lazy("−3 makes it impossible"),
}


@dataclass(frozen=True)
class SlotLine:
    """One slot: its name in the files, its label, its value in words."""

    name: str
    label: str
    text: str


def slot_lines(
    slots: Mapping[str, Any], names: RegisterNames, only: Iterable[str] | None = None
) -> tuple[SlotLine, ...]:
    """The slots that were recorded, or those named, in the order of the form."""
    wanted = [name for name in LABELS if name in (slots if only is None else set(only))]
    return tuple(
        SlotLine(name, str(LABELS[name]), slot_text(name, slots.get(name), names))
        for name in wanted
    )


def slot_text(name: str, value: Any, names: RegisterNames) -> str:
    """The value of a slot in words; a dash where it was not recorded."""
    if value is None or (value in ("", {}, []) and name != "requires"):
        return str(SURE["sure"]) if name == "sure" else "–"
    told = _TOLD.get(name)
    return told(value, names) if told else str(value)


def group_text(value: str | Mapping[str, Iterable[str]]) -> str:
    """Whom a provision concerns: a word, or the values by dimension."""
    if isinstance(value, str):
        return str(BASES.get(value, value))
    return _joined(
        f"{dimension_word(dimension)}: {_list(value_word(dimension, one) for one in values)}"
        for dimension, values in value.items()
    )


def day_text(value: str | date) -> str:
    """A day as the page writes it."""
    try:
        day = value if isinstance(value, date) else date.fromisoformat(value)
    except ValueError:
        return str(value)
    return date_format(day, "DATE_FORMAT")


def number_text(value: float) -> str:
    """A number as the page writes it, without needless digits."""
    plain = float(value)
    return number_format(int(plain) if plain.is_integer() else plain, use_l10n=True)


def range_text(item: Mapping[str, Any]) -> str:
    """A closed range: from, to, or both."""
    low, high = item.get("from"), item.get("to")
    if low is not None and high is not None:
        return _("%(low)s to %(high)s") % {"low": number_text(low), "high": number_text(high)}
    if low is not None:
        return _("%(low)s or more") % {"low": number_text(low)}
    return _("%(high)s or less") % {"high": number_text(high or 0)}


def _list(values: Iterable[Any]) -> str:
    # Translators: joins a list of words; Arabic takes another comma.
    return _(", ").join(str(value) for value in values)


def _joined(parts: Iterable[str]) -> str:
    # Translators: joins parts that hold commas themselves; Arabic takes another sign.
    return _("; ").join(parts)


def _benefit(value: Mapping[str, Any], names: RegisterNames) -> str:
    parts = []
    if value.get("amount") is not None:
        parts.append(f"{number_text(value['amount'])} {value.get('unit', '')}".strip())
    elif value.get("unit"):
        parts.append(value["unit"])
    if value.get("months") is not None:
        parts.append(_("for %(number)s months") % {"number": number_text(value["months"])})
    return _list(parts)


def _effects(value: Iterable[Mapping[str, Any]], names: RegisterNames) -> str:
    told = []
    for item in value:
        text = f"{goal_word(item['goal'])}: {STRENGTHS.get(item['strength'], item['strength'])}"
        if item.get("territory"):
            text += " " + _("in %(territory)s") % {"territory": names.territory(item["territory"])}
        if item.get("offset"):
            text += " " + _("(made up for)")
        told.append(text)
    return _joined(told)


def _assumptions(value: Iterable[Mapping[str, Any]], names: RegisterNames) -> str:
    told = []
    for item in value:
        support = SUPPORT.get(item.get("support", "none"), "")
        text = f"{goal_word(item['goal'])}: {support}"
        if item.get("source"):
            text += f" ({item['source']})"
        told.append(text)
    return _joined(told)


_TOLD: Mapping[str, Any] = {
    "modality": lambda value, names: str(dict(ModalityChoice.choices).get(value, value)),
    "who": lambda value, names: names.body(value),
    "action": lambda value, names: names.action(value),
    "for": lambda value, names: group_text(value),
    "to": lambda value, names: names.body(value),
    "gives": lambda value, names: _list(MEANS.get(one, one) for one in value),
    "lifts": lambda value, names: _list(listed("barriers", one) for one in value),
    "requires": lambda value, names: (
        _list(listed("barriers", one) for one in value) if value else _("Nothing")
    ),
    "after": lambda value, names: _list(names.action(one) for one in value),
    "means": lambda value, names: _joined(
        f"{MEANS.get(key, key)}: {TRI.get(one, one)}" for key, one in value.items()
    ),
    "benefit": _benefit,
    "conditions": lambda value, names: _joined(
        f"{condition_word(key)}: {range_text(item)}" for key, item in value.items()
    ),
    "phases": lambda value, names: _list(listed("phases", one) for one in value),
    "effects": _effects,
    "assumes": _assumptions,
    "over": lambda value, names: _joined(names.provision(one) for one in value),
    "territory": lambda value, names: names.territory(value),
    "from": lambda value, names: day_text(value),
    "until": lambda value, names: day_text(value),
    "sure": lambda value, names: str(SURE.get(value, value)),
}
