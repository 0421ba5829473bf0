"""S2: raters agree that a policy clearly helps another, and nothing brings the two together."""

from __future__ import annotations

import numpy as np

from glocal.coherence.base import Base
from glocal.coherence.draft import Draft, Found, MendDraft
from glocal.coherence.rated import STRONG, common, coordinated, rated_pairs, share_a_body
from glocal.model.finding import Slot

CODE = "S2"


def detect(base: Base) -> tuple[Found, ...]:
    """``nodes``: the numbers of the two policies, in the order of their ids."""
    number = {name: place for place, name in enumerate(base.policies)}
    hits = [
        (number[first], number[second])
        for (first, second), items in rated_pairs(base).items()
        if max(item.value for item in items) >= STRONG
        and min(item.value for item in items) > -STRONG
        and (first, second) not in base.tied
        and not coordinated(base, first, second)
        and not share_a_body(base, first, second)
    ]
    nodes = np.array(hits, dtype=np.int64).reshape(len(hits), 2)
    return (Found("helping", np.zeros((len(hits), 0), dtype=np.int64), nodes),)


def identity(base: Base, found: Found, line: int) -> tuple[str, ...]:
    """What tells one hit from another, by names that last."""
    return (CODE, *(base.policies[node] for node in found.nodes[line].tolist()))


def draft(base: Base, found: Found, line: int) -> Draft:
    """One hit in full."""
    first, second = (base.policies[node] for node in found.nodes[line].tolist())
    one, two = (base.portfolio.policies[name] for name in (first, second))
    depth, index = base.areas.depth, base.areas.index
    lower = max(one.territory, two.territory, key=lambda area: depth[index[area]])
    where = common(base, first, second)
    both = {"policy": first, "counterpart": second}
    return Draft(
        CODE,
        "helping",
        (),
        (),
        (first, second),
        (where,) if where is not None else (),
        (Slot.TERRITORY, Slot.PERIOD),
        Slot.BEARER,
        (MendDraft("coordinate", lower, "", both), MendDraft("cite", lower, "", both)),
        both,
        collective=True,
        cause=f"{first} {second}",
        areas=(lower,),
        policies=(first, second),
    )
