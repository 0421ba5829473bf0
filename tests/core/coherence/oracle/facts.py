"""A portfolio and a taxonomy written down as facts for ``spec.lp``, without any thinking.

Every field becomes a fact or two; nothing is inherited, compared or computed. Two liberties:
numbers that are merely compared (conditions, amounts) are replaced by their rank, because answer
sets know whole numbers alone; and how raters see a claim is walked out beforehand, for the same
reason.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from datetime import date
from functools import lru_cache
from itertools import product

from glocal.model.policy import Policy
from glocal.model.population import Group, Population
from glocal.model.portfolio import Portfolio
from glocal.model.provision import Provision
from glocal.model.taxonomy import Organisation, Taxonomy
from tests.core.coherence.brute_rated import seen_otherwise


class Raw(str):
    """A term that is written as it stands: ``#inf``, ``as_of``."""


def fact(name: str, *terms: str | int) -> str:
    """``fact("tie", "x", "y")`` → ``tie("x","y").``"""
    return f"{name}({','.join(map(term, terms))})."


def term(value: str | int) -> str:
    if isinstance(value, Raw | int):
        return str(value)
    return json.dumps(value, ensure_ascii=False)


def facts(portfolio: Portfolio, taxonomy: Taxonomy, as_of: date, *, drafts: bool = False) -> str:
    """Everything that ``spec.lp`` reads, one fact a line."""
    lines = [fact("as_of", as_of.toordinal()), *(["drafts."] if drafts else [])]
    lines += areas(portfolio)
    for organisation in portfolio.organisations.values():
        lines += body(organisation)
    for policy in portfolio.policies.values():
        lines += act(policy)
    lines += rated(portfolio)
    rank = ranks(portfolio.provisions.values())
    for provision in portfolio.provisions.values():
        lines += norm(provision, rank)
    return "\n".join([*world(taxonomy), *lines])


# ------------------------------------------------------------------ the taxonomy
MOST_WORLDS = 16
_worlds: dict[int, tuple[Taxonomy, tuple[str, ...]]] = {}


def world(taxonomy: Taxonomy) -> tuple[str, ...]:
    """The facts of a taxonomy, kept, for they are the same a thousand times."""
    if id(taxonomy) not in _worlds:
        if len(_worlds) >= MOST_WORLDS:
            _worlds.clear()
        _worlds[id(taxonomy)] = (taxonomy, tuple(world_lines(taxonomy)))
    return _worlds[id(taxonomy)][1]


def world_lines(taxonomy: Taxonomy) -> Iterator[str]:
    yield from people(taxonomy.population)
    for action in taxonomy.actions.values():
        yield fact("action", action.id)
        if action.parent is not None:
            yield fact("action_parent", action.id, action.parent)
        for flag in ("closed", "costly", "core", "continuous", "portable"):
            if getattr(action, flag):
                yield fact("flag", action.id, Raw(flag))
        for contact in action.contact:
            yield fact("contact", action.id, contact.organisation, contact.reveals)
        for name, values in (
            ("requires", action.requires),
            ("needs", action.needs),
            ("successor", action.successors),
        ):
            yield from (fact(name, action.id, value) for value in values)
        for name, group in (("relevant", action.relevant), ("closed_for", action.closed_for)):
            if group is not None:
                yield fact(name, action.id, f"{name} {action.id}")
                yield from box(f"{name} {action.id}", group)
    for organisation in taxonomy.organisations.values():
        yield from body(organisation)
    for barrier, groups in taxonomy.cannot.items():
        for number, group in enumerate(groups):
            yield fact("cannot", barrier, f"cannot {barrier} {number}")
            yield from box(f"cannot {barrier} {number}", group)
    for goal in taxonomy.goals.values():
        if goal.collective:
            yield fact("collective", goal.id)
    for link in taxonomy.evidence:
        yield fact("evidence", link.cause, link.goal, link.sign, link.support)
    for item in taxonomy.transitions:
        yield fact("transition", item.id, item.dimension)
        yield from (fact("before", item.id, value) for value in item.before)
        yield from (fact("after", item.id, value) for value in item.after)
        for dimension, changes in item.resets.items():
            yield from (fact("resets", item.id, dimension, *pair) for pair in changes.items())


@lru_cache(maxsize=8)
def _people(population_dimensions: tuple[tuple[str, tuple[str, ...]], ...]) -> tuple[str, ...]:
    lines = []
    names = [name for name, _ in population_dimensions]
    for number, cell in enumerate(product(*(values for _, values in population_dimensions))):
        lines.append(fact("combination", number))
        lines += [fact("value", number, *pair) for pair in zip(names, cell, strict=True)]
    return tuple(lines)


def people(population: Population) -> Iterator[str]:
    yield from _people(tuple((item.id, item.values) for item in population.dimensions))
    for number, dimension in enumerate(population.dimensions, start=1):
        yield fact("dimension", number, dimension.id)
        if dimension.protected:
            yield fact("protected", dimension.id)
    for number, item in enumerate(population.implications):
        yield fact("implication", number, item.when[0], item.then[0])
        yield from (fact("when", number, value) for value in item.when[1])
        yield from (fact("then", number, value) for value in item.then[1])


def box(name: str, group: Group) -> Iterator[str]:
    for dimension, values in group.limits.items():
        yield fact("limited", name, dimension)
        yield from (fact("admits", name, dimension, value) for value in values)


def body(organisation: Organisation) -> Iterator[str]:
    yield fact("organisation", organisation.id)
    if organisation.parent is not None:
        yield fact("organisation_parent", organisation.id, organisation.parent)
    if organisation.level is not None:
        yield fact("own_level", organisation.id, organisation.level)
    if organisation.territory is not None:
        yield fact("own_place", organisation.id, organisation.territory)
    if organisation.public:
        yield fact("public", organisation.id)
    yield from (fact("inherent", organisation.id, action) for action in organisation.inherent)


# ------------------------------------------------------------------ the portfolio
def areas(portfolio: Portfolio) -> Iterator[str]:
    for area in portfolio.areas.values():
        yield fact("area", area.id, area.level)
        if area.parent is not None:
            yield fact("area_parent", area.id, area.parent)
    yield from (fact("link", *pair) for pair in portfolio.links)
    yield from (fact("channel", item.source, item.target) for item in portfolio.channels)
    for number, item in enumerate(portfolio.coordination):
        yield fact("coordination", number, item.first, item.second)
        if item.action is not None:
            yield fact("coordinates", number, item.action)


def act(policy: Policy) -> Iterator[str]:
    yield fact("policy", policy.id, policy.status, policy.level, policy.territory)
    if policy.period.start is not None:
        yield fact("policy_start", policy.id, policy.period.start.toordinal())
    if policy.period.end is not None:
        yield fact("policy_end", policy.id, policy.period.end.toordinal())
    if policy.responsible:
        yield fact("responsible", policy.id, policy.responsible)
    yield from (fact("tie", policy.id, other) for _, other in policy.ties)


def rated(portfolio: Portfolio) -> Iterator[str]:
    """What raters see; values and probabilities in ten-thousandths."""
    for number, item in enumerate(portfolio.interactions):
        value, sure = round(item.value * 10_000), round(item.sure * 10_000)
        yield fact("rated", number, item.source, item.target, value, item.voices, sure)
        if item.offset:
            yield fact("made_up", number)
    claims = {
        (item.policy, claim.goal)
        for item in portfolio.provisions.values()
        for claim in item.assumptions
    }
    for policy, goal in sorted(claims):
        seen = seen_otherwise(portfolio, policy, goal)
        if seen is not None:
            yield fact("seen", policy, goal, seen)


def norm(provision: Provision, rank: dict[float, int]) -> Iterator[str]:
    p = provision.id
    yield fact(
        "provision",
        p,
        provision.policy,
        provision.modality,
        provision.bearer,
        provision.action,
        f"of {p}",
    )
    yield from box(f"of {p}", provision.group)
    if provision.territory:
        yield fact("own_area", p, provision.territory)
    if provision.period.start is not None:
        yield fact("own_start", p, provision.period.start.toordinal())
    if provision.period.end is not None:
        yield fact("own_end", p, provision.period.end.toordinal())
    if provision.target is not None:
        yield fact("target", p, provision.target)
    if provision.requirements is not None:
        yield fact("requirements_recorded", p)
        yield from (fact("requirement", p, barrier) for barrier in provision.requirements)
    yield from (fact("prerequisite", p, action) for action in provision.prerequisites)
    yield from (fact("means", p, *pair) for pair in provision.means.items())
    yield from (fact("gives", p, means) for means in provision.gives)
    yield from (fact("lifts", p, barrier) for barrier in provision.lifts)
    yield from (fact("over", p, other) for other in provision.over)
    for name, item in provision.conditions.items():
        low = Raw("#inf") if item.low is None else rank[item.low]
        high = Raw("#sup") if item.high is None else rank[item.high]
        yield fact("range", p, name, low, high)
    if provision.benefit is not None:
        yield fact("benefit", p, provision.benefit.unit)
        if provision.benefit.amount is not None:
            yield fact("amount", p, rank[provision.benefit.amount])
        if provision.benefit.months is not None:
            yield fact("months", p, rank[provision.benefit.months])
    if provision.ground:
        yield fact("ground", p)
    for number, effect in enumerate(provision.effects):
        yield fact("effect", p, number, effect.goal, effect.strength)
        if effect.territory is not None:
            yield fact("effect_area", p, number, effect.territory)
        if effect.offset:
            yield fact("offset", p, number)
    for assumption in provision.assumptions:
        yield fact("assumption", p, assumption.goal, assumption.support.rank)


def ranks(provisions: Iterable[Provision]) -> dict[float, int]:
    """The place of every number that is compared, in the order of all of them."""
    numbers: set[float] = set()
    for provision in provisions:
        for item in provision.conditions.values():
            numbers |= {value for value in (item.low, item.high) if value is not None}
        if provision.benefit is not None:
            both = (provision.benefit.amount, provision.benefit.months)
            numbers |= {value for value in both if value is not None}
    return {value: place for place, value in enumerate(sorted(numbers))}
