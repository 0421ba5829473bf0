"""Which registers concern a territory: its own, those above it, those of its partners."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from glocal_web.portal.models import Territory
from glocal_web.portal.permissions import ancestor_ids
from glocal_web.portal.register_permissions import CHAIN

FIELDS = ("slug", "name", "level", "parent_id", "register_version", "channels_complete")


@dataclass(frozen=True)
class RegisterScope:
    """The territories whose registers are read together, by key.

    ``above`` are the keys above ``own``, nearest first; ``partners`` those of the partners, without
    what stands above them.
    """

    own: int
    above: tuple[int, ...]
    partners: tuple[int, ...]
    territories: Mapping[int, Territory]

    @property
    def inherited(self) -> tuple[int, ...]:
        """Its own key and those above: the registers whose provisions bind it."""
        return (self.own, *self.above)

    @property
    def stamp(self) -> str:
        """Differs as soon as one of the registers, or the tree round them, has changed."""
        told = [
            (one.slug, one.level, one.parent_id, one.register_version, one.channels_complete)
            for one in sorted(self.territories.values(), key=lambda one: one.slug)
        ]
        return hashlib.sha256(repr((self.own, self.partners, told)).encode()).hexdigest()[:16]


def inherited_scope(territory: Territory) -> RegisterScope:
    """A territory and those above it: two queries."""
    return _scope(territory, ancestor_ids(territory), ())


def whole_scope(territory: Territory) -> RegisterScope:
    """The same with its partners and what stands above those: three queries."""
    above = ancestor_ids(territory)
    chains = tuple(territory.partners.order_by("pk").values_list(*CHAIN))
    return _scope(territory, above, chains)


def _scope(
    territory: Territory, above: tuple[int, ...], chains: Iterable[tuple[int | None, ...]]
) -> RegisterScope:
    chains = tuple(chains)
    keys = {territory.pk, *above, *(key for chain in chains for key in chain if key is not None)}
    found = Territory.objects.only(*FIELDS).in_bulk(keys)
    partners = (chain[0] for chain in chains if chain[0] not in {territory.pk, *above})
    return RegisterScope(
        territory.pk, above, tuple(key for key in partners if key is not None), found
    )
