"""The scenes of random portfolios: each has what one rule looks for, or narrowly not."""

from __future__ import annotations

from collections.abc import Callable

from glocal.model.kinds import Level
from glocal.model.population import Group
from glocal.model.portfolio import Channel, Coordination
from glocal.model.provision import (
    Assumption,
    Benefit,
    Effect,
    Means,
    Modality,
    Period,
    Support,
    Tri,
)
from tests.core.coherence.random_builder import (
    ACTIONS,
    BARRIERS,
    DIMENSIONS,
    GOALS,
    Builder,
)
from tests.core.coherence.tiny import TINY

E, D, F, P = Modality.ENTITLEMENT, Modality.DUTY, Modality.PROHIBITION, Modality.PERMISSION
X, R, S, W = Modality.EXCLUSION, Modality.REPORT, Modality.SHARE, Modality.FIREWALL


def ban(b: Builder) -> None:
    """C1: must or may, and must not; now and then with an exception."""
    random = b.random
    action = random.choice([x for x in ACTIONS if x != "any-service"])
    above = TINY.actions[action].parent if random.random() < 0.5 else action
    body = b.any_body()
    q = b.add(F, b.near_body(body), above or action)
    b.add(random.choice([D, P, P, E]), body, action)
    if random.random() < 0.4:
        b.add(random.choice([P, E, D]), b.any_body(), action, over=(q,))


def data_ban(b: Builder) -> None:
    """C1: must hand on, and must not."""
    body = b.random.choice(["school", "clinic", "registry", "police"])
    action = b.random.choice(ACTIONS)
    b.add(W, b.near_body(body), b.relative(action))
    b.add(b.random.choice([R, S]), body, action)


def every_way_shut(b: Builder) -> None:
    """C1: a duty whose every way is banned, or all but one."""
    parent = b.random.choice(["education", "work", "housing", "papers"])
    body, policy = b.any_body(), b.any_policy()
    b.add(D, body, parent)
    for way in TINY.actions.values():
        if way.parent == parent and b.random.random() < 0.95:
            b.add(F, body, way.id, group=b.any_group(0.9), policy=policy)


def shut_out(b: Builder) -> None:
    """C2: offered, and shut out from it or a part of it."""
    random = b.random
    action = random.choice(ACTIONS)
    body = b.any_body()
    b.add(random.choice([E, E, D, P]), body, action)
    q = b.add(X, random.choice([body, b.any_body()]), b.relative(action))
    if random.random() < 0.4:
        b.add(random.choice([P, E]), b.any_body(), action, over=(q,))


def part_shut(b: Builder) -> None:
    """C2: shut out from a part."""
    random = b.random
    part = random.choice([x for x in TINY.actions.values() if x.parent not in (None,)])
    assert part.parent is not None
    body = b.any_body()
    b.add(E, body, part.parent)
    b.add(X, b.near_body(body), part.id)


def told(b: Builder) -> None:
    """C3: a promise, none, one or two hops, a report; now and then a firewall."""
    random = b.random
    action, body = random.choice(
        [
            ("enrolment", "school"),
            ("training", "school"),
            ("primary-care", "clinic"),
            ("hospital", "clinic"),
            ("shelter", "social-office"),
        ]
    )
    b.add(random.choice([E, D]), b.any_body(), action)
    for _ in range(random.choice([0, 1, 1, 2])):
        following = random.choice(["registry", "police", "migration-office", *b.bodies])
        b.add(S, b.near_body(body), b.relative(action), target=following, group=b.any_group(0.7))
        body = following
    b.add(R, b.near_body(body), random.choice([action, "any-service"]), group=b.any_group(0.6))
    if random.random() < 0.6:
        wall = random.choice(["any-body", b.near_body(body)])
        b.add(W, wall, random.choice([action, b.relative(action)]), group=b.any_group(0.7))


def missing_step(b: Builder) -> None:
    """C4: what a right presupposes is barred, or granted to nobody, or at the other end only."""
    random = b.random
    action, step = random.choice(
        [
            ("job", "permit"),
            ("pension", "permit"),
            ("enrolment", "address"),
            ("rent-aid", "address"),
            ("hospital", random.choice(ACTIONS)),
        ]
    )
    b.add(E, b.any_body(), action, prerequisites=() if action != "hospital" else (step,))
    if random.random() < 0.75:
        q = b.add(X, b.any_body(), random.choice([step, b.relative(step)]))
        if random.random() < 0.3:
            b.add(P, b.any_body(), step, over=(q,))
    if random.random() < 0.35:
        b.add(P, b.any_body(), step)


def circle(b: Builder) -> None:
    """C4b: each step needs the next, the last the first; now and then another way in."""
    random = b.random
    steps = random.sample(
        ["address", "permit", "job", "training", "shelter"], random.choice([1, 2, 3])
    )
    for place, step in enumerate(steps):
        following = steps[(place + 1) % len(steps)]
        b.add(
            random.choice([E, P]), b.any_body(), step, prerequisites=(following,), period=Period()
        )
    if random.random() < 0.3:
        b.add(P, b.any_body(), random.choice(steps))


def sent_down(b: Builder) -> None:
    """C5: a national act, a local body, with or without means."""
    random = b.random
    national = b.any_policy(like=lambda x: x.level == Level.NATIONAL)
    body = random.choice(["school", "social-office", "local-authority"])
    action = random.choice(["training", "shelter", "rent-aid", "hospital", "address"])
    means = {x: random.choice(list(Tri)) for x in Means if random.random() < 0.7}
    b.add(random.choice([D, E]), body, action, policy=national, means=means, period=Period())
    if random.random() < 0.7:
        b.add(
            Modality.GRANT,
            random.choice(["ministry", "any-body"]),
            random.choice([action, b.relative(action)]),
            target=random.choice([body, b.near_body(body)]),
            gives=frozenset(random.sample(list(Means), random.randint(1, 3))),
            period=Period(),
        )


def kept_out(b: Builder) -> None:
    """C6: a barrier before a right, and perhaps a help over it."""
    random = b.random
    action = random.choice(["primary-care", "hospital", "shelter", "training"])
    barrier = random.choice(BARRIERS)
    required = random.choice([None, frozenset({barrier})])
    b.add(E, b.any_body(), action, requirements=required)
    if random.random() < 0.6:
        wide = b.any_group(0.7)
        b.add(
            Modality.SUPPORT,
            b.any_body(),
            b.relative(action),
            lifts=frozenset(BARRIERS),
            group=wide,
        )


def spoken_for(b: Builder) -> None:
    """C7: the core service is named for everybody and everywhere, or nearly."""
    national = [x for x in b.areas.values() if x.parent is None]
    for top in national:
        policy = b.any_policy(like=lambda x, top=top: x.territory == top.id)  # type: ignore[misc]
        b.add(
            b.random.choice([E, D, P, X, F]),
            b.random.choice(["any-body", "ministry"]),
            b.random.choice(["primary-care", "health"]),
            policy=policy,
            territory=top.id,
            group=b.any_group(0.9),
            period=Period(),
            conditions={},
        )


def twice(b: Builder) -> None:
    """C8: two bodies, one task."""
    random = b.random
    first, second = b.two_policies()
    action, modality, who = random.choice(ACTIONS), random.choice([E, D]), b.any_group(0.3)
    one, other = random.sample(["school", "clinic", "registry", "charity", "police"], 2)
    near = who
    if who.limits and random.random() < 0.5:
        name = random.choice(list(who.limits))
        values = who.limits[name] | {random.choice(DIMENSIONS[name])}
        near = Group({**who.limits, name: values})
    b.add(modality, one, action, policy=first, group=who)
    b.add(modality, other, action, policy=second, group=near)
    if random.random() < 0.35:
        pair = random.sample([one, b.near_body(other)], 2)
        on = random.choice([None, action, b.relative(action)])
        b.coordination.append(Coordination(pair[0], pair[1], on))


def at_odds(b: Builder) -> None:
    """C9 and S1: effects on one goal."""
    random = b.random
    first, second = b.two_policies()
    goal = random.choice(GOALS)
    area = random.choice([None, None, *b.areas])
    signs = random.choice([(2, -2), (3, -3), (2, 3), (3, 2), (2, 2), (2, 3), (2, -1)])
    bodies = random.sample(["school", "clinic", "registry", "charity", "police"], 2)
    for policy, body, strength in zip((first, second), bodies, signs, strict=True):
        effects = (Effect(goal, strength, area, random.random() < 0.1),)
        if random.random() < 0.2:
            effects += (b.any_effect(),)
        b.add(
            random.choice(list(Modality)),
            body,
            random.choice(ACTIONS),
            policy=policy,
            effects=effects,
        )


def unheard(b: Builder) -> None:
    """C10: the nation decides, the city carries it out; perhaps it is heard."""
    random = b.random
    upper = random.choice([x.id for x in b.areas.values() if x.level != Level.LOCAL])
    policy = b.any_policy(like=lambda x: x.territory == upper)
    body = random.choice(["local-authority", "school", "registry", *b.bodies])
    b.add(random.choice([D, E]), body, random.choice(ACTIONS), policy=policy, period=Period())
    for area in b.areas.values():
        if area.parent and random.random() < 0.5:
            b.channels.append(Channel(area.id, area.parent))


def assumed(b: Builder) -> None:
    """C11: a claim, better or worse supported than it looks."""
    random = b.random
    action = random.choice(["training", "address", "shelter", "permit", "rent-aid", "enrolment"])
    claims = tuple(
        Assumption(goal, random.choice([Support.NONE, Support.NONE, *Support]))
        for goal in random.sample(GOALS, random.choice([1, 2, 3]))
    )
    b.add(random.choice(list(Modality)), b.any_body(), action, assumptions=claims)


def side_by_side(b: Builder) -> None:
    """C12: four acts about the same, tied or not."""
    random = b.random
    action = random.choice(ACTIONS)
    policies = list(b.policies)
    random.shuffle(policies)
    for policy in policies[:4]:
        b.add(
            random.choice([E, D, P, F, X]),
            b.any_body(),
            random.choice([action, b.relative(action)]),
            policy=policy,
            group=b.any_group(0.8),
            territory=random.choice(["nation", "city"]),
        )


def cliff(b: Builder) -> None:
    """C13: what ends at a birthday or with a status, and perhaps goes on."""
    random = b.random
    action, following = random.choice(
        [("enrolment", "training"), ("pension", "pension"), ("shelter", "rent-aid")]
    )
    name = random.choice(["status", "age", "family"])
    values = DIMENSIONS[name]
    chosen = frozenset(random.sample(values, random.randint(1, len(values))))
    b.add(E, "any-body", action, group=Group({name: chosen}), period=Period())
    if random.random() < 0.6:
        b.add(E, "any-body", random.choice([following, action]), period=Period())


def unequal(b: Builder) -> None:
    """C14: one benefit, two amounts, one difference."""
    random = b.random
    name = random.choice(["status", "status", "age", "gender", "gender", "family"])
    values = list(DIMENSIONS[name])
    random.shuffle(values)
    cut = random.randint(1, len(values) - 1)
    base = {x: y for x, y in b.any_group(0.6).limits.items() if x != name}
    body, action = b.any_body(), random.choice(ACTIONS)
    unit = random.choice(["EUR a month", "EUR"])
    policy = b.any_policy()
    for part in (values[:cut], values[cut:]):
        benefit = Benefit(random.choice([100, 200, 300, 300.5]), unit, random.choice([None, 6, 12]))
        b.add(
            E,
            body,
            action,
            policy=policy,
            group=Group({**base, name: frozenset(part)}),
            benefit=benefit,
            ground="because" if random.random() < 0.1 else "",
        )


SCENES: tuple[Callable[[Builder], None], ...] = (
    ban,
    data_ban,
    every_way_shut,
    every_way_shut,
    shut_out,
    part_shut,
    told,
    told,
    missing_step,
    circle,
    sent_down,
    kept_out,
    spoken_for,
    twice,
    at_odds,
    at_odds,
    unheard,
    assumed,
    side_by_side,
    cliff,
    unequal,
    unequal,
)
