"""Small random portfolios over the tiny taxonomy, in which every rule fires often, or narrowly not.

A portfolio is a few *scenes*, each of which has what one rule looks for, some provisions at random,
and then a blow to some: another modality, body, action, group, place, time or condition, or an
exception. The same seed gives the same portfolio.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from random import Random
from typing import Any

from glocal.model.kinds import Level
from glocal.model.policy import Policy, PolicyKind, PolicyStatus, Tie
from glocal.model.population import EVERYBODY, Group, GroupBasis
from glocal.model.portfolio import Area, Channel, Coordination, Portfolio
from glocal.model.provision import (
    Assumption,
    Benefit,
    Effect,
    Means,
    Modality,
    Period,
    Provision,
    Range,
    Support,
    Tri,
)
from glocal.model.taxonomy import (
    Contact,
    EvidenceLink,
    Goal,
    Organisation,
    Reveals,
    Taxonomy,
    Transition,
)
from tests.core.coherence.tiny import TINY

AS_OF = date(2026, 1, 1)
DAYS = tuple(date(year, month, 1) for year, month in ((2024, 3), (2026, 7), (2027, 1), (2028, 5)))
ENDED = date(2025, 6, 1)
ACTIONS = tuple(TINY.actions)
DIMENSIONS = {item.id: item.values for item in TINY.population.dimensions}
BARRIERS = tuple(TINY.cannot)
GOALS = tuple(TINY.goals)
RANGES = (Range(6, None), Range(None, 12), Range(12, 24), Range(18.5, None), Range(0, 5))


def random_portfolio(seed: int) -> Portfolio:
    """The portfolio of a seed."""
    return Builder(Random(seed)).build()


def large_portfolio(seed: int) -> Portfolio:
    """One several times as large: provisions meet that no scene put together."""
    return Builder(Random(f"large {seed}")).build(scenes=len(SCENES), most=70)


def random_taxonomy(seed: int) -> Taxonomy:
    """The tiny taxonomy with other properties here and there, in the same trees."""
    random = Random(f"taxonomy {seed}")
    draw = Builder(random)
    actions = {}
    for action in TINY.actions.values():
        changes: dict[str, Any] = {}
        for flag in ("closed", "costly", "core", "continuous", "portable"):
            if random.random() < 0.08:
                changes[flag] = not getattr(action, flag)
        if random.random() < 0.1:
            changes["closed_for"] = random.choice([None, draw.any_group(0)])
        if random.random() < 0.1:
            changes["relevant"] = random.choice([None, draw.any_group(0.1)])
        if random.random() < 0.1:
            body = random.choice(list(TINY.organisations))
            changes["contact"] = (*action.contact, Contact(body, random.choice(list(Reveals))))
        if random.random() < 0.15:
            changes["requires"] = (*action.requires, random.choice(ACTIONS))
        if random.random() < 0.1:
            changes["needs"] = (random.choice(BARRIERS),)
        if random.random() < 0.15:
            changes["successors"] = (random.choice(ACTIONS),)
        actions[action.id] = replace(action, **changes)
    bodies = {}
    for body in TINY.organisations.values():
        changes = {}
        if random.random() < 0.1:
            changes["level"] = random.choice([None, *Level])
        if random.random() < 0.1:
            changes["inherent"] = (random.choice(ACTIONS),)
        if random.random() < 0.1:
            changes["public"] = not body.public
        bodies[body.id] = replace(body, **changes)
    evidence = [
        replace(link, sign=random.choice([1, -1]), support=random.randint(0, 3))
        for link in TINY.evidence
    ]
    evidence += [
        EvidenceLink(
            random.choice([*ACTIONS, *GOALS]),
            random.choice(GOALS),
            random.choice([1, -1]),
            random.randint(0, 3),
        )
        for _ in range(random.randint(0, 4))
    ]
    transitions = []
    for number in range(random.randint(2, 4)):
        name = random.choice(list(DIMENSIONS))
        values = DIMENSIONS[name]
        before, after = (
            frozenset(random.sample(values, random.randint(1, len(values) - 1))) for _ in range(2)
        )
        transitions.append(Transition(f"change-{number}", name, before, after))
    return replace(
        TINY,
        actions=actions,
        organisations=bodies,
        cannot={name: (draw.any_group(0), draw.any_group(0)) for name in BARRIERS},
        goals={**TINY.goals, "schooling": Goal("schooling", collective=random.random() < 0.3)},
        evidence=tuple(evidence),
        transitions=(*transitions, *random.sample(TINY.transitions, 2)),
    )


class Builder:
    """Draws one portfolio; the scenes below add to it."""

    def __init__(self, random: Random) -> None:
        self.random = random
        # Conditions matter only where many have some.
        self.conditional = random.choice([0.0, 0.1, 0.6])
        self.areas = self.draw_areas()
        self.bodies = self.draw_bodies()
        self.policies = self.draw_policies()
        self.provisions: list[Provision] = []
        self.channels: list[Channel] = []
        self.coordination: list[Coordination] = []
        self.links: list[tuple[str, str]] = []

    def build(self, scenes: int = 0, most: int = 16) -> Portfolio:
        random = self.random
        if "abroad" in self.areas and random.random() < 0.8:
            ends = [name for name in self.areas if name not in ("abroad", "port")]
            there = [name for name in ("abroad", "port") if name in self.areas]
            self.links.append((random.choice(ends), random.choice(there)))
        self.frame()
        for scene in random.sample(SCENES, scenes or random.randint(3, 6)):
            scene(self)
        for _ in range(random.randint(1, 3)):
            self.add(random.choice(list(Modality)), self.any_body(), random.choice(ACTIONS))
        while len(self.provisions) > most:
            self.provisions.pop(random.randrange(len(self.provisions)))
        for place in range(len(self.provisions)):
            if random.random() < 0.25:
                self.provisions[place] = self.blow(self.provisions[place])
        return self.portfolio()

    def portfolio(self) -> Portfolio:
        """With names in an order of their own, so that no rule leans on the order of entry."""
        names = [f"p{number:02}" for number in range(len(self.provisions))]
        self.random.shuffle(names)
        new = {item.id: name for item, name in zip(self.provisions, names, strict=True)}
        renamed = [
            replace(item, id=new[item.id], over=tuple(new[x] for x in item.over if x in new))
            for item in self.provisions
        ]
        return Portfolio(
            name="random",
            areas=self.areas,
            policies=self.policies,
            provisions={item.id: item for item in renamed},
            organisations=self.bodies,
            channels=tuple(self.channels),
            coordination=tuple(self.coordination),
            links=tuple(self.links),
        )

    # -------------------------------------------------------------- the frame
    def draw_areas(self) -> dict[str, Area]:
        random = self.random
        nation = Area("nation", "Nation", Level.NATIONAL)
        found = [nation]
        top = "nation"
        if random.random() < 0.4:
            found.append(Area("region", "Region", Level.INTERMEDIATE, "nation"))
            top = "region"
        found.append(Area("city", "City", Level.LOCAL, top))
        if random.random() < 0.7:
            found.append(Area("town", "Town", Level.LOCAL, random.choice([top, "nation"])))
        if random.random() < 0.7:
            found.append(Area("abroad", "Abroad", Level.NATIONAL))
            if random.random() < 0.5:
                found.append(Area("port", "Port", Level.LOCAL, "abroad"))
        return {item.id: item for item in found}

    def draw_bodies(self) -> dict[str, Organisation]:
        """Named bodies below the kinds, most with a place of their own."""
        offered = [
            Organisation("city-school", "school", territory="city"),
            Organisation("city-registry", "registry", territory="city"),
            Organisation("town-registry", "registry", territory="town"),
            Organisation("border-police", "police", territory="abroad"),
            Organisation("port-clinic", "clinic", Level.LOCAL, territory="port"),
            Organisation("union", "charity", public=False),
        ]
        able = [x for x in offered if x.territory is None or x.territory in self.areas]
        chosen = self.random.sample(able, self.random.randint(1, min(3, len(able))))
        return {item.id: item for item in chosen}

    def draw_policies(self) -> dict[str, Policy]:
        random = self.random
        number = random.randint(4, 9)
        found = []
        for place in range(number):
            area = random.choice(["nation", "nation", *self.areas])
            level = self.areas[area].level if random.random() < 0.8 else random.choice(list(Level))
            found.append(
                Policy(
                    id=f"act-{place}",
                    title=f"Act {place}",
                    kind=random.choice(list(PolicyKind)),
                    level=level,
                    territory=area,
                    responsible=self.any_body() if random.random() < 0.7 else "",
                    period=self.any_period() if random.random() < 0.3 else Period(),
                    status=(
                        PolicyStatus.IN_FORCE
                        if random.random() < 0.93
                        else random.choice(list(PolicyStatus))
                    ),
                )
            )
        for place, policy in enumerate(found):
            if random.random() < 0.15:
                other = random.choice(found).id
                if other != policy.id:
                    ties = ((random.choice(list(Tie)), other),)
                    found[place] = replace(policy, ties=ties)
        return {item.id: item for item in found}

    def frame(self) -> None:
        """Channels and coordination that are simply there."""
        random = self.random
        names = list(self.areas)
        for _ in range(random.randint(0, 3)):
            self.channels.append(Channel(random.choice(names), random.choice(names)))
        if random.random() < 0.4:
            action = random.choice(ACTIONS) if random.random() < 0.6 else None
            self.coordination.append(Coordination(self.any_body(), self.any_body(), action))

    # -------------------------------------------------------------- pieces
    def any_body(self) -> str:
        return self.random.choice([*TINY.organisations, *self.bodies])

    def any_policy(self, *, like: Callable[[Policy], bool] | None = None) -> str:
        fitting = [x.id for x in self.policies.values() if like is None or like(x)]
        return self.random.choice(fitting or list(self.policies))

    def two_policies(self) -> tuple[str, str]:
        """Two acts of one territory, the second made when there is none."""
        first = self.policies[self.any_policy()]
        others = [
            x.id
            for x in self.policies.values()
            if x.territory == first.territory and x.id != first.id
        ]
        if others:
            return first.id, self.random.choice(others)
        twin = replace(first, id=f"act-{len(self.policies)}", ties=(), period=Period())
        self.policies[twin.id] = twin
        return first.id, twin.id

    def any_group(self, wide: float = 0.45) -> Group:
        random = self.random
        if random.random() < wide:
            return random.choice([EVERYBODY, Group({}, GroupBasis.SILENT)])
        limits = {}
        for name in random.sample(list(DIMENSIONS), random.choice([1, 1, 2, 3])):
            values = DIMENSIONS[name]
            limits[name] = frozenset(random.sample(values, random.randint(1, len(values) - 1)))
        return Group(limits)

    def any_period(self) -> Period:
        random = self.random
        kind = random.random()
        if kind < 0.15:
            return Period(DAYS[0], ENDED)
        if kind < 0.4:
            return Period(random.choice(DAYS), None)
        if kind < 0.7:
            return Period(None, random.choice(DAYS[1:]))
        first, last = sorted(random.sample(range(len(DAYS)), 2))
        return Period(DAYS[first], DAYS[last])

    def any_conditions(self) -> dict[str, Range]:
        names = self.random.sample(
            ("residence", "residence", "income"), self.random.choice([1, 1, 2])
        )
        return {name: self.random.choice(RANGES) for name in names}

    def add(self, modality: Modality, bearer: str, action: str, **slots: Any) -> str:
        """One provision; what is not said is mostly left open, and sometimes drawn."""
        random = self.random
        slots.setdefault("policy", self.any_policy())
        slots.setdefault("group", self.any_group())
        if random.random() < 0.15:
            slots.setdefault("territory", random.choice(list(self.areas)))
        if random.random() < 0.15:
            slots.setdefault("period", self.any_period())
        if random.random() < self.conditional:
            slots.setdefault("conditions", self.any_conditions())
        if modality in (Modality.REPORT, Modality.SHARE, Modality.GRANT):
            slots.setdefault("target", self.any_body())
        if modality == Modality.GRANT:
            slots.setdefault("gives", frozenset(random.sample(list(Means), random.randint(1, 3))))
        if modality == Modality.SUPPORT:
            slots.setdefault("lifts", frozenset(random.sample(BARRIERS, random.randint(1, 2))))
        if modality == Modality.ENTITLEMENT and random.random() < 0.5:
            slots.setdefault(
                "requirements", frozenset(random.sample(BARRIERS, random.randint(0, 2)))
            )
        if random.random() < 0.2:
            slots.setdefault("means", {random.choice(list(Means)): random.choice(list(Tri))})
        if random.random() < 0.12:
            slots.setdefault("effects", (self.any_effect(),))
        name = f"n{len(self.provisions)}-{random.randrange(10**6)}"
        self.provisions.append(
            Provision(name, modality=modality, bearer=bearer, action=action, **slots)
        )
        return name

    def any_effect(self) -> Effect:
        random = self.random
        area = random.choice(list(self.areas)) if random.random() < 0.3 else None
        return Effect(
            random.choice(GOALS), random.choice([-3, -2, -1, 1, 2, 3]), area, random.random() < 0.2
        )

    def relative(self, action: str) -> str:
        """An action near another: above, below, beside."""
        parent = TINY.actions[action].parent
        near = [x.id for x in TINY.actions.values() if action in (x.parent, x.id)]
        near += [x.id for x in TINY.actions.values() if parent is not None and x.parent == parent]
        return self.random.choice([*near, parent] if parent else near)

    def near_body(self, body: str) -> str:
        everything = {**TINY.organisations, **self.bodies}
        parent = everything[body].parent
        near = [x.id for x in everything.values() if body in (x.parent, x.id)]
        return self.random.choice([*near, parent] if parent else near)

    # -------------------------------------------------------------- blows
    def blow(self, item: Provision) -> Provision:
        random = self.random
        return random.choice(
            (
                lambda: replace(item, modality=random.choice(list(Modality))),
                lambda: replace(item, bearer=self.any_body()),
                lambda: replace(item, bearer=self.near_body(item.bearer)),
                lambda: replace(item, action=self.relative(item.action)),
                lambda: replace(item, action=random.choice(ACTIONS)),
                lambda: replace(item, group=self.any_group(0.1)),
                lambda: replace(item, territory=random.choice(list(self.areas))),
                lambda: replace(item, period=self.any_period()),
                lambda: replace(item, conditions=self.any_conditions()),
                lambda: replace(item, policy=self.any_policy()),
                lambda: replace(item, over=(*item.over, random.choice(self.provisions).id)),
                lambda: replace(item, prerequisites=(random.choice(ACTIONS),)),
                lambda: replace(item, ground="a stated reason"),
                lambda: replace(item, target=self.any_body()),
            )
        )()


# ------------------------------------------------------------------ scenes
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
