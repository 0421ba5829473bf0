"""Brute force: every rule by looking at every cell, leaf and moment, in plain sets and loops.

Made without a look at the engine or at the facts of the oracle; the three share the types of the
model alone. A provision is the set of points ``(cell, leaf, moment)`` where it applies, its region.
``witnesses`` gives, for each finding, the points at which it holds: who is hit, where and when.
"""

from __future__ import annotations

from datetime import date
from itertools import permutations, product

from glocal.model.portfolio import Portfolio
from glocal.model.provision import Means, Provision, Tri
from glocal.model.taxonomy import Reveals, Taxonomy
from tests.core.coherence.brute_goals import (
    assumption_variants,
    assumptions,
    feedback,
    goal_conflict,
    is_collective,
)
from tests.core.coherence.brute_rated import rated_against, rated_helping
from tests.core.coherence.brute_world import (
    GROWN_UP,
    Answers,
    C,
    Cell,
    E,
    F,
    Found,
    Identity,
    M,
    O,
    P,
    Point,
    R,
    S,
    W,
    World,
    X,
    reachable,
)

__all__ = ["World", "assumption_variants", "identities", "witnesses"]


# ------------------------------------------------------------------ the rules
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


def deterrence(w: World) -> Answers:
    for p in w.those(E, O):
        yield from deterrence_of(w, p)


def deterrence_of(w: World, p: Provision) -> Answers:
    shares, reports = [], []
    for rule in w.those(S, R):
        if w.nested(p.action, rule.action) and rule.id not in p.over and w.compatible(p, rule):
            (shares if rule.modality == S else reports).append(rule)
    walls = [q for q in w.those(W) if w.nested(p.action, q.action) and w.covers(q, p)]

    def cut(holder: str, cell: Cell, place: str, day: date) -> bool:
        return any(
            w.bears(holder, q.bearer) and (cell, place, day) in w.regions[q.id] for q in walls
        )

    def holder_of(rule: Provision, body: str) -> str | None:
        if w.bears(rule.bearer, body):
            return rule.bearer
        return body if w.bears(body, rule.bearer) else None

    contacts = (
        [item for node in w.above(p.action) for item in w.taxonomy.actions[node].contact]
        if reports
        else []
    )
    for contact in contacts:
        revealed = {
            Reveals.USER: lambda: w.groups[p.id],
            Reveals.GUARDIAN: lambda: {c for c in w.cells if w.value(c, "age") in GROWN_UP},
            Reveals.HOUSEHOLD: lambda: set(w.cells),
        }[contact.reveals]()
        whole = contact.reveals != Reveals.USER
        for cell, leaf, day in product(revealed, w.areas[p.id], w.times[p.id]):
            seen = {(contact.organisation, leaf)}
            todo = [(contact.organisation, leaf)]
            while todo:
                body, place = todo.pop()
                for rule in reports:
                    holder = holder_of(rule, body)
                    if (
                        holder is not None
                        and (cell, place, day) in w.regions[rule.id]
                        and not cut(holder, cell, place, day)
                    ):
                        yield ("C3", p.id, rule.id, holder), {(cell, leaf, day)}
                for rule in shares:
                    holder = holder_of(rule, body)
                    if (
                        holder is None
                        or rule.target is None
                        or place not in w.areas[rule.id]
                        or day not in w.times[rule.id]
                    ):
                        continue
                    about = cell in w.groups[rule.id] or (
                        whole and w.groups[rule.id] & w.groups[p.id]
                    )
                    if not about or cut(holder, cell, place, day):
                        continue
                    seat = w.place(rule.target)
                    for place_after in [place] if seat is None else w.leaves_under(seat):
                        if (rule.target, place_after) not in seen:
                            seen.add((rule.target, place_after))
                            todo.append((rule.target, place_after))


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


RULES = (
    contradiction,
    exhausted,
    exclusion,
    partial_exclusion,
    deterrence,
    broken_prerequisite,
    not_granted,
    deadlock,
    mandate,
    access_gap,
    silence,
    duplication,
    goal_conflict,
    feedback,
    assumptions,
    unaware,
    transition_gap,
    differential,
    rated_against,
    synergy,
    rated_helping,
)


def identities(
    portfolio: Portfolio, taxonomy: Taxonomy, as_of: date, *, drafts: bool = False
) -> set[Identity]:
    """The findings of all rules, each as its rule and the ids that tell it from others."""
    return set(witnesses(portfolio, taxonomy, as_of, drafts=drafts))


def witnesses(
    portfolio: Portfolio, taxonomy: Taxonomy, as_of: date, *, drafts: bool = False
) -> Found:
    """The findings with the points at which they hold; none where a rule does not hit people."""
    world = World(portfolio, taxonomy, as_of, drafts)
    found: Found = {}
    for rule in RULES:
        for identity, points in rule(world):
            found.setdefault(identity, set()).update(points)
    return found
