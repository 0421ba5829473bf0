"""What differs between two portfolios, as far as the rules read it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from glocal.model.portfolio import Portfolio
from glocal.model.provision import Provision


class Beside(StrEnum):
    """What a portfolio says beside its provisions and a mend may change; ``TIES``: or an act."""

    TIES = "ties"
    COORDINATION = "coordination"
    CHANNELS = "channels"
    RATINGS = "ratings"


@dataclass(frozen=True)
class Change:
    """The provisions that are new, gone or different, and what else has changed.

    ``provisions`` has those that are different twice, as they were and as they are. ``names`` are
    their ids, ``excepted`` the ids of what one of them is an exception of, was or is.
    """

    provisions: tuple[Provision, ...]
    names: frozenset[str]
    excepted: frozenset[str]
    policies: frozenset[str]
    beside: frozenset[Beside]


def changes(before: Portfolio, after: Portfolio) -> Change | None:
    """What differs, ``None`` when it is more than provisions, ties, agreements and channels."""
    frame = replace(
        after,
        policies=before.policies,
        provisions=before.provisions,
        channels=before.channels,
        coordination=before.coordination,
        interactions=before.interactions,
    )
    if frame != before:
        return None
    beside = set()
    if before.coordination != after.coordination:
        beside.add(Beside.COORDINATION)
    if before.channels != after.channels:
        beside.add(Beside.CHANNELS)
    if before.interactions != after.interactions:
        beside.add(Beside.RATINGS)
    for name in before.policies.keys() | after.policies.keys():
        one, other = before.policies.get(name), after.policies.get(name)
        if one is None or other is None:
            beside.add(Beside.TIES)
        elif one is not other and one != other:
            if replace(one, ties=other.ties) != other:
                return None
            beside.add(Beside.TIES)
    touched = _touched(before.provisions, after.provisions)
    return Change(
        touched,
        frozenset(item.id for item in touched),
        frozenset(name for item in touched for name in item.over),
        frozenset(item.policy for item in touched),
        frozenset(beside),
    )


def _touched(
    before: Mapping[str, Provision], after: Mapping[str, Provision]
) -> tuple[Provision, ...]:
    found: list[Provision] = []
    for name, item in before.items():
        other = after.get(name)
        if item is not other and item != other:
            found += [item] if other is None else [item, other]
    return (*found, *(item for name, item in after.items() if name not in before))
