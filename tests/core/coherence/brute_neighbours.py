"""Brute force of the rules on acts that do not know of one another: C8, C12, S1."""

from __future__ import annotations

from itertools import permutations

from tests.core.coherence.brute_goals import is_collective
from tests.core.coherence.brute_world import Answers, E, F, O, P, World, X


def duplication(w: World) -> Answers:
    for modality in (E, O):
        for p, q in permutations(w.those(modality), 2):
            if (
                p.id < q.id
                and p.action == q.action
                and w.home(p) == w.home(q)
                and p.policy != q.policy
                and not w.line(p.bearer, q.bearer)
                and not w.coordinated(p.bearer, q.bearer, p.action)
                and not w.tied(p.policy, q.policy)
                and (points := w.meet(p, q))
            ):
                mine, yours = w.values(w.groups[p.id]), w.values(w.groups[q.id])
                both = [a & b for a, b in zip(mine, yours, strict=True)]
                shared = volume(both)
                if shared / (volume(mine) + volume(yours) - shared) >= 0.5:
                    yield ("C8", p.id, q.id), points


def volume(values: list[set[str]]) -> int:
    product_ = 1
    for item in values:
        product_ *= len(item)
    return product_


def unaware(w: World) -> Answers:
    neighbours: dict[str, set[str]] = {}
    for p, q in permutations(w.those(E, O, F, P, X), 2):
        related = w.nested(p.action, q.action) or w.nested(q.action, p.action)
        if p.policy != q.policy and related and w.meet(p, q):
            neighbours.setdefault(p.policy, set()).add(q.policy)
    for name, others in neighbours.items():
        body = w.portfolio.policies[name].responsible
        tied = any(w.tied(name, other) for other in w.portfolio.policies)
        sits = body and any(
            w.line(body, item.first) or w.line(body, item.second)
            for item in w.portfolio.coordination
        )
        if len(others) >= 3 and not tied and not sits:
            yield ("C12", name), set()


def synergy(w: World) -> Answers:
    for p, q in permutations(w.norms, 2):
        if (
            p.id > q.id
            or w.home(p) != w.home(q)
            or p.policy == q.policy
            or w.line(p.bearer, q.bearer)
            or not w.times[p.id] & w.times[q.id]
            or not w.compatible(p, q)
            or w.tied(p.policy, q.policy)
            or w.coordinated(p.bearer, q.bearer, p.action)
            or w.coordinated(p.bearer, q.bearer, q.action)
        ):
            continue
        served = {e.goal for e in p.effects if e.strength >= 2} & {
            e.goal for e in q.effects if e.strength >= 2
        }
        for goal in served:
            common = set() if is_collective(w, goal) else w.groups[p.id] & w.groups[q.id]
            if is_collective(w, goal) or common:
                yield ("S1", p.id, q.id, goal), {x for x in w.meet(p, q) if x[0] in common}
