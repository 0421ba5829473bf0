"""Which registers concern a territory: its own, those above it, those of its partners."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from glocal.model.taxonomy import Taxonomy
from glocal_web.portal.mappers.additions import with_additions
from glocal_web.portal.models import Territory
from glocal_web.portal.models.choices import ConsentChoice
from glocal_web.portal.register_permissions import CHAIN, agreed_keys, all_keys

FIELDS = (
    "slug",
    "name",
    "level",
    "parent_id",
    "parent_consent",
    "register_version",
    "channels_complete",
    "taxonomy_additions",
    "uses_ratings",
)


@dataclass(frozen=True)
class RegisterScope:
    """The territories whose registers are read together, by key.

    ``above`` are the keys above ``own``, nearest first, as far up as each has agreed to have the
    next one below it; ``missing`` is the first that has not. ``partners`` are the keys of the
    partners, without what stands above them.
    """

    own: int
    above: tuple[int, ...]
    partners: tuple[int, ...]
    territories: Mapping[int, Territory]
    missing: int | None = None

    @property
    def inherited(self) -> tuple[int, ...]:
        """Its own key and those above: the registers whose provisions bind it."""
        return (self.own, *self.above)

    @property
    def taxonomy(self) -> Taxonomy:
        """The taxonomy with what these territories have added; of two, the nearest one's stands."""
        return with_additions(self.territories[key] for key in self._in_order())

    @property
    def known_here(self) -> Taxonomy:
        """The taxonomy with what the territory itself and those above it have added."""
        return with_additions(self.territories[key] for key in self.inherited)

    def _in_order(self) -> tuple[int, ...]:
        others = sorted(set(self.territories) - set(self.inherited))
        return (*self.inherited, *others)

    @property
    def stamp(self) -> str:
        """Differs as soon as one of the registers, or the tree round them, has changed."""
        told = [
            (one.slug, one.level, above_of(one), one.register_version, one.channels_complete)
            for one in sorted(self.territories.values(), key=lambda one: one.slug)
        ]
        return hashlib.sha256(repr((self.own, self.partners, told)).encode()).hexdigest()[:16]


@dataclass(frozen=True)
class NotAgreed:
    """The first territory above whose register is not read, since it has not agreed to it."""

    above: Territory
    below: Territory

    @property
    def declined(self) -> bool:
        """Whether it has answered."""
        return self.below.parent_consent == ConsentChoice.DECLINED


def not_agreed(scope: RegisterScope) -> NotAgreed | None:
    """What is missing above a territory; one query if something is."""
    if scope.missing is None:
        return None
    above = Territory.objects.only("name").get(pk=scope.missing)
    return NotAgreed(above, scope.territories[scope.inherited[-1]])


def not_agreed_in(chain: Sequence[Territory]) -> NotAgreed | None:
    """The same in a territory and those above it, nearest first."""
    pairs = (NotAgreed(above, below) for below, above in pairwise(chain))
    return next((one for one in pairs if above_of(one.below) is None), None)


def above_of(territory: Territory) -> int | None:
    """The key of the territory above, where that one has agreed."""
    return territory.parent_id if territory.parent_consent == ConsentChoice.AGREED else None


def inherited_scope(territory: Territory) -> RegisterScope:
    """A territory and those above it: two queries."""
    return _scope(territory, ())


def whole_scope(territory: Territory) -> RegisterScope:
    """The same with its partners and what stands above those: three queries."""
    partners = territory.partners.order_by("pk").values_list(*CHAIN)
    return _scope(territory, [agreed_keys(chain) for chain in partners])


def _scope(territory: Territory, chains: Iterable[tuple[int, ...]]) -> RegisterScope:
    chains = tuple(chains)
    # Asked anew, since what was agreed may have been taken back since the territory was read.
    whole = Territory.objects.filter(pk=territory.pk).values_list(*CHAIN).get()
    own, *above = agreed_keys(whole)
    waiting = [key for key in all_keys(whole) if key not in {own, *above}]
    keys = {own, *above, *(key for chain in chains for key in chain)}
    return RegisterScope(
        own,
        tuple(above),
        tuple(chain[0] for chain in chains if chain[0] not in {own, *above}),
        Territory.objects.only(*FIELDS).in_bulk(keys),
        waiting[0] if waiting else None,
    )
