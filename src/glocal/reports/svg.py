"""Small parts of pictures as SVG text: escaped, without scripts and style attributes.

Colours are presentation attributes, so that a picture stands alone as a file, and every part has a
class, so that a page can recolour it by its style sheet. In a language that runs from right to left
a picture is mirrored; then ``text-anchor`` follows the direction, so anchors stay as they are.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from glocal.loading.interaction_words import InteractionWords
from glocal.text.sentences import END, ISOLATE

INK, FAINT, PAPER = "#1f2933", "#6b7280", "#ffffff"
HELP = ("#d3ebf2", "#8cc6dd", "#2c6f91")
HURT = ("#fbe3cc", "#f3b26f", "#a84a06")
NEUTRAL, OPEN = "#eef0f2", "#ffffff"
TEXT_ON = (INK, INK, "#ffffff")
"""Colour of a number on each of the three strengths."""

LEFT_TO_RIGHT = "\u2066"
"""Begins a part that runs from left to right, whatever stands around it."""

_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_DIRECTIONS = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def safe(text: str) -> str:
    """``text`` as the content of an element or attribute: escaped, nothing that XML forbids."""
    return escape(_DIRECTIONS.sub("", _FORBIDDEN.sub(" ", text)))


def shortened(title: str, letters: int) -> str:
    """At most so many letters of a title, cut at a word where one ends late enough.

    >>> shortened("Every child completes school", 20)
    'Every child…'
    """
    text = " ".join(title.split())
    if len(text) <= letters:
        return text
    cut = text[: letters - 1]
    word = cut.rpartition(" ")[0]
    return f"{(word if len(word) > letters // 2 else cut).rstrip()}…"


def number(value: float) -> str:
    """A coordinate, with no more digits than a screen shows.

    >>> number(3.0), number(2.449)
    ('3', '2.4')
    """
    return f"{value:.1f}".removesuffix(".0")


@dataclass(frozen=True)
class Canvas:
    """The frame of a picture; ``x`` mirrors a place where the language runs from right to left."""

    words: InteractionWords
    width: float
    height: float

    @property
    def rtl(self) -> bool:
        """Whether the language runs from right to left."""
        return self.words.language == "ar"

    @property
    def figures(self) -> str:
        """An attribute of what holds figures: else a sign would stand behind its number in Arabic.

        In a page that runs from right to left a picture would take over its direction.
        """
        return ' direction="ltr"' if self.rtl else ""

    def inside(self, figure: str) -> str:
        """A figure within a sentence, its sign before it in every language."""
        return f"{LEFT_TO_RIGHT}{figure}{END}" if self.rtl else figure

    @property
    def arrow(self) -> str:
        """An arrow from the first to the second, as the language runs."""
        return "←" if self.rtl else "→"

    def x(self, left: float, width: float = 0) -> float:
        """The left edge of what is ``width`` wide and begins at ``left``."""
        return self.width - left - width if self.rtl else left

    def text(self, x: float, y: float, content: str, more: str = "") -> str:
        """A text in the direction of the language; ``more`` are attributes.

        In a language that runs from right to left, a title of the other script keeps its own
        direction inside.
        """
        place = f'x="{number(self.x(x))}" y="{number(y)}"'
        if self.rtl:
            return f'<text {place} direction="rtl"{more}>{ISOLATE}{safe(content)}{END}</text>'
        return f"<text {place}{more}>{safe(content)}</text>"

    def figure(self, x: float, y: float, content: str, more: str = "") -> str:
        """A number that begins at ``x``: its sign stands before it in every language."""
        anchor = ' text-anchor="end"' if self.rtl else ""
        place = f'x="{number(self.x(x))}" y="{number(y)}"{anchor}{self.figures}'
        return f"<text {place}{more}>{safe(content)}</text>"

    def drawn(self, name: str, title: str, about: str, parts: Sequence[str]) -> str:
        """The whole picture; ``name`` becomes its class."""
        size = f'width="{number(self.width)}" height="{number(self.height)}"'
        return "".join(
            (
                f'<svg xmlns="http://www.w3.org/2000/svg" role="img" class="{name}" '
                f'lang="{self.words.language}" {size} '
                f'viewBox="0 0 {number(self.width)} {number(self.height)}" '
                'font-family="system-ui, sans-serif" font-size="12">',
                f"<title>{safe(title)}</title><desc>{safe(about)}</desc>",
                f'<rect class="paper" {size} fill="{PAPER}"/>',
                *parts,
                "</svg>\n",
            )
        )
