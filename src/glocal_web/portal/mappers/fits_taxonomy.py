"""Whether what a register recorded is known to the taxonomy in use, which may be a later one."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from glocal.model.population import Group
from glocal.model.provision import Provision
from glocal.model.taxonomy import Taxonomy


def fitting(
    provision: Provision, taxonomy: Taxonomy, bodies: Collection[str], areas: Collection[str]
) -> Provision | None:
    """The provision without the side remarks that mean nothing here.

    ``None`` when what it says cannot be told at all: its action, a body or its group is not known.
    ``bodies`` are the ids of bodies with a name, ``areas`` those of territories.
    """
    organisations = taxonomy.organisations
    named = [provision.bearer, *([provision.target] if provision.target else [])]
    if (
        provision.action not in taxonomy.actions
        or not all(one in organisations or one in bodies for one in named)
        or not _group_fits(provision.group, taxonomy)
    ):
        return None
    return replace(
        provision,
        prerequisites=tuple(one for one in provision.prerequisites if one in taxonomy.actions),
        effects=tuple(
            one
            for one in provision.effects
            if one.goal in taxonomy.goals and (one.territory is None or one.territory in areas)
        ),
        assumptions=tuple(one for one in provision.assumptions if one.goal in taxonomy.goals),
    )


def _group_fits(group: Group, taxonomy: Taxonomy) -> bool:
    known = {one.id: one.values for one in taxonomy.population.dimensions}
    return all(
        name in known and values and values.issubset(known[name])
        for name, values in group.limits.items()
    )
