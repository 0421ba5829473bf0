"""A map of points on the outlines of the land, as values for SVG.

The projection is Equal Earth (Šavrič, Patterson and Jenny, 2019, "The Equal Earth map projection",
doi:10.1080/13658816.2018.1504949): areas keep their size, so that no part of the world looks
larger than it is. Marks are placed in per cent of the picture and keep their size on every screen.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from math import asin, cos, hypot, radians, sin, sqrt
from pathlib import Path

LAND = Path(__file__).resolve().parents[1] / "data" / "land.json"
NATURAL_EARTH = "Natural Earth"
NATURAL_EARTH_URL = "https://www.naturalearthdata.com/"

# Units of the drawing: the world is 2,706 wide, so that whole numbers are fine enough.
SCALE = 500.0
WORLD = (-1353.0, -659.0, 2706.0, 1230.0)
RATIO = WORLD[2] / WORLD[3]
# How far apart two marks must be, as a share of the width of the picture: on a wide screen and
# on a telephone a mark is about so wide.
APART_WIDE, APART_NARROW = 0.035, 0.09
# A picture is never narrower than this: the outlines are too coarse for more.
NARROWEST = 520.0
_A = (1.340264, -0.081106, 0.000893, 0.003796)


@dataclass(frozen=True)
class MapPoint:
    """A place to mark, in degrees, with what it is called there and the key of its country."""

    lon: float
    lat: float
    label: str
    key: str
    country: str


@dataclass(frozen=True)
class Mark:
    """One mark for the points that lie too near together to be told apart; places in per cent."""

    x: str
    y: str
    points: tuple[MapPoint, ...]

    @property
    def keys(self) -> tuple[str, ...]:
        """What is marked here, each once."""
        return tuple(dict.fromkeys(point.key for point in self.points))

    @property
    def countries(self) -> tuple[str, ...]:
        """The countries of the points, each once, in the order of their codes."""
        return tuple(sorted({point.country for point in self.points}))

    @property
    def places(self) -> tuple[str, ...]:
        """The names of the points, each once."""
        return tuple(dict.fromkeys(point.label for point in self.points))


@dataclass(frozen=True)
class WorldMap:
    """What a template draws: the land, the part of it that is seen, and the marks."""

    view: str
    land: str
    wide: tuple[Mark, ...]
    narrow: tuple[Mark, ...]


def world_map(points: Sequence[MapPoint], narrowest: float = NARROWEST) -> WorldMap:
    """The map of the smallest part of the world that holds all points with room round them."""
    view = _view([_projected(point.lon, point.lat) for point in points], narrowest)
    return WorldMap(
        view=" ".join(f"{number:.0f}" for number in view),
        land=_land_within(view),
        wide=_marks(points, view, APART_WIDE),
        narrow=_marks(points, view, APART_NARROW),
    )


def _projected(lon: float, lat: float) -> tuple[float, float]:
    """Where a point lies on the drawing, east and south of its middle."""
    angle = asin(sqrt(3) / 2 * sin(radians(lat)))
    square = angle * angle
    sixth = square**3
    a1, a2, a3, a4 = _A
    slope = 9 * a4 * sixth * square + 7 * a3 * sixth + 3 * a2 * square + a1
    x = 2 * sqrt(3) * radians(lon) * cos(angle) / (3 * slope)
    y = angle * (a1 + a2 * square + sixth * (a3 + a4 * square))
    return x * SCALE, -y * SCALE


View = tuple[float, float, float, float]


def _view(places: Sequence[tuple[float, float]], narrowest: float) -> View:
    """Left, top, width and height of what is shown; the whole world when that is nearly all."""
    if not places:
        return WORLD
    left, right = min(x for x, _ in places), max(x for x, _ in places)
    top, bottom = min(y for _, y in places), max(y for _, y in places)
    width = max(1.5 * (right - left), 1.5 * (bottom - top) * RATIO, narrowest)
    if width > 0.6 * WORLD[2]:
        return WORLD
    height = width / RATIO
    x = min(max((left + right - width) / 2, WORLD[0]), WORLD[0] + WORLD[2] - width)
    y = min(max((top + bottom - height) / 2, WORLD[1]), WORLD[1] + WORLD[3] - height)
    return x, y, width, height


def _marks(points: Sequence[MapPoint], view: View, apart: float) -> tuple[Mark, ...]:
    """Points that are nearer together than ``apart`` widths, joined; the western ones first.

    A point joins the first group whose middle is near; groups are few, so that every pair may be
    looked at.
    """
    groups: list[tuple[float, float, list[MapPoint]]] = []
    for point in sorted(points, key=lambda point: (point.lon, point.lat, point.key)):
        x, y = _projected(point.lon, point.lat)
        for number, (group_x, group_y, members) in enumerate(groups):
            if hypot(x - group_x, y - group_y) < apart * view[2]:
                size = len(members)
                groups[number] = (
                    (group_x * size + x) / (size + 1),
                    (group_y * size + y) / (size + 1),
                    [*members, point],
                )
                break
        else:
            groups.append((x, y, [point]))
    left, top, width, height = view
    return tuple(
        Mark(
            f"{100 * (x - left) / width:.2f}%",
            f"{100 * (y - top) / height:.2f}%",
            tuple(members),
        )
        for x, y, members in groups
    )


@cache
def _rings() -> tuple[tuple[tuple[int, int], ...], ...]:
    """The outlines on the drawing, in whole units."""
    found = []
    for ring in json.loads(LAND.read_text(encoding="utf-8"))["rings"]:
        places = [_projected(lon, lat) for lon, lat in zip(ring[::2], ring[1::2], strict=True)]
        found.append(tuple((round(x), round(y)) for x, y in places))
    return tuple(found)


@cache
def _paths() -> tuple[tuple[View, str], ...]:
    """For each outline where it lies and its path, in steps from point to point."""
    found = []
    for ring in _rings():
        xs, ys = [x for x, _ in ring], [y for _, y in ring]
        (x, y), steps = ring[0], []
        for next_x, next_y in ring[1:]:
            if (next_x, next_y) != (x, y):
                steps.append(f"{next_x - x}{' ' if next_y >= y else ''}{next_y - y}")
            x, y = next_x, next_y
        box = (float(min(xs)), float(min(ys)), float(max(xs)), float(max(ys)))
        found.append((box, f"M{ring[0][0]} {ring[0][1]}l{' '.join(steps)}z"))
    return tuple(found)


def _land_within(view: View) -> str:
    """The path of every outline that may be seen."""
    left, top, width, height = view
    return "".join(
        path
        for (x1, y1, x2, y2), path in _paths()
        if x1 <= left + width and x2 >= left and y1 <= top + height and y2 >= top
    )
