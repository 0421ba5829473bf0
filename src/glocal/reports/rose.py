"""The profile rose: where each petal lies. The page and the paper draw from the same places."""

from __future__ import annotations

from dataclasses import dataclass
from math import cos, pi, sin

# The rose is drawn on a square of this many units, its middle in the middle.
SIDE = 320.0
RADIUS = 118.0
HUB = 10.0
# A petal leaves this much of its angle to its neighbours, in radians.
GAP = 0.05

Line = tuple[str, str, str, str]
"""The ends of a line: x1, y1, x2, y2."""


@dataclass(frozen=True)
class Petal:
    """The drawing of one petal: its ground, its shape (empty without a score), its interval."""

    ground: str
    shape: str
    whisker: Line | None
    caps: tuple[Line, ...]
    name_x: str
    name_y: str


def petal(
    value: float | None, low: float | None, high: float | None, place: int, places: int
) -> Petal:
    """Where one petal lies; the first points upwards, the others follow clockwise."""
    width = 2 * pi / places
    middle = place * width - pi / 2
    start, end = middle - width / 2 + GAP, middle + width / 2 - GAP
    name_x, name_y = _point(middle, RADIUS + 22)
    whisker: Line | None = None
    caps: tuple[Line, ...] = ()
    if low is not None and high is not None:
        low_x, low_y = _point(middle, radius(low))
        high_x, high_y = _point(middle, radius(high))
        whisker = (number(low_x), number(low_y), number(high_x), number(high_y))
        caps = (_tick(middle, low), _tick(middle, high))
    return Petal(
        ground=_sector(start, end, 1.0),
        shape="" if value is None else _sector(start, end, value),
        whisker=whisker,
        caps=caps,
        name_x=number(name_x),
        name_y=number(name_y),
    )


def radius(share: float) -> float:
    """How far from the middle a score of 0–1 lies."""
    return HUB + (RADIUS - HUB) * min(max(share, 0.0), 1.0)


def number(value: float) -> str:
    """A coordinate with one decimal, never in a local number format and never `-0`."""
    return f"{round(value, 1) + 0.0:g}"


def _point(angle: float, distance: float) -> tuple[float, float]:
    return distance * cos(angle), distance * sin(angle)


def _sector(start: float, end: float, share: float) -> str:
    """The outline of a petal between two angles, from the hub to the length of its score."""
    outer, large = radius(share), int(end - start > pi)
    x1, y1 = _point(start, HUB)
    x2, y2 = _point(start, outer)
    x3, y3 = _point(end, outer)
    x4, y4 = _point(end, HUB)
    return (
        f"M{number(x1)} {number(y1)}L{number(x2)} {number(y2)}"
        f"A{number(outer)} {number(outer)} 0 {large} 1 {number(x3)} {number(y3)}"
        f"L{number(x4)} {number(y4)}"
        f"A{number(HUB)} {number(HUB)} 0 {large} 0 {number(x1)} {number(y1)}Z"
    )


def _tick(angle: float, share: float) -> Line:
    """The short line across the end of a whisker."""
    x, y = _point(angle, radius(share))
    across_x, across_y = _point(angle + pi / 2, 5.0)
    return (
        number(x - across_x),
        number(y - across_y),
        number(x + across_x),
        number(y + across_y),
    )
