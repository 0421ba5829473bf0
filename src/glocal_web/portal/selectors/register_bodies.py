"""The bodies, channels and agreements of a register, with those it inherits."""

from __future__ import annotations

from dataclasses import dataclass

from glocal_web.portal.mappers.register_words import RegisterNames, organisation_word
from glocal_web.portal.models import (
    Channel,
    CoordinationAgreement,
    RegisterBody,
    Territory,
)
from glocal_web.portal.permissions import Deed, NotVisibleError, Visitor
from glocal_web.portal.register_permissions import RegisterAccess
from glocal_web.portal.selectors.register_names import register_names
from glocal_web.portal.selectors.register_rows import open_register
from glocal_web.portal.selectors.register_scope import inherited_scope


@dataclass(frozen=True)
class BodyLine:
    """A body; ``keeper`` is set where another register keeps it."""

    body: RegisterBody
    kind: str
    keeper: str


@dataclass(frozen=True)
class AgreementLine:
    """Two bodies that coordinate; ``action`` is empty for everything they do."""

    agreement: CoordinationAgreement
    first: str
    second: str
    action: str


@dataclass(frozen=True)
class BodiesPage:
    """All that a register holds besides policies."""

    territory: Territory
    access: RegisterAccess
    bodies: tuple[BodyLine, ...]
    channels: tuple[Channel, ...]
    agreements: tuple[AgreementLine, ...]

    @property
    def may_plan(self) -> bool:
        """Whether the visitor may add and change."""
        return self.access.may(Deed.PLAN)

    @property
    def may_manage(self) -> bool:
        """Whether the visitor may remove."""
        return self.access.may(Deed.MANAGE)


def bodies_page(visitor: Visitor, slug: str) -> BodiesPage:
    """The page of a register's bodies, channels and agreements."""
    territory, access = open_register(visitor, slug)
    scope = inherited_scope(territory)
    order = {key: place for place, key in enumerate(scope.inherited)}
    bodies = sorted(
        RegisterBody.objects.filter(territory__in=scope.inherited),
        key=lambda row: (order[row.territory_id], row.name.casefold(), row.pk),
    )
    names = register_names(scope, drafts=False, named=())
    return BodiesPage(
        territory=territory,
        access=access,
        bodies=tuple(
            BodyLine(
                row,
                organisation_word(row.kind, scope.known_here),
                "" if row.territory_id == scope.own else scope.territories[row.territory_id].name,
            )
            for row in bodies
        ),
        channels=tuple(Channel.objects.filter(territory=territory).select_related("target")),
        agreements=tuple(
            agreement_line(row, names)
            for row in CoordinationAgreement.objects.filter(territory=territory)
        ),
    )


def agreement_line(row: CoordinationAgreement, names: RegisterNames) -> AgreementLine:
    """An agreement in words."""
    action = names.action(row.action) if row.action else ""
    return AgreementLine(row, names.body(row.first), names.body(row.second), action)


def channel_targets(territory: Territory) -> list[Territory]:
    """The territories by which this one can be heard: those above, and its partners."""
    above = inherited_scope(territory)
    rows = [above.territories[key] for key in above.above]
    return rows + list(territory.partners.order_by("name", "pk"))


def open_body(visitor: Visitor, slug: str, key: int) -> tuple[RegisterBody, RegisterAccess]:
    """A body of this register, and what the visitor may do there."""
    territory, access = open_register(visitor, slug)
    body = RegisterBody.objects.filter(territory=territory, pk=key).first()
    if body is None:
        raise NotVisibleError
    body.territory = territory
    return body, access


def open_channel(visitor: Visitor, slug: str, key: int) -> tuple[Channel, RegisterAccess]:
    """A channel of this register, and what the visitor may do there."""
    territory, access = open_register(visitor, slug)
    channel = (
        Channel.objects.select_related("target", "territory")
        .filter(territory=territory, pk=key)
        .first()
    )
    if channel is None:
        raise NotVisibleError
    return channel, access


def open_agreement(visitor: Visitor, slug: str, key: int) -> tuple[AgreementLine, RegisterAccess]:
    """An agreement of this register in words, and what the visitor may do there."""
    territory, access = open_register(visitor, slug)
    row = CoordinationAgreement.objects.filter(territory=territory, pk=key).first()
    if row is None:
        raise NotVisibleError
    row.territory = territory
    names = register_names(inherited_scope(territory), drafts=False, named=())
    return agreement_line(row, names), access
