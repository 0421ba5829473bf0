"""The directory of territories: search by any name, filters, the reader's own first."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet

from glocal_web.portal.models import PlaceName, Role, Territory
from glocal_web.portal.models.search_key import lookup_keys, search_key
from glocal_web.portal.permissions import Visitor
from glocal_web.portal.selectors.territories import visible_territories

PAGE_SIZE = 40
LONGEST_TEXT = 200


@dataclass(frozen=True)
class Found:
    """A territory of the directory; ``matched_name`` when another of its names was found."""

    territory: Territory
    is_own: bool
    matched_name: str = ""


@dataclass(frozen=True)
class Directory:
    """A page of the directory, with the countries and levels one may filter by."""

    page: Page
    found: tuple[Found, ...]
    total: int
    countries: tuple[str, ...]
    is_filtered: bool


def territory_directory(
    visitor: Visitor, text: str = "", country: str = "", level: str = "", number: str | int = 1
) -> Directory:
    """The territories the visitor may see, their own first, then by name.

    ``text`` is searched at the beginnings of words of the name, the local name and the names of the
    place in the gazetteer. Filters that name nothing known find nothing.
    """
    visible = visible_territories(visitor)
    countries = tuple(
        visible.exclude(country="").values_list("country", flat=True).distinct().order_by("country")
    )
    rows = visible
    if country:
        rows = rows.filter(country=country)
    if level:
        rows = rows.filter(level=level)
    matches = _matches(rows, text) if text.strip() else None
    own = _own(visitor)
    keys = rows.values_list("pk", "name")
    if matches is not None:
        keys = keys.filter(pk__in=matches)
    ordered = sorted(keys, key=lambda row: (row[0] not in own, search_key(row[1]), row[0]))
    page = Paginator([key for key, _ in ordered], PAGE_SIZE).get_page(number)
    shown = visible.select_related("parent").in_bulk(list(page.object_list))
    return Directory(
        page=page,
        found=tuple(
            Found(shown[key], key in own, (matches or {}).get(key, "")) for key in page.object_list
        ),
        total=len(ordered),
        countries=countries,
        is_filtered=bool(text.strip() or country or level),
    )


def _own(visitor: Visitor) -> set[int]:
    if not visitor.is_authenticated:
        return set()
    return set(Role.objects.filter(person=visitor).values_list("territory_id", flat=True))


def _matches(rows: QuerySet[Territory], text: str) -> dict[int, str]:
    """The keys of the rows with a name that fits, each with the name to explain it, if needed."""
    wanted = search_key(text[:LONGEST_TEXT])
    if not wanted:
        return {}
    found: dict[int, str] = {}
    for key, name, local_name in rows.values_list("pk", "name", "local_name"):
        # Both are shown anyway: no need to say which one was found.
        if _fits(wanted, (name, local_name)):
            found[key] = ""
    by_place = rows.exclude(pk__in=found).exclude(place=None).values_list("place_id", "pk")
    places: dict[int, list[int]] = {}
    for place, key in by_place:
        places.setdefault(place, []).append(key)
    names = PlaceName.objects.filter(place_id__in=places, key__startswith=wanted)
    for place, name in names.order_by("-is_whole", "key").values_list("place_id", "name"):
        for key in places[place]:
            found.setdefault(key, name)
    return found


def _fits(wanted: str, names: Iterable[str]) -> bool:
    return any(key.startswith(wanted) for name in names for key in lookup_keys(name))
