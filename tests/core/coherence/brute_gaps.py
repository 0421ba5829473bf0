"""Brute force of the rules on what is missing: means, access, a rule at all, what carries on."""

from __future__ import annotations

from itertools import product

from glocal.model.provision import Means, Tri
from tests.core.coherence.brute_world import Answers, C, E, F, M, O, P, Point, World, X


def mandate(w: World) -> Answers:
    for p in w.today(O, E):
        if not w.bodies[p.bearer].public:
            continue
        body_level = w.level(p.bearer)
        devolved = body_level is not None and body_level != w.portfolio.policies[p.policy].level
        for means in Means:
            recorded = p.means.get(means, Tri.UNKNOWN)
            asked = recorded == Tri.NO or (
                recorded == Tri.UNKNOWN
                and devolved
                and (
                    means == Means.COMPETENCE
                    or (means == Means.MONEY and w.flag(p.action, "costly"))
                )
            )
            if not asked:
                continue
            if means == Means.COMPETENCE and any(
                w.nested(p.action, action)
                for body in w.commanders(p.bearer)
                for action in w.bodies[body].inherent
            ):
                continue
            left = set(w.areas[p.id])
            for grant in w.today(C):
                if (
                    means in grant.gives
                    and grant.target is not None
                    and w.bears(p.bearer, grant.target)
                    and w.nested(p.action, grant.action)
                    and w.covers(grant, p)
                ):
                    left -= w.areas[grant.id]
            if left:
                yield ("C5", p.id, str(means)), {x for x in w.here(p) if x[1] in left}


def access_gap(w: World) -> Answers:
    for p in w.today(E):
        barriers = set(w.inherited(p.action, "needs")) if p.requirements is None else p.requirements
        for barrier in barriers:
            kept_out = set().union(*map(w.members, w.taxonomy.cannot.get(barrier, ())))
            left = {point for point in w.here(p) if point[0] in kept_out}
            for help_ in w.today(M):
                if (
                    barrier in help_.lifts
                    and w.nested(p.action, help_.action)
                    and w.covers(help_, p)
                ):
                    left -= w.here(help_)
            if left:
                yield ("C6", p.id, barrier), left


def silence(w: World) -> Answers:
    for action in w.taxonomy.actions.values():
        if not action.core:
            continue
        asked = set(w.cells) if action.relevant is None else w.members(action.relevant)
        left = set(product(asked, w.leaves, [w.as_of]))
        for p in w.today(E, O, P, X, F):
            if w.nested(action.id, p.action):
                left -= w.here(p)
        if left:
            yield ("C7", action.id), left


def transition_gap(w: World) -> Answers:
    for p, change in product(w.today(E), w.taxonomy.transitions):
        if not w.flag(p.action, "continuous"):
            continue
        onwards = [p.action, *w.inherited(p.action, "successors")]
        carried: set[Point] = set()
        for q in w.today(E):
            if w.covers(q, p) and any(w.nested(action, q.action) for action in onwards):
                carried |= w.here(q)
        hit = set()
        for cell, leaf, day in w.here(p):
            person = dict(zip(w.dimensions, cell, strict=True))
            if person[change.dimension] not in change.before:
                continue
            for name, resets in change.resets.items():
                person[name] = resets.get(person[name], person[name])
            for value in change.after:
                later = tuple({**person, change.dimension: value}[name] for name in w.dimensions)
                if later in w.cells and (later, leaf, day) not in carried:
                    hit.add((later, leaf, day))
        if hit:
            yield ("C13", p.id, change.id), hit
