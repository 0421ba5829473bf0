"""The header of a policy as people read it: a label each, and the value in words."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from glocal_web.portal.mappers.register_words import RegisterNames, listed
from glocal_web.portal.mappers.slot_words import day_text
from glocal_web.portal.models.policy import (
    PolicyKindChoice,
    PolicyLevelChoice,
    PolicyStatusChoice,
    TieChoice,
)

POLICY_LABELS: dict[str, Any] = {
    "title": gettext_lazy("Title"),
    "kind": gettext_lazy("Kind of act"),
    "number": gettext_lazy("Number"),
    "year": gettext_lazy("Year"),
    "issuer": gettext_lazy("Issued by"),
    "level": gettext_lazy("Level of government"),
    "status": gettext_lazy("Status"),
    "valid_from": gettext_lazy("In force from"),
    "valid_until": gettext_lazy("No longer in force from"),
    "sectors": gettext_lazy("Sectors"),
    "responsible": gettext_lazy("Responsible body"),
    "ties": gettext_lazy("Relation to other acts"),
    "source": gettext_lazy("Where the text can be read"),
}
_CHOICES = {
    "kind": PolicyKindChoice,
    "level": PolicyLevelChoice,
    "status": PolicyStatusChoice,
}


def field_text(name: str, value: Any, names: RegisterNames) -> str:
    """The value of a field in words, empty where there is none."""
    if value in (None, "", []):
        return ""
    if name in _CHOICES:
        return str(dict(_CHOICES[name].choices).get(value, value))
    if name in {"valid_from", "valid_until"}:
        return day_text(value)
    if name == "sectors":
        # Translators: joins a list of words; Arabic takes another comma.
        return _(", ").join(listed("sectors", one) for one in value)
    if name == "responsible":
        return names.body(value)
    if name == "ties":
        return "; ".join(f"{tie_word(how)} {names.policy(other)}" for how, other in value)
    return str(value)


def tie_word(how: str) -> str:
    """How one act refers to another."""
    return str(dict(TieChoice.choices).get(how, how))


def identity_text(kind: str, number: str, year: int | None) -> str:
    """What an act is cited by: its kind, number and year."""
    label = str(dict(PolicyKindChoice.choices).get(kind, kind))
    cited = f"{number}/{year}" if number and year else number or str(year or "")
    return f"{label} {cited}".strip()
