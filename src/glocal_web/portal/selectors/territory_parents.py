"""The territories that another one may be put below."""

from django.db.models import Q

from glocal.model.kinds import Level
from glocal_web.portal.models import Territory
from glocal_web.portal.permissions import Visitor
from glocal_web.portal.selectors.territories import (
    coordinated_territories,
    may_create_anywhere,
    visible_territories,
)

# Lowest first: a parent stands at the same level (a district in a municipality, a province in a
# region) or higher, and a country stands below nothing.
RANK = {Level.LOCAL: 0, Level.INTERMEDIATE: 1, Level.NATIONAL: 2}


def may_stand_below(level: str, parent: Territory) -> bool:
    """Whether a territory of this level may have this parent, by their levels."""
    own, above = RANK[Level(level)], RANK[Level(parent.level)]
    return own <= above and Level(level) is not Level.NATIONAL


def parent_candidates(
    visitor: Visitor, country: str, slug: str = "", child: Territory | None = None
) -> tuple[Territory, ...]:
    """The parents to choose from: of the same country, or without a country; highest first.

    Those are the provinces, regions and countries the visitor sees, or for somebody who may only
    create below their own territories, those. Municipalities join when the page was opened from one
    of them (``slug``). For an existing ``child`` its present parent stays, it and what is below it
    are left out.
    """
    if child is not None or may_create_anywhere(visitor):
        rows = visible_territories(visitor)
    else:
        rows = coordinated_territories(visitor)
    high = ~Q(level=Level.LOCAL)
    if country:
        high &= Q(country__in=("", country))
    wanted = high | Q(slug=slug) if slug else high
    if child is not None:
        rows = rows.exclude(pk__in=below(child) | {child.pk})
    chosen = list(rows.filter(wanted).order_by("name", "pk"))
    if child is not None and child.parent is not None and child.parent not in chosen:
        # Its people may not be able to open it, yet saving their form must not lose it.
        chosen.insert(0, child.parent)
    return tuple(sorted(chosen, key=lambda row: -RANK[Level(row.level)]))


def below(territory: Territory) -> set[int]:
    """Keys of all territories below this one, however deep."""
    found: set[int] = set()
    frontier = {territory.pk}
    while frontier:
        children = Territory.objects.filter(parent_id__in=frontier).values_list("pk", flat=True)
        frontier = set(children) - found
        found |= frontier
    return found
