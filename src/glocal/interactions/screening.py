"""Which pairs are worth asking about first: those that have something in common.

Two hundred items make 39,800 ordered pairs; nobody answers that many. A pair is worth asking when
both sides touch the same action, people, place, money or sector, or when one must come before the
other. The rest stays "not assessed"; it is not called zero.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum


class PairReason(StrEnum):
    """What two items have in common, strongest reason first."""

    PREREQUISITE = "prerequisite"
    SHARED_ACTION = "shared-action"
    SHARED_GOAL = "shared-goal"
    SHARED_BUDGET = "shared-budget"
    SHARED_GROUP = "shared-group"
    SHARED_SECTOR = "shared-sector"
    SHARED_TERRITORY = "shared-territory"


@dataclass(frozen=True)
class Traits:
    """What one item touches, as ids that mean the same in every item; empty: not known.

    ``needs`` are actions that must come before one of its own ``actions``.
    """

    actions: frozenset[str] = frozenset()
    needs: frozenset[str] = frozenset()
    goals: frozenset[str] = frozenset()
    budgets: frozenset[str] = frozenset()
    groups: frozenset[str] = frozenset()
    sectors: frozenset[str] = frozenset()
    territories: frozenset[str] = frozenset()


Pair = tuple[int, int]

_SHARED = (
    (PairReason.SHARED_ACTION, "actions"),
    (PairReason.SHARED_GOAL, "goals"),
    (PairReason.SHARED_BUDGET, "budgets"),
    (PairReason.SHARED_GROUP, "groups"),
    (PairReason.SHARED_SECTOR, "sectors"),
)
_ALL = tuple(PairReason)


def worth_asking(traits: Sequence[Traits]) -> dict[Pair, tuple[PairReason, ...]]:
    """Ordered pairs (row, column) with their reasons, those with the strongest reasons first.

    ``needs`` of one among ``actions`` of the other gives a reason in both directions: the first
    step can open or bar the second, and the second loads the first. A shared place counts only
    beside another reason, and never alone, since nearly everything in a portfolio shares its place.
    """
    found: dict[Pair, set[PairReason]] = defaultdict(set)
    for reason, name in _SHARED:
        for pair in _meeting(getattr(one, name) for one in traits):
            found[pair].add(reason)
    doing: dict[str, set[int]] = defaultdict(set)
    for row, one in enumerate(traits):
        for action in one.actions:
            doing[action].add(row)
    for row, one in enumerate(traits):
        for action in one.needs:
            for other in doing.get(action, ()):
                if other != row:
                    found[min(row, other), max(row, other)].add(PairReason.PREREQUISITE)
    for (first, second), reasons in found.items():
        if traits[first].territories & traits[second].territories:
            reasons.add(PairReason.SHARED_TERRITORY)
    ranked = sorted(found.items(), key=lambda entry: (_weight(entry[1]), entry[0]))
    result: dict[Pair, tuple[PairReason, ...]] = {}
    for (first, second), reasons in ranked:
        ordered = tuple(reason for reason in _ALL if reason in reasons)
        result[first, second] = ordered
        result[second, first] = ordered
    return result


def _weight(reasons: set[PairReason]) -> tuple[int, ...]:
    return (*(place for place, reason in enumerate(_ALL) if reason in reasons), len(_ALL))


def _meeting(sets: Iterable[frozenset[str]]) -> Iterable[Pair]:
    """Unordered pairs of rows that share an entry, found through an index of the entries."""
    having: dict[str, list[int]] = defaultdict(list)
    for row, entries in enumerate(sets):
        for entry in entries:
            having[entry].append(row)
    return {
        (one, two)
        for rows in having.values()
        for place, one in enumerate(rows)
        for two in rows[place + 1 :]
    }
