"""C2: what one provision promises, another closes to the same people.

An exclusion from the general closes the specific (``full``). An exclusion from a part of what is
promised is ``partial``. A duty to do it or a permission to use it clashes as a promise does.
"""

from __future__ import annotations

import numpy as np

from glocal.coherence.bars import PROMISES, barred, speaks_for
from glocal.coherence.base import CODES, Base
from glocal.coherence.draft import Draft, Found, MendDraft, found_pairs
from glocal.coherence.join import pairs_below
from glocal.coherence.overlap import (
    joined,
    on_one_line,
    same_conditions,
    same_days,
    same_people,
    unexcused,
    witness,
)
from glocal.coherence.standing import outranked
from glocal.model.finding import Slot
from glocal.model.provision import Modality

CODE = "C2"

VARIANTS = dict(zip(PROMISES, ("full", "duty", "permission"), strict=True))


def detect(base: Base) -> tuple[Found, ...]:
    """``rows``: (promise, exclusion)."""
    first, second = barred(base)
    whole = [
        found_pairs(
            variant,
            *(side[base.columns.modality[first] == CODES[modality]] for side in (first, second)),
        )
        for modality, variant in VARIANTS.items()
    ]
    return (*whole, _partial(base))


def _partial(base: Base) -> Found:
    """Exclusions from a part of what an entitlement promises."""
    columns = base.columns
    left, right = base.rows_of(Modality.EXCLUSION), base.rows_of(Modality.ENTITLEMENT)
    found = []
    for a, b in pairs_below(
        base.actions,
        base.areas,
        columns.action[left],
        columns.area[left],
        columns.action[right],
        columns.area[right],
    ):
        second, first = left[a], right[b]
        keep = columns.action[first] != columns.action[second]
        first, second = first[keep], second[keep]
        for test in (speaks_for, same_days, same_people, same_conditions):
            keep = test(base, first, second)
            first, second = first[keep], second[keep]
        keep = unexcused(base, first, second, columns.action[second])
        found.append((first[keep], second[keep]))
    return found_pairs("partial", *joined(found))


def identity(base: Base, found: Found, line: int) -> tuple[str, ...]:
    """What tells one hit from another, by names that last."""
    names = tuple(base.provisions[row].id for row in found.rows[line])
    return ("C2p" if found.variant == "partial" else CODE, *names)


def draft(base: Base, found: Found, line: int) -> Draft:
    """One hit in full."""
    p, q = (int(row) for row in found.rows[line])
    promise, exclusion = base.provisions[p], base.provisions[q]
    node = int(base.columns.action[q if found.variant == "partial" else p])
    action = base.actions.ids[node]
    here, there = base.policy_of(p).territory, base.policy_of(q).territory
    pair = np.array([p]), np.array([q])
    exception = MendDraft("state-exception", here, promise.id, {"over": exclusion.id})
    return Draft(
        CODE,
        found.variant,
        (p, q),
        ("promise", "exclusion"),
        (),
        witness(base, p, q, node),
        (Slot.ACTION, Slot.GROUP, Slot.TERRITORY, Slot.PERIOD),
        Slot.MODALITY,
        (
            MendDraft("narrow-exclusion", there, exclusion.id, {"action": action}),
            # An act cannot make itself an exception of one of higher rank.
            *([] if outranked(base, p, q) else [exception]),
            MendDraft("drop-exclusion", there, exclusion.id),
            MendDraft("say-who", here, promise.id, {"action": action}),
        ),
        {"action": action, "bearer": promise.bearer},
        core=base.action(node).core,
        reasons=() if on_one_line(base, *pair)[0] else ("other-body",),
        cause=exclusion.id,
    )
