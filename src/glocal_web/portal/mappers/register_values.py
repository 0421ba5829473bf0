"""Rows of a register as the values of the core: references become ids that hold everywhere."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import Any

from glocal.loading.provision_slots import provision_of
from glocal.model.kinds import Level
from glocal.model.policy import Policy, PolicyKind, PolicyStatus, Tie
from glocal.model.provision import Period, Provision
from glocal.model.taxonomy import Organisation
from glocal_web.portal.mappers.register_reference import SEPARATOR, full_id, referred
from glocal_web.portal.models import Policy as PolicyRow
from glocal_web.portal.models import Provision as ProvisionRow
from glocal_web.portal.models import RegisterBody

# The bodies of each register, by its slug: their keys.
Bodies = Mapping[str, Collection[str]]


def body_id(stored: str, slug: str, bodies: Bodies) -> str:
    """What a slot for a body means: a body of this register, of another one, or a kind of body."""
    if SEPARATOR in stored or stored not in bodies.get(slug, ()):
        return stored
    return full_id(slug, stored)


def policy_value(row: PolicyRow, slug: str, bodies: Bodies, pack: str = "") -> Policy:
    """A policy of the register of ``slug``; ``pack`` names that register where it is inherited."""
    return Policy(
        id=full_id(slug, row.key),
        title=row.title,
        kind=PolicyKind(row.kind),
        level=Level(row.level),
        territory=slug,
        issuer=row.issuer,
        number=row.number,
        year=row.year,
        sectors=tuple(row.sectors),
        responsible=body_id(row.responsible, slug, bodies),
        period=Period(row.valid_from, row.valid_until),
        status=PolicyStatus(row.status),
        ties=tuple((Tie(how), referred(other, slug)) for how, other in row.ties),
        source=row.source,
        pack=pack,
    )


def provision_value(row: ProvisionRow, policy: str, slug: str, bodies: Bodies) -> Provision:
    """A provision of the register of ``slug``; ``policy`` is the id of its policy everywhere."""
    value = provision_of(slots_of(row), policy)
    return replace(
        value,
        id=full_id(slug, row.key),
        bearer=body_id(value.bearer, slug, bodies),
        target=body_id(value.target, slug, bodies) if value.target else None,
        over=tuple(referred(other, slug) for other in value.over),
    )


def slots_of(row: ProvisionRow) -> dict[str, Any]:
    """The slots of a provision as a file of its own register holds them."""
    return {"id": row.key, **row.slots}


def differing_slots(now: Mapping[str, Any], then: Mapping[str, Any]) -> tuple[str, ...]:
    """The names of the slots in which two provisions differ."""
    names = dict.fromkeys((*now, *then))
    return tuple(name for name in names if now.get(name) != then.get(name))


def body_value(row: RegisterBody, slug: str, public: bool) -> Organisation:
    """A body with a name; ``public`` is that of its kind, unless the body says otherwise."""
    return Organisation(
        id=full_id(slug, row.key),
        parent=row.kind,
        level=Level(row.level) if row.level else None,
        public=public if row.public is None else row.public,
        inherent=tuple(row.inherent),
        territory=slug,
        name=row.name,
    )
