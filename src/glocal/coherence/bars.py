"""Which promises an exclusion bars: read by the rule on exclusions and by that on prerequisites.

An exclusion binds the providers on its bearer's line. Of another body it only speaks for those of
another level: separate schemes of different bodies of one level do not clash.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping
from functools import cache, lru_cache

import numpy as np

from glocal.coherence.base import Base, Ints, Mask
from glocal.coherence.overlap import clashing_pairs, on_one_line, unexcused, witness
from glocal.coherence.regions import Region
from glocal.model.provision import Modality

PROMISES = (Modality.ENTITLEMENT, Modality.DUTY, Modality.PERMISSION)


def speaks_for(base: Base, first: Ints, second: Ints) -> Mask:
    """Whether the exclusion in ``second`` binds the provider of ``first``."""
    level = base.columns.level
    return np.asarray(on_one_line(base, first, second) | (level[first] != level[second]))


@lru_cache(maxsize=2)
def barred(base: Base) -> tuple[Ints, Ints]:
    """``(promise, exclusion)`` where the exclusion covers the whole action of the promise."""
    first, second = clashing_pairs(
        base,
        base.rows_of(*PROMISES),
        base.rows_of(Modality.EXCLUSION),
        lambda a, b: speaks_for(base, a, b),
    )
    passed = unexcused(base, first, second, base.columns.action[first])
    return first[passed], second[passed]


@lru_cache(maxsize=2)
def barred_entitlements(base: Base) -> Mapping[int, tuple[int, ...]]:
    """The exclusions that bar each entitlement as a whole, by row."""
    found: dict[int, list[int]] = defaultdict(list)
    entitled = base.which(Modality.ENTITLEMENT)
    for p, q in zip(*barred(base), strict=True):
        if entitled[p]:
            found[int(p)].append(int(q))
    return {p: tuple(rows) for p, rows in found.items()}


def own_bars(base: Base, row: int) -> tuple[Region, ...]:
    """Where an entitlement is barred itself, so that its prerequisites do not matter."""
    return _own_bars(base)(row)


@lru_cache(maxsize=2)
def _own_bars(base: Base) -> Callable[[int], tuple[Region, ...]]:
    @cache
    def of(row: int) -> tuple[Region, ...]:
        action = int(base.columns.action[row])
        found = {
            region
            for other in barred_entitlements(base).get(row, ())
            for region in witness(base, row, other, action)
        }
        largest = sorted(found, key=lambda one: (one.first - one.last, -one.word.bit_count()))
        return tuple(largest)

    return of
