"""Pictures of scores as SVG for paper: the rose and the bars, in the places the pages use.

They hold presentation attributes alone, so that they stand without a style sheet. Words that run
from right to left are put in isolation, since a drawing has no direction of its own.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from glocal.reports.printed import COLOURS, as_score, nearest_grade, rounded
from glocal.reports.rose import SIDE, Line, number, petal, radius
from glocal.reports.svg import safe, shortened

INK, SOFT, EDGE = "#14252d", "#48595f", "#67777c"
GROUND, LINE, PAPER = "#e9eeee", "#d0d8d8", "#ffffff"
BAR, MARK = "#0c5a72", "#e58a1f"
RLI, PDI = "\u2067", "\u2069"
_VOWELS = re.compile("[\u064b-\u0652]")
"""Marks of Arabic vowels: in a drawing, a PDF cannot tell of which letters they are made."""
RINGS = (0.25, 0.5, 0.75, 1.0)

# The bars: units a centimetre, room for the figure, the height of a row and of what is around.
UNITS, FIGURE, ROW, KEY, SCALE = 40.0, 40.0, 36.0, 26.0, 18.0
LETTER = 7.6
"""About how wide a letter is."""


@dataclass(frozen=True)
class Drawn:
    """One score as a picture shows it; all numbers from 0 to 1, ``None`` where there is none."""

    label: str
    short: str
    value: float | None
    low: float | None
    high: float | None
    documented: float | None = None


def rose_svg(items: Sequence[Drawn], font: str) -> str:
    """One petal a score: its length the score, its colour the grade, a thin line the interval."""
    parts = []
    petals = [
        (one, petal(one.value, one.low, one.high, place, len(items)))
        for place, one in enumerate(items)
    ]
    parts += [f'<path d="{drawn.ground}" fill="{GROUND}"/>' for _one, drawn in petals]
    parts += [
        f'<circle r="{number(radius(share))}" fill="none" stroke="{LINE}"/>' for share in RINGS
    ]
    for one, drawn in petals:
        if one.value is not None:
            colour = COLOURS[nearest_grade(one.value)]
            parts.append(
                f'<path d="{drawn.shape}" fill="{colour}" stroke="{EDGE}" stroke-width="1.25"/>'
            )
        if drawn.whisker:
            parts.append(_line(drawn.whisker, PAPER, 5))
            parts += [_line(line, INK, 1.75) for line in (drawn.whisker, *drawn.caps)]
        x, y = float(drawn.name_x), float(drawn.name_y)
        parts.append(_text(x, y - 2, one.short, f'fill="{SOFT}" font-size="13"', "middle"))
        bold = f'fill="{INK}" font-size="15" font-weight="700"'
        parts.append(_text(x, y + 14, as_score(one.value), bold, "middle"))
    half = SIDE / 2
    return _svg(f"{-half:g} {-half:g} {SIDE:g} {SIDE + 8:g}", SIDE, SIDE + 8, font, parts)


def bars_svg(
    items: Sequence[Drawn], key: tuple[str, str, str], font: str, *, width: float, rtl: bool
) -> str:
    """Horizontal bars with intervals and documented scores, ``width`` centimetres wide.

    ``key`` names what is drawn: the score, the interval, the documented score.
    """
    frame = _Frame(width * UNITS, rtl)
    height = KEY + ROW * len(items) + SCALE
    parts = _key(key, frame)
    for place, one in enumerate(items):
        parts += _bar(one, KEY + ROW * place, frame)
    small = f'fill="{SOFT}" font-size="10"'
    for share in (0.0, *RINGS):
        anchor = {0.0: frame.start, 1.0: frame.end}.get(share, "middle")
        parts.append(_text(frame.at(share), height - 5, str(rounded(share)), small, anchor))
    return _svg(f"0 0 {frame.width:g} {height:g}", frame.width, height, font, parts)


@dataclass(frozen=True)
class _Frame:
    """How wide a picture of bars is, and from which side it is read."""

    width: float
    rtl: bool

    @property
    def start(self) -> str:
        return "end" if self.rtl else "start"

    @property
    def end(self) -> str:
        return "start" if self.rtl else "end"

    def x(self, left: float, width: float = 0.0) -> float:
        """The left edge of what is ``width`` wide and begins ``left`` from where one reads."""
        return self.width - left - width if self.rtl else left

    def at(self, share: float) -> float:
        """Where a score lies on its bar, which leaves room for the figure at its end."""
        return self.x((self.width - FIGURE) * min(max(share, 0.0), 1.0))

    def words(self, left: float, y: float, content: str, more: str) -> str:
        """Words that begin ``left`` from where one reads."""
        spoken = f"{RLI}{content}{PDI}" if self.rtl else content
        return _text(self.x(left), y, spoken, more, self.start)

    def bar(self, share: float, middle: float, colour: str) -> str:
        """A bar from nothing to ``share``."""
        one, two = sorted((self.at(0.0), self.at(share)))
        return (
            f'<rect x="{number(one)}" y="{number(middle - 5)}" width="{number(two - one)}" '
            f'height="10" rx="2" fill="{colour}"/>'
        )


def _bar(one: Drawn, top: float, frame: _Frame) -> list[str]:
    middle = top + 26
    letters = int(frame.width / LETTER)
    label = shortened(f"{one.short} {one.label}".strip(), letters)
    bold = f'fill="{INK}" font-size="13" font-weight="700"'
    parts = [
        frame.words(0.0, top + 13, label, f'fill="{INK}" font-size="12.5"'),
        frame.bar(1.0, middle, GROUND),
        _text(frame.x(frame.width), middle + 5, as_score(one.value), bold, frame.end),
    ]
    if one.value is not None:
        parts.append(frame.bar(one.value, middle, BAR))
    if one.low is not None and one.high is not None:
        low, high = number(frame.at(one.low)), number(frame.at(one.high))
        y, up, down = number(middle), number(middle - 3.5), number(middle + 3.5)
        parts.append(_line((low, y, high, y), PAPER, 4))
        lines = ((low, y, high, y), (low, up, low, down), (high, up, high, down))
        parts += [_line(line, INK, 1.5) for line in lines]
    if one.documented is not None:
        parts.append(_diamond(frame.at(one.documented), middle))
    return parts


def _key(words: tuple[str, str, str], frame: _Frame) -> list[str]:
    parts, left = [], 0.0
    for place, word in enumerate(words):
        sign = frame.x(left, 24.0)
        if place == 0:
            parts.append(f'<rect x="{number(sign)}" y="4" width="24" height="9" fill="{BAR}"/>')
        elif place == 1:
            one, two = number(sign + 1), number(sign + 23)
            lines = ((one, "8.5", two, "8.5"), (one, "5", one, "12"), (two, "5", two, "12"))
            parts += [_line(line, INK, 1.5) for line in lines]
        else:
            parts.append(_diamond(sign + 12, 8.5))
        parts.append(frame.words(left + 30, 13, word, f'fill="{SOFT}" font-size="11"'))
        left += 46 + LETTER * len(word)
    return parts


def _diamond(x: float, y: float) -> str:
    points = f"M{number(x)} {number(y - 6)}l6 6 -6 6 -6 -6z"
    return f'<path d="{points}" fill="{MARK}" stroke="{INK}" stroke-width="1"/>'


def _line(ends: Line, colour: str, width: float) -> str:
    x1, y1, x2, y2 = ends
    return (
        f'<line x1="{x1}" y1="{y1}" x2="{x2}" y2="{y2}" stroke="{colour}" '
        f'stroke-width="{width:g}"/>'
    )


def _text(x: float, y: float, content: str, more: str, anchor: str) -> str:
    place = f'x="{number(x)}" y="{number(y)}" text-anchor="{anchor}"'
    inner = _VOWELS.sub("", content.removeprefix(RLI).removesuffix(PDI))
    words = f"{RLI}{safe(inner)}{PDI}" if content.startswith(RLI) else safe(inner)
    return f"<text {place} {more}>{words}</text>"


def _svg(view: str, width: float, height: float, font: str, parts: Sequence[str]) -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{view}" width="{width:g}" '
        f'height="{height:g}" font-family="{safe(font)}">{"".join(parts)}</svg>'
    )
