"""A portfolio spread out for brute force: every cell, leaf and moment, in plain sets.

A provision is the set of points ``(cell, leaf, moment)`` where it applies, its region.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from itertools import permutations, product

from glocal.model.kinds import Level
from glocal.model.policy import PolicyStatus
from glocal.model.population import Group
from glocal.model.portfolio import Portfolio
from glocal.model.provision import Modality, Provision, Range
from glocal.model.taxonomy import Organisation, Taxonomy

Cell = tuple[str, ...]
Point = tuple[Cell, str, date]
Identity = tuple[str, ...]
Found = dict[Identity, set[Point]]

E, O, F = Modality.ENTITLEMENT, Modality.DUTY, Modality.PROHIBITION  # noqa: E741
P, X, R = Modality.PERMISSION, Modality.EXCLUSION, Modality.REPORT
S, W, C, M = Modality.SHARE, Modality.FIREWALL, Modality.GRANT, Modality.SUPPORT
GROWN_UP = {"18-24", "25-59", "60+"}


def up(start: str, parent: Callable[[str], str | None]) -> list[str]:
    """A node and all above it."""
    line = []
    node: str | None = start
    while node is not None:
        line.append(node)
        node = parent(node)
    return line


class World:
    """A portfolio spread out: who is where, when, under what."""

    def __init__(
        self, portfolio: Portfolio, taxonomy: Taxonomy, as_of: date, drafts: bool = False
    ) -> None:
        self.portfolio, self.taxonomy, self.as_of = portfolio, taxonomy, as_of
        self.drafts = drafts
        self.bodies: dict[str, Organisation] = {
            **taxonomy.organisations,
            **portfolio.organisations,
        }
        self.dimensions = [item.id for item in taxonomy.population.dimensions]
        self.cells = list(self.possible_cells())
        parents = {area.parent for area in portfolio.areas.values()}
        self.leaves = [name for name in portfolio.areas if name not in parents]
        wanted = {PolicyStatus.IN_FORCE} | ({PolicyStatus.DRAFT} if drafts else set())
        # What is in force and concerns somebody somewhere, now or later.
        self.norms = [
            item
            for item in portfolio.provisions.values()
            if portfolio.policies[item.policy].status in wanted
            and self.is_open(item)
            and self.members(item.group)
            and self.area(item)
        ]
        self.moments = sorted(
            {as_of}
            | {
                day
                for item in self.norms
                for day in self.period(item)
                if day not in (date.min, date.max) and day > as_of
            }
        )
        self.groups = {item.id: self.members(item.group) for item in self.norms}
        self.areas = {item.id: self.area(item) for item in self.norms}
        self.times = {
            item.id: {day for day in self.moments if self.holds(item, day)} for item in self.norms
        }
        self.regions: dict[str, set[Point]] = {
            item.id: set(product(self.groups[item.id], self.areas[item.id], self.times[item.id]))
            for item in self.norms
        }

    # -------------------------------------------------------------- people
    def possible_cells(self) -> Iterator[Cell]:
        population = self.taxonomy.population
        for cell in product(*(item.values for item in population.dimensions)):
            person = dict(zip(self.dimensions, cell, strict=True))
            if not any(
                person[rule.when[0]] in rule.when[1] and person[rule.then[0]] not in rule.then[1]
                for rule in population.implications
            ):
                yield cell

    def value(self, cell: Cell, dimension: str) -> str:
        return cell[self.dimensions.index(dimension)]

    def members(self, group: Group) -> set[Cell]:
        return {
            cell
            for cell in self.cells
            if all(self.value(cell, name) in values for name, values in group.limits.items())
        }

    def values(self, cells: Iterable[Cell]) -> list[set[str]]:
        """By dimension, what values occur among some cells."""
        columns = list(zip(*cells, strict=True))
        return [set(column) for column in columns]

    # -------------------------------------------------------------- time and place
    def period(self, norm: Provision) -> tuple[date, date]:
        policy = self.portfolio.policies[norm.policy].period
        start = norm.period.start or policy.start or date.min
        end = norm.period.end or policy.end or date.max
        return start, end

    def is_open(self, norm: Provision) -> bool:
        start, end = self.period(norm)
        return start < end and end > self.as_of

    def holds(self, norm: Provision, day: date) -> bool:
        start, end = self.period(norm)
        return start <= day < end

    def home(self, norm: Provision) -> str:
        return norm.territory or self.portfolio.policies[norm.policy].territory

    def within(self, area: str, other: str) -> bool:
        return other in up(area, lambda name: self.portfolio.areas[name].parent)

    def leaves_under(self, area: str) -> set[str]:
        return {leaf for leaf in self.leaves if self.within(leaf, area)}

    def area(self, norm: Provision) -> set[str]:
        found = self.leaves_under(self.home(norm))
        place = self.place(norm.bearer)
        return found if place is None else found & self.leaves_under(place)

    def linked(self) -> set[tuple[str, str]]:
        found = set()
        for one, other in self.portfolio.links:
            for pair in product(self.leaves_under(one), self.leaves_under(other)):
                found |= {pair, pair[::-1]}
        return found

    # -------------------------------------------------------------- trees
    def above(self, action: str) -> list[str]:
        return up(action, lambda name: self.taxonomy.actions[name].parent)

    def nested(self, action: str, other: str) -> bool:
        return other in self.above(action)

    def inherited(self, action: str, name: str) -> list[str]:
        """Everything that an action or one above it lists under ``name``."""
        return [
            item
            for node in self.above(action)
            for item in getattr(self.taxonomy.actions[node], name)
        ]

    def flag(self, action: str, name: str) -> bool:
        return any(getattr(self.taxonomy.actions[node], name) for node in self.above(action))

    def closed_to(self, action: str) -> set[Cell]:
        """Those who have an action only by an explicit grant."""
        found: set[Cell] = set()
        for node in map(self.taxonomy.actions.__getitem__, self.above(action)):
            if node.closed:
                found |= self.members(node.closed_for or Group({}))
        return found

    def commanders(self, body: str) -> list[str]:
        return up(body, lambda name: self.bodies[name].parent)

    def bears(self, body: str, other: str) -> bool:
        return other in self.commanders(body)

    def line(self, body: str, other: str) -> bool:
        return self.bears(body, other) or self.bears(other, body)

    def place(self, body: str) -> str | None:
        for node in self.commanders(body):
            if self.bodies[node].territory is not None:
                return self.bodies[node].territory
        return None

    def level(self, body: str) -> Level | None:
        for node in self.commanders(body):
            if self.bodies[node].level is not None:
                return self.bodies[node].level
        return None

    # -------------------------------------------------------------- two provisions
    def those(self, *modalities: Modality) -> list[Provision]:
        return [item for item in self.norms if item.modality in modalities]

    def today(self, *modalities: Modality) -> list[Provision]:
        return [item for item in self.those(*modalities) if self.as_of in self.times[item.id]]

    def here(self, norm: Provision) -> set[Point]:
        """The points of a provision today."""
        return {point for point in self.regions[norm.id] if point[2] == self.as_of}

    def compatible(self, p: Provision, q: Provision) -> bool:
        for name in p.conditions.keys() & q.conditions.keys():
            low, high = ends(p.conditions[name])
            other_low, other_high = ends(q.conditions[name])
            if high < other_low or other_high < low:
                return False
        return True

    def covers(self, helper: Provision, p: Provision) -> bool:
        for name, wide in helper.conditions.items():
            if name not in p.conditions:
                return False
            (low, high), (inner_low, inner_high) = ends(wide), ends(p.conditions[name])
            if inner_low < low or inner_high > high:
                return False
        return True

    def meet(self, p: Provision, q: Provision) -> set[Point]:
        """The points that two provisions have in common, none when their conditions exclude."""
        return self.regions[p.id] & self.regions[q.id] if self.compatible(p, q) else set()

    def excused(self, p: Provision, q: Provision, action: str) -> set[Point]:
        """The points at which some exception lifts ``q`` for ``action``."""
        found: set[Point] = set()
        for e in self.those(E, P, O):
            if q.id in e.over and self.nested(action, e.action) and self.covers(e, p):
                found |= self.regions[e.id]
        return found

    def same_scheme(self, p: Provision, q: Provision) -> bool:
        policies = self.portfolio.policies
        return self.line(p.bearer, q.bearer) or policies[p.policy].level != policies[q.policy].level

    def shut_out(self, p: Provision) -> Iterator[tuple[Provision, set[Point]]]:
        """The exclusions from the very thing that ``p`` is about, and where they bite."""
        for q in self.those(X):
            if (
                self.nested(p.action, q.action)
                and self.same_scheme(p, q)
                and p.id not in q.over
                and (points := self.meet(p, q) - self.excused(p, q, p.action))
            ):
                yield q, points

    def own_barred(self, p: Provision) -> set[Point]:
        return set().union(*(points for _, points in self.shut_out(p)))

    def prerequisites(self, p: Provision) -> set[str]:
        found: set[str] = set()
        todo = [*self.inherited(p.action, "requires"), *p.prerequisites]
        while todo:
            action = todo.pop()
            if action not in found:
                found.add(action)
                todo += self.inherited(action, "requires")
        return found

    def coordinated(self, one: str, other: str, action: str) -> bool:
        for item in self.portfolio.coordination:
            for a, b in permutations((one, other)):
                if (
                    self.bears(a, item.first)
                    and self.bears(b, item.second)
                    and (item.action is None or self.nested(action, item.action))
                ):
                    return True
        return False

    def tied(self, one: str, other: str) -> bool:
        policies = self.portfolio.policies
        return any(name == other for _, name in policies[one].ties) or any(
            name == one for _, name in policies[other].ties
        )


def ends(item: Range) -> tuple[float, float]:
    low = float("-inf") if item.low is None else item.low
    high = float("inf") if item.high is None else item.high
    return low, high


Answers = Iterator[tuple[Identity, set[Point]]]


def reachable(start: str, after: dict[str, set[str]]) -> set[str]:
    found: set[str] = set()
    todo = [*after.get(start, ())]
    while todo:
        node = todo.pop()
        if node not in found:
            found.add(node)
            todo += after.get(node, ())
    return found
