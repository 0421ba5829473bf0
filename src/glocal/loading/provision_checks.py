"""What can be wrong in the slots of one provision that have the right shape."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from glocal.loading.known import Fault, Known, Path
from glocal.model.policy import Policy
from glocal.model.provision import Modality, Period

Slots = Mapping[str, Any]

NEEDED: Mapping[Modality, Mapping[str, str]] = {
    Modality.REPORT: {"to": "the authority that gets the data"},
    Modality.SHARE: {"to": "the body that gets the data"},
    Modality.GRANT: {
        "to": "the body that gets the means",
        "gives": "competence, money or staff",
    },
}
"""Slots without which a provision of that modality says nothing."""

ONLY: Mapping[str, tuple[Modality, ...]] = {
    "to": (Modality.REPORT, Modality.SHARE, Modality.GRANT),
    "gives": (Modality.GRANT,),
    "lifts": (Modality.SUPPORT,),
}
"""Slots that mean something only with these modalities."""


def provision_faults(slots: Slots, known: Known, policy: Policy | None = None) -> Iterator[Fault]:
    """Everything wrong in ``slots``; ``policy`` is its act, ``None`` when that has errors."""
    yield from _unknown_names(slots, known)
    yield from _misfits(slots)
    yield from period_faults(slots)
    if policy is not None:
        yield from _outside(slots, policy.period)
    yield from _impossible_group(slots, known)
    yield from _impossible_ranges(slots)
    home = policy.territory if policy is not None else ""
    # One of the two is enough: what lies elsewhere is seldom a place of the body either.
    yield from list(_elsewhere(slots, known, home)) or _nowhere(slots, known, home)
    if slots["id"] in slots.get("over", ()):
        yield ("over",), "A provision is no exception of itself.", "Leave its own id out."


def period_faults(slots: Slots) -> Iterator[Fault]:
    """Days that no calendar has, and an end that is not after the start."""
    days = {key: day_of(slots[key]) for key in ("from", "until") if key in slots}
    for key, day in days.items():
        if day is None:
            yield (key,), f"There is no day {slots[key]}.", _day_mend(slots[key])
    start, end = days.get("from"), days.get("until")
    if start is not None and end is not None and end <= start:
        yield (
            ("until",),
            f"It ends ({end}) before it has begun ({start}).",
            "Mend one of the two; 'until' is the first day on which it no longer holds.",
        )


def day_of(text: str) -> date | None:
    """The day that a text of the form 2015-09-01 names, ``None`` when no calendar has it."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _day_mend(text: str) -> str:
    year, month = int(text[:4]), int(text[5:7])
    if 1 <= month <= 12 and year:
        return f"That month has {monthrange(year, month)[1]} days."
    return "Write year, month and day, as in 2015-09-01."


def _unknown_names(slots: Slots, known: Known) -> Iterator[Fault]:
    for key, what in (
        ("who", "organisation"),
        ("to", "organisation"),
        ("action", "action"),
        ("territory", "territory"),
    ):
        if slots.get(key) or key in {"who", "action"}:
            yield from known.unknown(what, slots[key], (key,))
    for key, what in (
        ("requires", "barrier"),
        ("lifts", "barrier"),
        ("after", "action"),
        ("phases", "phase"),
        ("over", "provision"),
    ):
        yield from known.unknown_each(what, slots.get(key, ()), (key,))
    for key in ("effects", "assumes"):
        for index, item in enumerate(slots.get(key, ())):
            path: Path = (key, index)
            yield from known.unknown("goal", item["goal"], (*path, "goal"))
            if item.get("territory"):
                yield from known.unknown("territory", item["territory"], (*path, "territory"))
    if isinstance(slots.get("for"), Mapping):
        yield from known.unknown_values(slots["for"], ("for",))


def _misfits(slots: Slots) -> Iterator[Fault]:
    modality = Modality(slots["modality"])
    for key, about in NEEDED.get(modality, {}).items():
        if not slots.get(key):
            yield ("modality",), f"A {modality} needs '{key}': {about}.", f"Add '{key}'."
    for key, modalities in ONLY.items():
        if slots.get(key) and modality not in modalities:
            fitting = " or ".join(modalities)
            yield (
                (key,),
                f"A provision of the kind '{modality}' has no '{key}'.",
                f"Leave it out; it belongs to {fitting}.",
            )


def _outside(slots: Slots, period: Period) -> Iterator[Fault]:
    """A provision cannot hold before its policy begins, nor after it has ended."""
    start, end = (day_of(slots.get(key, "")) for key in ("from", "until"))
    if start is not None:
        if period.start is not None and start < period.start:
            yield (
                ("from",),
                f"It begins ({start}) before its policy does ({period.start}).",
                "Mend one of the two, or leave it out: then the dates of the policy hold.",
            )
        elif period.end is not None and start >= period.end:
            yield (
                ("from",),
                f"It begins ({start}) when its policy has ended ({period.end}).",
                "Mend one of the two, or leave it out: then the dates of the policy hold.",
            )
    if end is not None:
        if period.end is not None and end > period.end:
            yield (
                ("until",),
                f"It ends ({end}) after its policy does ({period.end}).",
                "Mend one of the two, or leave it out: then the dates of the policy hold.",
            )
        elif period.start is not None and end <= period.start:
            yield (
                ("until",),
                f"It ends ({end}) before its policy begins ({period.start}).",
                "Mend one of the two, or leave it out: then the dates of the policy hold.",
            )


def _impossible_group(slots: Slots, known: Known) -> Iterator[Fault]:
    limits = slots.get("for")
    if not isinstance(limits, Mapping) or list(known.unknown_values(limits, ())):
        return
    population = known.taxonomy.population
    word = population.word({key.strip(): {v.strip() for v in limits[key]} for key in limits})
    if not population.possible(word):
        told = "; ".join(f"{key}: {', '.join(values)}" for key, values in limits.items())
        yield ("for",), f"Nobody is all of this at once ({told}).", "Mend one of these values."


def _impossible_ranges(slots: Slots) -> Iterator[Fault]:
    for name, item in slots.get("conditions", {}).items():
        if "from" in item and "to" in item and item["from"] > item["to"]:
            yield (
                ("conditions", name),
                f"No number is at least {item['from']} and at most {item['to']}.",
                "Exchange the two, or mend one.",
            )


def _elsewhere(slots: Slots, known: Known, territory: str) -> Iterator[Fault]:
    """What an act lays down holds in its territory or in a part of it, nowhere above or beside."""
    place = slots.get("territory", "").strip()
    if place and not known.lies_in(place, territory):
        yield (
            ("territory",),
            f"The provision applies in '{place}', which is not part of '{territory}' as its policy "
            "is.",
            "Name the territory of the policy or one below it, or leave it out.",
        )


def _nowhere(slots: Slots, known: Known, territory: str) -> Iterator[Fault]:
    """A body that must act where it has no say: the provision would hold nowhere."""
    place = known.place_of(slots["who"].strip())
    where = (slots.get("territory") or territory).strip()
    if place and where and not known.on_one_line(place, where):
        yield (
            ("territory" if slots.get("territory") else "who",),
            f"The provision applies in '{where}', but '{slots['who']}' is a body of '{place}'.",
            "Mend one of the two: a provision applies where its body does.",
        )
