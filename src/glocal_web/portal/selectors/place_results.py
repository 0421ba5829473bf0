"""What a search in the gazetteer shows: places with country, and territories already there."""

from dataclasses import dataclass

from django.utils.translation import get_language

from glocal_web.portal.models import Territory
from glocal_web.portal.permissions import Visitor
from glocal_web.portal.selectors.places import PlaceMatch, country_name, search_places
from glocal_web.portal.selectors.territories import visible_territories

MOST_RESULTS = 15


@dataclass(frozen=True)
class PlaceResult:
    """A place that was found; ``territories`` are those of it that the visitor may open."""

    match: PlaceMatch
    country: str
    territories: tuple[Territory, ...]


def place_results(visitor: Visitor, text: str, country: str = "") -> tuple[PlaceResult, ...]:
    """The places found, likeliest first, in words of the reader's language."""
    matches = search_places(text, country or None, MOST_RESULTS)
    here: dict[int, list[Territory]] = {}
    if matches:
        keys = [match.place.pk for match in matches]
        for row in visible_territories(visitor).filter(place_id__in=keys).order_by("name", "pk"):
            here.setdefault(row.place_id or 0, []).append(row)
    language = get_language() or "en"
    return tuple(
        PlaceResult(
            match,
            country_name(match.place.country, language),
            tuple(here.get(match.place.pk, ())),
        )
        for match in matches
    )
