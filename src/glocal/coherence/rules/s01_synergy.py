"""S1: two bodies work for one goal, for the same people in one territory, and apart."""

from __future__ import annotations

import numpy as np

from glocal.coherence.base import Base
from glocal.coherence.draft import Draft, Found, MendDraft
from glocal.coherence.goals import effects, goal_tree, is_collective, meeting_effects
from glocal.coherence.overlap import on_one_line
from glocal.model.finding import Slot

CODE = "S1"

STRONG = 2
"""From this strength on an effect counts."""


def detect(base: Base) -> tuple[Found, ...]:
    """``rows``: (first, second); ``nodes``: the goal."""
    every = effects(base)
    good = every.chosen(np.flatnonzero(every.strength >= STRONG))
    hits = {
        (int(p), int(q), int(goal))
        for first, second, goals in meeting_effects(base, good, good)
        for p, q, goal in zip(*_apart(base, first, second, goals), strict=True)
        if _loose(base, int(p), int(q))
    }
    table = np.array(sorted(hits), dtype=np.int64).reshape(len(hits), 3)
    return (Found("shared-goal", table[:, :2], table[:, 2:]),)


def _apart(
    base: Base, first: np.ndarray, second: np.ndarray, goal: np.ndarray
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Pairs of different policies and lines of bodies."""
    policy = base.columns.policy
    keep = (policy[first] != policy[second]) & ~on_one_line(base, first, second)
    return first[keep], second[keep], goal[keep]


def _loose(base: Base, p: int, q: int) -> bool:
    """Whether a pair is in its order, of one territory, and neither tied nor coordinated."""
    one, two = base.provisions[p], base.provisions[q]
    if one.id >= two.id:
        return False
    here, there = base.policy_of(p), base.policy_of(q)
    if (one.territory or here.territory) != (two.territory or there.territory):
        return False
    if (here.id, there.id) in base.tied:
        return False
    actions = int(base.columns.action[p]), int(base.columns.action[q])
    return not base.are_coordinated(p, q, *actions)


def identity(base: Base, found: Found, line: int) -> tuple[str, ...]:
    """What tells one hit from another, by names that last."""
    names = (base.provisions[row].id for row in found.rows[line])
    return (CODE, *names, goal_tree(base).ids[int(found.nodes[line, 0])])


def draft(base: Base, found: Found, line: int) -> Draft:
    """One hit in full."""
    p, q = (int(row) for row in found.rows[line])
    number = int(found.nodes[line, 0])
    goal = goal_tree(base).ids[number]
    first, second = base.provisions[p], base.provisions[q]
    common = base.region(p).meet(base.region(q), base.taxonomy.population)
    return Draft(
        CODE,
        "shared-goal",
        (p, q),
        ("first", "second"),
        (goal,),
        (common,) if common else (base.region(p),),
        (Slot.GOAL, Slot.TERRITORY, Slot.PERIOD),
        Slot.BEARER,
        (
            MendDraft(
                "coordinate",
                base.policy_of(p).territory,
                "",
                {"first": first.bearer, "second": second.bearer},
            ),
        ),
        {"goal": goal},
        collective=is_collective(base, number),
        cause=goal,
    )
