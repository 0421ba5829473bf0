"""C9: one provision works for a goal and another against it, at one place.

For a goal that is somebody's, both must concern the same people; a collective goal (staff of rural
clinics) needs no shared person.
"""

from __future__ import annotations

import numpy as np

from glocal.coherence.base import Base
from glocal.coherence.draft import Draft, Found, MendDraft
from glocal.coherence.goals import effects, goal_tree, is_collective, meeting_effects
from glocal.coherence.regions import Region
from glocal.model.finding import Slot

CODE = "C9"

STRONG = 2
"""From this strength on an effect counts, for or against."""


def detect(base: Base) -> tuple[Found, ...]:
    """``rows``: (for, against); ``nodes``: the goal."""
    every = effects(base)
    for_it = every.chosen(np.flatnonzero(every.strength >= STRONG))
    against = every.chosen(np.flatnonzero((every.strength <= -STRONG) & (every.offset == 0)))
    lines = [np.zeros((0, 3), dtype=np.int64)]
    for chunk in meeting_effects(base, for_it, against):
        lines.append(np.stack(chunk, axis=1))
    hits = np.unique(np.concatenate(lines), axis=0)
    return (Found("goal", hits[:, :2], hits[:, 2:]),)


def identity(base: Base, found: Found, line: int) -> tuple[str, ...]:
    """What tells one hit from another, by names that last."""
    names = (base.provisions[row].id for row in found.rows[line])
    return (CODE, *names, goal_tree(base).ids[int(found.nodes[line, 0])])


def draft(base: Base, found: Found, line: int) -> Draft:
    """One hit in full."""
    p, q = (int(row) for row in found.rows[line])
    number = int(found.nodes[line, 0])
    goal = goal_tree(base).ids[number]
    collective = is_collective(base, number)
    population = base.taxonomy.population
    one, two = base.region(p), base.region(q)
    word = population.overlap(one.word, two.word)
    where = []
    for first, last in _places(base, p, q, number):
        begin, end = max(one.start, two.start), min(one.end, two.end)
        where.append(Region(word or one.word, begin, end, first, last))
    there = base.policy_of(q).territory
    return Draft(
        CODE,
        "collective" if collective else "person",
        (p, q),
        ("for", "against"),
        (goal,),
        tuple(where),
        (Slot.TERRITORY, Slot.PERIOD) if collective else (Slot.GROUP, Slot.TERRITORY, Slot.PERIOD),
        Slot.GOAL,
        (
            MendDraft("offset", there, base.provisions[q].id, {"goal": goal}),
            MendDraft("change-means", there, base.provisions[q].id, {"goal": goal}),
        ),
        {"goal": goal},
        collective=collective,
        cause=base.provisions[q].id,
    )


def _places(base: Base, p: int, q: int, goal: int) -> list[tuple[int, int]]:
    """The leaves at which effects of both on the goal meet."""
    every, areas = effects(base), base.areas
    mine = (every.row == p) & (every.goal == goal) & (every.strength >= STRONG)
    theirs = (every.row == q) & (every.goal == goal) & (every.strength <= -STRONG)
    found = set()
    for one in every.area[mine].tolist():
        for two in every.area[theirs & (every.offset == 0)].tolist():
            first = max(int(areas.first[one]), int(areas.first[two]))
            last = min(int(areas.last[one]), int(areas.last[two]))
            if first < last:
                found.add((first, last))
    return sorted(found)
