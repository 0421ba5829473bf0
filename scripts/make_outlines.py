"""Write the outlines of the land that Glocal's maps are drawn on.

The file was last made with world-atlas 2.0.2 (npm, ISC licence), which carries the land of Natural
Earth 4.1.0 at 1:110 million (public domain) as TopoJSON. It is not needed to run Glocal: unpack it
into a throw-away folder (`npm pack world-atlas@2.0.2`, `tar xf …`) and give its file.

    python scripts/make_outlines.py --land UNPACKED/package/land-110m.json

What is taken
    1. Land alone: no borders of countries are drawn, so that no map takes sides.
    2. Antarctica is dropped (rings wholly south of 60°), since no authority lies there.
    3. Points that change a line by less than TOLERANCE degrees are dropped (Ramer, 1972; Douglas
       and Peucker, 1973, doi:10.3138/FM57-6770-U75U-7727), and rings that then enclose less than
       SMALLEST square degrees.
    4. Coordinates are rounded to one decimal (11 km), as those of the practices are.

The same source gives the same bytes.
"""

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from math import hypot
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
TARGET = ROOT / "src" / "glocal_web" / "portal" / "data" / "land.json"
TOLERANCE = 0.3
SMALLEST = 0.3
SOUTH = -60.0

Point = tuple[float, float]


def arcs_of(topology: dict[str, Any]) -> list[list[Point]]:
    """The lines of a TopoJSON file in degrees: they are stored as differences on a grid."""
    scale, shift = topology["transform"]["scale"], topology["transform"]["translate"]
    found = []
    for arc in topology["arcs"]:
        x = y = 0
        line = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            line.append((x * scale[0] + shift[0], y * scale[1] + shift[1]))
        found.append(line)
    return found


def rings_of(topology: dict[str, Any]) -> Iterator[list[Point]]:
    """Every closed line round land or round a lake; the last point repeats the first."""
    arcs = arcs_of(topology)
    for geometry in topology["objects"]["land"]["geometries"]:
        polygons = geometry["arcs"] if geometry["type"] == "MultiPolygon" else [geometry["arcs"]]
        for polygon in polygons:
            for ring in polygon:
                line: list[Point] = []
                for index in ring:
                    arc = arcs[index] if index >= 0 else arcs[~index][::-1]
                    line += arc[1:] if line else arc
                yield line


def simplified(line: Sequence[Point], tolerance: float) -> list[Point]:
    """The line without the points that lie nearer than ``tolerance`` to what stays."""
    keep = {0, len(line) - 1}
    open_parts = [(0, len(line) - 1)]
    while open_parts:
        first, last = open_parts.pop()
        farthest, place = 0.0, 0
        for index in range(first + 1, last):
            away = distance(line[index], line[first], line[last])
            if away > farthest:
                farthest, place = away, index
        if farthest > tolerance:
            keep.add(place)
            open_parts += [(first, place), (place, last)]
    return [line[index] for index in sorted(keep)]


def distance(point: Point, start: Point, end: Point) -> float:
    """From a point to the stretch between two others, in degrees on the flat map."""
    dx, dy = end[0] - start[0], end[1] - start[1]
    length = dx * dx + dy * dy
    if length == 0:
        return hypot(point[0] - start[0], point[1] - start[1])
    along = ((point[0] - start[0]) * dx + (point[1] - start[1]) * dy) / length
    along = min(1.0, max(0.0, along))
    return hypot(point[0] - start[0] - along * dx, point[1] - start[1] - along * dy)


def area(ring: Sequence[Point]) -> float:
    """What the ring encloses, in square degrees (shoelace formula)."""
    pairs = zip(ring, [*ring[1:], ring[0]], strict=True)
    return abs(sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in pairs)) / 2


def cut(ring: Sequence[Point]) -> list[list[Point]]:
    """The ring in parts that do not cross the 180th meridian, where the flat map ends."""
    line = [ring[0]]
    for x, y in ring[1:]:
        # A step of more than half the world is one over the edge.
        line.append((x - 360 * round((x - line[-1][0]) / 360), y))
    parts = []
    for turns in (-1, 0, 1):
        part = [(x + 360 * turns, y) for x, y in line[:-1]]
        part = beside(beside(part, -180, 1), 180, -1)
        if len(part) > 2:
            parts.append(part)
    return parts


def beside(ring: Sequence[Point], edge: float, side: int) -> list[Point]:
    """What of the ring lies east (1) or west (-1) of a meridian (Sutherland and Hodgman, 1974)."""
    found: list[Point] = []
    for index, (x, y) in enumerate(ring):
        before_x, before_y = ring[index - 1]
        inside, was_inside = (x - edge) * side >= 0, (before_x - edge) * side >= 0
        if inside != was_inside:
            share = (edge - before_x) / (x - before_x)
            found.append((edge, before_y + share * (y - before_y)))
        if inside:
            found.append((x, y))
    return found


def outlines(topology: dict[str, Any]) -> list[list[Point]]:
    """The rings that are kept, the largest first, without the repeated last point."""
    found = []
    for ring in rings_of(topology):
        if max(y for _, y in ring) < SOUTH:
            continue
        for part in cut(ring):
            closed = simplified([*part, part[0]], TOLERANCE)[:-1]
            line = [(round(x, 1), round(y, 1)) for x, y in closed]
            kept = [point for index, point in enumerate(line) if point != line[index - 1]]
            if len(kept) > 2 and area(kept) >= SMALLEST:
                found.append(kept)
    return sorted(found, key=lambda ring: (-area(ring), ring))


def short(number: float) -> float:
    """The number as JSON writes it shortest."""
    return int(number) if number == int(number) else number


def main() -> int:
    """Read the source, write the file, say what is in it."""
    assert __doc__ is not None
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--land", type=Path, required=True, metavar="FILE")
    parser.add_argument("--target", type=Path, default=TARGET, metavar="FILE")
    options = parser.parse_args()

    rings = outlines(json.loads(options.land.read_text("utf-8")))
    value = {
        "about": "Outlines of the land: rings of longitude and latitude in degrees, in turn.",
        "source": "Natural Earth 4.1.0, 1:110 million, land; from world-atlas 2.0.2 (npm)",
        "licence": "Natural Earth: public domain. world-atlas: ISC.",
        "changed": "Simplified, rounded and without Antarctica by scripts/make_outlines.py.",
        "rings": [[short(number) for point in ring for number in point] for ring in rings],
    }
    text = json.dumps(value, separators=(",", ":"))
    # One line a ring: a change shows where it is.
    text = text.replace('"rings":[[', '"rings":[\n[').replace("],[", "],\n[") + "\n"
    options.target.write_text(text, encoding="utf-8")
    print(f"{len(rings)} rings, {sum(map(len, rings))} points, {len(text.encode())} bytes")
    return 0


if __name__ == "__main__":
    sys.exit(main())
