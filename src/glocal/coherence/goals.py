"""Effects of provisions on goals as lines, and pairs of them that meet."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from glocal.coherence.base import Base, Ints
from glocal.coherence.join import pairs_below
from glocal.coherence.overlap import same_conditions, same_days, same_people
from glocal.coherence.trees import Tree, tree


@dataclass(frozen=True)
class Effects:
    """One line an effect: the row, the goal's number, the area where it falls, the strength.

    ``offset`` where something in place makes up for it.
    """

    row: Ints
    goal: Ints
    area: Ints
    strength: Ints
    offset: Ints

    def chosen(self, keep: Ints) -> Effects:
        """Some of the lines."""
        return Effects(
            self.row[keep],
            self.goal[keep],
            self.area[keep],
            self.strength[keep],
            self.offset[keep],
        )


@lru_cache(maxsize=2)
def goal_tree(base: Base) -> Tree:
    """The goals as a tree without branches, so that the join on actions serves them too."""
    named = {effect.goal for item in base.provisions for effect in item.effects}
    return tree(dict.fromkeys(sorted(named.union(base.taxonomy.goals))))


@lru_cache(maxsize=2)
def effects(base: Base) -> Effects:
    """Every effect of every row."""
    goals = goal_tree(base).index
    lines = [
        (
            row,
            goals[effect.goal],
            base.areas.index[effect.territory] if effect.territory else int(base.columns.area[row]),
            effect.strength,
            int(effect.offset),
        )
        for row, item in enumerate(base.provisions)
        for effect in item.effects
    ]
    table = np.array(lines, dtype=np.int64).reshape(len(lines), 5).T
    return Effects(*table)


def is_collective(base: Base, goal: int) -> bool:
    """Whether a goal is nobody's in particular."""
    known = base.taxonomy.goals.get(goal_tree(base).ids[goal])
    return known is not None and known.collective


def meeting_effects(base: Base, left: Effects, right: Effects) -> Iterator[tuple[Ints, Ints, Ints]]:
    """``(row, row, goal)`` of effects on one goal at one place, by rows that meet."""
    goals = goal_tree(base)
    collective = np.array(
        [is_collective(base, goal) for goal in range(len(goals.ids))], dtype=np.bool_
    )
    for a, b in pairs_below(goals, base.areas, left.goal, left.area, right.goal, right.area):
        first, second, goal = left.row[a], right.row[b], left.goal[a]
        keep = first != second
        keep &= same_days(base, first, second)
        first, second, goal = first[keep], second[keep], goal[keep]
        keep = collective[goal] | same_people(base, first, second)
        keep &= same_conditions(base, first, second)
        yield first[keep], second[keep], goal[keep]
