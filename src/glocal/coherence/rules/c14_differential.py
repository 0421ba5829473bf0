"""C14: one body gives two groups different benefits, and no ground for it is stated."""

from __future__ import annotations

import numpy as np

from glocal.coherence.base import Base
from glocal.coherence.draft import Draft, Found, MendDraft, found_pairs
from glocal.coherence.join import Lookup
from glocal.coherence.overlap import same_days
from glocal.coherence.regions import Region
from glocal.model.finding import Slot
from glocal.model.provision import Modality

CODE = "C14"


def detect(base: Base) -> tuple[Found, ...]:
    """``rows``: (first, second)."""
    columns, tree = base.columns, base.areas
    rows = base.rows_of(Modality.ENTITLEMENT)
    rows = rows[
        np.array(
            [
                base.provisions[row].benefit is not None and not base.provisions[row].ground
                for row in rows.tolist()
            ],
            dtype=np.bool_,
        )
    ]
    keys = columns.action[rows] * len(base.organisations.ids) + columns.bearer[rows]
    size = len(base.actions.ids) * len(base.organisations.ids)
    a, b = Lookup(keys, size).find(keys)
    keep = a < b
    first, second = rows[a[keep]], rows[b[keep]]
    area = columns.area[first], columns.area[second]
    keep = tree.below(*area) | tree.below(area[1], area[0])
    first, second = first[keep], second[keep]
    keep = same_days(base, first, second)
    first, second = first[keep], second[keep]
    pairs = [
        (p, q) if base.provisions[p].id < base.provisions[q].id else (q, p)
        for p, q in zip(first.tolist(), second.tolist(), strict=True)
        if _differ(base, p, q) and _dimension(base, p, q) is not None
    ]
    table = np.array(pairs, dtype=np.int64).reshape(len(pairs), 2)
    return (found_pairs("difference", table[:, 0], table[:, 1]),)


def _differ(base: Base, p: int, q: int) -> bool:
    """Whether the benefits can be compared and are not the same."""
    one, two = base.provisions[p].benefit, base.provisions[q].benefit
    if one is None or two is None or one.unit != two.unit:
        return False
    return any(
        None not in pair and pair[0] != pair[1]
        for pair in ((one.amount, two.amount), (one.months, two.months))
    )


def _dimension(base: Base, p: int, q: int) -> str | None:
    """The one protected dimension that tells the two groups apart."""
    one, two = int(base.columns.word[p]), int(base.columns.word[q])
    apart = [
        (item, field)
        for item, field in zip(
            base.taxonomy.population.dimensions, base.taxonomy.population.fields, strict=True
        )
        if one & field != two & field
    ]
    if len(apart) != 1:
        return None
    item, field = apart[0]
    return item.id if item.protected and one & two & field == 0 else None


def identity(base: Base, found: Found, line: int) -> tuple[str, ...]:
    """What tells one hit from another, by names that last."""
    return (CODE, *(base.provisions[row].id for row in found.rows[line]))


def draft(base: Base, found: Found, line: int) -> Draft:
    """One hit in full."""
    p, q = (int(row) for row in found.rows[line])
    first, second = base.provisions[p], base.provisions[q]
    one, two = base.region(p), base.region(q)
    begin, end = max(one.start, two.start), min(one.end, two.end)
    leaves = max(one.first, two.first), min(one.last, two.last)
    dimension = _dimension(base, p, q)
    if dimension is None:
        raise ValueError("The two groups do not differ in one protected dimension.")
    here = base.policy_of(p).territory
    return Draft(
        CODE,
        "difference",
        (p, q),
        ("first", "second"),
        (),
        tuple(Region(region.word, begin, end, *leaves) for region in (one, two)),
        (Slot.BEARER, Slot.ACTION, Slot.TERRITORY, Slot.PERIOD),
        Slot.BENEFIT,
        (
            MendDraft("align", here, first.id, {"other": second.id}),
            MendDraft("state-ground", here, first.id, {"dimension": dimension}),
        ),
        {"action": first.action, "dimension": dimension},
        core=base.action(int(base.columns.action[p])).core,
        cause=first.action,
    )
