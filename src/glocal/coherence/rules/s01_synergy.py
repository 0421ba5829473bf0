"""S1: two bodies work for one goal, for the same people in one territory, and apart."""

from __future__ import annotations

import numpy as np

from glocal.coherence.base import Base, Ints, Mask
from glocal.coherence.draft import Draft, Found, MendDraft
from glocal.coherence.goals import effects, goal_tree, is_collective
from glocal.coherence.join import Lookup
from glocal.coherence.overlap import on_one_line, same_conditions, same_days, same_people
from glocal.model.finding import Slot

CODE = "S1"

STRONG = 2
"""From this strength on an effect counts."""


def detect(base: Base) -> tuple[Found, ...]:
    """``rows``: (first, second); ``nodes``: the goal."""
    every = effects(base)
    good = np.unique(np.stack((every.row, every.goal))[:, every.strength >= STRONG], axis=1)
    row, goal = good
    width = len(base.areas.ids)
    keys = goal * width + _territories(base)[row]
    a, b = Lookup(keys, len(goal_tree(base).ids) * width).find(keys)
    keep = a < b
    first, second, goal = row[a[keep]], row[b[keep]], goal[a[keep]]
    keep = _apart(base, first, second) & same_days(base, first, second)
    first, second, goal = first[keep], second[keep], goal[keep]
    shared = np.array([is_collective(base, int(node)) for node in goal], dtype=np.bool_)
    keep = (shared | same_people(base, first, second)) & same_conditions(base, first, second)
    hits = {
        (p, q, node) if base.provisions[p].id < base.provisions[q].id else (q, p, node)
        for p, q, node in zip(
            first[keep].tolist(), second[keep].tolist(), goal[keep].tolist(), strict=True
        )
        if _loose(base, p, q)
    }
    table = np.array(sorted(hits), dtype=np.int64).reshape(len(hits), 3)
    return (Found("shared-goal", table[:, :2], table[:, 2:]),)


def _territories(base: Base) -> Ints:
    """The territory of each row, its own or its policy's."""
    return np.array(
        [
            base.areas.index[item.territory or base.portfolio.policies[item.policy].territory]
            for item in base.provisions
        ],
        dtype=np.int64,
    )


def _apart(base: Base, first: Ints, second: Ints) -> Mask:
    """Whether the policies and the lines of the bodies differ."""
    policy = base.columns.policy
    return np.asarray((policy[first] != policy[second]) & ~on_one_line(base, first, second))


def _loose(base: Base, p: int, q: int) -> bool:
    """Whether a pair is neither tied nor coordinated."""
    if (base.policy_of(p).id, base.policy_of(q).id) in base.tied:
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
