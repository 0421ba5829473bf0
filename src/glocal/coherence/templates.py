"""Model provisions that thousands of communes have adopted: compared once, counted everywhere.

By-laws repeat. Each different provision is kept once, as a *pattern*, with a bit for every commune
that has it. Two patterns clash or do not; in how many communes is the count of the bits that both
have. What the state and the regions decided has a bit for every commune below its area.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from glocal.coherence.base import Base, compile_base
from glocal.coherence.check import count
from glocal.coherence.overlap import excuses
from glocal.coherence.regions import remainder
from glocal.coherence.rules import c01_contradiction, c02_exclusion
from glocal.model.kinds import Level
from glocal.model.policy import Policy
from glocal.model.portfolio import Area, Portfolio
from glocal.model.provision import Provision
from glocal.model.taxonomy import Taxonomy

Bits = NDArray[np.uint64]
Value = TypeVar("Value", Policy, Provision)

EVERYWHERE = "everywhere"
"""The one area in which patterns are compared; the bits say where that is."""


@dataclass(frozen=True)
class Pattern:
    """A clash of two patterns, and in how many communes it stands."""

    rule: str
    variant: str
    first: str
    second: str
    communes: int


@dataclass(frozen=True, eq=False)
class Templates:
    """A state and its communes.

    ``shared`` holds the areas (the communes are its leaves of local level), and the policies and
    provisions of all levels above. ``patterns`` are provisions of ``policies`` that communes adopt,
    ``has`` says which: shape (patterns, communes), in the order of ``communes``.
    """

    shared: Portfolio
    patterns: Portfolio
    communes: tuple[str, ...]
    has: NDArray[np.bool_]

    @cached_property
    def bits(self) -> Mapping[str, Bits]:
        """The communes of each provision, packed."""
        below = self._below()
        found = {}
        for item, has in zip(self.patterns.provisions.values(), self.has, strict=True):
            found[item.id] = pack((has & self._reach(item, below))[np.newaxis, :])[0]
        for item in self.shared.provisions.values():
            area = item.territory or self.shared.policies[item.policy].territory
            found[item.id] = pack((below[area] & self._reach(item, below))[np.newaxis, :])[0]
        return found

    def _reach(self, item: Provision, below: Mapping[str, NDArray[np.bool_]]) -> NDArray[np.bool_]:
        """The communes of the bearer of a provision: all, unless it is one body with an area."""
        body = self.shared.organisations.get(item.bearer)
        while body is not None and body.territory is None:
            body = self.shared.organisations.get(body.parent or "")
        if body is None or body.territory is None:
            return np.ones(len(self.communes), dtype=np.bool_)
        return below[body.territory]

    def _below(self) -> Mapping[str, NDArray[np.bool_]]:
        """By area, which communes lie below it."""
        found = {name: np.zeros(len(self.communes), dtype=np.bool_) for name in self.shared.areas}
        for place, commune in enumerate(self.communes):
            at: str | None = commune
            while at is not None:
                found[at][place] = True
                at = self.shared.areas[at].parent
        return found

    def portfolio(self, places: Sequence[int]) -> Portfolio:
        """Some of the communes written out: each with its own copy of every pattern it has.

        Communes and regions that are not on their lines are left out with what holds only there.
        """
        areas = self._lines(places)
        policies = {
            policy.id: policy
            for policy in self.shared.policies.values()
            if policy.territory in areas
        }
        provisions = {
            item.id: item
            for item in self.shared.provisions.values()
            if item.policy in policies
            and (item.territory or self.shared.policies[item.policy].territory) in areas
            and self._acts(item.bearer, areas)
        }
        items = list(self.patterns.provisions.values())
        for place in places:
            commune = self.communes[place]
            own = [items[number] for number in np.flatnonzero(self.has[:, place]).tolist()]
            for name in {item.policy for item in own}:
                copy = _policy_at(self.patterns.policies[name], commune)
                policies[copy.id] = copy
            for item in own:
                if self._acts(item.bearer, areas):
                    written = _at(item, commune, self.patterns.provisions)
                    provisions[written.id] = written
        bodies = {
            name: body if body.territory in areas else replace(body, territory=None)
            for name, body in self.shared.organisations.items()
        }
        return replace(
            self.shared,
            areas=areas,
            policies=policies,
            provisions=provisions,
            organisations=bodies,
            channels=tuple(
                item
                for item in self.shared.channels
                if item.source in areas and item.target in areas
            ),
            links=tuple(pair for pair in self.shared.links if areas.keys() >= set(pair)),
        )

    def _lines(self, places: Sequence[int]) -> dict[str, Area]:
        """The communes and everything above them."""
        found: dict[str, Area] = {}
        for place in places:
            at: str | None = self.communes[place]
            while at is not None and at not in found:
                found[at] = self.shared.areas[at]
                at = found[at].parent
        return found

    def _acts(self, bearer: str, areas: Mapping[str, Area]) -> bool:
        """Whether a body is a kind, or one whose area is there."""
        body = self.shared.organisations.get(bearer)
        return body is None or body.territory is None or body.territory in areas


def pack(chosen: NDArray[np.bool_]) -> Bits:
    """Rows of booleans as rows of 64-bit words."""
    width = (chosen.shape[1] + 63) // 64 * 64
    padded = np.zeros((chosen.shape[0], width), dtype=np.bool_)
    padded[:, : chosen.shape[1]] = chosen
    return np.packbits(padded, axis=1, bitorder="little").view(np.uint64)


def pairwise(templates: Templates, taxonomy: Taxonomy, as_of: date) -> Iterator[Pattern]:
    """Every clash of two patterns (C1 and C2) that stands in at least one commune."""
    base = compile_base(_one_place(templates), taxonomy, as_of)
    table = np.stack([templates.bits[item.id] for item in base.provisions])
    # Exceptions hold only where a commune has them: pairs are first taken without any.
    bare = replace(base)
    bare.__dict__["over"] = frozenset()
    for rule in (c01_contradiction, c02_exclusion):
        for found in rule.detect(bare):
            if found.variant == "exhausted" or not len(found):
                continue
            both = table[found.rows[:, 0]] & table[found.rows[:, 1]]
            counts = np.bitwise_count(both).sum(axis=1)
            for (p, q), where, number in zip(
                found.rows.tolist(), both, counts.tolist(), strict=True
            ):
                left = number
                if number and base.over:
                    left = _unexcused(base, table, p, q, found.variant, where, number)
                if left:
                    first, second = base.provisions[p].id, base.provisions[q].id
                    yield Pattern(rule.CODE, found.variant, first, second, left)


def count_everywhere(
    templates: Templates,
    taxonomy: Taxonomy,
    as_of: date,
    *,
    batch: int = 400,
    run: Callable[..., Iterable[Mapping[str, int]]] = map,
) -> Mapping[str, int]:
    """How many hits every rule has over all communes, ``batch`` communes at a time.

    A finding among shared provisions alone counts once in each batch that it reaches. ``run`` maps
    a function over the batches: ``map``, or that of a pool of processes. Batches do not depend on
    one another, and the sum does not depend on who works out which.
    """
    tasks = [
        _Task(templates, taxonomy, as_of, tuple(range(begin, end)))
        for begin in range(0, len(templates.communes), batch)
        for end in (min(begin + batch, len(templates.communes)),)
    ]
    total: Counter[str] = Counter()
    for found in run(_Task.count, tasks):
        total.update(found)
    return dict(total)


@dataclass(frozen=True, eq=False)
class _Task:
    """One batch of communes."""

    templates: Templates
    taxonomy: Taxonomy
    as_of: date
    places: tuple[int, ...]

    def count(self) -> Mapping[str, int]:
        """How many hits each rule has in the batch."""
        portfolio = self.templates.portfolio(self.places)
        return count(compile_base(portfolio, self.taxonomy, self.as_of))


def _unexcused(
    base: Base, table: Bits, p: int, q: int, variant: str, where: Bits, count: int
) -> int:
    """In how many of the communes of a pair no exception that they have lifts it whole."""
    if (q, p) in base.over or (variant == "data-firewall" and (p, q) in base.over):
        return 0
    lifting = base.exceptions.get(q, ())
    if not lifting or variant == "data-firewall":
        return count
    action = int(base.columns.action[q if variant == "partial" else p])
    common = base.region(p).meet(base.region(q), base.taxonomy.population)
    if common is None:
        return 0
    # Communes alike in which exceptions they have are asked once.
    left = 0
    for chosen in range(1 << len(lifting)):
        having = where.copy()
        for place, row in enumerate(lifting):
            having &= table[row] if chosen >> place & 1 else ~table[row]
        members = int(np.bitwise_count(having).sum())
        if not members:
            continue
        own = {row for place, row in enumerate(lifting) if chosen >> place & 1}
        alone = replace(base)
        alone.__dict__["exceptions"] = {q: tuple(sorted(own))}
        cuts = excuses(alone, p, q, action)
        if remainder([common], cuts, base.taxonomy.population):
            left += members
    return left


def _one_place(templates: Templates) -> Portfolio:
    """All patterns and shared provisions as if they stood at one place."""
    area = Area(EVERYWHERE, EVERYWHERE, Level.LOCAL)
    policies = {
        policy.id: replace(policy, territory=EVERYWHERE)
        for portfolio in (templates.shared, templates.patterns)
        for policy in portfolio.policies.values()
    }
    provisions = {
        item.id: replace(item, territory="")
        for portfolio in (templates.shared, templates.patterns)
        for item in portfolio.provisions.values()
    }
    bodies = {
        name: replace(body, territory=None) for name, body in templates.shared.organisations.items()
    }
    return Portfolio(templates.shared.name, {EVERYWHERE: area}, policies, provisions, bodies)


def _policy_at(policy: Policy, commune: str) -> Policy:
    """A commune's own copy of a policy."""
    ties = tuple((tie, f"{commune}/{other}") for tie, other in policy.ties)
    return _copy(policy, id=f"{commune}/{policy.id}", territory=commune, ties=ties)


def _at(item: Provision, commune: str, patterns: Mapping[str, Provision]) -> Provision:
    """A commune's own copy of a pattern."""
    over = item.over and tuple(f"{commune}/{o}" if o in patterns else o for o in item.over)
    names = {"id": f"{commune}/{item.id}", "policy": f"{commune}/{item.policy}"}
    return _copy(item, **names, territory="", over=over)


def _copy(value: Value, **changes: object) -> Value:
    """What ``dataclasses.replace`` gives, without the checks that millions of copies pay for."""
    copy = object.__new__(type(value))
    copy.__dict__.update(value.__dict__, **changes)
    return copy
