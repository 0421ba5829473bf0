"""C12: a policy that shares its ground with several others and refers to none of them."""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from glocal.coherence.base import Base, Ints
from glocal.coherence.draft import Draft, Found, MendDraft
from glocal.coherence.join import distinct, pairs_below
from glocal.coherence.overlap import same_conditions, same_days, same_people
from glocal.model.finding import Slot
from glocal.model.provision import Modality

CODE = "C12"

SEVERAL = 3
"""So many other policies on the same ground make it worth a look."""

AT_ONCE = 32
"""Policies whose neighbours are looked up together: each look-up goes over all provisions."""

NORMS = (
    Modality.ENTITLEMENT,
    Modality.DUTY,
    Modality.PROHIBITION,
    Modality.PERMISSION,
    Modality.EXCLUSION,
)


def detect(base: Base) -> tuple[Found, ...]:
    """``nodes``: the number of the policy."""
    rows = base.rows_of(*NORMS)
    left = np.zeros(len(base.policies), dtype=np.bool_)
    left[_unaware(base)] = True
    # Most meet enough others in the acts that hold everywhere; only the rest is compared with all.
    wide = rows[base.areas.depth[base.columns.area[rows]] == 0]
    for others in (wide, rows):
        own = rows[left[base.columns.policy[rows]]]
        pairs = _meeting(base, own, others)
        left[np.bincount(pairs[:, 0], minlength=len(left)) >= SEVERAL] = False
    enough = np.zeros(len(base.policies), dtype=np.bool_)
    enough[_unaware(base)] = True
    nodes = np.flatnonzero(enough & ~left)[:, np.newaxis]
    return (Found("unaware", np.zeros((len(nodes), 0), dtype=np.int64), nodes),)


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


def _meeting(base: Base, own: Ints, others: Ints) -> Ints:
    """``(policy, other policy)`` with rows that overlap, each pair once: that of ``own`` first."""
    columns, size = base.columns, len(base.policies)
    codes = [np.zeros(0, dtype=np.int64)]
    for left, right, turned in ((own, others, False), (others, own, True)):
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
            one, two = (second, first) if turned else (first, second)
            codes.append(distinct(columns.policy[one] * size + columns.policy[two]))
    found = distinct(np.concatenate(codes))
    return np.stack((found // size, found % size), axis=1)


@lru_cache(maxsize=2)
def _neighbours(base: Base, chunk: int) -> Ints:
    """``(policy, other policy)`` of ``AT_ONCE`` policies with all that they meet."""
    norms = base.rows_of(*NORMS)
    return _meeting(base, norms[base.columns.policy[norms] // AT_ONCE == chunk], norms)


def identity(base: Base, found: Found, line: int) -> tuple[str, ...]:
    """What tells one hit from another, by names that last."""
    return (CODE, base.policies[int(found.nodes[line, 0])])


def draft(base: Base, found: Found, line: int) -> Draft:
    """One hit in full."""
    number = int(found.nodes[line, 0])
    name = base.policies[number]
    rows = np.flatnonzero(base.columns.policy == number)
    meeting = _neighbours(base, number // AT_ONCE)
    others = sorted(base.policies[other] for other in meeting[meeting[:, 0] == number, 1].tolist())
    place = base.portfolio.policies[name].territory
    return Draft(
        CODE,
        "unaware",
        (),
        (),
        (name,),
        tuple(map(base.region, rows.tolist())),
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
