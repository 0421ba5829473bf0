"""A territory's portfolio as the rules of coherence read it, put together from the registers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.db.models import Q

from glocal.model.kinds import Level
from glocal.model.policy import Policy
from glocal.model.portfolio import Area, Channel, Coordination, Portfolio
from glocal.model.provision import Provision
from glocal.model.taxonomy import Organisation, Taxonomy
from glocal_web.portal.mappers.additions import extension_of
from glocal_web.portal.mappers.agreed_pairs import interactions_of
from glocal_web.portal.mappers.fits_taxonomy import fitting
from glocal_web.portal.mappers.register_reference import full_id
from glocal_web.portal.mappers.register_values import (
    body_id,
    body_value,
    policy_value,
    provision_value,
)
from glocal_web.portal.models import Channel as ChannelRow
from glocal_web.portal.models import CoordinationAgreement, MatrixUse, RegisterBody, Territory
from glocal_web.portal.models import Policy as PolicyRow
from glocal_web.portal.models import Provision as ProvisionRow
from glocal_web.portal.models.policy import PolicyStatusChoice
from glocal_web.portal.register_permissions import CHAIN, all_keys
from glocal_web.portal.selectors.register_scope import RegisterScope, above_of, whole_scope


@dataclass(frozen=True)
class Assembled:
    """A portfolio with where its parts come from.

    ``policies`` and ``provisions`` give the key of the row behind each id. ``left_out`` are the ids
    of provisions that the taxonomy does not know any more: what they say cannot be compared.
    ``below`` are areas without a register here, ``own_coordination`` the agreements that the
    territory keeps itself. ``stamp`` differs as soon as one of the registers has changed.
    ``taxonomy`` is what it was read with, ``additions`` what each territory has added to it.
    """

    portfolio: Portfolio
    taxonomy: Taxonomy
    additions: Mapping[str, Mapping[str, Any]]
    policies: Mapping[str, int]
    provisions: Mapping[str, int]
    left_out: tuple[str, ...]
    below: frozenset[str]
    own_coordination: tuple[Coordination, ...]
    stamp: str


def portfolio_for(territory: Territory, *, on: date | None = None) -> tuple[Portfolio, Taxonomy]:
    """What the check of a territory reads, with the newest taxonomy. See :func:`assembled`."""
    whole = assembled(territory, on=on)
    return whole.portfolio, whole.taxonomy


def assembled(
    territory: Territory, vocabulary: Taxonomy | None = None, *, on: date | None = None
) -> Assembled:
    """The register of a territory, those above it and those of its partners: ten queries at most,
    and one more where a matrix of interactions is used.

    Ids are ``territory.key``, areas the slugs of territories. ``on`` leaves out what ended on or
    before that day. Drafts of other territories are left out, and so are references to what is no
    part of it. Without a ``vocabulary`` it is read with the newest taxonomy and what the
    territories have added to it. The caller has made sure that the visitor may read the territory.
    """
    scope = whole_scope(territory)
    return _Assembly(scope, vocabulary or scope.taxonomy, _rows(scope, on)).made()


@dataclass(frozen=True)
class _Rows:
    """What the registers of a scope hold."""

    policies: tuple[PolicyRow, ...]
    provisions: tuple[ProvisionRow, ...]
    bodies: tuple[RegisterBody, ...]
    channels: tuple[ChannelRow, ...]
    agreements: tuple[CoordinationAgreement, ...]
    uses: tuple[MatrixUse, ...]
    territories: Mapping[int, Territory]


class _Assembly:
    """The values of the core, made from rows; every reference of theirs leads somewhere."""

    def __init__(self, scope: RegisterScope, vocabulary: Taxonomy, rows: _Rows) -> None:
        self.scope, self.taxonomy, self.rows = scope, vocabulary, rows
        self.slugs = {key: one.slug for key, one in scope.territories.items()}
        self.bodies: dict[str, set[str]] = {}
        for row in rows.bodies:
            self.bodies.setdefault(self.slugs[row.territory_id], set()).add(row.key)
        self.organisations = dict(self._organisations())
        self.areas = {one.slug: self._area(one) for one in rows.territories.values()}
        self.policies = {row.pk: self._policy(row) for row in rows.policies}

    def made(self) -> Assembled:
        provisions: dict[str, Provision] = {}
        keys: dict[str, int] = {}
        left_out: list[str] = []
        for row in self.rows.provisions:
            identity = full_id(self.slugs[row.territory_id], row.key)
            value = self._provision(row)
            if value is None:
                left_out.append(identity)
            elif not value.territory or value.territory in self.areas:
                provisions[identity], keys[identity] = value, row.pk
        ids = {one.id for one in self.policies.values()}
        own = self.scope.territories[self.scope.own]
        portfolio = Portfolio(
            name=own.name,
            areas=self.areas,
            policies={one.id: self._tied(one, ids) for one in self.policies.values()},
            provisions={
                key: replace(one, over=tuple(other for other in one.over if other in provisions))
                for key, one in provisions.items()
            },
            organisations=self.organisations,
            channels=tuple(self._channels()),
            channels_complete=frozenset(
                one.slug for one in self.scope.territories.values() if one.channels_complete
            ),
            coordination=tuple(self._coordination()),
            links=tuple((own.slug, self.slugs[key]) for key in self.scope.partners),
            focus=(own.slug,),
            interactions=tuple(
                interactions_of(self.rows.uses, self.slugs, ids, self.taxonomy.goals)
            ),
        )
        return Assembled(
            portfolio,
            self.taxonomy,
            {
                one.slug: extension_of([one])
                for one in self.scope.territories.values()
                if one.taxonomy_additions
            },
            {one.id: key for key, one in self.policies.items()},
            keys,
            tuple(left_out),
            frozenset(self.areas) - set(self.slugs.values()),
            tuple(self._coordination(self.scope.own)),
            self.scope.stamp,
        )

    def _organisations(self) -> Iterable[tuple[str, Organisation]]:
        for row in self.rows.bodies:
            kind = self.taxonomy.organisations.get(row.kind)
            if kind is not None:
                value = body_value(row, self.slugs[row.territory_id], kind.public)
                yield value.id, value

    def _area(self, row: Territory) -> Area:
        # A place below is named by a register above it, which says by that where it belongs.
        above = above_of(row) if row.pk in self.scope.territories else row.parent_id
        parent = self.rows.territories.get(above or 0)
        return Area(row.slug, row.name, Level(row.level), parent.slug if parent else None)

    def _policy(self, row: PolicyRow) -> Policy:
        slug = self.slugs[row.territory_id]
        pack = "" if row.territory_id == self.scope.own else slug
        return policy_value(row, slug, self.bodies, pack)

    def _tied(self, policy: Policy, ids: set[str]) -> Policy:
        is_known = self._is_body(policy.responsible)
        return replace(
            policy,
            ties=tuple((how, other) for how, other in policy.ties if other in ids),
            responsible=policy.responsible if is_known else "",
        )

    def _provision(self, row: ProvisionRow) -> Provision | None:
        slug = self.slugs[row.territory_id]
        value = provision_value(row, self.policies[row.policy_id].id, slug, self.bodies)
        return fitting(value, self.taxonomy, self.organisations, self.areas)

    def _channels(self) -> Iterable[Channel]:
        for row in self.rows.channels:
            if row.target_id in self.slugs:
                yield Channel(self.slugs[row.territory_id], self.slugs[row.target_id], row.by)

    def _coordination(self, keeper: int | None = None) -> Iterable[Coordination]:
        for row in self.rows.agreements:
            if keeper not in (None, row.territory_id):
                continue
            slug = self.slugs[row.territory_id]
            first, second = (body_id(one, slug, self.bodies) for one in (row.first, row.second))
            is_action = not row.action or row.action in self.taxonomy.actions
            if self._is_body(first) and self._is_body(second) and is_action:
                yield Coordination(first, second, row.action or None)

    def _is_body(self, identity: str) -> bool:
        return identity in self.organisations or identity in self.taxonomy.organisations


def _rows(scope: RegisterScope, on: date | None) -> _Rows:
    here = {"territory__in": tuple(scope.territories)}
    policies = PolicyRow.objects.filter(**here).exclude(
        ~Q(territory=scope.own), status=PolicyStatusChoice.DRAFT
    )
    provisions = ProvisionRow.objects.filter(policy__in=policies)
    if on is not None:
        policies = policies.exclude(valid_until__lte=on)
        provisions = provisions.filter(policy__in=policies).exclude(valid_until__lte=on)
    found = tuple(provisions.order_by("policy_id", "position", "pk"))
    return _Rows(
        tuple(policies.order_by("pk")),
        found,
        tuple(RegisterBody.objects.filter(**here).order_by("pk")),
        tuple(ChannelRow.objects.filter(**here).order_by("pk")),
        tuple(CoordinationAgreement.objects.filter(**here).order_by("pk")),
        _uses(scope),
        _territories(scope, found),
    )


def _uses(scope: RegisterScope) -> tuple[MatrixUse, ...]:
    """The matrices that territories use: one query if any ever did."""
    keys = [key for key, one in scope.territories.items() if one.uses_ratings]
    if not keys:
        return ()
    rows = MatrixUse.objects.filter(matrix__territory__in=keys).select_related("matrix")
    return tuple(rows.defer("matrix__screened").order_by("pk"))


def _territories(scope: RegisterScope, provisions: Iterable[ProvisionRow]) -> dict[int, Territory]:
    """The territories of the scope, and those below its own that a provision names."""
    slugs = {one.slug for one in scope.territories.values()}
    named = {str(row.slots.get("territory") or "") for row in provisions} - slugs - {""}
    between: set[int] = set()
    for chain in Territory.objects.filter(slug__in=named).values_list(*CHAIN):
        keys = all_keys(chain)
        if scope.own in keys:
            between.update(keys[: keys.index(scope.own)])
    return {**scope.territories, **Territory.objects.in_bulk(between)}
