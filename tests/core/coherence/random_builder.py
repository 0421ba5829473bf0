"""What the scenes of a random portfolio are built with: places, bodies, acts, blows."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from random import Random
from typing import Any

from glocal.model.kinds import Level
from glocal.model.policy import Policy, PolicyKind, PolicyStatus, Tie
from glocal.model.population import EVERYBODY, Group, GroupBasis
from glocal.model.portfolio import (
    AgreedInteraction,
    Area,
    Channel,
    Coordination,
    Portfolio,
)
from glocal.model.provision import (
    Effect,
    Means,
    Modality,
    Period,
    Provision,
    Range,
    Tri,
)
from glocal.model.taxonomy import (
    Organisation,
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

    def build(
        self, pool: Sequence[Callable[[Builder], None]], scenes: int = 0, most: int = 16
    ) -> Portfolio:
        random = self.random
        if "abroad" in self.areas and random.random() < 0.8:
            ends = [name for name in self.areas if name not in ("abroad", "port")]
            there = [name for name in ("abroad", "port") if name in self.areas]
            self.links.append((random.choice(ends), random.choice(there)))
        self.frame()
        for scene in random.sample(pool, scenes or random.randint(3, 6)):
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
            interactions=self.rated(),
        )

    def rated(self) -> tuple[AgreedInteraction, ...]:
        """What raters see, drawn apart, so that the rest of a seed's portfolio stays as it was."""
        random = Random()
        random.setstate(self.random.getstate())
        ends = [*self.policies, *GOALS]
        pairs = sorted(
            {
                (*random.sample(random.choice([list(self.policies), ends]), 2), name)
                for name in ("first", "second")
                for _ in range(random.choice([0, 1, 2, 6]))
            }
        )
        return tuple(
            AgreedInteraction(
                source,
                target,
                random.choice([-3, -2.5, -2, -2, -1.75, -1, -0.4, 0, 0.4, 1, 2, 2, 2.25, 3]),
                random.choice([2, 3, 4, 9]),
                random.choice([1, 2]),
                random.choice([0.6, 0.8, 0.81, 0.9, 0.95]),
                name,
                offset=random.random() < 0.1,
            )
            for source, target, name in pairs
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
