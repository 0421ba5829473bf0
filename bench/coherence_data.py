"""Invented portfolios of any size for the benchmark of coherence: as columns, and as a portfolio.

A nation, 18 regions, 96 departments and a commune for every 350 provisions; acts of 15 provisions
each, most of them of communes; 600 groups over the dimensions of the taxonomy; every modality;
periods of which a third have ended. Actions, bodies and all that is known of them are those of the
taxonomy that ships with Glocal, so that the rules about chains, prerequisites, means, barriers and
silence have their real work to do.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from glocal.coherence.templates import Templates
from glocal.loading.taxonomy import taxonomy as shipped
from glocal.model.kinds import Level
from glocal.model.policy import Policy, PolicyKind
from glocal.model.population import Group
from glocal.model.portfolio import Area, Portfolio
from glocal.model.provision import (
    Assumption,
    Benefit,
    Effect,
    Means,
    Modality,
    Period,
    Provision,
    Tri,
)
from glocal.model.taxonomy import Taxonomy

Ints = NDArray[np.int64]
Value = TypeVar("Value")

AS_OF = date(2026, 11, 1)
REGIONS, DEPARTMENTS, A_COMMUNE, AN_ACT, GROUPS = 18, 96, 350, 15, 600
MODALITIES = tuple(Modality)
SHARES = (0.25, 0.20, 0.10, 0.08, 0.10, 0.04, 0.05, 0.05, 0.06, 0.07)
"""How often each modality occurs, in the order of ``Modality``."""
PLACES = (0.01, 0.03, 0.06, 0.90)
"""How many acts are those of the nation, a region, a department, a commune."""
LEVELS = (Level.NATIONAL, Level.INTERMEDIATE, Level.INTERMEDIATE, Level.LOCAL)
KINDS_OF_BODY = {
    Level.NATIONAL: "national-authority",
    Level.INTERMEDIATE: "regional-authority",
    Level.LOCAL: "local-authority",
}
DAYS = tuple(date(year, 1, 1) for year in range(2016, 2037))
LATEST = date(2100, 1, 1)


def world() -> Taxonomy:
    """The taxonomy that ships with Glocal."""
    return shipped()


@dataclass(frozen=True)
class Synthetic:
    """``size`` provisions as columns of numbers; areas and acts too. The seed is the size."""

    taxonomy: Taxonomy
    area_parent: Ints
    area_level: Ints
    act_area: Ints
    act: Ints
    modality: Ints
    bearer: Ints
    action: Ints
    group: Ints
    begin: Ints
    end: Ints
    target: Ints
    random: np.random.Generator

    def __len__(self) -> int:
        return len(self.modality)

    @cached_property
    def actions(self) -> tuple[str, ...]:
        return tuple(self.taxonomy.actions)

    @cached_property
    def bodies(self) -> tuple[str, ...]:
        return tuple(self.taxonomy.organisations)

    @cached_property
    def groups(self) -> tuple[Group, ...]:
        return groups(self.taxonomy)

    @cached_property
    def words(self) -> Ints:
        """By group, its machine word."""
        population = self.taxonomy.population
        return np.array([population.possible(population.word(item.limits)) for item in self.groups])

    @cached_property
    def area(self) -> Ints:
        return self.act_area[self.act]

    @cached_property
    def level(self) -> Ints:
        return self.area_level[self.area]

    @cached_property
    def area_names(self) -> tuple[str, ...]:
        return tuple(f"area-{number}" for number in range(len(self.area_parent)))

    def portfolio(self) -> Portfolio:
        """The same as values of the model, with effects, benefits and the rest drawn on top."""
        names = self.area_names
        areas = {
            name: Area(name, name, LEVELS[level], names[parent] if parent >= 0 else None)
            for name, level, parent in zip(
                names, self.area_level.tolist(), self.area_parent.tolist(), strict=True
            )
        }
        policies = {
            f"act-{number}": Policy(
                f"act-{number}",
                f"Act {number}",
                PolicyKind.ORDINANCE,
                LEVELS[self.area_level[area]],
                names[area],
            )
            for number, area in enumerate(self.act_area.tolist())
        }
        return Portfolio("synthetic", areas, policies, self.provisions())

    def provisions(self) -> dict[str, Provision]:
        extras = self.extras()
        plain = Provision("", "", Modality.DUTY, "", "")
        periods = {
            (a, b): Period(None if a < 0 else DAYS[a], None if b < 0 else DAYS[b])
            for a in range(-1, len(DAYS))
            for b in range(-1, len(DAYS))
        }
        found = {}
        columns = (
            self.act,
            self.modality,
            self.bearer,
            self.action,
            self.group,
            self.begin,
            self.end,
            self.target,
        )
        rows = zip(*(column.tolist() for column in columns), strict=True)
        for number, (act, modality, bearer, action, group, begin, end, target) in enumerate(rows):
            name = f"p{number}"
            found[name] = copied(
                plain,
                id=name,
                policy=f"act-{act}",
                modality=MODALITIES[modality],
                bearer=self.bodies[bearer],
                action=self.actions[action],
                group=self.groups[group],
                period=periods[begin, end],
                target=self.bodies[target] if target >= 0 else None,
                **extras[number % len(extras)],
            )
        return found

    def extras(self) -> list[dict[str, Any]]:
        """What the rules beyond C1 and C2 read, a few thousand kinds of it in turn."""
        random = self.random
        goals, barriers = list(self.taxonomy.goals), list(self.taxonomy.cannot)
        found = []
        for _ in range(4_999):
            one: dict[str, Any] = {
                "gives": frozenset({random.choice(list(Means))}),
                "lifts": frozenset({str(random.choice(barriers))}),
            }
            # Most of what a text does not say of its means is in order.
            if random.random() < 0.9:
                one["means"] = dict.fromkeys(Means, Tri.YES)
            if random.random() < 0.8:
                one["requirements"] = frozenset()
            elif random.random() < 0.5:
                one["requirements"] = frozenset({str(random.choice(barriers))})
            if random.random() < 0.02:
                strength = int(random.choice([-3, -2, -1, 1, 2, 3]))
                one["effects"] = (Effect(str(random.choice(goals)), strength),)
            if random.random() < 0.02:
                one["benefit"] = Benefit(float(random.integers(1, 4) * 100), "EUR")
            if random.random() < 0.01:
                one["prerequisites"] = (str(random.choice(self.actions)),)
            if random.random() < 0.01:
                one["assumptions"] = (Assumption(str(random.choice(goals))),)
            found.append(one)
        return found


def copied(value: Value, **changes: object) -> Value:
    """``dataclasses.replace`` without its checks, which a million copies would pay for."""
    copy = object.__new__(type(value))
    copy.__dict__.update(value.__dict__, **changes)
    return copy


def synthetic(size: int) -> Synthetic:
    """Columns of ``size`` provisions, the same each time."""
    random = np.random.default_rng(size)
    taxonomy = world()
    communes = max(1, size // A_COMMUNE)
    area_parent = np.concatenate(
        (
            [-1],
            np.zeros(REGIONS, dtype=np.int64),
            1 + np.arange(DEPARTMENTS) % REGIONS,
            1 + REGIONS + np.arange(communes) % DEPARTMENTS,
        )
    )
    area_level = np.repeat(np.arange(4), (1, REGIONS, DEPARTMENTS, communes))
    acts = max(10, size // AN_ACT)
    act_level = random.choice(4, acts, p=PLACES)
    start = np.array([0, 1, 1 + REGIONS, 1 + REGIONS + DEPARTMENTS])
    width = np.array([1, REGIONS, DEPARTMENTS, communes])
    act_area = start[act_level] + (random.random(acts) * width[act_level]).astype(np.int64)
    act = random.integers(0, acts, size)
    modality = random.choice(len(MODALITIES), size, p=SHARES)
    action = random.integers(0, len(taxonomy.actions), size)
    begin = np.where(random.random(size) < 0.5, -1, random.integers(0, 9, size))
    end = np.where(random.random(size) < 0.4, -1, random.integers(9, len(DAYS), size))
    sends = np.isin(modality, [MODALITIES.index(Modality(x)) for x in ("report", "share", "grant")])
    bodies = bodies_of(taxonomy, random)
    return Synthetic(
        taxonomy,
        area_parent,
        area_level,
        act_area,
        act,
        modality,
        bodies[area_level[act_area[act]], action, random.choice(4, size, p=(0.6, 0.3, 0.05, 0.05))],
        action,
        random.integers(0, GROUPS, size),
        begin,
        end,
        np.where(sends, random.integers(0, len(taxonomy.organisations), size), -1),
        random,
    )


def bodies_of(taxonomy: Taxonomy, random: np.random.Generator) -> Ints:
    """By level and action the bodies that may act, from usual to rare.

    One of that level for each action, all bodies of the level, another one, and a local one.
    """
    bodies = list(taxonomy.organisations)
    above = {name: taxonomy.organisations[name].parent for name in bodies}

    def below(top: str) -> list[int]:
        found = []
        for number, name in enumerate(bodies):
            node: str | None = name
            while node is not None and node != top:
                node = above[node]
            if node == top:
                found.append(number)
        return found

    many, local = len(taxonomy.actions), below(KINDS_OF_BODY[Level.LOCAL])
    found = np.zeros((len(LEVELS), many, 4), dtype=np.int64)
    for place, level in enumerate(LEVELS):
        usual = below(KINDS_OF_BODY[level])
        found[place, :, 0] = random.choice(usual, many)
        found[place, :, 1] = bodies.index(KINDS_OF_BODY[level])
        found[place, :, 2] = random.choice(usual, many)
        found[place, :, 3] = random.choice(local, many)
    return found


def groups(taxonomy: Taxonomy) -> tuple[Group, ...]:
    """600 groups in which somebody can be: everybody, and boxes over one to three dimensions."""
    random = np.random.default_rng(GROUPS)
    population, found = taxonomy.population, [Group({})]
    while len(found) < GROUPS:
        limits = {}
        for number in random.choice(
            len(population.dimensions), random.integers(1, 4), replace=False
        ):
            dimension = population.dimensions[int(number)]
            size = random.integers(1, len(dimension.values))
            chosen = random.choice(len(dimension.values), size, replace=False)
            limits[dimension.id] = frozenset(dimension.values[int(value)] for value in chosen)
        if population.possible(population.word(limits)):
            found.append(Group(limits))
    return tuple(found)


# ------------------------------------------------------------------ templates
def templates(communes: int, patterns: int, each: int) -> tuple[Templates, Taxonomy]:
    """A state whose communes have each adopted about ``each`` of so many model provisions."""
    drawn = synthetic(patterns)
    taxonomy = drawn.taxonomy
    random = np.random.default_rng(communes)
    parents = 1 + np.arange(DEPARTMENTS) % REGIONS
    names = [f"commune-{number}" for number in range(communes)]
    areas = {"nation": Area("nation", "Nation", Level.NATIONAL)}
    for number in range(REGIONS):
        areas[f"r{number}"] = Area(f"r{number}", "R", Level.INTERMEDIATE, "nation")
    for number, parent in enumerate(parents.tolist()):
        areas[f"d{number}"] = Area(f"d{number}", "D", Level.INTERMEDIATE, f"r{parent - 1}")
    for number, name in enumerate(names):
        areas[name] = Area(name, name, Level.LOCAL, f"d{number % DEPARTMENTS}")
    whole = drawn.portfolio()
    shared_acts, own_acts = {}, {}
    for number, policy in enumerate(whole.policies.values()):
        if number % 20 == 0:
            shared_acts[policy.id] = replace(policy, territory="nation", level=Level.NATIONAL)
        else:
            own_acts[policy.id] = replace(policy, territory=names[0], level=Level.LOCAL)
    shared = Portfolio("state", areas, shared_acts, part(whole, shared_acts))
    own = Portfolio("patterns", {}, own_acts, part(whole, own_acts))
    # A commune adopts an act as a whole; some acts are far more common than others.
    numbers = {name: place for place, name in enumerate(own_acts)}
    spread = random.random(len(own_acts)) ** 2
    chance = spread * (each / (spread.sum() * len(own.provisions) / len(own_acts)))
    adopted = random.random((len(own_acts), communes)) < np.minimum(chance, 1)[:, np.newaxis]
    act = np.array([numbers[item.policy] for item in own.provisions.values()])
    return Templates(shared, own, tuple(names), adopted[act]), taxonomy


def part(whole: Portfolio, acts: dict[str, Policy]) -> dict[str, Provision]:
    return {item.id: item for item in whole.provisions.values() if item.policy in acts}
