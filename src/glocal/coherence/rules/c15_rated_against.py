"""C15: raters agree that two policies in force together work against one another."""

from __future__ import annotations

import numpy as np

from glocal.coherence.base import Base
from glocal.coherence.draft import Draft, Found, MendDraft
from glocal.coherence.rated import STRONG, common, coordinated, rated_pairs
from glocal.model.finding import Slot
from glocal.model.portfolio import AgreedInteraction

CODE = "C15"

CANCELLING = 2.5
"""From this harm on, raters lean towards the one making the other impossible."""


def detect(base: Base) -> tuple[Found, ...]:
    """``nodes``: the numbers of the two policies, in the order of their ids."""
    number = {name: place for place, name in enumerate(base.policies)}
    hits: dict[str, list[tuple[int, int]]] = {"counteracting": [], "cancelling": []}
    for (first, second), items in rated_pairs(base).items():
        worst = min((item.value for item in items if _harms(item)), default=0.0)
        if worst < 0 and not coordinated(base, first, second):
            variant = "cancelling" if worst <= -CANCELLING else "counteracting"
            hits[variant].append((number[first], number[second]))
    return tuple(
        Found(
            variant,
            np.zeros((len(pairs), 0), dtype=np.int64),
            np.array(pairs, dtype=np.int64).reshape(len(pairs), 2),
        )
        for variant, pairs in hits.items()
    )


def _harms(item: AgreedInteraction) -> bool:
    return item.value <= -STRONG and not item.offset


def identity(base: Base, found: Found, line: int) -> tuple[str, ...]:
    """What tells one hit from another, by names that last."""
    return (CODE, *(base.policies[node] for node in found.nodes[line].tolist()))


def draft(base: Base, found: Found, line: int) -> Draft:
    """One hit in full."""
    first, second = (base.policies[node] for node in found.nodes[line].tolist())
    one, two = (base.portfolio.policies[name] for name in (first, second))
    lower = max(one.territory, two.territory, key=lambda area: base.areas.depth[_node(base, area)])
    where = common(base, first, second)
    both = {"policy": first, "counterpart": second}
    mends = [MendDraft("make-up", lower, "", both), MendDraft("talk-over", lower, "", both)]
    if one.responsible != two.responsible:
        mends.insert(0, MendDraft("coordinate", lower, "", both))
    return Draft(
        CODE,
        found.variant,
        (),
        (),
        (first, second),
        (where,) if where is not None else (),
        (Slot.TERRITORY, Slot.PERIOD),
        Slot.GOAL,
        tuple(mends),
        both,
        collective=True,
        cause=f"{first} {second}",
        areas=(lower,),
        policies=(first, second),
    )


def _node(base: Base, area: str) -> int:
    return base.areas.index[area]
