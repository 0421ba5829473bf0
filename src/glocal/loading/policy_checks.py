"""What can be wrong in the header of one policy that has the right shape."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from glocal.loading.known import Fault, Known
from glocal.loading.provision_checks import period_faults
from glocal.model.kinds import Level
from glocal.model.policy import PolicyStatus, Tie

LEVELS = tuple(Level)
"""Lowest first."""


def policy_faults(slots: Mapping[str, Any], known: Known) -> Iterator[Fault]:
    """Everything wrong in the header of a policy, as far as it can be seen by itself."""
    yield from known.unknown("territory", slots["territory"], ("territory",))
    yield from known.unknown_each("sector", slots.get("sectors", ()), ("sectors",))
    if slots.get("responsible"):
        yield from known.unknown("organisation", slots["responsible"], ("responsible",))
    yield from period_faults(slots)
    yield from _level_faults(slots, known)
    if slots.get("status") == PolicyStatus.REPEALED and "until" not in slots:
        yield (
            ("status",),
            "The policy is repealed but has no end.",
            "Add 'until', the first day on which it no longer holds, or mend 'status'.",
        )
    for tie in Tie:
        named = slots.get("ties", {}).get(tie.value, ())
        yield from known.unknown_each("policy", named, ("ties", tie.value))
        if slots["id"] in named:
            yield ("ties", tie.value), "A policy has no tie to itself.", "Leave its own id out."


def _level_faults(slots: Mapping[str, Any], known: Known) -> Iterator[Fault]:
    """A body of a lower level cannot make law for a territory of a higher one."""
    area = known.areas.get(slots["territory"].strip())
    level = Level(slots["level"])
    if area is not None and LEVELS.index(level) < LEVELS.index(area.level):
        yield (
            ("level",),
            f"A {level} policy cannot apply to the whole of {area.name} ({area.level}).",
            "Mend 'level' (that of the body which issued it), or 'territory'.",
        )
