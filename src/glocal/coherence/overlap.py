"""Whether two rows can ever concern the same person at the same place on the same day."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np
from numpy.typing import NDArray

from glocal.coherence.base import Base, Ints, Mask
from glocal.coherence.join import pairs_below, pairs_beside
from glocal.coherence.regions import Region, remainder
from glocal.coherence.words import meet, possible

Keep = Callable[[Ints, Ints], Mask]


def same_days(base: Base, first: Ints, second: Ints) -> Mask:
    """Whether two rows are ever in force together."""
    columns = base.columns
    return np.asarray(
        np.maximum(columns.begin[first], columns.begin[second])
        < np.minimum(columns.end[first], columns.end[second])
    )


def same_people(base: Base, first: Ints, second: Ints) -> Mask:
    """Whether somebody is in the groups of both rows."""
    population, word = base.taxonomy.population, base.columns.word
    found = meet(population, word[first], word[second])
    if population.rules and found.any():
        hit = np.flatnonzero(found)
        found[hit] = possible(population, word[first[hit]] & word[second[hit]]) != 0
    return found


def same_conditions(base: Base, first: Ints, second: Ints) -> Mask:
    """Whether somebody can meet the numeric conditions of both rows."""
    found = np.ones(len(first), dtype=np.bool_)
    both = np.flatnonzero(base.conditioned[first] & base.conditioned[second])
    for place in both:
        found[place] = base.compatible(int(first[place]), int(second[place]))
    return found


def on_one_line(base: Base, first: Ints, second: Ints) -> Mask:
    """Whether one bearer is the other or lies below it."""
    bearer = base.columns.bearer
    tree = base.organisations
    return np.asarray(
        tree.below(bearer[first], bearer[second]) | tree.below(bearer[second], bearer[first])
    )


def clashing_pairs(
    base: Base, left: Ints, right: Ints, keep: Keep, *, beside: bool = False
) -> tuple[Ints, Ints]:
    """Pairs of a left and a right row that overlap and that ``keep`` lets pass.

    The left action is the right one or below it; with ``beside`` either way round.
    """
    columns = base.columns
    join = pairs_beside if beside else pairs_below
    found: list[tuple[Ints, Ints]] = []
    for a, b in join(
        base.actions,
        base.areas,
        columns.action[left],
        columns.area[left],
        columns.action[right],
        columns.area[right],
    ):
        first, second = left[a], right[b]
        for test in (different, keep, _quick(base), same_days_of(base), _people_of(base)):
            passed = test(first, second)
            first, second = first[passed], second[passed]
        passed = same_conditions(base, first, second)
        found.append((first[passed], second[passed]))
    return joined(found)


def different(first: Ints, second: Ints) -> Mask:
    """Whether the two rows are not one and the same."""
    return np.asarray(first != second)


def _quick(base: Base) -> Keep:
    population, word = base.taxonomy.population, base.columns.word
    return lambda first, second: meet(population, word[first], word[second])


def same_days_of(base: Base) -> Keep:
    """``same_days`` of a base as a test of pairs."""
    return lambda first, second: same_days(base, first, second)


def _people_of(base: Base) -> Keep:
    return lambda first, second: same_people(base, first, second)


def joined(found: list[tuple[Ints, Ints]]) -> tuple[Ints, Ints]:
    """The chunks of pairs as one."""
    if not found:
        return np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64)
    return (
        np.concatenate([first for first, _ in found]),
        np.concatenate([second for _, second in found]),
    )


def unexcused(base: Base, first: Ints, second: Ints, actions: Ints) -> NDArray[np.bool_]:
    """Whether some of each overlap is left by the exceptions of the second row.

    ``actions`` are the nodes for which the exceptions must hold. False also where the second row
    says itself that it overrides the first.
    """
    found = np.ones(len(first), dtype=np.bool_)
    if not base.over:
        return found
    lifted = np.zeros(len(base.columns), dtype=np.bool_)
    lifted[list(base.exceptions)] = True
    rules = {row for row, _ in base.over}
    overriding = np.zeros(len(base.columns), dtype=np.bool_)
    overriding[list(rules)] = True
    for place in np.flatnonzero(lifted[second] | overriding[second]):
        p, q, action = int(first[place]), int(second[place]), int(actions[place])
        found[place] = (q, p) not in base.over and bool(witness(base, p, q, action))
    return found


def witness(base: Base, first: int, second: int, action: int) -> tuple[Region, ...]:
    """Where two rows overlap and no exception of the second holds for ``action``."""
    common = base.region(first).meet(base.region(second), base.taxonomy.population)
    if common is None:
        return ()
    return remainder([common], excuses(base, first, second, action), base.taxonomy.population)


def excuses(base: Base, first: int, second: int, action: int) -> Iterator[Region]:
    """The regions of the exceptions that lift the second row for the first, on ``action``."""
    for row in base.exceptions.get(second, ()):
        below = base.actions.is_below(action, int(base.columns.action[row]))
        if below and base.covers(row, first):
            yield base.region(row)
