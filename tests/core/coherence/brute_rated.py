"""Brute force for what raters see: pairs of policies, and ways by walking every one of them."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from itertools import combinations, permutations

from glocal.model.portfolio import AgreedInteraction, Portfolio
from tests.core.coherence.brute_world import Answers, World

STEPS = 400
"""Walks of so many steps are counted; the divisor makes longer ones vanish."""


def counted(portfolio: Portfolio) -> list[AgreedInteraction]:
    return [item for item in portfolio.interactions if item.voices >= 3 and item.sure > 0.8]


def values_between(w: World, x: str, y: str) -> list[AgreedInteraction]:
    return [item for item in counted(w.portfolio) if {item.source, item.target} == {x, y}]


def hold_together(w: World, x: str, y: str) -> bool:
    """Whether two policies ever hold at one place and time, by their headers alone."""
    acts = [w.portfolio.policies[name] for name in (x, y)]
    wanted = {"in-force", "draft"} if w.drafts else {"in-force"}
    starts = [act.period.start or date.min for act in acts]
    ends = [act.period.end or date.max for act in acts]
    return (
        all(act.status in wanted for act in acts)
        and all(start < end and end > w.as_of for start, end in zip(starts, ends, strict=True))
        and max(starts) < min(ends)
        and bool(w.leaves_under(acts[0].territory) & w.leaves_under(acts[1].territory))
    )


def bodies(w: World, x: str) -> set[str]:
    own = {w.portfolio.policies[x].responsible} - {""}
    return own | {item.bearer for item in w.norms if item.policy == x}


def agree(w: World, x: str, y: str) -> bool:
    """Whether bodies of both agree on everything, or on something one of the two is about."""
    about = {item.action for item in w.norms if item.policy in (x, y)}
    for item in w.portfolio.coordination:
        on_it = item.action is None or any(w.nested(action, item.action) for action in about)
        for a, b in permutations((x, y)):
            one = any(w.bears(body, item.first) for body in bodies(w, a))
            other = any(w.bears(body, item.second) for body in bodies(w, b))
            if on_it and one and other:
                return True
    return False


def rated_against(w: World) -> Answers:
    for x, y in combinations(sorted(w.portfolio.policies), 2):
        harms = [i for i in values_between(w, x, y) if i.value <= -2 and not i.offset]
        if harms and hold_together(w, x, y) and not agree(w, x, y):
            yield ("C15", x, y), set()


def rated_helping(w: World) -> Answers:
    for x, y in combinations(sorted(w.portfolio.policies), 2):
        values = [item.value for item in values_between(w, x, y)]
        if not values or max(values) < 2 or min(values) <= -2:
            continue
        common = any(
            w.line(a, b)
            for a in bodies(w, x)
            for b in bodies(w, y)
            if w.bodies[a].parent is not None and w.bodies[b].parent is not None
        )
        apart = not common and not w.tied(x, y) and not agree(w, x, y)
        if apart and hold_together(w, x, y):
            yield ("S2", x, y), set()


def seen_otherwise(portfolio: Portfolio, policy: str, goal: str) -> str | None:
    """How raters contradict that a policy serves a goal, by taking every walk one by one."""
    by_matrix: defaultdict[str, dict[tuple[str, str], float]] = defaultdict(dict)
    for item in counted(portfolio):
        by_matrix[item.matrix][item.source, item.target] = item.value
    found = set()
    for links in by_matrix.values():
        ends = {end for pair in links for end in pair}
        if policy not in ends or goal not in ends:
            continue
        sums = [
            sum(abs(value) for pair, value in links.items() if pair[side] == end)
            for end in ends
            for side in (0, 1)
        ]
        scale = 1.05 * max(sums) or 1.0
        helps, harms = walked(links, policy, scale)
        if harms[goal] >= 2 * helps[goal] and (harms[goal] - helps[goal]) * scale >= 1:
            found.add("seen-against")
        elif (policy, goal) in links and goal not in reached(links, policy):
            found.add("seen-without-way")
    return min(found, default=None)


def walked(
    links: dict[tuple[str, str], float], start: str, scale: float
) -> tuple[dict[str, float], dict[str, float]]:
    """By end, the weight of all walks from ``start`` that help, and of all that harm."""
    sums: tuple[defaultdict[str, float], defaultdict[str, float]] = (
        defaultdict(float),
        defaultdict(float),
    )
    front = {(start, False): 1.0}
    for _ in range(STEPS):
        after: defaultdict[tuple[str, bool], float] = defaultdict(float)
        for (node, harm), weight in front.items():
            for (source, target), value in links.items():
                if source == node and value:
                    after[target, harm != (value < 0)] += weight * abs(value) / scale
        for (node, harm), weight in after.items():
            sums[harm][node] += weight
        front = after
    return sums


def reached(links: dict[tuple[str, str], float], start: str) -> set[str]:
    found, todo = {start}, [start]
    while todo:
        node = todo.pop()
        for (source, target), value in links.items():
            if source == node and abs(value) >= 0.5 and target not in found:
                found.add(target)
                todo.append(target)
    return found
