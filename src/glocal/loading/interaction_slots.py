"""An agreed interaction as slots, and back: for the YAML file and the spreadsheet."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from glocal.loading.known import Fault, Known
from glocal.loading.provision_slots import text_of, yes
from glocal.model.portfolio import AgreedInteraction
from glocal.model.provision import Tri


def interaction_of(slots: Mapping[str, Any]) -> AgreedInteraction:
    """The interaction that slots of the right shape describe."""
    return AgreedInteraction(
        source=slots["from"].strip(),
        target=slots["to"].strip(),
        value=float(slots["value"]),
        voices=slots["voices"],
        groups=slots["groups"],
        sure=float(slots["sure"]),
        matrix=text_of(slots.get("matrix", "")),
        rationale=text_of(slots.get("rationale", "")),
        offset=yes(slots.get("offset", Tri.NO.value)),
    )


def interaction_slots(item: AgreedInteraction) -> dict[str, Any]:
    """The slots of an interaction, in the order of the reference; what is empty is left out."""
    slots: dict[str, Any] = {
        "from": item.source,
        "to": item.target,
        "value": _number(item.value),
        "voices": item.voices,
        "groups": item.groups,
        "sure": _number(item.sure),
        "matrix": item.matrix,
        "rationale": item.rationale,
        "offset": Tri.YES.value if item.offset else "",
    }
    return {key: value for key, value in slots.items() if value != ""}


def interaction_faults(slots: Mapping[str, Any], known: Known) -> Iterator[Fault]:
    """Everything wrong in one interaction, as far as it can be seen by itself."""
    for key in ("from", "to"):
        yield from known.unknown("policy or goal", slots[key], (key,))
    if slots["from"].strip() == slots["to"].strip():
        yield ("to",), "Both ends are the same.", "Name two different ones."
    if slots["groups"] > slots["voices"]:
        yield (
            ("groups",),
            f"{slots['voices']} voices cannot come from {slots['groups']} groups.",
            "Mend one of the two: each group has a voice at least.",
        )
    if yes(slots.get("offset", Tri.NO.value)) and slots["value"] >= 0:
        yield (
            ("offset",),
            "Only what harms can be made up for.",
            "Leave 'offset' out, or mend the value.",
        )


def pair_of(slots: Mapping[str, Any]) -> tuple[str, str, str]:
    """What tells an interaction from others: its ends and its matrix."""
    return slots["from"].strip(), slots["to"].strip(), text_of(slots.get("matrix", ""))


def _number(value: float) -> float | int:
    return int(value) if value.is_integer() else value
