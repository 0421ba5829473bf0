"""The fixed people and territories of the tests: who plays which part, in as few rows as possible.

The parts are told apart by what they may do, not by their names. Nobody has a password: hashing
one takes longer than a whole test, and `sign_in` does without.
"""

from dataclasses import dataclass
from datetime import date
from itertools import count

from django.contrib.auth.models import AnonymousUser
from django.test import Client

from glocal.loading.catalogue import framework
from glocal_web.portal.models import (
    Assessment,
    Organisation,
    Participant,
    Person,
    Response,
    Role,
    Territory,
)

FRAMEWORK = ("local-pcmd", "1.0")
_numbers = count(1)


@dataclass(frozen=True)
class Cast:
    """Who and what every test of a page can count on; roles are in ``territory`` unless said.

    ``association`` contributes for ``association_org``, the others for ``authority``. ``above``
    coordinates ``province`` and may read below it, ``outsider`` coordinates ``other_territory``,
    ``visitor`` is not signed in. ``partner`` stands in another country.
    """

    country: Territory
    province: Territory
    territory: Territory
    other_territory: Territory
    partner: Territory
    authority: Organisation
    association_org: Organisation
    steward: Person
    coordinator: Person
    contributor: Person
    reviewer: Person
    reader: Person
    association: Person
    above: Person
    outsider: Person
    visitor: AnonymousUser
    assessment: Assessment


def make_cast() -> Cast:
    """The cast as rows of the database."""
    estalia = country()
    vallemar = province(estalia)
    puerto_lirio = municipality("Puerto Lirio", vallemar)
    santa_brena = municipality("Santa Brena", vallemar, roles=("origin", "return"))
    norrhaven = municipality("Norrhaven", None, roles=("destination",))
    puerto_lirio.partners.add(norrhaven)
    authority = organisation("Municipality of Puerto Lirio", puerto_lirio)
    association_org = organisation("Voces del Puerto", puerto_lirio, "migrants-diaspora")
    governing = organisation("Province of Vallemar", vallemar)
    elsewhere = organisation("Municipality of Santa Brena", santa_brena)

    def here(name: str, role: str) -> Person:
        return person(name, role, puerto_lirio, authority)

    return Cast(
        country=estalia,
        province=vallemar,
        territory=puerto_lirio,
        other_territory=santa_brena,
        partner=norrhaven,
        authority=authority,
        association_org=association_org,
        steward=person("Stella Steward", steward=True),
        coordinator=here("Cora Coordinator", "coordinator"),
        contributor=here("Conrad Contributor", "contributor"),
        reviewer=here("Rita Reviewer", "reviewer"),
        reader=here("Rodrigo Reader", "reader"),
        association=person("Asha Association", "contributor", puerto_lirio, association_org),
        above=person("Abel Above", "coordinator", vallemar, governing, includes_below=True),
        outsider=person("Olga Outsider", "coordinator", santa_brena, elsewhere),
        visitor=AnonymousUser(),
        assessment=assessment(puerto_lirio, authority, association_org),
    )


def country(name: str = "Estalia") -> Territory:
    """A country: the national level, without a parent."""
    return _territory(name, "national", None, ("origin", "transit", "destination"))


def province(parent: Territory | None = None, name: str = "Vallemar") -> Territory:
    """A province below ``parent``."""
    return _territory(name, "intermediate", parent, ("origin", "transit", "destination"))


def municipality(
    name: str = "Puerto Lirio",
    parent: Territory | None = None,
    roles: tuple[str, ...] = ("transit", "destination"),
) -> Territory:
    """A municipality below ``parent``; every competence counts as held."""
    return _territory(name, "local", parent, roles)


def organisation(name: str, territory: Territory, group: str = "authority") -> Organisation:
    """An organisation of a territory that speaks for a stakeholder group."""
    return Organisation.objects.create(name=name, territory=territory, group=group)


def person(
    name: str = "",
    role: str = "",
    territory: Territory | None = None,
    organisation: Organisation | None = None,
    *,
    includes_below: bool = False,
    steward: bool = False,
) -> Person:
    """A person with an account, and with a role when ``role`` and ``territory`` are given.

    Without an organisation the role is on behalf of the territory's first authority.
    """
    name = name or f"Person {next(_numbers)}"
    address = f"{name.lower().replace(' ', '.')}@example.org"
    somebody = Person.objects.create_user(address, name=name, is_steward=steward)
    if role and territory is not None:
        on_behalf = organisation or territory.organisations.filter(group="authority").first()
        Role.objects.create(
            person=somebody,
            territory=territory,
            organisation=on_behalf,
            kind=role,
            includes_below=includes_below,
        )
    return somebody


def assessment(
    territory: Territory,
    lead: Organisation,
    *others: Organisation,
    year: int = 2026,
    framework_name: tuple[str, str] = FRAMEWORK,
) -> Assessment:
    """An open assessment of one year, led by ``lead``."""
    framework_id, version = framework_name
    row = Assessment.objects.create(
        territory=territory,
        framework_id=framework_id,
        framework_version=version,
        content_hash=framework(framework_id, version).content_hash,
        name=f"Round {year}",
        period_start=date(year, 1, 1),
        period_end=date(year, 12, 31),
    )
    Participant.objects.create(assessment=row, organisation=lead, is_lead=True)
    for other in others:
        Participant.objects.create(assessment=row, organisation=other)
    return row


def respond(
    assessment: Assessment,
    organisation: Organisation,
    code: str,
    grade: float | None = None,
    state: str = "answered",
    rationale: str = "",
    status: str = "agreed",
    *,
    reason: str = "",
    by: Person | None = None,
) -> Response:
    """An organisation's answer, already in the given place of the review."""
    participant, _ = Participant.objects.get_or_create(
        assessment=assessment, organisation=organisation
    )
    return Response.objects.create(
        participant=participant,
        indicator=code,
        grade=grade,
        state=state,
        reason=reason,
        rationale=rationale,
        status=status,
        updated_by=by,
    )


def sign_in(client: Client, person: Person) -> Client:
    """The client, signed in as ``person`` without a password."""
    client.force_login(person)
    return client


def _territory(
    name: str, level: str, parent: Territory | None, roles: tuple[str, ...]
) -> Territory:
    return Territory.objects.create(
        slug=name.lower().replace(" ", "-"),
        name=name,
        level=level,
        parent=parent,
        mobility_roles=list(roles),
    )
