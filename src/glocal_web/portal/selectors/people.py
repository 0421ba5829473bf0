"""The people of a territory, its organisations and open invitations."""

from dataclasses import dataclass

from django.db.models import Count, QuerySet
from django.utils import timezone

from glocal_web.portal.models import Invitation, Organisation, Person, Role, RoleKind, Territory
from glocal_web.portal.permissions import NotVisibleError, Visitor
from glocal_web.portal.selectors.territories import managed_territory


@dataclass(frozen=True)
class OrganisationMembers:
    """An organisation with the roles of its people."""

    organisation: Organisation
    roles: tuple[Role, ...]


@dataclass(frozen=True)
class PeoplePage:
    """Who takes part in a territory."""

    territory: Territory
    organisations: tuple[OrganisationMembers, ...]
    invitations: tuple[Invitation, ...]
    people_count: int
    only_coordinator: int | None

    @property
    def has_organisations(self) -> bool:
        """Whether anybody can be invited: an invitation needs an organisation."""
        return bool(self.organisations)


def people_page(visitor: Visitor, slug: str) -> PeoplePage:
    """All that the people page shows, for those who manage the territory.

    ``only_coordinator`` is the key of the role that can be neither changed nor removed, because it
    is the last of its kind.
    """
    territory = managed_territory(visitor, slug)
    roles: dict[int, list[Role]] = {}
    coordinators = []
    people = set()
    for role in territory.people.select_related("person").order_by("person__name", "pk"):
        roles.setdefault(role.organisation_id, []).append(role)
        people.add(role.person_id)
        if role.kind == RoleKind.COORDINATOR and role.person.is_active:
            coordinators.append(role.pk)
    return PeoplePage(
        territory=territory,
        organisations=tuple(
            OrganisationMembers(one, tuple(roles.get(one.pk, ())))
            for one in territory.organisations.all()
        ),
        invitations=tuple(
            Invitation.objects.filter(territory=territory, accepted_at=None).select_related(
                "organisation", "invited_by"
            )
        ),
        people_count=len(people),
        only_coordinator=coordinators[0] if len(coordinators) == 1 else None,
    )


def members(territory: Territory) -> QuerySet[Person]:
    """The people with a role in the territory."""
    return Person.objects.filter(roles__territory=territory).distinct()


def organisation_of(visitor: Visitor, slug: str, pk: int) -> Organisation:
    """An organisation of a territory the visitor manages. Raises the errors of permissions."""
    territory = managed_territory(visitor, slug)
    row = (
        territory.organisations.select_related("territory")
        .annotate(answers_in=Count("participations"))
        .filter(pk=pk)
        .first()
    )
    if row is None:
        raise NotVisibleError
    return row


def role_of(visitor: Visitor, slug: str, pk: int) -> Role:
    """A role in a territory the visitor manages. Raises the errors of permissions."""
    territory = managed_territory(visitor, slug)
    row = (
        territory.people.select_related("person", "organisation", "territory").filter(pk=pk).first()
    )
    if row is None:
        raise NotVisibleError
    return row


def open_invitation_of(visitor: Visitor, slug: str, pk: int) -> Invitation:
    """An invitation nobody took up yet, of a territory the visitor manages."""
    territory = managed_territory(visitor, slug)
    row = (
        Invitation.objects.filter(territory=territory, pk=pk, accepted_at=None)
        .select_related("organisation", "territory")
        .first()
    )
    if row is None:
        raise NotVisibleError
    return row


def invitation_by_hash(token_hash: str) -> Invitation | None:
    """The invitation that still works; its link is the permission to read it."""
    return (
        Invitation.objects.select_related("territory", "organisation", "invited_by")
        .filter(token_hash=token_hash, accepted_at=None, expires_at__gt=timezone.now())
        .first()
    )


def has_account(email: str) -> bool:
    """Whether there is an account of this address; asked only by who holds an invitation to it."""
    return Person.objects.filter(email__iexact=email).exists()
