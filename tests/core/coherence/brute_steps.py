"""Brute force of the rules on what must come before: C4 and its circles."""

from __future__ import annotations

from itertools import product

from tests.core.coherence.brute_world import Answers, E, P, World, X, reachable


def broken_prerequisite(w: World) -> Answers:
    links = w.linked()
    for p in w.those(E):
        own = w.own_barred(p)
        for b, q in product(w.prerequisites(p), w.those(X)):
            if not w.nested(b, q.action) or p.id in q.over or not w.compatible(p, q):
                continue
            bites = w.regions[q.id] - w.excused(p, q, b)
            hit = {point for point in w.regions[p.id] & bites if point not in own}
            if w.flag(b, "portable"):
                hit |= {
                    (cell, leaf, day)
                    for cell, leaf, day in w.regions[p.id] - own
                    for here, there in links
                    if here == leaf and (cell, there, day) in bites
                }
            if hit:
                yield ("C4", p.id, q.id), hit


def not_granted(w: World) -> Answers:
    for p in w.today(E):
        barred = w.own_barred(p)
        for b in w.prerequisites(p):
            if closed := w.closed_to(b):
                left = {item for item in w.here(p) - barred if item[0] in closed}
                for q in w.today(E, P, X):
                    if w.nested(b, q.action):
                        left -= w.here(q)
                if left:
                    yield ("C4n", p.id, b), left


def deadlock(w: World) -> Answers:
    steps = {p.id: {*p.prerequisites, *w.inherited(p.action, "requires")} for p in w.today(E, P)}
    for cell, leaf in product(w.cells, w.leaves):
        offers = [p for p in w.today(E, P) if cell in w.groups[p.id] and leaf in w.areas[p.id]]
        nodes = set().union(*(steps[p.id] for p in offers)) | {
            p.action for p in offers if steps[p.id]
        }
        providers = {a: [steps[p.id] for p in offers if w.nested(a, p.action)] for a in nodes}
        stuck = set(nodes)
        while free := {
            a
            for a in stuck
            if not providers[a] or any(not (needed & stuck) for needed in providers[a])
        }:
            stuck -= free
        after = {a: set().union(*providers[a]) & stuck for a in stuck}
        reach = {a: reachable(a, after) for a in stuck}
        for a in stuck:
            circle = {b for b in reach[a] if a in reach[b]}
            if circle:
                yield ("C4b", *sorted(circle)), {(cell, leaf, w.as_of)}
