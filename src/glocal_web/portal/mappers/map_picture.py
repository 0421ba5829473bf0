"""The map of a portfolio as numbers for an SVG: boxes, bands, and the lines that tie them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import get_language_bidi

from glocal.reports.portfolio_map import PolicyEdge, PolicyNode, PortfolioMap

COLUMN, LINE = 128, 56  # size of a place, in units of the picture
BOX_WIDTH, BOX_HEIGHT = 116, 38
HEAD, SIDE, LABEL = 56, 12, 20  # above the bands, beside them, for the name of each band
BROAD = 832  # a narrower picture keeps its size
LETTERS = 17  # of a title in one line of a box
HEAD_LETTERS = 16


@dataclass(frozen=True)
class Box:
    """A policy: its place, its number in the table, its title in two lines, and its page."""

    number: int
    key: int | None
    x: int
    y: int
    middle: int
    first_line: int
    second_line: int
    lines: tuple[str, ...]
    title: str
    findings: int
    synergies: int


@dataclass(frozen=True)
class Line:
    """A tie of two policies as a curve; ``weight`` 1 to 3, ``is_synergy`` draws it dashed.

    ``ends`` are the numbers of the two boxes, with a space between.
    """

    path: str
    ends: str
    weight: int
    is_synergy: bool


@dataclass(frozen=True)
class Band:
    """A level of government."""

    y: int
    height: int
    label_y: int
    title: str


@dataclass(frozen=True)
class Column:
    """A sector, its name in short lines."""

    x: int
    lines: tuple[tuple[int, str], ...]
    title: str


@dataclass(frozen=True)
class MapPicture:
    """Everything that is drawn, in units of a picture of ``width`` by ``height``."""

    width: int
    height: int
    bands: tuple[Band, ...]
    columns: tuple[Column, ...]
    lines: tuple[Line, ...]
    boxes: tuple[Box, ...]

    @property
    def is_broad(self) -> bool:
        """Whether it is made smaller where there is no room for it."""
        return self.width > BROAD


def map_picture(
    found: PortfolioMap,
    titles: Mapping[str, str],
    keys: Mapping[str, int],
    sectors: Mapping[str, str],
    levels: Mapping[str, str],
) -> MapPicture:
    """The picture of a map; it is turned round where one reads from the right."""
    width = 2 * SIDE + COLUMN * max(len(found.columns), 1)
    height = HEAD + LINE * found.lines + LABEL * len(found.bands) + SIDE
    order = {band.level: place for place, band in enumerate(found.bands)}

    def across(place: float) -> int:
        x = round(SIDE + place)
        return width - x if get_language_bidi() else x

    middles = {
        node.policy: (
            across(COLUMN * (node.column + 0.5)),
            round(HEAD + LINE * (node.line + 0.5) + LABEL * (order[node.level] + 1)),
        )
        for node in found.nodes
    }
    numbers = {node.policy: number for number, node in enumerate(found.nodes, start=1)}
    return MapPicture(
        width=width,
        height=height,
        bands=tuple(
            Band(
                round(HEAD + LINE * found.lines * band.top / 100 + LABEL * place),
                round(LINE * found.lines * band.height / 100 + LABEL),
                round(HEAD + LINE * found.lines * band.top / 100 + LABEL * place + 15),
                levels.get(band.level.value, band.level.value),
            )
            for place, band in enumerate(found.bands)
        ),
        columns=tuple(
            Column(
                across(COLUMN * (place + 0.5)),
                tuple(
                    (14 + 14 * number, text)
                    for number, text in enumerate(
                        wrapped(sectors.get(name, name) or "–", HEAD_LETTERS, 3)
                    )
                ),
                sectors.get(name, name),
            )
            for place, name in enumerate(found.columns)
        ),
        lines=tuple(_line(edge, middles, numbers) for edge in found.edges),
        boxes=tuple(
            _box(
                numbers[node.policy],
                node,
                middles[node.policy],
                titles[node.policy],
                keys.get(node.policy),
            )
            for node in found.nodes
        ),
    )


def wrapped(text: str, letters: int, lines: int) -> tuple[str, ...]:
    """A text in at most so many lines of at most so many letters; the end is left out if need be.

    >>> wrapped("Ordinance on the Hospitable City", 17, 2)
    ('Ordinance on the', 'Hospitable City')
    >>> wrapped("Rindfleischetikettierungsgesetz", 10, 1)
    ('Rindfleis…',)
    """
    found: list[str] = []
    for word in text.split():
        if found and len(found[-1]) + 1 + len(word) <= letters:
            found[-1] += f" {word}"
        else:
            found.append(word)
    shown = [_short(one, letters) for one in found[:lines]]
    if len(found) > lines and not shown[-1].endswith("…"):
        shown[-1] = f"{shown[-1][: letters - 1].rstrip()}…"
    return tuple(shown)


def _short(text: str, letters: int) -> str:
    return text if len(text) <= letters else f"{text[: letters - 1]}…"


def _box(number: int, node: PolicyNode, at: tuple[int, int], title: str, key: int | None) -> Box:
    x, y = at
    lines = wrapped(title, LETTERS, 2)
    return Box(
        number=number,
        key=key,
        x=x - BOX_WIDTH // 2,
        y=y - BOX_HEIGHT // 2,
        middle=x,
        first_line=y + 4 if len(lines) == 1 else y - 3,
        second_line=y + 11,
        lines=lines,
        title=title,
        findings=node.findings,
        synergies=node.synergies,
    )


def _line(
    edge: PolicyEdge, middles: Mapping[str, tuple[int, int]], numbers: Mapping[str, int]
) -> Line:
    (x1, y1), (x2, y2) = middles[edge.source], middles[edge.target]
    # Bent to one side, so that a tie in one line or column does not run through what lies between,
    # the more the farther apart both are.
    beside = 36 + abs(y1 - y2) // 8 if x1 == x2 else 0
    above = 22 + abs(x1 - x2) // 24 if y1 == y2 else 0
    control_x, control_y = (x1 + x2) // 2 + 2 * beside, (y1 + y2) // 2 - 2 * above
    weight = {"low": 1, "medium": 2, "high": 3}[edge.severity.value] if edge.severity else 1
    return Line(
        f"M{x1} {y1}Q{control_x} {control_y} {x2} {y2}",
        f"{numbers[edge.source]} {numbers[edge.target]}",
        weight,
        is_synergy=not edge.findings,
    )
