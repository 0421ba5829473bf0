"""C1: one body must or may do what it must not do, or must keep to itself what it must hand on.

A ban on the general bans the specific, and a ban on a body binds those below it. The reverse is no
contradiction: a duty on the general can be met in another way than the one that is banned, until
all ways are (``exhausted``).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from glocal.coherence.base import Base, Ints, Mask
from glocal.coherence.draft import Draft, Found, MendDraft, found_lines, found_pairs
from glocal.coherence.join import pairs_below
from glocal.coherence.overlap import (
    clashing_pairs,
    on_one_line,
    same_conditions,
    same_days,
    same_people,
    unexcused,
    witness,
)
from glocal.coherence.regions import Region, remainder
from glocal.coherence.standing import outranked
from glocal.model.finding import Slot
from glocal.model.provision import Modality

CODE = "C1"


def detect(base: Base) -> tuple[Found, ...]:
    """``rows``: (duty or promise, ban), (data rule, firewall); ``exhausted``: (duty,)."""
    bans = base.rows_of(Modality.PROHIBITION)
    own = _against_bans(base, base.rows_of(Modality.DUTY, Modality.PERMISSION), bans)
    offers = _against_bans(base, base.rows_of(Modality.ENTITLEMENT), bans)
    data, walls = clashing_pairs(
        base,
        base.rows_of(Modality.REPORT, Modality.SHARE),
        base.rows_of(Modality.FIREWALL),
        lambda a, b: on_one_line(base, a, b),
        beside=True,
    )
    if base.over and len(data):
        apart = np.array(
            [
                (p, q) not in base.over and (q, p) not in base.over
                for p, q in zip(data.tolist(), walls.tolist(), strict=True)
            ],
            dtype=np.bool_,
        )
        data, walls = data[apart], walls[apart]
    return (
        found_pairs("duty-ban", *own),
        found_pairs("offer-ban", *offers),
        found_pairs("data-firewall", data, walls),
        found_lines("exhausted", {(row,) for row in exhausted(base)}, 1),
    )


def identity(base: Base, found: Found, line: int) -> tuple[str, ...]:
    """What tells one hit from another, by names that last."""
    names = tuple(base.provisions[row].id for row in found.rows[line])
    return ("C1x" if found.variant == "exhausted" else CODE, *names)


def draft(base: Base, found: Found, line: int) -> Draft:
    """One hit in full."""
    if found.variant == "exhausted":
        return _draft_exhausted(base, int(found.rows[line, 0]))
    p, q = (int(row) for row in found.rows[line])
    first, second = base.provisions[p], base.provisions[q]
    data = found.variant == "data-firewall"
    action = deeper(base, p, q)
    place = base.policy_of(q).territory
    narrow = {"action": base.actions.ids[action], "excluded": first.id}
    mends = [MendDraft("narrow-ban", place, second.id, narrow)]
    if data:
        mends = [MendDraft("align-upward", base.policy_of(p).territory, first.id, narrow)]
    winner = MendDraft(
        "state-exception", base.policy_of(p).territory, first.id, {"over": second.id}
    )
    if not outranked(base, p, q):
        mends.append(winner)
    mends.append(MendDraft("drop-ban", place, second.id))
    common = base.region(p).meet(base.region(q), base.taxonomy.population)
    where = (common,) if common and data else witness(base, p, q, int(base.columns.action[p]))
    return Draft(
        CODE,
        found.variant,
        (p, q),
        {
            "duty-ban": ("duty", "ban"),
            "offer-ban": ("promise", "ban"),
            "data-firewall": ("data", "firewall"),
        }[found.variant],
        (),
        where,
        (Slot.BEARER, Slot.ACTION, Slot.GROUP, Slot.TERRITORY, Slot.PERIOD),
        Slot.MODALITY,
        tuple(mends),
        {"action": base.actions.ids[action], "bearer": first.bearer},
        core=base.action(action).core,
        cause=second.id,
    )


def deeper(base: Base, p: int, q: int) -> int:
    """The action of two rows on one line that is the more specific."""
    one, two = int(base.columns.action[p]), int(base.columns.action[q])
    return one if base.actions.is_below(one, two) else two


def _against_bans(base: Base, rows: Ints, bans: Ints) -> tuple[Ints, Ints]:
    bearer, below = base.columns.bearer, base.organisations.below

    def bound(first: Ints, second: Ints) -> Mask:
        return below(bearer[first], bearer[second])

    first, second = clashing_pairs(base, rows, bans, bound)
    passed = unexcused(base, first, second, base.columns.action[first])
    return first[passed], second[passed]


# ------------------------------------------------------------ every way of complying is banned
@dataclass(frozen=True)
class Exhausted:
    """The bans on every part of a duty, where, and those of them each of which alone ends it."""

    bans: tuple[int, ...]
    where: tuple[Region, ...]
    ending: tuple[int, ...]


@lru_cache(maxsize=2)
def exhausted(base: Base) -> Mapping[int, Exhausted]:
    """Duties on something general of which every part is banned."""
    children = _children(base)
    found = {}
    for row, bans in _partly_banned(base).items():
        wanted = children[int(base.columns.action[row])]
        if {int(base.columns.action[ban]) for ban in bans}.issuperset(wanted):
            used, where = _all_banned(base, row, bans, wanted)
            if where:
                ending = [ban for ban in used if _opens(base, row, ban, bans, wanted)]
                found[row] = Exhausted(used, where, tuple(ending))
    return found


def _opens(base: Base, row: int, ban: int, bans: list[int], wanted: list[int]) -> bool:
    """Whether without one ban the duty can be met everywhere: no other closes the same part."""
    rest = [other for other in bans if other != ban]
    return not _all_banned(base, row, rest, wanted)[1]


def _partly_banned(base: Base) -> Mapping[int, list[int]]:
    """The bans on a part of what each duty asks, by row."""
    columns, bearer = base.columns, base.columns.bearer
    bans, duties = base.rows_of(Modality.PROHIBITION), base.rows_of(Modality.DUTY)
    found: dict[int, list[int]] = defaultdict(list)
    for a, b in pairs_below(
        base.actions,
        base.areas,
        columns.action[bans],
        columns.area[bans],
        columns.action[duties],
        columns.area[duties],
    ):
        ban, duty = bans[a], duties[b]
        keep = base.actions.parent[columns.action[ban]] == columns.action[duty]
        keep &= base.organisations.below(bearer[duty], bearer[ban])
        ban, duty = ban[keep], duty[keep]
        for test in (same_days, same_people, same_conditions):
            keep = test(base, duty, ban)
            ban, duty = ban[keep], duty[keep]
        for row, other in zip(duty.tolist(), ban.tolist(), strict=True):
            if (other, row) not in base.over:
                found[row].append(other)
    return found


def _all_banned(
    base: Base, row: int, bans: list[int], children: list[int]
) -> tuple[tuple[int, ...], tuple[Region, ...]]:
    """Where every child is banned: what is left of the duty's region, child by child."""
    left: tuple[Region, ...] = (base.region(row),)
    used: list[int] = []
    population = base.taxonomy.population
    for child in children:
        banned: list[Region] = []
        for ban in bans:
            if base.actions.is_below(child, int(base.columns.action[ban])):
                pieces = witness(base, row, ban, child)
                kept = [
                    common
                    for piece in pieces
                    for region in left
                    if (common := piece.meet(region, population)) is not None
                ]
                # Disjoint, so that the next child does not count a place twice.
                fresh = remainder(kept, banned, population)
                if fresh:
                    used.append(ban)
                banned += fresh
        left = tuple(banned)
        if not left:
            return (), ()
    return tuple(dict.fromkeys(used)), left


def _children(base: Base) -> list[list[int]]:
    found: list[list[int]] = [[] for _ in base.actions.ids]
    for node, parent in enumerate(base.actions.parent.tolist()):
        if parent >= 0:
            found[parent].append(node)
    return found


def _draft_exhausted(base: Base, row: int) -> Draft:
    known = exhausted(base)[row]
    duty = base.provisions[row]
    return Draft(
        CODE,
        "exhausted",
        (row, *known.bans),
        ("duty", *("ban" for _ in known.bans)),
        (),
        known.where,
        (Slot.BEARER, Slot.GROUP, Slot.TERRITORY, Slot.PERIOD),
        Slot.ACTION,
        tuple(
            MendDraft("drop-ban", base.policy_of(ban).territory, base.provisions[ban].id)
            for ban in known.ending
        ),
        {"action": duty.action, "bearer": duty.bearer},
        core=base.action(int(base.columns.action[row])).core,
        cause=duty.id,
    )
