"""C5: a task without the competence, the money or the staff to carry it.

What was recorded as missing is told for certain. What was not recorded is only asked about, and
only where another level gave the task: an authority that gives itself a task says that it can.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from glocal.coherence.base import NO_LEVEL, Base, Ints, Mask
from glocal.coherence.draft import Draft, Found, MendDraft, found_lines
from glocal.coherence.join import pairs_below
from glocal.coherence.regions import Region, remainder
from glocal.model.finding import Slot
from glocal.model.provision import Means, Modality, Tri

CODE = "C5"

VARIANTS = {
    Means.COMPETENCE: "no-competence",
    Means.MONEY: "no-money",
    Means.STAFF: "no-staff",
}


def detect(base: Base) -> tuple[Found, ...]:
    """``rows``: (duty,)."""
    return tuple(
        found_lines(variant, {(row,) for row in _without(base, means)}, 1)
        for means, variant in VARIANTS.items()
    )


def _without(base: Base, means: Means) -> Iterator[int]:
    rows = _asked(base, means)
    grants = _grants(base, rows, means)
    for row in rows.tolist():
        if row not in grants or _left(base, row, grants[row]):
            yield row


def _asked(base: Base, means: Means) -> Ints:
    """Tasks now for which the means are missing, or unknown where that is worth asking."""
    rows = base.rows_of(Modality.ENTITLEMENT, Modality.DUTY, now=True)
    bearer = base.columns.bearer[rows]
    public = np.array([base.organisation(node).public for node in bearer.tolist()], dtype=np.bool_)
    told = np.array(
        [_CODES[base.provisions[row].means.get(means, Tri.UNKNOWN)] for row in rows.tolist()],
        dtype=np.int64,
    )
    asked: Mask = told == _CODES[Tri.UNKNOWN]
    level = base.body_levels[bearer]
    asked &= (level != NO_LEVEL) & (level != base.columns.level[rows])
    if means is Means.COMPETENCE:
        asked &= ~_inherent(base, rows)
    elif means is Means.MONEY:
        asked &= base.flagged("costly")[base.columns.action[rows]]
    else:
        asked &= False
    missing = told == _CODES[Tri.NO]
    if means is Means.COMPETENCE:
        missing &= ~_inherent(base, rows)
    chosen: Ints = rows[public & (asked | missing)]
    return chosen


_CODES = {value: i for i, value in enumerate(Tri)}


def _inherent(base: Base, rows: Ints) -> Mask:
    """Whether the bearer is competent for the action by what it is."""
    known: dict[tuple[int, int], bool] = {}
    found = np.zeros(len(rows), dtype=np.bool_)
    for place, row in enumerate(rows.tolist()):
        key = int(base.columns.bearer[row]), int(base.columns.action[row])
        if key not in known:
            names = {base.actions.ids[node] for node in base.actions.above(key[1]).tolist()}
            known[key] = any(
                not names.isdisjoint(base.organisation(body).inherent)
                for body in base.organisations.above(key[0]).tolist()
            )
        found[place] = known[key]
    return found


def _grants(base: Base, rows: Ints, means: Means) -> dict[int, list[int]]:
    """By task, the grants of these means now that reach its bearer and action somewhere."""
    columns = base.columns
    grants = np.array(
        [
            row
            for row in base.rows_of(Modality.GRANT, now=True).tolist()
            if means in base.provisions[row].gives and columns.target[row] >= 0
        ],
        dtype=np.int64,
    )
    found: dict[int, list[int]] = {}
    for a, b in pairs_below(
        base.actions,
        base.areas,
        columns.action[rows],
        columns.area[rows],
        columns.action[grants],
        columns.area[grants],
    ):
        first, second = rows[a], grants[b]
        keep = base.organisations.below(columns.bearer[first], columns.target[second])
        for p, k in zip(first[keep].tolist(), second[keep].tolist(), strict=True):
            if base.covers(k, p):
                found.setdefault(p, []).append(k)
    return found


def _left(base: Base, row: int, grants: list[int]) -> tuple[Region, ...]:
    """Where a task has no grant."""
    region = base.region(row, now=True)
    whole = [
        Region(region.word, region.start, region.end, other.first, other.last)
        for other in map(base.region, grants)
    ]
    return remainder([region], whole, base.taxonomy.population)


def identity(base: Base, found: Found, line: int) -> tuple[str, ...]:
    """What tells one hit from another, by names that last."""
    means = next(item for item, variant in VARIANTS.items() if variant == found.variant)
    return (CODE, base.provisions[int(found.rows[line, 0])].id, means.value)


def draft(base: Base, found: Found, line: int) -> Draft:
    """One hit in full."""
    row = int(found.rows[line, 0])
    means = next(item for item, variant in VARIANTS.items() if variant == found.variant)
    duty = base.provisions[row]
    grants = _grants(base, np.array([row]), means).get(row, [])
    unknown = duty.means.get(means, Tri.UNKNOWN) is Tri.UNKNOWN
    transfer = {"action": duty.action, "organisation": duty.bearer, "means": means.value}
    return Draft(
        CODE,
        found.variant,
        (row,),
        ("duty",),
        (means.value,),
        _left(base, row, grants),
        (Slot.BEARER, Slot.ACTION, Slot.TERRITORY),
        Slot.MEANS,
        (MendDraft("transfer", base.policy_of(row).territory, "", transfer),),
        {"action": duty.action, "bearer": duty.bearer, "means": means.value},
        core=base.action(int(base.columns.action[row])).core,
        reasons=("means-unknown",) if unknown else (),
        cause=duty.id,
    )
