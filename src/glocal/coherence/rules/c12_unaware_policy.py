"""C12: a policy that shares its ground with several others and refers to none of them."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

import numpy as np

from glocal.coherence.base import Base, Ints
from glocal.coherence.draft import Draft, Found, MendDraft
from glocal.coherence.join import pairs_below
from glocal.coherence.overlap import same_conditions, same_days, same_people
from glocal.model.finding import Slot
from glocal.model.provision import Modality

CODE = "C12"

SEVERAL = 3
"""So many other policies on the same ground make it worth a look."""

NORMS = (
    Modality.ENTITLEMENT,
    Modality.DUTY,
    Modality.PROHIBITION,
    Modality.PERMISSION,
    Modality.EXCLUSION,
)


def detect(base: Base) -> tuple[Found, ...]:
    """``nodes``: the number of the policy."""
    hits = [
        number for number, others in sorted(_neighbours(base).items()) if len(others) >= SEVERAL
    ]
    nodes = np.array(hits, dtype=np.int64).reshape(len(hits), 1)
    return (Found("unaware", np.zeros((len(hits), 0), dtype=np.int64), nodes),)


def _unaware(base: Base) -> list[int]:
    """Policies that refer to no other, and whose responsible body coordinates with nobody."""
    referring = {one for pair in base.tied for one in pair}
    tree = base.organisations
    bodies = {body for one, two, _ in base.coordinated for body in (one, two)}
    found = []
    for number, name in enumerate(base.policies):
        own = tree.index.get(base.portfolio.policies[name].responsible)
        coordinates = own is not None and any(
            tree.is_below(own, body) or tree.is_below(body, own) for body in bodies
        )
        if name not in referring and not coordinates:
            found.append(number)
    return found


@lru_cache(maxsize=2)
def _neighbours(base: Base) -> Mapping[int, tuple[int, ...]]:
    """By unaware policy, the others on its ground."""
    alone = np.zeros(len(base.policies), dtype=np.bool_)
    alone[_unaware(base)] = True
    rows = base.rows_of(*NORMS)
    own = rows[alone[base.columns.policy[rows]]]
    pairs = {
        (int(one), int(two))
        for chunk in (*_meeting(base, own, rows), *_meeting(base, rows, own, turned=True))
        for one, two in chunk
    }
    found: dict[int, list[int]] = {}
    for one, two in sorted(pairs):
        found.setdefault(one, []).append(two)
    return {one: tuple(others) for one, others in found.items()}


def _meeting(base: Base, left: Ints, right: Ints, *, turned: bool = False) -> list[Ints]:
    """Pairs of policies with rows that overlap: that of ``own`` first."""
    columns = base.columns
    found = []
    for a, b in pairs_below(
        base.actions,
        base.areas,
        columns.action[left],
        columns.area[left],
        columns.action[right],
        columns.area[right],
    ):
        first, second = left[a], right[b]
        keep = columns.policy[first] != columns.policy[second]
        first, second = first[keep], second[keep]
        for test in (same_days, same_people, same_conditions):
            keep = test(base, first, second)
            first, second = first[keep], second[keep]
        if turned:
            first, second = second, first
        pairs = np.stack((columns.policy[first], columns.policy[second]), axis=1)
        found.append(np.unique(pairs, axis=0))
    return found


def identity(base: Base, found: Found, line: int) -> tuple[str, ...]:
    """What tells one hit from another, by names that last."""
    return (CODE, base.policies[int(found.nodes[line, 0])])


def draft(base: Base, found: Found, line: int) -> Draft:
    """One hit in full."""
    number = int(found.nodes[line, 0])
    name = base.policies[number]
    others = sorted(base.policies[other] for other in _neighbours(base)[number])
    rows = np.flatnonzero(base.columns.policy == number).tolist()
    place = base.portfolio.policies[name].territory
    return Draft(
        CODE,
        "unaware",
        (),
        (),
        (name,),
        tuple(map(base.region, rows)),
        (Slot.ACTION, Slot.GROUP, Slot.TERRITORY),
        Slot.CHANNEL,
        (
            MendDraft("cite", place, "", {"policy": name, "other": others[0]}),
            MendDraft("coordinate", place, "", {"policy": name, "other": others[0]}),
        ),
        {"policy": name, "count": str(len(others)), "neighbours": " ".join(others)},
        collective=True,
        cause=name,
        areas=(place,),
    )
