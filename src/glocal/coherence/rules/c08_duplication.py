"""C8: two bodies must do the same for much the same people in one territory, uncoordinated."""

from __future__ import annotations

import numpy as np

from glocal.coherence.base import Base, Ints, Mask
from glocal.coherence.draft import Draft, Found, MendDraft, found_pairs
from glocal.coherence.join import Lookup
from glocal.coherence.overlap import on_one_line, same_conditions, same_days, same_people
from glocal.coherence.words import sizes
from glocal.model.finding import Slot
from glocal.model.provision import Modality

CODE = "C8"

OVERLAP = 0.5
"""Share of those concerned by either of two provisions whom both must concern (Jaccard)."""


def detect(base: Base) -> tuple[Found, ...]:
    """``rows``: (first, second)."""
    firsts, seconds = [], []
    for modality in (Modality.ENTITLEMENT, Modality.DUTY):
        rows = base.rows_of(modality)
        first, second = _same_place(base, rows)
        for test in (_apart, same_days, same_people, same_conditions, _alike):
            keep = test(base, first, second)
            first, second = first[keep], second[keep]
        firsts.append(first)
        seconds.append(second)
    first, second = np.concatenate(firsts), np.concatenate(seconds)
    swap = np.array(
        [
            base.provisions[q].id < base.provisions[p].id
            for p, q in zip(first.tolist(), second.tolist(), strict=True)
        ],
        dtype=np.bool_,
    )
    return (found_pairs("duplicate", np.where(swap, second, first), np.where(swap, first, second)),)


def _same_place(base: Base, rows: Ints) -> tuple[Ints, Ints]:
    """Pairs, each once, of one action and one territory."""
    place = np.array(
        [
            base.areas.index[base.provisions[row].territory or base.policy_of(row).territory]
            for row in rows.tolist()
        ],
        dtype=np.int64,
    )
    width = len(base.areas.ids)
    keys = base.columns.action[rows] * width + place
    a, b = Lookup(keys, len(base.actions.ids) * width).find(keys)
    keep = a < b
    # Bodies with areas of their own may never meet inside one territory.
    area = base.columns.area[rows]
    keep &= base.areas.below(area[a], area[b]) | base.areas.below(area[b], area[a])
    return rows[a[keep]], rows[b[keep]]


def _apart(base: Base, first: Ints, second: Ints) -> Mask:
    """Whether the policies and the lines of the bearers differ and nothing ties them."""
    columns = base.columns
    found = (columns.policy[first] != columns.policy[second]) & ~on_one_line(base, first, second)
    for place in np.flatnonzero(found).tolist():
        p, q = int(first[place]), int(second[place])
        tied = (base.policy_of(p).id, base.policy_of(q).id) in base.tied
        if tied or base.are_coordinated(p, q, int(columns.action[p])):
            found[place] = False
    return np.asarray(found)


def _alike(base: Base, first: Ints, second: Ints) -> Mask:
    """Whether the groups overlap enough."""
    population, word = base.taxonomy.population, base.columns.word
    both = sizes(population, word[first] & word[second])
    either = sizes(population, word[first]) + sizes(population, word[second]) - both
    return np.asarray(both >= OVERLAP * either)


def identity(base: Base, found: Found, line: int) -> tuple[str, ...]:
    """What tells one hit from another, by names that last."""
    return (CODE, *(base.provisions[row].id for row in found.rows[line]))


def draft(base: Base, found: Found, line: int) -> Draft:
    """One hit in full."""
    p, q = (int(row) for row in found.rows[line])
    first, second = base.provisions[p], base.provisions[q]
    common = base.region(p).meet(base.region(q), base.taxonomy.population)
    return Draft(
        CODE,
        "duplicate",
        (p, q),
        ("first", "second"),
        (),
        (common,) if common else (),
        (Slot.ACTION, Slot.GROUP, Slot.TERRITORY, Slot.PERIOD),
        Slot.BEARER,
        (
            MendDraft(
                "agree-coordination",
                base.policy_of(p).territory,
                "",
                {"first": first.bearer, "second": second.bearer, "action": first.action},
            ),
        ),
        {"action": first.action},
        core=base.action(int(base.columns.action[p])).core,
        cause=first.action,
    )
