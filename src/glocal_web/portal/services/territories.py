"""Create and change territories."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from glocal_web.portal.models import Organisation, Person, Role, RoleKind, Territory
from glocal_web.portal.models.choices import GroupChoice
from glocal_web.portal.permissions import Deed, NotAllowedError, Visitor, access_to
from glocal_web.portal.selectors.territories import (
    coordinated_territories,
    may_create_anywhere,
    require_may_create,
)
from glocal_web.portal.selectors.territory_parents import below, may_stand_below
from glocal_web.portal.services import audit
from glocal_web.portal.services.territory_consents import consent_of, tell_asked

# Words that stand in addresses where a slug could stand.
TAKEN_SLUGS = frozenset({"new"})
LONGEST_SLUG = 80


@dataclass(frozen=True)
class TerritoryDraft:
    """What a person says about a territory; nothing of it is stored yet."""

    name: str
    level: str
    local_name: str = ""
    parent_id: int | None = None
    country: str = ""
    place_id: int | None = None
    latitude: float | None = None
    longitude: float | None = None
    population: int | None = None
    population_year: int | None = None
    population_source: str = ""
    mobility_roles: tuple[str, ...] = ()
    competences: Mapping[str, str] = field(default_factory=dict)


class SameTerritoryError(Exception):
    """There is a territory of this place at this level already: ``existing``."""

    def __init__(self, existing: Territory) -> None:
        self.existing = existing
        super().__init__(str(existing))


class StaleTerritoryError(Exception):
    """Somebody saved the territory since the form was opened: ``current`` is what is there now."""

    def __init__(self, current: Territory) -> None:
        self.current = current
        super().__init__(str(current))


@transaction.atomic
def create_territory(
    actor: Visitor, draft: TerritoryDraft, authority_name: str, although_same: bool = False
) -> Territory:
    """A new territory with its authority; whoever creates it coordinates it.

    A steward does so only without any role yet: then it is the territory they work for, and on a
    site that has just begun nobody else could answer there. The territory above is asked first
    whether its register may be read here, unless ``actor`` coordinates it too.

    Raises ``SameTerritoryError`` unless ``although_same``, ``ValidationError`` when the parent
    cannot be its parent, and the errors of permissions.
    """
    require_may_create(actor)
    assert isinstance(actor, Person)  # noqa: S101 - only people with an account get here
    parent = _parent(draft)
    if not may_create_anywhere(actor) and (
        parent is None or not coordinated_territories(actor).filter(pk=parent.pk).exists()
    ):
        raise NotAllowedError
    _check_parent(draft, parent)
    existing = same_territory(draft)
    if existing is not None and not although_same:
        raise SameTerritoryError(existing)
    territory = Territory(slug=free_slug(draft.name))
    _apply(territory, draft)
    territory.parent_consent = consent_of(actor, parent)
    territory.save()
    authority = Organisation.objects.create(
        name=authority_name, group=GroupChoice.AUTHORITY, territory=territory
    )
    audit.record(actor, "territory.created", territory, territory, level=territory.level)
    tell_asked(actor, territory)
    audit.record(actor, "organisation.created", authority, territory, group=authority.group)
    if not (actor.is_steward and actor.roles.exists()):
        Role.objects.create(
            person=actor, territory=territory, organisation=authority, kind=RoleKind.COORDINATOR
        )
        audit.record(
            actor,
            "role.given",
            actor,
            territory,
            role=RoleKind.COORDINATOR.value,
            organisation=authority.name,
        )
    return territory


@transaction.atomic
def update_territory(
    actor: Visitor, territory: Territory, seen_version: int, draft: TerritoryDraft
) -> Territory:
    """The territory as the draft says; a draft that changes nothing leaves no trace.

    A new territory above is asked, as for a new territory; what was agreed with the old one ends.

    Raises ``StaleTerritoryError`` when the form was opened before somebody else saved,
    ``ValidationError`` when the parent cannot be its parent.
    """
    row = Territory.objects.select_for_update(no_key=True).get(pk=territory.pk)
    access_to(actor, row).require(Deed.MANAGE)
    if row.version != seen_version:
        raise StaleTerritoryError(row)
    if draft.parent_id != row.parent_id or draft.level != row.level:
        _check_parent(draft, _parent(draft), row)
    changed = _apply(row, draft)
    if changed:
        row.version += 1
        if "parent" in changed:
            row.parent_consent = consent_of(actor, row.parent)
        row.save()
        audit.record(actor, "territory.changed", row, row, fields=changed)
        if "parent" in changed:
            tell_asked(actor, row)
    return row


def same_territory(draft: TerritoryDraft) -> Territory | None:
    """The territory that there is already of the draft's place at its level, if any.

    Without a place of the gazetteer, one with the same name under the same parent counts.
    """
    rows = Territory.objects.filter(level=draft.level)
    if draft.place_id is not None:
        return rows.filter(place_id=draft.place_id).order_by("pk").first()
    return (
        rows.filter(name__iexact=draft.name, parent_id=draft.parent_id, country=draft.country)
        .order_by("pk")
        .first()
    )


def free_slug(name: str) -> str:
    """A slug from the name that no other territory has; ``territory`` where no letter is Latin."""
    stem = slugify(name)[: LONGEST_SLUG - 8].strip("-") or "territory"
    taken = set(Territory.objects.filter(slug__startswith=stem).values_list("slug", flat=True))
    taken |= TAKEN_SLUGS
    slug, number = stem, 1
    while slug in taken:
        number += 1
        slug = f"{stem}-{number}"
    return slug


def _parent(draft: TerritoryDraft) -> Territory | None:
    if draft.parent_id is None:
        return None
    return Territory.objects.filter(pk=draft.parent_id).first()


def _check_parent(
    draft: TerritoryDraft, parent: Territory | None, territory: Territory | None = None
) -> None:
    """Raise ``ValidationError`` when the parent stands too low or would make a circle."""
    if parent is not None and not may_stand_below(draft.level, parent):
        raise ValidationError(
            {
                "parent": _(
                    "A territory of this level cannot be part of %(parent)s. Choose one of a "
                    "higher level, or none."
                )
                % {"parent": parent.name}
            }
        )
    if territory is None:
        return
    if parent is not None and parent.pk in below(territory) | {territory.pk}:
        raise ValidationError(
            {
                "parent": _("%(parent)s is part of this territory, so it cannot stand above it.")
                % {"parent": parent.name}
            }
        )
    _check_children(draft, territory.children.all())


def _check_children(draft: TerritoryDraft, children: Iterable[Territory]) -> None:
    """Raise ``ValidationError`` when the new level would stand below a child of the territory."""
    itself = Territory(level=draft.level)
    for child in children:
        if not may_stand_below(child.level, itself):
            raise ValidationError(
                {
                    "level": _("%(child)s is part of this territory and has a higher level.")
                    % {"child": child.name}
                }
            )


def _apply(row: Territory, draft: TerritoryDraft) -> list[str]:
    """Write the draft into the row, unsaved; the names of the fields that changed, in order."""
    values: dict[str, object] = {
        "name": draft.name,
        "local_name": draft.local_name,
        "level": draft.level,
        "parent_id": draft.parent_id,
        "country": draft.country,
        "place_id": draft.place_id,
        "latitude": draft.latitude,
        "longitude": draft.longitude,
        "population": draft.population,
        "population_year": draft.population_year,
        "population_source": draft.population_source,
        "mobility_roles": list(draft.mobility_roles),
        "competences": dict(draft.competences),
    }
    changed = [name for name, value in values.items() if getattr(row, name) != value]
    for name in changed:
        setattr(row, name, values[name])
    return [name.removesuffix("_id") for name in changed]
