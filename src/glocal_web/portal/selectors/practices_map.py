"""The map of the practice library: marks that lead somewhere, and the table behind them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import ngettext

from glocal.loading.library import practice_text
from glocal.model.practice import Practice
from glocal.text.folding import fold
from glocal_web.portal.mappers.country_names import country_names
from glocal_web.portal.mappers.practice_words import place_words
from glocal_web.portal.mappers.text_status import text_origin
from glocal_web.portal.mappers.world_map import MapPoint, Mark, WorldMap, world_map

# Between the codes of several countries, as a mark of the map asks for them: "CO.EC".
JOINED = "."
TABLE = "places"
MOST_NAMES = 6


@dataclass(frozen=True)
class MarkLine:
    """A mark with where it leads and what it says; places are in per cent of the picture."""

    x: str
    y: str
    number: int
    href: str
    label: str


@dataclass(frozen=True)
class PlaceRow:
    """One place of one practice in the table behind the map."""

    place: str
    country: str
    id: str
    title: str
    lang: str


@dataclass(frozen=True)
class PracticeMap:
    """The map of the practices that are listed, with its table."""

    drawing: WorldMap
    wide: tuple[MarkLine, ...]
    narrow: tuple[MarkLine, ...]
    rows: tuple[PlaceRow, ...]


def practice_map(found: Iterable[Practice], asked: Mapping[str, str], language: str) -> PracticeMap:
    """A mark for each place, or for places that lie close together.

    A mark of one practice leads to it. A mark of several leads to the list of the countries it
    stands for, whose map is nearer; where it is that list already, to the table of places.
    """
    listed = list(found)
    drawing = world_map(map_points(listed, language))
    return PracticeMap(
        drawing,
        tuple(_mark_line(mark, asked, language) for mark in drawing.wide),
        tuple(_mark_line(mark, asked, language) for mark in drawing.narrow),
        _rows(listed, language),
    )


def map_points(found: Iterable[Practice], language: str) -> list[MapPoint]:
    """Every place of these practices, to be marked on a map."""
    return [
        MapPoint(place.lon, place.lat, place_words(place, language), one.id, place.country)
        for one in found
        for place in one.places
    ]


def _mark_line(mark: Mark, asked: Mapping[str, str], language: str) -> MarkLine:
    names = ", ".join(mark.places[:MOST_NAMES]) + (" …" if len(mark.places) > MOST_NAMES else "")
    if len(mark.keys) == 1:
        href = reverse("portal:practice", args=mark.keys)
        label = f"{names}: {practice_text(mark.keys[0], language).title}"
    else:
        countries = JOINED.join(mark.countries)
        nearer = urlencode({**asked, "country": countries})
        href = f"#{TABLE}" if asked.get("country") == countries else f"?{nearer}"
        label = ngettext(
            "%(number)s practice: %(places)s", "%(number)s practices: %(places)s", len(mark.keys)
        ) % {"number": len(mark.keys), "places": names}
    return MarkLine(mark.x, mark.y, len(mark.keys), href, label)


def _rows(listed: Iterable[Practice], language: str) -> tuple[PlaceRow, ...]:
    names = country_names(language)
    rows = []
    for one in listed:
        text = practice_text(one.id, language)
        lang = text_origin(text.provenance).lang
        rows += [
            PlaceRow(
                # A country that is itself the place has its name in the reader's language.
                country if place.level == "national" else place.name,
                country,
                one.id,
                text.title,
                lang,
            )
            for place in one.places
            for country in [names.get(place.country, place.country)]
        ]
    return tuple(sorted(rows, key=lambda row: (fold(row.country), fold(row.place), row.id)))
