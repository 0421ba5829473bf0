"""The map: where points lie, which are joined, what is seen, and that it leads somewhere."""

import json
import re
from html import unescape

import pytest
from django.test import Client

from glocal.loading.library import practices
from glocal_web.portal.mappers.world_map import LAND, RATIO, MapPoint, world_map

QUITO = MapPoint(-78.5, -0.2, "Quito", "a", "EC")
IBARRA = MapPoint(-78.1, 0.3, "Ibarra", "b", "EC")
MANILA = MapPoint(121.0, 14.6, "Manila", "c", "PH")


def across(place: str) -> float:
    return float(place.removesuffix("%"))


def test_the_middle_of_the_world_is_the_middle_of_the_picture_from_side_to_side() -> None:
    zero = MapPoint(0, 0, "Zero", "z", "XX")
    mark = next(one for one in world_map([zero, QUITO, MANILA]).wide if one.points == (zero,))
    assert across(mark.x) == 50


def test_places_on_the_equator_are_as_far_apart_as_equal_earth_says() -> None:
    # On the equator x = 2√3 λ / (3 × 1.340264): 90° east is half the way to the edge.
    points = [MapPoint(lon, 0, str(lon), str(lon), "XX") for lon in (-180, -90, 0, 90, 180)]
    assert [across(one.x) for one in world_map(points).wide] == pytest.approx(
        [0, 25, 50, 75, 100], abs=0.05
    )


def test_near_places_share_a_mark_and_far_ones_do_not() -> None:
    found = world_map([QUITO, IBARRA, MANILA])
    assert [one.keys for one in found.wide] == [("a", "b"), ("c",)]
    assert found.wide[0].countries == ("EC",)
    assert found.wide[0].places == ("Quito", "Ibarra")


def test_one_practice_at_two_near_places_is_counted_once() -> None:
    twice = MapPoint(-78.4, -0.1, "Cayambe", "a", "EC")
    assert world_map([QUITO, twice]).wide[0].keys == ("a",)


def test_a_narrow_picture_joins_more() -> None:
    lima = MapPoint(-77.0, -12.0, "Lima", "d", "PE")
    found = world_map([QUITO, lima, MANILA])
    assert (len(found.wide), len(found.narrow)) == (3, 2)


def test_a_few_places_are_seen_from_nearer_and_inside_the_picture() -> None:
    far, near = world_map([QUITO, MANILA]), world_map([QUITO, IBARRA])
    assert far.view == world_map([]).view
    width, height = (float(number) for number in near.view.split()[2:])
    assert width < float(far.view.split()[2]) / 3
    assert width / height == pytest.approx(RATIO, rel=0.01)
    assert all(0 < across(one.x) < 100 and 0 < across(one.y) < 100 for one in near.wide)
    assert len(near.land) < len(far.land)


def test_a_place_at_the_edge_does_not_push_the_picture_off_the_world() -> None:
    fiji = MapPoint(179.9, -17.0, "Fiji", "f", "FJ")
    left, _top, width, _height = (float(part) for part in world_map([fiji]).view.split())
    assert left + width <= 1353.5


def test_the_outlines_are_small_and_say_where_they_come_from() -> None:
    assert LAND.stat().st_size < 40_000
    value = json.loads(LAND.read_text("utf-8"))
    assert "Natural Earth" in value["source"]
    assert "world-atlas 2.0.2" in value["source"]
    assert "public domain" in value["licence"]


def test_no_outline_crosses_the_edge_of_the_map() -> None:
    for ring in json.loads(LAND.read_text("utf-8"))["rings"]:
        lons = ring[::2]
        steps = [abs(a - b) for a, b in zip(lons, [*lons[1:], lons[0]], strict=True)]
        assert max(steps) < 90


def test_every_mark_of_the_page_is_a_link_with_words(client: Client, db: None) -> None:
    page = unescape(client.get("/practices/").content.decode())
    marks = re.findall(r'<a href="([^"]+)" class="mark" aria-label="([^"]+)">', page)
    assert marks
    for href, label in marks:
        assert label
        if href.startswith("?"):
            assert client.get(f"/practices/{href}").status_code == 200
        else:
            assert client.get(href).status_code == 200
    assert "Natural Earth" in page


def test_the_table_behind_the_map_has_every_place(client: Client, db: None) -> None:
    page = client.get("/practices/").content.decode()
    table = page.partition('id="places"')[2].partition("</details>")[0]
    assert table.count('<th scope="row">') == sum(len(one.places) for one in practices().values())


def test_the_map_shows_the_places_that_are_listed_and_no_others(client: Client, db: None) -> None:
    page = client.get("/practices/?country=EC").content.decode()
    table = page.partition('id="places"')[2].partition("</details>")[0]
    assert table.count('<th scope="row">') == sum(
        len(one.places)
        for one in practices().values()
        if "EC" in {place.country for place in one.places}
    )
