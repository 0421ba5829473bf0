"""Short ways to write a case down, and to ask what is found in it.

A case plays in a nation with a city and a town, which exist without being named, and in a harbour
town abroad. ``found`` asks every judge there is, the engine, the specification and brute
force, and insists that they agree: so each hand-made case is a differential test too.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from glocal.coherence import check as engine
from glocal.model.kinds import Level
from glocal.model.policy import Policy, PolicyKind
from glocal.model.portfolio import Area, Portfolio
from glocal.model.provision import Means, Modality, Period, Provision
from glocal.model.taxonomy import Organisation, Taxonomy
from tests.core.coherence import brute
from tests.core.coherence.oracle import run as oracle
from tests.core.coherence.tiny import TINY

TODAY = date(2026, 1, 1)
AREAS = (
    Area("nation", "Nation", Level.NATIONAL),
    Area("city", "City", Level.LOCAL, "nation"),
    Area("town", "Town", Level.LOCAL, "nation"),
    Area("abroad", "Abroad", Level.NATIONAL),
    Area("port", "Port", Level.LOCAL, "abroad"),
)
JUDGES = (engine.identities, brute.identities, oracle.identities)


def norm(modality: Modality, name: str, bearer: str, action: str, **slots: Any) -> Provision:
    """One provision; its policy is ``law`` unless said."""
    slots.setdefault("policy", "law")
    return Provision(name, modality=modality, bearer=bearer, action=action, **slots)


def offer(name: str, bearer: str, action: str, **slots: Any) -> Provision:
    """People must be offered it. Nothing stands before it unless said."""
    slots.setdefault("requirements", frozenset())
    return norm(Modality.ENTITLEMENT, name, bearer, action, **slots)


def duty(name: str, bearer: str, action: str, **slots: Any) -> Provision:
    return norm(Modality.DUTY, name, bearer, action, **slots)


def ban(name: str, bearer: str, action: str, **slots: Any) -> Provision:
    return norm(Modality.PROHIBITION, name, bearer, action, **slots)


def may(name: str, bearer: str, action: str, **slots: Any) -> Provision:
    return norm(Modality.PERMISSION, name, bearer, action, **slots)


def exclude(name: str, bearer: str, action: str, **slots: Any) -> Provision:
    return norm(Modality.EXCLUSION, name, bearer, action, **slots)


def report(name: str, bearer: str, action: str, to: str = "police", **slots: Any) -> Provision:
    return norm(Modality.REPORT, name, bearer, action, target=to, **slots)


def share(name: str, bearer: str, action: str, to: str | None, **slots: Any) -> Provision:
    return norm(Modality.SHARE, name, bearer, action, target=to, **slots)


def wall(name: str, bearer: str, action: str, **slots: Any) -> Provision:
    """A firewall."""
    return norm(Modality.FIREWALL, name, bearer, action, **slots)


def grant(name: str, to: str, action: str, what: str, **slots: Any) -> Provision:
    """The ministry gives a body competence, money or staff."""
    slots.setdefault("bearer", "ministry")
    gives = frozenset(map(Means, what.split()))
    return norm(Modality.GRANT, name, action=action, target=to, gives=gives, **slots)


def help_over(name: str, bearer: str, action: str, barriers: str, **slots: Any) -> Provision:
    """A support that lifts barriers."""
    return norm(Modality.SUPPORT, name, bearer, action, lifts=frozenset(barriers.split()), **slots)


def act(name: str, area: str = "nation", level: Level | None = None, **slots: Any) -> Policy:
    """A policy; its level is that of its area unless said."""
    levels = {item.id: item.level for item in AREAS}
    return Policy(name, name, PolicyKind.LAW, level or levels[area], area, **slots)


def portfolio(
    *provisions: Provision,
    acts: Iterable[Policy] = (),
    bodies: Iterable[Organisation] = (),
    areas: Iterable[Area] = AREAS,
    **frame: Any,
) -> Portfolio:
    """A portfolio; acts that are not described are national laws."""
    policies = {item.id: item for item in acts}
    for item in provisions:
        policies.setdefault(item.policy, act(item.policy))
    return Portfolio(
        name="case",
        areas={item.id: item for item in areas},
        policies=policies,
        provisions={item.id: item for item in provisions},
        organisations={item.id: item for item in bodies},
        **frame,
    )


def found(
    *provisions: Provision,
    rule: str = "",
    taxonomy: Taxonomy = TINY,
    today: date = TODAY,
    **frame: Any,
) -> set[tuple[str, ...]]:
    """What all judges find: of the rule(s) named, or of all."""
    built = portfolio(*provisions, **frame)
    first, *others = (judge(built, taxonomy, today) for judge in JUDGES)
    for other in others:
        assert first == other
    wanted = rule.split()
    return {item for item in first if not wanted or item[0] in wanted}


def hit(identity: tuple[str, ...], *provisions: Provision, **frame: Any) -> set[tuple[str, ...]]:
    """The cells that a finding hits, by brute force."""
    points = brute.witnesses(portfolio(*provisions, **frame), TINY, TODAY)[identity]
    return {cell for cell, _, _ in points}


def since(year: int, month: int = 1) -> Period:
    return Period(date(year, month, 1), None)


def until(year: int, month: int = 1) -> Period:
    return Period(None, date(year, month, 1))
