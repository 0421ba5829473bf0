"""Organisations and the roles of people in a territory. Invitations are in ``invitations``."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from glocal_web.portal.models import Organisation, Person, Role, RoleKind, Territory
from glocal_web.portal.permissions import Deed, Visitor, access_to
from glocal_web.portal.services import audit

# Those who may be given a look at the territories below; contributors only answer.
MAY_READ_BELOW = frozenset({RoleKind.COORDINATOR, RoleKind.REVIEWER, RoleKind.READER})


class LastCoordinatorError(Exception):
    """The territory would be left without a coordinator."""


@transaction.atomic
def create_organisation(
    actor: Visitor, territory: Territory, name: str, group: str
) -> Organisation:
    """A new organisation of the territory. Raises ``ValidationError`` when the name is taken."""
    access_to(actor, territory).require(Deed.MANAGE)
    _require_free_name(territory, name)
    organisation = Organisation.objects.create(name=name, group=group, territory=territory)
    audit.record(actor, "organisation.created", organisation, territory, group=group)
    return organisation


@transaction.atomic
def update_organisation(
    actor: Visitor, organisation: Organisation, name: str, group: str
) -> Organisation:
    """The organisation with its new name and group. Raises ``ValidationError`` as at creation."""
    row = Organisation.objects.select_for_update(no_key=True).get(pk=organisation.pk)
    territory = row.territory
    access_to(actor, territory).require(Deed.MANAGE)
    if (row.name, row.group) == (name, group):
        return row
    _require_free_name(territory, name, row)
    row.name, row.group = name, group
    row.save()
    audit.record(actor, "organisation.changed", row, territory, group=group)
    return row


@transaction.atomic
def give_role(
    actor: Visitor,
    territory: Territory,
    person: Person,
    organisation: Organisation,
    kind: str,
    includes_below: bool = False,
) -> Role:
    """A role for somebody who already belongs to the territory, for one more organisation.

    Raises ``ValidationError`` when they have a role for that organisation already.
    """
    access_to(actor, territory).require(Deed.MANAGE)
    if organisation.territory_id != territory.pk:
        raise ValidationError({"organisation": _("Choose an organisation of this territory.")})
    if not Role.objects.filter(territory=territory, person=person).exists():
        raise ValidationError({"person": _("Invite this person first.")})
    if Role.objects.filter(territory=territory, person=person, organisation=organisation).exists():
        raise ValidationError(
            {"organisation": _("This person has a role for this organisation. Change it instead.")}
        )
    role = Role.objects.create(
        person=person,
        territory=territory,
        organisation=organisation,
        kind=kind,
        includes_below=_reads_below(territory, kind, includes_below),
    )
    audit.record(actor, "role.given", person, territory, role=kind, organisation=organisation.name)
    return role


@transaction.atomic
def change_role(actor: Visitor, role: Role, kind: str, includes_below: bool = False) -> Role:
    """The role in its new kind. Raises ``LastCoordinatorError``."""
    territory = role.territory
    access_to(actor, territory).require(Deed.MANAGE)
    row = _locked(role)
    below = _reads_below(territory, kind, includes_below)
    if (row.kind, row.includes_below) == (kind, below):
        return row
    if kind != RoleKind.COORDINATOR:
        _require_other_coordinator(row)
    row.kind, row.includes_below = kind, below
    row.save()
    audit.record(
        actor,
        "role.changed",
        row.person,
        territory,
        role=kind,
        organisation=row.organisation.name,
    )
    return row


@transaction.atomic
def remove_role(actor: Visitor, role: Role) -> None:
    """Take the role away; answers and actions stay. Raises ``LastCoordinatorError``."""
    territory = role.territory
    access_to(actor, territory).require(Deed.MANAGE)
    row = _locked(role)
    _require_other_coordinator(row)
    audit.record(
        actor,
        "role.removed",
        row.person,
        territory,
        role=row.kind,
        organisation=row.organisation.name,
    )
    row.delete()


def _reads_below(territory: Territory, kind: str, wanted: bool) -> bool:
    """Whether the role reads the territories below: only where there can be any."""
    return wanted and kind in MAY_READ_BELOW and territory.level != "local"


def _locked(role: Role) -> Role:
    """The role as it is now, locked, with all coordinators of its territory, against a race."""
    list(
        Role.objects.select_for_update(no_key=True)
        .filter(Q(kind=RoleKind.COORDINATOR) | Q(pk=role.pk), territory=role.territory_id)
        .order_by("pk")
        .values_list("pk", flat=True)
    )
    return Role.objects.select_related("person", "organisation", "territory").get(pk=role.pk)


def _require_other_coordinator(role: Role) -> None:
    """Raise ``LastCoordinatorError`` when nobody but this role's person coordinates."""
    if role.kind != RoleKind.COORDINATOR:
        return
    others = Role.objects.filter(
        territory=role.territory_id, kind=RoleKind.COORDINATOR, person__is_active=True
    ).exclude(pk=role.pk)
    if not others.exists():
        raise LastCoordinatorError


def _require_free_name(territory: Territory, name: str, itself: Organisation | None = None) -> None:
    same = Organisation.objects.filter(territory=territory, name__iexact=name)
    if itself is not None:
        same = same.exclude(pk=itself.pk)
    if same.exists():
        raise ValidationError({"name": _("This territory has an organisation of this name.")})
