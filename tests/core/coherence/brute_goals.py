"""Brute force for the rules on goals, claims and channels; see ``brute``."""

from __future__ import annotations

from itertools import permutations, product

from tests.core.coherence.brute_rated import seen_otherwise
from tests.core.coherence.brute_world import (
    Answers,
    E,
    O,
    World,
    reachable,
)


def is_collective(w: World, goal: str) -> bool:
    return goal in w.taxonomy.goals and w.taxonomy.goals[goal].collective


def goal_conflict(w: World) -> Answers:
    for p, q in permutations(w.norms, 2):
        if not w.compatible(p, q) or not w.times[p.id] & w.times[q.id]:
            continue
        common = w.groups[p.id] & w.groups[q.id]
        for e, f in product(p.effects, q.effects):
            if e.goal == f.goal and e.strength >= 2 and f.strength <= -2 and not f.offset:
                one = w.leaves_under(e.territory) if e.territory else w.areas[p.id]
                other = w.leaves_under(f.territory) if f.territory else w.areas[q.id]
                collective = is_collective(w, e.goal)
                days = w.times[p.id] & w.times[q.id]
                if one & other and (collective or common):
                    points = set() if collective else set(product(common, one & other, days))
                    yield ("C9", p.id, q.id, e.goal), points


def feedback(w: World) -> Answers:
    heard: dict[str, set[str]] = {}
    for channel in w.portfolio.channels:
        heard.setdefault(channel.source, set()).add(channel.target)
    areas = w.portfolio.areas
    for p in w.today(O, E):
        upper = w.portfolio.policies[p.policy].territory
        seat = w.place(p.bearer)
        for lower in areas:
            if (
                lower != upper
                and w.within(lower, upper)
                and w.level(p.bearer) == areas[lower].level != areas[upper].level
                and (seat is None or w.within(lower, seat))
                and w.leaves_under(lower) & w.areas[p.id]
                and upper not in reachable(lower, heard)
            ):
                yield ("C10", lower, upper), set()


def assumption_variants(w: World) -> dict[tuple[str, str], set[str]]:
    """By provision and goal, what is wrong with what it assumes."""
    found: dict[tuple[str, str], set[str]] = {}
    for p in w.norms:
        for item in p.assumptions:
            for_it = max(item.support.rank, widest(w, p.action, item.goal, 1))
            against = widest(w, p.action, item.goal, -1)
            if against >= 2 and against > for_it:
                variant = "opposite-sign"
            elif for_it < 2:
                variant = ("no-support", "weak-support")[for_it]
            else:
                # Raters are heard against a study, not against an evaluation.
                seen = None if for_it > 2 else seen_otherwise(w.portfolio, p.policy, item.goal)
                if seen is None:
                    continue
                variant = seen
            found.setdefault((p.id, item.goal), set()).add(variant)
    return found


def assumptions(w: World) -> Answers:
    for pair in assumption_variants(w):
        yield ("C11", *pair), set()


def widest(w: World, action: str, goal: str, sign: int) -> int:
    """The best that the weakest link can be, on a way from an action to a goal with a sign."""
    for least in (3, 2, 1):
        seen = {(node, 1) for node in w.above(action)}
        todo = list(seen)
        while todo:
            node, so_far = todo.pop()
            for link in w.taxonomy.evidence:
                state = (link.goal, so_far * link.sign)
                if link.cause == node and link.support >= least and state not in seen:
                    seen.add(state)
                    todo.append(state)
        if (goal, sign) in seen:
            return least
    return 0
