"""Brute force of the rules on norms that clash: C1, C2, C14."""

from __future__ import annotations

from itertools import permutations, product

from tests.core.coherence.brute_world import Answers, E, F, O, P, Point, R, S, W, World, X


def contradiction(w: World) -> Answers:
    for p, q in product(w.those(O, P, E), w.those(F)):
        if w.nested(p.action, q.action) and w.bears(p.bearer, q.bearer) and p.id not in q.over:
            points = w.meet(p, q) - w.excused(p, q, p.action)
            if points:
                yield ("C1", p.id, q.id), points
    for p, q in product(w.those(R, S), w.those(W)):
        related = w.nested(p.action, q.action) or w.nested(q.action, p.action)
        if related and w.line(p.bearer, q.bearer) and p.id not in q.over and q.id not in p.over:
            points = w.meet(p, q)
            if points:
                yield ("C1", p.id, q.id), points


def exhausted(w: World) -> Answers:
    for p in w.those(O):
        ways = [item.id for item in w.taxonomy.actions.values() if item.parent == p.action]
        left = set(w.regions[p.id]) if ways else set()
        for way in ways:
            banned: set[Point] = set()
            for q in w.those(F):
                if (
                    w.nested(way, q.action)
                    and not w.nested(p.action, q.action)
                    and w.bears(p.bearer, q.bearer)
                    and p.id not in q.over
                ):
                    banned |= w.meet(p, q) - w.excused(p, q, way)
            left &= banned
        if left:
            yield ("C1x", p.id), left


def exclusion(w: World) -> Answers:
    for p in w.those(E, O, P):
        for q, points in w.shut_out(p):
            yield ("C2", p.id, q.id), points


def partial_exclusion(w: World) -> Answers:
    for p, q in product(w.those(E), w.those(X)):
        if (
            w.nested(q.action, p.action)
            and q.action != p.action
            and w.same_scheme(p, q)
            and p.id not in q.over
        ):
            points = w.meet(p, q) - w.excused(p, q, q.action)
            if points:
                yield ("C2p", p.id, q.id), points


def differential(w: World) -> Answers:
    protected = [item.protected for item in w.taxonomy.population.dimensions]
    for p, q in permutations(w.those(E), 2):
        if (
            p.id < q.id
            and p.action == q.action
            and p.bearer == q.bearer
            and p.benefit is not None
            and q.benefit is not None
            and p.benefit.unit == q.benefit.unit
            and not p.ground
            and not q.ground
            and w.areas[p.id] & w.areas[q.id]
            and w.times[p.id] & w.times[q.id]
            and (
                differ(p.benefit.amount, q.benefit.amount)
                or differ(p.benefit.months, q.benefit.months)
            )
        ):
            mine, yours = w.values(w.groups[p.id]), w.values(w.groups[q.id])
            apart = [n for n, (a, b) in enumerate(zip(mine, yours, strict=True)) if a != b]
            if len(apart) == 1 and protected[apart[0]] and not mine[apart[0]] & yours[apart[0]]:
                both = w.areas[p.id] & w.areas[q.id], w.times[p.id] & w.times[q.id]
                yield ("C14", p.id, q.id), set(product(w.groups[p.id] | w.groups[q.id], *both))


def differ(one: float | None, other: float | None) -> bool:
    return one is not None and other is not None and one != other
