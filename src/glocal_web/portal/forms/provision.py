"""The form of a provision: what it says in slots, asked in plain words, the usual ones first."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from glocal.model.provision import Modality, Period
from glocal_web.portal.forms.provision_fields import NONE, THESE, ProvisionFields
from glocal_web.portal.forms.provision_group import (
    group_boxes,
    group_fields,
    group_initial,
    group_slot,
)
from glocal_web.portal.forms.provision_rows import (
    ASSUMPTION,
    CONDITION,
    EFFECT,
    Row,
    row_fields,
    rows,
    rows_initial,
    rows_slots,
)
from glocal_web.portal.forms.provision_ticks import with_answers_of_ticks
from glocal_web.portal.forms.stale import Collision, collisions, with_version
from glocal_web.portal.mappers.modality_words import (
    MODALITIES,
    NEEDED,
    later_parts,
    slots_of_other_kinds,
)
from glocal_web.portal.mappers.register_words import RegisterNames
from glocal_web.portal.mappers.slot_words import LABELS, MEANS, TRI, slot_text
from glocal_web.portal.models.provision import ModalityChoice
from glocal_web.portal.selectors.register_choices import RegisterChoices
from glocal_web.portal.services.provisions import ProvisionChange

EMPTY: tuple[Any, ...] = (None, "", [], {})
PART_TITLES = {
    "group": gettext_lazy("For whom"),
    "requirements": gettext_lazy("What people must bring or meet"),
    "means": gettext_lazy("Competence, money and staff for it"),
    "amounts": gettext_lazy("Amounts, durations, conditions in numbers"),
    "effects": gettext_lazy("Phases of the migratory cycle, effects on goals"),
    "relations": gettext_lazy("Exceptions, what must be possible first"),
    "ground": gettext_lazy("Reason stated for treating groups differently"),
    "scope": gettext_lazy("Other place or other dates than its policy"),
    "note": gettext_lazy("A note for colleagues"),
}


@dataclass(frozen=True)
class Part:
    """A part of the form: its name, and whether it is shown without being asked for."""

    name: str
    is_open: bool = True

    @property
    def template(self) -> str:
        """What draws it."""
        return f"register/parts/{self.name}.html"

    @property
    def title(self) -> str:
        """What it is called where it waits to be opened."""
        return str(PART_TITLES[self.name])


class ProvisionForm(ProvisionFields):
    """One provision; ``version`` is what it was opened at, ``key`` that of its row, if any.

    Of a new one it asks how sure whoever enters it is; one that is there has said so.
    """

    collisions: tuple[Collision, ...] = ()

    def __init__(
        self,
        data: Any,
        choices: RegisterChoices,
        *,
        period: Period,
        territories: Mapping[str, str],
        key: str = "",
        **options: Any,
    ) -> None:
        data = with_answers_of_ticks(data)
        super().__init__(data, choices, **options)
        self.period, self.key = period, key
        values = data if data is not None else self.initial
        self.fields |= group_fields()
        self.fields |= row_fields(values, territories)
        for means, word in MEANS.items():
            self.fields[f"means-{means}"] = forms.ChoiceField(
                label=word,
                required=False,
                choices=list(TRI.items()),
                widget=forms.RadioSelect,
                initial="unknown",
            )
        self._speak()

    # ------------------------------------------------------------ what the template draws
    @property
    def kind(self) -> Modality:
        """What the provision does, as far as the form says."""
        value = str(self["modality"].value() or "")
        return Modality(value) if value in ModalityChoice.values else Modality.ENTITLEMENT

    @property
    def kind_label(self) -> str:
        """The same in words."""
        return str(ModalityChoice(self.kind.value).label)

    @property
    def first(self) -> tuple[Part, ...]:
        """The parts that are asked first, besides who and what."""
        return tuple(Part(part) for part in MODALITIES[self.kind].first)

    @property
    def later(self) -> tuple[Part, ...]:
        """The parts asked on request; one in which something stands is open."""
        return tuple(Part(part, self._is_used(part)) for part in later_parts(self.kind))

    def kinds(self) -> Iterator[tuple[Any, Any]]:
        """The ten kinds to choose from, each with its explanation."""
        for choice in self["modality"].subwidgets:
            yield choice, MODALITIES[Modality(str(choice.data["value"]))].explained

    def boxes(self) -> Iterator[BoundField]:
        """The dimensions of the people it is for."""
        return group_boxes(self)

    def means(self) -> Iterator[BoundField]:
        """The questions about means."""
        return (self[f"means-{means}"] for means in MEANS)

    def conditions(self) -> Iterator[Row]:
        """The conditions in numbers."""
        return rows(self, CONDITION)

    def effects(self) -> Iterator[Row]:
        """The effects on goals."""
        return rows(self, EFFECT)

    def assumptions(self) -> Iterator[Row]:
        """What it counts on."""
        return rows(self, ASSUMPTION)

    # ------------------------------------------------------------ what it means
    def clean(self) -> dict[str, Any]:
        """Join the answers to slots; each contradiction is told at its field."""
        values = super().clean()
        self._slots: dict[str, Any] = {}
        self._take_group(values)
        self._take_requirements(values)
        if not self.key and not values.get("sure") and "sure" not in self.errors:
            self.add_error(
                "sure", _("Say how sure you are. Findings that rest on this provision repeat it.")
            )
        self._check_days(values)
        self._slots |= rows_slots(self)
        over = values.get("over") or ()
        if over and self.key and self.choices.overridden(self.key, over):
            self.add_error("over", _("That one goes before this one already. Keep one of the two."))
        if self.kind.value == values.get("modality"):
            for slot in NEEDED.get(self.kind, ()):
                if not values.get(slot) and slot not in self.errors:
                    self.add_error(slot, _("This kind of provision cannot do without it."))
        return values

    def slots(self) -> dict[str, Any]:
        """The slots of the provision. Only after ``is_valid``."""
        values = self.cleaned_data
        benefit = {
            name: values[f"benefit_{name}"]
            for name in ("amount", "unit", "months")
            if values[f"benefit_{name}"] not in EMPTY
        }
        slots = {
            **{
                name: values[name]
                for name in (
                    "modality who action to gives lifts after phases over ground territory article "
                    "quote sure note"
                ).split()
            },
            **self._slots,
            "from": _text(values["valid_from"]),
            "until": _text(values["valid_until"]),
            "means": {
                means: values[f"means-{means}"]
                for means in MEANS
                if values[f"means-{means}"] in ("yes", "no")
            },
            "benefit": benefit,
        }
        foreign = slots_of_other_kinds(self.kind)
        return {
            name: value
            for name, value in slots.items()
            if name not in foreign and (value not in EMPTY or (name == "requires" and value == []))
        }

    def show_stale(self, change: ProvisionChange, names: RegisterNames) -> None:
        """Show both sides of what two people changed, and accept the next saving."""
        mine, theirs = self.slots(), change.provision.slots
        self.collisions = collisions(
            change.changed,
            LABELS,
            {name: slot_text(name, mine.get(name), names) for name in change.changed},
            {name: slot_text(name, theirs.get(name), names) for name in change.changed},
        )
        self.data = with_version(self.data, change.provision.version)

    def _take_group(self, values: Mapping[str, Any]) -> None:
        try:
            group = group_slot(values)
        except forms.ValidationError as error:
            self.add_error("basis", error)
            return
        if not group and "group" in MODALITIES[self.kind].first:
            self.add_error(
                "basis", _("Say for whom: tick groups, or choose one of the other three answers.")
            )
        self._slots["for"] = group

    def _take_requirements(self, values: Mapping[str, Any]) -> None:
        known, ticked = values.get("requires_known"), values.get("requires") or []
        if known == NONE and ticked:
            self.add_error(
                "requires_known",
                _("You have said “nothing” and ticked something. Keep one of the two answers."),
            )
        elif known == THESE and not ticked:
            self.add_error("requires_known", _("Tick what the text asks for."))
        elif known or ticked:
            self._slots["requires"] = ticked

    def _check_days(self, values: Mapping[str, Any]) -> None:
        start, end = values.get("valid_from"), values.get("valid_until")
        if start and end and end <= start:
            self.add_error("valid_until", _("It ends before it has begun."))
        policy_start, policy_end = self.period.start, self.period.end
        if start and policy_start and start < policy_start:
            self.add_error("valid_from", _("Its policy is not in force yet on that day."))
        if start and policy_end and start >= policy_end:
            self.add_error("valid_from", _("Its policy has ended on that day."))
        if end and policy_end and end > policy_end:
            self.add_error("valid_until", _("Its policy ends before that day."))
        if end and policy_start and end <= policy_start:
            self.add_error("valid_until", _("Its policy is not in force yet on that day."))

    def _speak(self) -> None:
        """Ask in the words of the kind of provision."""
        words = MODALITIES[self.kind]
        self.fields["who"].label = words.who
        self.fields["action"].label = words.action
        self.fields["basis"].label = words.group
        self.fields["to"].label = words.target

    def _is_used(self, part: str) -> bool:
        """Whether something stands in a part, or is wrong there."""
        names = {
            "group": ["basis"],
            "requirements": ["requires_known", "requires"],
            "means": [f"means-{means}" for means in MEANS],
            "amounts": [
                "benefit_amount",
                "benefit_unit",
                "benefit_months",
                *(name for name in self.fields if name.startswith(f"{CONDITION}-")),
            ],
            "effects": [
                "phases",
                *(name for name in self.fields if name.startswith((EFFECT, ASSUMPTION))),
            ],
            "relations": ["over", "after", "over_q", "after_q"],
            "ground": ["ground"],
            "scope": ["territory", "territory_q", "valid_from", "valid_until"],
            "note": ["note"],
        }[part]
        return any(
            self[name].value() not in (*EMPTY, False, "unknown")
            or (self.is_bound and self[name].errors)
            for name in names
        )


def initial(slots: Mapping[str, Any]) -> dict[str, Any]:
    """What the form starts with for the slots of a provision."""
    benefit = slots.get("benefit", {})
    requires = slots.get("requires")
    plain = (
        "modality who action to gives lifts after phases over ground territory article quote note"
    )
    return {
        **{name: slots.get(name) for name in plain.split()},
        **group_initial(slots.get("for")),
        **rows_initial(slots),
        **{f"means-{name}": value for name, value in slots.get("means", {}).items()},
        **{f"benefit_{name}": benefit.get(name) for name in ("amount", "unit", "months")},
        "requires_known": "" if requires is None else THESE if requires else NONE,
        "requires": requires or [],
        "valid_from": _date(slots.get("from")),
        "valid_until": _date(slots.get("until")),
        "sure": slots.get("sure", "sure"),
    }


def _text(day: date | None) -> str:
    return day.isoformat() if day else ""


def _date(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
