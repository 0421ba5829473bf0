"""Find places of the gazetteer by any of their names.

The gazetteer is public knowledge: everybody may search it, so there is no permission to check.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from babel import Locale
from django.db import connection
from django.db.models import Case, IntegerField, Max, Min, Q, QuerySet, Value, When

from glocal_web.portal.models.place import LONGEST_KEY, Place, PlaceName
from glocal_web.portal.models.search_key import search_key

MOST_PLACES = 50
# Longer than any name; the rest of a longer text is not even looked at.
LONGEST_TEXT = 200
# People write "Quito, Ecuador" or "القاهرة، مصر". The few names with a comma ("Misato, Saitama")
# are found by what stands before it.
_COMMAS = str.maketrans("،、,", ",,,")
_COUNTRY_CODE = re.compile("[A-Za-z]{2}")
_LAST_CHARACTER = "\U0010ffff"


@dataclass(frozen=True)
class PlaceMatch:
    """A place that was found, and the name that was found in it, as that name is written."""

    place: Place
    matched_name: str

    @property
    def is_other_name(self) -> bool:
        """Whether the name found is not the one shown for the place: then say why it was found."""
        return self.matched_name != self.place.name


def search_places(text: str, country: str | None = None, limit: int = 10) -> list[PlaceMatch]:
    """The places with a name that begins with the text, the likeliest first; at most `limit`.

    First the places that have just this name, then those with a word in the name we show that
    begins so, then those with such a word in another of their names; among equals the one with
    more inhabitants, a division just after its largest town. Case, accents and Arabic letter
    variants do not matter; what follows a comma is not looked at. Text without a letter or digit
    finds nothing. `country` is an ISO 3166-1 code of two letters; anything else finds nothing.
    Two queries.
    """
    key = search_key(text[:LONGEST_TEXT].translate(_COMMAS).split(",")[0])
    limit = max(0, min(limit, MOST_PLACES))
    if not key or len(key) > LONGEST_KEY or not limit:
        return []
    names = PlaceName.objects.filter(_begins_with(key))
    if len(key) == 1 and key.isascii():
        # Up to one name in twelve begins with such a letter: too many to sort for so vague a text.
        names = names.filter(is_first=True)
    if country is not None:
        # Compared here, so that no odd text from an address reaches the database.
        if not _COUNTRY_CODE.fullmatch(country):
            return []
        names = names.filter(country=country.upper())
    found = list(
        names.values("place_id")
        .annotate(exactness=Min(_exactness(key)), heaviest=Max("weight"))
        .order_by("exactness", "-heaviest", "place_id")
        .values_list("place_id", flat=True)[:limit]
    )
    return _matches(found, names, key) if found else []


def place(geonames_id: int) -> Place | None:
    """The place with this GeoNames id, with its division, or nothing."""
    return Place.objects.select_related("division").filter(geonames_id=geonames_id).first()


def country_name(code: str, language: str) -> str:
    """The name of a country in the reader's language; the code itself where none is known."""
    return Locale.parse(language, sep="-").territories.get(code.upper(), code.upper())


def _begins_with(key: str) -> Q:
    """The condition on the key that an index serves, which is not the same on every database.

    SQLite compares bytes and cannot use an index for LIKE; PostgreSQL sorts by language, so that a
    range would miss names, but has an index made for LIKE. (A key has no `%`, `_` or backslash.)
    """
    if connection.vendor == "sqlite":
        return Q(key__gte=key, key__lt=key + _LAST_CHARACTER)
    return Q(key__startswith=key)


def _exactness(key: str) -> Case:
    """How exactly a row matches, 0 best."""
    return Case(
        When(key=key, is_whole=True, then=Value(0)),
        When(is_first=True, then=Value(1)),
        default=Value(2),
        output_field=IntegerField(),
    )


def _matches(found: Sequence[int], names: QuerySet[PlaceName], key: str) -> list[PlaceMatch]:
    """The matches in the order found, each with its best name."""
    rows = (
        names.filter(place_id__in=found)
        .annotate(exactness=_exactness(key))
        .select_related("place__division")
        .order_by("exactness", "-is_first", "-is_whole", "key")
    )
    best: dict[int, PlaceName] = {}
    for row in rows:
        best.setdefault(row.place_id, row)
    return [PlaceMatch(best[place_id].place, best[place_id].name) for place_id in found]
