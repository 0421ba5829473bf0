"""Loading the gazetteer, small and whole."""

import gzip
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from glocal.errors import GlocalError
from glocal_web.portal.management.commands import load_gazetteer
from glocal_web.portal.models.place import DataFile, Place, PlaceFeature, PlaceName
from glocal_web.portal.selectors.places import search_places
from glocal_web.portal.services.load_places import GAZETTEER, LoadedPlaces, load_places
from tests.web.places.conftest import PLACES, write_gazetteer


def rows() -> tuple[list[object], list[object]]:
    return (
        list(Place.objects.order_by("pk").values_list()),
        list(PlaceName.objects.order_by("place", "key").values_list("place", "key", "name")),
    )


def test_a_place_is_loaded_with_all_it_has(loaded: LoadedPlaces) -> None:
    assert (loaded.changed, loaded.places) == (True, 6)
    assert loaded.names == PlaceName.objects.count()
    cairo = Place.objects.get(pk=360630)
    assert (cairo.feature, cairo.country, cairo.population) == (PlaceFeature.CITY, "EG", 9606916)
    assert (cairo.latitude, cairo.longitude) == (30.063, 31.25)
    assert cairo.division == Place.objects.get(pk=360631)
    assert Place.objects.get(pk=360631).population is None
    assert Place.objects.get(pk=2633352).division is None


def test_loading_twice_changes_nothing(loaded: LoadedPlaces, gazetteer: Path) -> None:
    before = rows(), DataFile.objects.get().loaded_at
    again = load_places(gazetteer)
    assert (again.changed, again.places, again.names) == (False, 6, loaded.names)
    assert (rows(), DataFile.objects.get().loaded_at) == before


def test_a_newer_file_replaces_names_and_keeps_places_that_are_gone(
    loaded: LoadedPlaces, gazetteer: Path
) -> None:
    cairo = (*PLACES[0][:6], "10000000", *PLACES[0][7:])
    assert load_places(write_gazetteer(gazetteer, [cairo])).changed
    assert Place.objects.get(pk=360630).population == 10_000_000
    assert Place.objects.filter(pk=2633352).exists()
    assert search_places("york") == []
    assert DataFile.objects.count() == 1


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "columns"),
        (b"not gzip", "compressed"),
        (gzip.compress(b"abc")[:-6], "compressed"),
        (gzip.compress(b"\xff\xfe"), "compressed"),
        (gzip.compress(b"geonames_id\t1\n"), "columns"),
    ],
    ids=["empty", "not gzip", "cut short", "not text", "too few columns"],
)
def test_a_broken_file_is_refused_and_changes_nothing(
    content: bytes, said: str, tmp_path: Path
) -> None:
    path = tmp_path / "gazetteer.tsv.gz"
    path.write_bytes(content)
    with pytest.raises(GlocalError, match=said):
        load_places(path)
    assert not DataFile.objects.exists()


def test_a_file_that_breaks_half_way_leaves_what_was_there(
    loaded: LoadedPlaces, gazetteer: Path
) -> None:
    before = rows()
    wrong = (*PLACES[0][:4], "north", *PLACES[0][5:])
    with pytest.raises(GlocalError, match="north"):
        load_places(write_gazetteer(gazetteer, [wrong]))
    assert rows() == before


@pytest.mark.django_db
def test_the_command_shows_progress_then_says_that_all_is_there(
    gazetteer: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        load_gazetteer, "load_places", lambda progress: load_places(gazetteer, progress)
    )
    first, second, quiet = StringIO(), StringIO(), StringIO()
    call_command("load_gazetteer", stdout=first)
    call_command("load_gazetteer", stdout=second)
    call_command("load_gazetteer", stdout=quiet, verbosity=0)
    assert "places 6 of 6" in first.getvalue()
    assert "6 places" in first.getvalue()
    assert "already loaded" in second.getvalue()
    assert quiet.getvalue() == ""


@pytest.mark.django_db
def test_the_command_says_what_is_wrong(gazetteer: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    gazetteer.write_bytes(b"not gzip")
    monkeypatch.setattr(
        load_gazetteer, "load_places", lambda progress: load_places(gazetteer, progress)
    )
    with pytest.raises(CommandError, match="make_gazetteer"):
        call_command("load_gazetteer", stdout=StringIO())


@pytest.mark.django_db
def test_the_shipped_gazetteer_has_places_by_names_people_use() -> None:
    loaded = load_places()
    assert loaded.places == 37_780
    assert GAZETTEER.stat().st_size < 1_400_000
    first = {
        text: search_places(text)[0].place.geonames_id
        for text in (
            *("Cairo", "El Cairo", "Le Caire", "القاهرة", "al qahirah"),
            *("London", "Londres", "لندن"),
            *("Kasserine", "القصرين", "Al Qaṣrayn"),
            *("Tuscany", "Toscana", "Toscane"),
            *("Pichincha", "Calabarzon"),
        )
    }
    assert first == {
        **dict.fromkeys(("Cairo", "El Cairo", "Le Caire", "القاهرة", "al qahirah"), 360630),
        **dict.fromkeys(("London", "Londres", "لندن"), 2643743),
        **dict.fromkeys(("Kasserine", "القصرين", "Al Qaṣrayn"), 2473457),
        **dict.fromkeys(("Tuscany", "Toscana", "Toscane"), 3165361),
        "Pichincha": 3653224,
        "Calabarzon": 7521303,
    }
    quito = search_places("Quito, Ecuador")[0].place
    assert quito.division is not None
    assert (quito.name, quito.division.name) == ("Quito", "Pichincha")
    assert not load_places().changed


@pytest.mark.django_db
def test_a_search_is_served_by_an_index() -> None:
    if connection.vendor != "sqlite":
        pytest.skip("The plan of another database depends on how many rows it has.")
    with CaptureQueriesContext(connection) as queries:
        search_places("cair")
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN QUERY PLAN {queries[0]['sql']}")
        plan = " ".join(str(row) for row in cursor.fetchall())
    assert "(key>? AND key<?)" in plan
