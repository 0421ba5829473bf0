"""One provision as slots, and back: the mapping of the YAML file, the spreadsheet and the form.

Slots are plain values that JSON can hold (text, numbers, lists, mappings). A slot that is missing
was not recorded; ``requires: []`` says that nothing is required, and is not the same as no
``requires``. The shape of the slots is ``knowledge/schema/provision.schema.json``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from glocal.model.population import Group, GroupBasis
from glocal.model.provision import (
    Assumption,
    Benefit,
    Confidence,
    Effect,
    Means,
    Modality,
    Period,
    Provision,
    Range,
    Support,
    Tri,
)

_NUMBER = re.compile(r"[0-9]+")


def provision_of(slots: Mapping[str, Any], policy: str) -> Provision:
    """The provision that slots of the right shape describe; ``policy`` is the id of its act.

    Slots from outside are read by :func:`glocal.loading.portfolio_items.read_provision`, which
    checks them first: here a wrong shape raises whatever Python raises.

    >>> slots = {"id": "p", "modality": "duty", "who": "school", "action": "enrolment"}
    >>> provision_of(slots, "act").group.basis.value
    'unsaid'
    """
    requires = slots.get("requires")
    return Provision(
        id=_word(slots["id"]),
        policy=policy,
        modality=Modality(slots["modality"]),
        bearer=_word(slots["who"]),
        action=_word(slots["action"]),
        group=group_of(slots.get("for", GroupBasis.UNSAID.value)),
        territory=_word(slots.get("territory", "")),
        period=period_of(slots),
        target=_word(slots["to"]) if slots.get("to") else None,
        requirements=None if requires is None else frozenset(_words(requires)),
        prerequisites=_words(slots.get("after", ())),
        means={Means(key): tri_of(value) for key, value in slots.get("means", {}).items()},
        gives=frozenset(Means(item) for item in slots.get("gives", ())),
        lifts=frozenset(_words(slots.get("lifts", ()))),
        benefit=_benefit(slots.get("benefit", {})),
        conditions={
            name: Range(_number(item.get("from")), _number(item.get("to")))
            for name, item in slots.get("conditions", {}).items()
        },
        phases=_words(slots.get("phases", ())),
        effects=tuple(
            Effect(
                goal=_word(item["goal"]),
                strength=int(item["strength"]),
                territory=_word(item["territory"]) if item.get("territory") else None,
                offset=yes(item.get("offset", False)),
            )
            for item in slots.get("effects", ())
        ),
        assumptions=tuple(
            Assumption(
                goal=_word(item["goal"]),
                support=Support(item.get("support", Support.NONE)),
                source=text_of(item.get("source", "")),
            )
            for item in slots.get("assumes", ())
        ),
        over=_words(slots.get("over", ())),
        ground=text_of(slots.get("ground", "")),
        article=text_of(slots.get("article", "")),
        quote=text_of(slots.get("quote", "")),
        confidence=Confidence(slots.get("sure", Confidence.SURE)),
        note=text_of(slots.get("note", "")),
    )


def provision_slots(provision: Provision) -> dict[str, Any]:
    """The slots of a provision, in the order of the form; what was not recorded is left out.

    ``provision_of(provision_slots(p), p.policy) == p`` for every ``p`` that came from slots.
    """
    slots: dict[str, Any] = {
        "id": provision.id,
        "modality": provision.modality.value,
        "who": provision.bearer,
        "action": provision.action,
        "for": group_slots(provision.group),
        "territory": provision.territory,
        **period_slots(provision.period),
        "requires": None if provision.requirements is None else in_order(provision.requirements),
        "after": list(provision.prerequisites),
        "means": {key.value: value.value for key, value in provision.means.items()},
        "to": provision.target,
        "gives": [item.value for item in Means if item in provision.gives],
        "lifts": in_order(provision.lifts),
        "benefit": _benefit_slots(provision.benefit),
        "conditions": {name: _range_slots(item) for name, item in provision.conditions.items()},
        "phases": list(provision.phases),
        "effects": [_effect_slots(item) for item in provision.effects],
        "assumes": [_assumption_slots(item) for item in provision.assumptions],
        "over": list(provision.over),
        "ground": provision.ground,
        "sure": "" if provision.confidence is Confidence.SURE else provision.confidence.value,
        "article": provision.article,
        "quote": provision.quote,
        "note": provision.note,
    }
    return {
        key: value
        for key, value in slots.items()
        if value not in (None, "", {}) and (value != [] or key == "requires")
    }


def group_of(value: str | Mapping[str, Iterable[str]]) -> Group:
    """The group of the slot ``for``: the values by dimension, or a word for none."""
    if isinstance(value, str):
        return Group({}, GroupBasis(value))
    return Group({_word(key): frozenset(_words(values)) for key, values in value.items()})


def group_slots(group: Group) -> str | dict[str, list[str]]:
    """The slot ``for`` of a group.

    >>> group_slots(Group({"age": frozenset({"6-17", "0-5"})}))
    {'age': ['0-5', '6-17']}
    """
    if not group.limits:
        basis = GroupBasis.EVERYBODY if group.basis is GroupBasis.NAMED else group.basis
        return basis.value
    return {key: in_order(values) for key, values in group.limits.items()}


def period_of(slots: Mapping[str, Any]) -> Period:
    """The period of the slots ``from`` and ``until``, of a provision or a policy."""
    return Period(_day(slots.get("from")), _day(slots.get("until")))


def period_slots(period: Period) -> dict[str, str | None]:
    """The slots ``from`` and ``until``, ``None`` where the period is open."""
    return {
        "from": None if period.start is None else period.start.isoformat(),
        "until": None if period.end is None else period.end.isoformat(),
    }


def in_order(values: Iterable[str]) -> list[str]:
    """Ids as people sort them: by the number in them first, so that ``6-17`` precedes ``18-24``."""
    return sorted(values, key=lambda value: (int((_NUMBER.findall(value) or ["-1"])[0]), value))


def tri_of(value: str | bool) -> Tri:
    """Yes, no or unknown; the truth values of YAML and JSON count as yes and no."""
    if isinstance(value, bool):
        return Tri.YES if value else Tri.NO
    return Tri(value)


def yes(value: str | bool) -> bool:
    """Whether a slot says yes, as a word or as a truth value."""
    return value if isinstance(value, bool) else value == Tri.YES


def text_of(value: str | int) -> str:
    """A text without spaces round it; the number of an article may be written as a number."""
    return str(value).strip()


def _word(value: str) -> str:
    return value.strip()


def _words(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(_word(value) for value in values)


def _day(value: str | None) -> date | None:
    return date.fromisoformat(value) if value else None


def _number(value: float | None) -> float | None:
    return None if value is None else float(value)


def _plain(value: float) -> float | int:
    """A whole number without its point, as people write it."""
    return int(value) if value.is_integer() else value


def _benefit(item: Mapping[str, Any]) -> Benefit | None:
    benefit = Benefit(
        _number(item.get("amount")), text_of(item.get("unit", "")), _number(item.get("months"))
    )
    return None if benefit == Benefit() else benefit


def _benefit_slots(benefit: Benefit | None) -> dict[str, Any] | None:
    if benefit is None:
        return None
    slots = {
        "amount": None if benefit.amount is None else _plain(benefit.amount),
        "unit": benefit.unit or None,
        "months": None if benefit.months is None else _plain(benefit.months),
    }
    return {key: value for key, value in slots.items() if value is not None}


def _range_slots(item: Range) -> dict[str, float | int]:
    slots = {"from": item.low, "to": item.high}
    return {key: _plain(value) for key, value in slots.items() if value is not None}


def _effect_slots(effect: Effect) -> dict[str, Any]:
    slots: dict[str, Any] = {"goal": effect.goal, "strength": effect.strength}
    if effect.territory is not None:
        slots["territory"] = effect.territory
    if effect.offset:
        slots["offset"] = Tri.YES.value
    return slots


def _assumption_slots(assumption: Assumption) -> dict[str, str]:
    slots = {"goal": assumption.goal, "support": assumption.support.value}
    if assumption.source:
        slots["source"] = assumption.source
    return slots
