"""A portfolio as columns: what the rules compare, compiled once.

Only provisions that can ever apply from the day of the check on are rows: in force now or later,
with an area and with somebody in their group. Rows are numbered; ``ids[row]`` names the provision.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from glocal.coherence.regions import Region
from glocal.coherence.trees import Tree, tree
from glocal.coherence.words import Words
from glocal.model.kinds import Level
from glocal.model.policy import Policy, PolicyStatus
from glocal.model.portfolio import Portfolio
from glocal.model.provision import Modality, Provision, Range
from glocal.model.taxonomy import Action, Organisation, Taxonomy

Ints = NDArray[np.int64]
Mask = NDArray[np.bool_]

FOREVER = 2**31 - 1
"""The day on which nothing ends; real days are ``date.toordinal``."""

CODES: Mapping[Modality, int] = {modality: i for i, modality in enumerate(Modality)}
LEVELS: Mapping[Level, int] = {level: i for i, level in enumerate(Level)}
NO_LEVEL = -1


@dataclass(frozen=True)
class Columns:
    """The slots of the rows as arrays of one length.

    ``area`` is the highest node in all of whose leaves the provision applies; ``begin`` and ``end``
    are days, cut to the day of the check; ``level`` is that of the policy.
    """

    modality: Ints
    bearer: Ints
    action: Ints
    word: Words
    area: Ints
    begin: Ints
    end: Ints
    policy: Ints
    level: Ints
    target: Ints

    def __len__(self) -> int:
        return len(self.modality)


@dataclass(frozen=True, eq=False)
class Base:
    """Everything the rules read: rows, trees, and what the portfolio says beside its provisions.

    ``drafts`` says whether acts take part that are not adopted yet.
    """

    portfolio: Portfolio
    taxonomy: Taxonomy
    as_of: date
    provisions: tuple[Provision, ...]
    columns: Columns
    actions: Tree
    organisations: Tree
    areas: Tree
    policies: tuple[str, ...]
    drafts: bool = False

    @property
    def day(self) -> int:
        """The day of the check as a number."""
        return self.as_of.toordinal()

    @cached_property
    def rows(self) -> Mapping[str, int]:
        """The row of each provision that has one."""
        return {item.id: row for row, item in enumerate(self.provisions)}

    @cached_property
    def now(self) -> Mask:
        """Which rows are in force on the day of the check."""
        return np.asarray(
            (self.columns.begin <= self.day) & (self.day < self.columns.end), dtype=np.bool_
        )

    def which(self, *modalities: Modality) -> Mask:
        """Which rows have one of these modalities."""
        wanted = np.zeros(len(CODES), dtype=np.bool_)
        wanted[[CODES[item] for item in modalities]] = True
        return np.asarray(wanted[self.columns.modality])

    @cached_property
    def focus(self) -> tuple[tuple[int, int], ...] | None:
        """The leaves of the territories in question as spans; ``None`` for all."""
        nodes = [self.areas.index[name] for name in self.portfolio.focus]
        spans = {(int(self.areas.first[node]), int(self.areas.last[node])) for node in nodes}
        return tuple(sorted(spans)) or None

    def rows_of(self, *modalities: Modality, now: bool = False) -> Ints:
        """The rows with one of these modalities, in force now if asked."""
        chosen = self.which(*modalities)
        return np.flatnonzero(chosen & self.now if now else chosen)

    def region(self, row: int, *, now: bool = False) -> Region:
        """Where, when and for whom a row holds."""
        columns, node = self.columns, int(self.columns.area[row])
        begin, end = int(columns.begin[row]), int(columns.end[row])
        if now:
            begin, end = max(begin, self.day), min(end, self.day + 1)
        first, last = int(self.areas.first[node]), int(self.areas.last[node])
        return Region(int(columns.word[row]), begin, end, first, last)

    def policy_of(self, row: int) -> Policy:
        """The policy that a row stands in."""
        return self.portfolio.policies[self.policies[int(self.columns.policy[row])]]

    # ------------------------------------------------------------ edges between provisions
    @cached_property
    def over(self) -> frozenset[tuple[int, int]]:
        """``(row, other)`` where the first overrides the other or is an exception of it."""
        return frozenset(
            (row, self.rows[other])
            for row, item in enumerate(self.provisions)
            for other in item.over
            if other in self.rows
        )

    @cached_property
    def exceptions(self) -> Mapping[int, tuple[int, ...]]:
        """The rows that can lift a ban or exclusion, by the row they lift."""
        lifting = {Modality.ENTITLEMENT, Modality.PERMISSION, Modality.DUTY}
        found: dict[int, list[int]] = defaultdict(list)
        for row, other in sorted(self.over):
            if self.provisions[row].modality in lifting:
                found[other].append(row)
        return {other: tuple(rows) for other, rows in found.items()}

    @cached_property
    def conditioned(self) -> Mask:
        """Which rows have numeric conditions."""
        return np.array([bool(item.conditions) for item in self.provisions], dtype=np.bool_)

    # ------------------------------------------------------------ the taxonomy, row by row
    def action(self, node: int) -> Action:
        """The action of a node of the tree."""
        return self.taxonomy.actions[self.actions.ids[node]]

    def lineage(self, node: int) -> tuple[Action, ...]:
        """An action and those above it, itself first."""
        return tuple(self.action(int(above)) for above in self.actions.above(node))

    def flagged(self, flag: str) -> Mask:
        """Which actions have a flag themselves or from above, by node."""
        own = np.array(
            [getattr(self.taxonomy.actions[name], flag) for name in self.actions.ids],
            dtype=np.bool_,
        )
        rows, above = self.actions.expand(np.arange(len(own)))
        return np.bincount(rows, weights=own[above], minlength=len(own)) > 0

    def organisation(self, node: int) -> Organisation:
        """The organisation of a node of the tree."""
        name = self.organisations.ids[node]
        own = self.portfolio.organisations.get(name)
        return own if own is not None else self.taxonomy.organisations[name]

    @cached_property
    def body_levels(self) -> Ints:
        """The level of each organisation, from above if it has none of its own."""
        found = np.full(len(self.organisations.ids), NO_LEVEL, dtype=np.int64)
        for node in range(len(found)):
            for above in self.organisations.above(node):
                level = self.organisation(int(above)).level
                if level is not None:
                    found[node] = LEVELS[level]
                    break
        return found

    @cached_property
    def body_areas(self) -> Ints:
        """The area node of each organisation, from above if it has none; −1 for none."""
        return body_areas(self.portfolio, self.taxonomy, self.organisations, self.areas)

    @cached_property
    def coordinated(self) -> tuple[tuple[int, int, int | None], ...]:
        """Who works out with whom what they do, as nodes; without an action: all."""
        bodies, actions = self.organisations.index, self.actions.index
        return tuple(
            (
                bodies[item.first],
                bodies[item.second],
                None if item.action is None else actions[item.action],
            )
            for item in self.portfolio.coordination
            if item.first in bodies and item.second in bodies
        )

    @cached_property
    def tied(self) -> frozenset[tuple[str, str]]:
        """Pairs of policies of which one refers to the other, both ways round."""
        found = set()
        for policy in self.portfolio.policies.values():
            for _, other in policy.ties:
                found |= {(policy.id, other), (other, policy.id)}
        return frozenset(found)

    def are_coordinated(self, first: int, second: int, *actions: int) -> bool:
        """Whether two rows' bodies coordinate on all, or on something above one of ``actions``."""
        a, b = int(self.columns.bearer[first]), int(self.columns.bearer[second])
        below = self.organisations.is_below
        for one, two, action in self.coordinated:
            if (below(a, one) and below(b, two)) or (below(a, two) and below(b, one)):
                if action is None:
                    return True
                if any(self.actions.is_below(own, action) for own in actions):
                    return True
        return False

    # ------------------------------------------------------------ conditions
    def compatible(self, first: int, second: int) -> bool:
        """Whether somebody can meet the numeric conditions of both rows."""
        return ranges_meet(self.provisions[first].conditions, self.provisions[second].conditions)

    def covers(self, outer: int, inner: int) -> bool:
        """Whether every case of ``inner`` meets the conditions of ``outer``."""
        return ranges_cover(self.provisions[outer].conditions, self.provisions[inner].conditions)


def compile_base(
    portfolio: Portfolio, taxonomy: Taxonomy, as_of: date, *, drafts: bool = False
) -> Base:
    """The columns of a portfolio for a check on a day; drafts take part only if asked."""
    actions = tree({item.id: item.parent for item in taxonomy.actions.values()})
    bodies = {item.id: item.parent for item in taxonomy.organisations.values()}
    bodies |= {item.id: item.parent for item in portfolio.organisations.values()}
    organisations = tree(bodies)
    areas = tree({item.id: item.parent for item in portfolio.areas.values()})
    own_areas = body_areas(portfolio, taxonomy, organisations, areas)
    kept, columns = compile_provisions(
        portfolio,
        taxonomy,
        as_of,
        (actions, organisations, areas, own_areas),
        {name: i for i, name in enumerate(portfolio.policies)},
        portfolio.provisions.values(),
        drafts=drafts,
    )
    return Base(
        portfolio,
        taxonomy,
        as_of,
        kept,
        columns,
        actions,
        organisations,
        areas,
        tuple(portfolio.policies),
        drafts,
    )


def compile_provisions(
    portfolio: Portfolio,
    taxonomy: Taxonomy,
    as_of: date,
    trees: tuple[Tree, Tree, Tree, Ints],
    numbers: Mapping[str, int],
    provisions: Iterable[Provision],
    *,
    drafts: bool = False,
) -> tuple[tuple[Provision, ...], Columns]:
    """Those of ``provisions`` that become rows, and their columns.

    ``trees`` are those of actions, organisations and areas, and the area of each organisation;
    ``numbers`` those of the policies.
    """
    actions, organisations, areas, own_areas = trees
    statuses = {PolicyStatus.IN_FORCE} | ({PolicyStatus.DRAFT} if drafts else set())
    population, day = taxonomy.population, as_of.toordinal()
    kept: list[Provision] = []
    columns: list[tuple[int, ...]] = []
    words: dict[int, int] = {}  # by identity: equal groups are mostly one and the same
    for item in provisions:
        policy = portfolio.policies[item.policy]
        begin, end = _days(item, policy, day)
        if policy.status not in statuses or begin >= end:
            continue
        body = organisations.index[item.bearer]
        area = _common(areas, areas.index[item.territory or policy.territory], int(own_areas[body]))
        if id(item.group) not in words:
            words[id(item.group)] = population.possible(population.word(item.group.limits))
        word = words[id(item.group)]
        if area is None or word == 0:
            continue
        kept.append(item)
        columns.append(
            (
                CODES[item.modality],
                body,
                actions.index[item.action],
                word,
                area,
                begin,
                end,
                numbers[item.policy],
                LEVELS[policy.level],
                organisations.index[item.target] if item.target else -1,
            )
        )
    table = np.array(columns, dtype=np.int64).reshape(len(kept), 10).T
    return tuple(kept), Columns(*(np.ascontiguousarray(column) for column in table))


def body_areas(portfolio: Portfolio, taxonomy: Taxonomy, organisations: Tree, areas: Tree) -> Ints:
    """The area node of each organisation, from above if it has none of its own; −1 for none."""
    found = np.full(len(organisations.ids), -1, dtype=np.int64)
    for node in range(len(found)):
        for above in organisations.above(node):
            name = organisations.ids[int(above)]
            body = portfolio.organisations.get(name) or taxonomy.organisations[name]
            if body.territory is not None:
                found[node] = areas.index[body.territory]
                break
    return found


def ranges_meet(first: Mapping[str, Range], second: Mapping[str, Range]) -> bool:
    """Whether the ranges of every name that both have meet."""
    for name, one in first.items():
        two = second.get(name)
        if two is None:
            continue
        if one.low is not None and two.high is not None and two.high < one.low:
            return False
        if two.low is not None and one.high is not None and one.high < two.low:
            return False
    return True


def ranges_cover(outer: Mapping[str, Range], inner: Mapping[str, Range]) -> bool:
    """Whether ``inner`` has every range that ``outer`` has, and inside it."""
    for name, one in outer.items():
        two = inner.get(name)
        if two is None:
            return False
        if one.low is not None and (two.low is None or two.low < one.low):
            return False
        if one.high is not None and (two.high is None or one.high < two.high):
            return False
    return True


def _days(item: Provision, policy: Policy, day: int) -> tuple[int, int]:
    """The days on which a provision holds from ``day`` on, its own or its policy's."""
    start = item.period.start or policy.period.start
    end = item.period.end or policy.period.end
    return (
        day if start is None else max(day, start.toordinal()),
        FOREVER if end is None else end.toordinal(),
    )


def _common(areas: Tree, node: int, other: int) -> int | None:
    """The deeper of two nodes of which one lies below the other; −1 as ``other`` is everywhere."""
    if other < 0 or areas.is_below(node, other):
        return node
    return other if areas.is_below(other, node) else None
