"""Hits that compare two policies as a whole, without a provision: found, named and drafted."""

from __future__ import annotations

from collections.abc import Collection, Iterable

import numpy as np

from glocal.coherence.base import Base
from glocal.coherence.draft import Draft, Found, MendDraft
from glocal.coherence.rated import Pair, common
from glocal.model.finding import Slot


def found_policies(base: Base, variant: str, pairs: Collection[Pair]) -> Found:
    """``nodes``: the numbers of the two policies, in the order in which ``pairs`` names them."""
    number = {name: place for place, name in enumerate(base.policies)}
    nodes = np.array([[number[name] for name in pair] for pair in pairs], dtype=np.int64)
    rows = np.zeros((len(pairs), 0), dtype=np.int64)
    return Found(variant, rows, nodes.reshape(len(pairs), 2))


def ends(base: Base, found: Found, line: int) -> Pair:
    """The two policies of a hit."""
    first, second = (base.policies[node] for node in found.nodes[line].tolist())
    return first, second


def drafted(
    base: Base, code: str, found: Found, line: int, slot: Slot, mends: Iterable[str]
) -> Draft:
    """One hit in full; ``slot`` is what makes it one, and ``mends`` are tried in this order.

    It is told, and mended, in the lower of the two territories, where both policies hold.
    """
    first, second = ends(base, found, line)
    territories = (base.portfolio.policies[name].territory for name in (first, second))
    lower = max(territories, key=lambda area: base.areas.depth[base.areas.index[area]])
    where = common(base, first, second)
    both = {"policy": first, "counterpart": second}
    return Draft(
        code,
        found.variant,
        (),
        (),
        (first, second),
        (where,) if where is not None else (),
        (Slot.TERRITORY, Slot.PERIOD),
        slot,
        tuple(MendDraft(key, lower, "", both) for key in mends),
        both,
        collective=True,
        cause=f"{first} {second}",
        areas=(lower,),
        policies=(first, second),
    )
