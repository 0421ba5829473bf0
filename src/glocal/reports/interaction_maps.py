"""Items as points on a map: influence and dependence, prominence and relation."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product

import numpy as np

from glocal.interactions.micmac import Micmac, Quarter
from glocal.interactions.series import Dematel
from glocal.loading.interaction_words import InteractionWords
from glocal.model.interaction import Item, Values
from glocal.reports.svg import FAINT, HELP, HURT, INK, Canvas, number, safe, shortened

WIDTH, HEIGHT = 760, 560
LEFT, TOP, RIGHT, BOTTOM = 64, 34, 150, 52
LETTERS = 26
LETTER_WIDTH, LINE = 6.3, 14
MOST_LABELS = 30
"""Names beside points; all others stand in the titles of the points."""

CORNERS = tuple(product((TOP + 14, HEIGHT - BOTTOM - 8), (LEFT + 8, WIDTH - RIGHT - 8)))
"""Heights and widths at which the names of the four places stand."""

SPARE = 0.06
"""Share of the width left free at the edges."""

SHAPES = {
    Quarter.DRIVER: "M0 -6L6 5H-6z",
    Quarter.RELAY: "M-5 -5H5V5H-5z",
    Quarter.RESULT: "M0 6L6 -5H-6z",
    Quarter.AUTONOMOUS: "M0 -5A5 5 0 1 0 0 5A5 5 0 1 0 0 -5z",
}
"""A place is told by the form of the point as well as by its class."""


@dataclass(frozen=True)
class Point:
    """An item on a map: its place in figures, a class, a form, a colour, and what it says."""

    x: float
    y: float
    title: str
    said: str
    css: str
    shape: str
    fill: str


def influence_map(items: Sequence[Item], found: Micmac, words: InteractionWords) -> str:
    """The map of MICMAC: dependence to the side, influence upwards, cut at the mean."""
    points = [
        Point(
            float(found.dependence[row]),
            float(found.influence[row]),
            item.title,
            words.quarters[found.quarters[row]].name,
            found.quarters[row].value,
            SHAPES[found.quarters[row]],
            {Quarter.DRIVER: HELP[2], Quarter.RESULT: HURT[2]}.get(found.quarters[row], FAINT),
        )
        for row, item in enumerate(items)
    ]
    picture = words.picture
    cut = 1 / max(len(items), 1)
    chart = _Chart(points, words, ("dependence-axis", "influence-axis"), (cut, cut), percent=True)
    corners = [Quarter.DRIVER, Quarter.RELAY, Quarter.AUTONOMOUS, Quarter.RESULT]
    names = [words.quarters[quarter].name for quarter in corners]
    return chart.drawn("influence-map", picture["influence"], picture["influence-about"], names)


def relation_map(items: Sequence[Item], found: Dematel, words: InteractionWords) -> str:
    """The map of DEMATEL: prominence to the side, relation upwards, cut at no relation."""
    drives, driven = SHAPES[Quarter.DRIVER], SHAPES[Quarter.RESULT]
    points = [
        Point(
            float(found.prominence[row]),
            float(found.relation[row]),
            item.title,
            "",
            "drives" if found.relation[row] >= 0 else "driven",
            drives if found.relation[row] >= 0 else driven,
            HELP[2] if found.relation[row] >= 0 else HURT[2],
        )
        for row, item in enumerate(items)
    ]
    picture = words.picture
    chart = _Chart(points, words, ("prominence-axis", "relation-axis"), (None, 0.0))
    return chart.drawn("relation-map", picture["relation"], picture["relation-about"], [])


class _Chart:
    """Points between two axes."""

    def __init__(
        self,
        points: Sequence[Point],
        words: InteractionWords,
        axes: tuple[str, str],
        cuts: tuple[float | None, float | None],
        *,
        percent: bool = False,
    ) -> None:
        self.points, self.words, self.axes, self.cuts = points, words, axes, cuts
        self.percent = percent
        self.canvas = Canvas(words, WIDTH, HEIGHT)
        self.across = _range(np.array([point.x for point in points]), cuts[0])
        self.up = _range(np.array([point.y for point in points]), cuts[1])

    def drawn(self, name: str, title: str, about: str, corners: Sequence[str]) -> str:
        parts = [self._axes(), self._corners(corners), *self._points(), *self._labels()]
        return self.canvas.drawn(name, title, about, parts)

    def _x(self, value: float) -> float:
        low, high = self.across
        return LEFT + (value - low) / (high - low) * (WIDTH - LEFT - RIGHT)

    def _y(self, value: float) -> float:
        low, high = self.up
        return HEIGHT - BOTTOM - (value - low) / (high - low) * (HEIGHT - TOP - BOTTOM)

    def _axes(self) -> str:
        left, right = self.canvas.x(LEFT), self.canvas.x(WIDTH - RIGHT)
        bottom = HEIGHT - BOTTOM
        lines = [
            f"M{number(left)} {TOP}V{bottom}H{number(right)}",
        ]
        across, up = self.cuts
        if across is not None:
            lines.append(f"M{number(self.canvas.x(self._x(across)))} {TOP}V{bottom}")
        if up is not None:
            lines.append(f"M{number(left)} {number(self._y(up))}H{number(right)}")
        picture = self.words.picture
        words = (
            self.canvas.text(
                (LEFT + WIDTH - RIGHT) / 2,
                HEIGHT - 14,
                picture[self.axes[0]],
                ' text-anchor="middle"',
            ),
            self.canvas.text(LEFT - 50, TOP - 14, picture[self.axes[1]]),
        )
        axis = f'<path class="axis" fill="none" stroke="{INK}" d="{lines[0]}"/>'
        cut = (
            f'<path class="cut" fill="none" stroke="{FAINT}" stroke-dasharray="4 4" '
            f'd="{"".join(lines[1:])}"/>'
            if lines[1:]
            else ""
        )
        tick = f'class="tick" font-size="11" fill="{FAINT}"{self.canvas.figures}'
        ticks = f"<g {tick}>{self._ticks()}</g>"
        return f'{axis}{cut}{ticks}<g class="axis-name" fill="{INK}">{"".join(words)}</g>'

    def _ticks(self) -> str:
        parts = []
        for value in _even(self.across):
            x = self.canvas.x(self._x(value))
            parts.append(
                f'<text x="{number(x)}" y="{HEIGHT - BOTTOM + 16}" text-anchor="middle">'
                f"{self._told(value)}</text>"
            )
        anchor = "start" if self.canvas.rtl else "end"
        for value in _even(self.up):
            x = self.canvas.x(LEFT - 6)
            parts.append(
                f'<text x="{number(x)}" y="{number(self._y(value) + 4)}" text-anchor="{anchor}">'
                f"{self._told(value)}</text>"
            )
        return "".join(parts)

    def _told(self, value: float) -> str:
        return f"{100 * value:.0f} %" if self.percent else f"{value:.2g}".replace("-", "−")

    def _corners(self, names: Sequence[str]) -> str:
        if not names:
            return ""
        parts = [
            self.canvas.text(x, y, name, ' text-anchor="end"' if x > WIDTH / 2 else "")
            for (y, x), name in zip(CORNERS, names, strict=True)
        ]
        return f'<g class="corner" font-style="italic" fill="{FAINT}">{"".join(parts)}</g>'

    def _points(self) -> list[str]:
        picture = self.words.picture
        across, up = picture[self.axes[0]], picture[self.axes[1]]
        parts = []
        for point in self.points:
            x, y = number(self.canvas.x(self._x(point.x))), number(self._y(point.y))
            said = f": {point.said}" if point.said else ""
            told = f"{safe(across)} {self._exact(point.x)}, {safe(up)} {self._exact(point.y)}"
            parts.append(
                f'<path class="point {point.css}" transform="translate({x} {y})" '
                f'd="{point.shape}" fill="{point.fill}"><title>'
                f"{safe(point.title)}{safe(said)} ({told})</title></path>"
            )
        return parts

    def _exact(self, value: float) -> str:
        figure = f"{100 * value:.1f} %" if self.percent else f"{value:.2f}".replace("-", "−")
        return self.canvas.inside(figure)

    def _labels(self) -> list[str]:
        """Names beside the outer points first, left out where they would cover one another."""
        middle = ((LEFT + WIDTH - RIGHT) / 2, (TOP + HEIGHT - BOTTOM) / 2)
        places = [(self._x(point.x), self._y(point.y)) for point in self.points]
        taken = [(x - 6, y - 6, x + 6, y + 6) for x, y in places]
        taken += [(right - 70, base - 12, right + 70, base + 4) for base, right in CORNERS]
        far = sorted(
            range(len(places)),
            key=lambda at: -((places[at][0] - middle[0]) ** 2 + (places[at][1] - middle[1]) ** 2),
        )
        parts = [f'<g class="label" font-size="11" fill="{INK}" pointer-events="none">']
        for at in far[:MOST_LABELS]:
            x, y = places[at]
            short = shortened(self.points[at].title, LETTERS)
            width = len(short) * LETTER_WIDTH
            for dx, dy, anchor in (
                (9, 4, "start"), (-9, 4, "end"), (9, -8, "start"), (9, 16, "start"),
                (-9, -8, "end"), (-9, 16, "end"),
            ):  # fmt: skip
                left = x + dx - (width if anchor == "end" else 0)
                box = (left, y + dy - LINE + 3, left + width, y + dy + 3)
                if left > LEFT + 2 and box[2] < WIDTH - 2 and not _meets(box, taken, (at,)):
                    taken.append(box)
                    more = f' text-anchor="{anchor}"'
                    parts.append(self.canvas.text(x + dx, y + dy, short, more))
                    break
        return [*parts, "</g>"]


Box = tuple[float, float, float, float]


def _meets(box: Box, taken: Sequence[Box], own: Sequence[int]) -> bool:
    left, top, right, bottom = box
    return any(
        left < other[2] and other[0] < right and top < other[3] and other[1] < bottom
        for at, other in enumerate(taken)
        if at not in own
    )


def _range(values: Values, cut: float | None) -> tuple[float, float]:
    """From the lowest to the highest of the values and the cut, with some room on both sides."""
    every = np.append(values, [] if cut is None else [cut])
    low, high = float(every.min(initial=np.inf)), float(every.max(initial=-np.inf))
    if not low < high:
        middle = low if np.isfinite(low) else 0.0
        return middle - 0.5, middle + 0.5
    room = (high - low) * SPARE
    return low - room, high + room


def _even(limits: tuple[float, float]) -> list[float]:
    """Round numbers for the ticks of an axis, three to seven of them."""
    low, high = limits
    step = 10.0 ** np.floor(np.log10((high - low) / 3))
    for factor in (5, 2):
        if (high - low) / (step * factor) >= 3:
            step *= factor
            break
    first = np.ceil(low / step)
    return [float(round(at * step, 12)) + 0.0 for at in np.arange(first, np.floor(high / step) + 1)]
