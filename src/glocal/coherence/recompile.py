"""The columns of a changed portfolio, of which only what has changed is compiled anew."""

from __future__ import annotations

from dataclasses import fields, replace

import numpy as np

from glocal.coherence.base import Base, Columns, compile_provisions
from glocal.coherence.change import Change
from glocal.model.portfolio import Portfolio


def compile_like(base: Base, portfolio: Portfolio, change: Change) -> Base:
    """What compiling ``portfolio`` gives; ``change`` is all that tells it from that of ``base``.

    ``base`` was compiled without drafts.
    """
    numbers = {name: i for i, name in enumerate(portfolio.policies)}
    fresh, columns = compile_provisions(
        portfolio,
        base.taxonomy,
        base.as_of,
        (base.actions, base.organisations, base.areas, base.body_areas),
        numbers,
        [item for name, item in portfolio.provisions.items() if name in change.names],
    )
    kept = [row for row, item in enumerate(base.provisions) if item.id not in change.names]
    # Of an act that is gone no row is left, whatever its number is now.
    policy = np.array([numbers.get(name, -1) for name in base.policies], dtype=np.int64)
    items = (*(base.provisions[row] for row in kept), *fresh)
    place = {name: i for i, name in enumerate(portfolio.provisions)}
    order = np.argsort(np.array([place[item.id] for item in items], dtype=np.int64))
    old = np.array(kept, dtype=np.int64)

    def joined(name: str) -> np.ndarray[tuple[int, ...], np.dtype[np.int64]]:
        before = getattr(base.columns, name)[old]
        before = policy[before] if name == "policy" else before
        return np.asarray(np.concatenate((before, getattr(columns, name)))[order])

    return replace(
        base,
        portfolio=portfolio,
        provisions=tuple(items[row] for row in order.tolist()),
        columns=Columns(*(joined(item.name) for item in fields(Columns))),
        policies=tuple(portfolio.policies),
    )
