"""The matrix of interactions as a picture: a coloured cell a pair, its sign as text or shape."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from glocal.loading.interaction_words import InteractionWords
from glocal.model.interaction import HIGHEST, LOWEST, Item, SignedMatrix, Values
from glocal.reports.interaction_sentences import signed
from glocal.reports.svg import (
    FAINT,
    HELP,
    HURT,
    INK,
    NEUTRAL,
    OPEN,
    TEXT_ON,
    Canvas,
    number,
    safe,
    shortened,
)

WITH_NUMBERS = 60
"""Items up to which the value stands in each cell; above it a plus or a minus is drawn."""

WITH_TITLES = 200
"""Items up to which each cell tells its pair; above it the cells of a level are one shape."""

CELL, SMALL_CELL = 28, 12
LARGEST_SIDE = 2400
LABEL, HEAD, LEGEND = 230, 170, 46
LETTERS, HEAD_LETTERS = 32, 24


def heat_map(
    items: Sequence[Item],
    matrix: SignedMatrix,
    words: InteractionWords,
    order: Sequence[int] | None = None,
) -> str:
    """An SVG with rows and columns in ``order`` (else as they stand), and a legend."""
    rows = list(range(matrix.size)) if order is None else list(order)
    return _HeatMap(items, matrix, words, rows).drawn()


class _HeatMap:
    def __init__(
        self, items: Sequence[Item], matrix: SignedMatrix, words: InteractionWords, rows: list[int]
    ) -> None:
        self.words, self.rows = words, rows
        self.titles = [safe(items[row].title) for row in rows]
        # Shorter in the thousands of cells than at the rows.
        self.near = [safe(shortened(items[row].title, HEAD_LETTERS)) for row in rows]
        self.short = [shortened(items[row].title, LETTERS) for row in rows]
        self.head = [shortened(items[row].title, HEAD_LETTERS) for row in rows]
        self.values = matrix.values[np.ix_(rows, rows)]
        size = len(rows)
        self.cell = (
            CELL
            if size <= WITH_NUMBERS
            else SMALL_CELL
            if size <= WITH_TITLES
            else max(2, LARGEST_SIDE // size)
        )
        side = size * self.cell
        self.labelled = size <= WITH_TITLES
        self.left = LABEL if self.labelled else 12
        self.top = HEAD if self.labelled else 30
        self.canvas = Canvas(words, max(self.left + side + 90, 640), self.top + side + LEGEND + 10)
        self.levels = levels_of(self.values)

    def drawn(self) -> str:
        picture = self.words.picture
        parts = [self._labels()] if self.labelled else []
        small = len(self.rows) <= WITH_TITLES
        parts += [self._cells(level) if small else self._shape(level) for level in LEVELS]
        if small and len(self.rows) > WITH_NUMBERS:
            parts.append(self._signs())
        parts += [self._frame(), self._legend()]
        return self.canvas.drawn("heat-map", picture["matrix"], picture["matrix-about"], parts)

    def _labels(self) -> str:
        size = 12 if self.cell == CELL else 10
        parts = [f'<g class="label" fill="{INK}" font-size="{size}">']
        middle = self.cell / 2 + size / 3
        for at, title in enumerate(self.titles):
            y = self.top + at * self.cell + middle
            row = self.canvas.text(self.left - 6, y, self.short[at], ' text-anchor="end"')
            parts.append(f"<g><title>{title}</title>{row}</g>")
            x, y = self.canvas.x(self.left + at * self.cell + middle), self.top - 6
            turn = f' transform="rotate({60 if self.canvas.rtl else -60} {number(x)} {number(y)})"'
            column = self.canvas.text(self.left + at * self.cell + middle, y, self.head[at], turn)
            parts.append(f"<g><title>{title}</title>{column}</g>")
        return "".join((*parts, "</g>"))

    def _cells(self, level: int) -> str:
        """The cells of a level, each with its pair and value as a title."""
        places = np.argwhere(self.levels == level)
        if not len(places):
            return ""
        name = safe(self.words.level(level).name)
        cell, inner = self.cell, self.cell - 1
        left = [self.canvas.x(self.left + at * cell, cell) for at in range(len(self.rows))]
        row = [f"{title} {self.canvas.arrow} " for title in self.near]
        shown = len(self.rows) <= WITH_NUMBERS
        rects = [f'<g class="{css(level)}" fill="{colour(level)}">']
        texts = []
        values = self.values[self.levels == level].tolist()
        said = {value: _value(value) for value in set(values)}
        told = {value: self.canvas.inside(text) for value, text in said.items()}
        for (i, j), value in zip(places.tolist(), values, strict=True):
            x, y, text = left[j], self.top + i * cell, said[value]
            rects.append(
                f'<rect x="{x}" y="{y}" width="{inner}" height="{inner}">'
                f"<title>{row[i]}{self.near[j]}: {told[value]} {name}</title></rect>"
            )
            if shown:
                texts.append(f'<text x="{x + 13.5}" y="{y + 18}">{text}</text>')
        if not shown:
            return "".join((*rects, "</g>"))
        attributes = (
            f'text-anchor="middle" font-size="10.5" pointer-events="none" fill="{ink(level)}"'
            f"{self.canvas.figures}"
        )
        return "".join((*rects, f'</g><g class="value" {attributes}>', *texts, "</g>"))

    def _shape(self, level: int) -> str:
        """The cells of a level as one shape, for a matrix that is too large for titles."""
        places = np.argwhere(self.levels == level).tolist()
        cell, right = self.cell, self.canvas.x
        steps = (
            f"M{right(self.left + j * cell, cell):g} {self.top + i * cell}h{cell}v{cell}h-{cell}z"
            for i, j in places
        )
        shape = "".join(steps)
        return f'<path class="{css(level)}" fill="{colour(level)}" d="{shape}"/>' if shape else ""

    def _signs(self) -> str:
        """A plus or a minus in each small cell, so that colour is not the only sign."""
        marks = []
        half = self.cell / 2
        for i, j in np.argwhere(np.abs(np.nan_to_num(self.levels)) > 0).tolist():
            x = self.canvas.x(self.left + j * self.cell, self.cell) + half - 0.5
            y = self.top + i * self.cell + half - 0.5
            marks.append(f"M{x - 2.5:g} {y:g}h5")
            if self.levels[i, j] > 0:
                marks.append(f"M{x:g} {y - 2.5:g}v5")
        return (
            f'<path class="sign" fill="none" stroke="{INK}" stroke-width="1" '
            f'pointer-events="none" d="{"".join(marks)}"/>'
        )

    def _frame(self) -> str:
        side = len(self.rows) * self.cell
        x, y = number(self.canvas.x(self.left, side)), self.top
        diagonal = "".join(
            f"M{self.canvas.x(self.left + at * self.cell, self.cell):g} {y + at * self.cell}"
            f"h{self.cell - 1}v{self.cell - 1}h-{self.cell - 1}z"
            for at in range(len(self.rows))
        )
        return (
            f'<path class="itself" fill="#d1d5db" d="{diagonal}"/>'
            f'<rect class="frame" x="{x}" y="{y}" width="{side}" height="{side}" fill="none" '
            f'stroke="{FAINT}"/>'
        )

    def _legend(self) -> str:
        """The seven levels with number and name, and what is not assessed."""
        parts = [f'<g class="legend" font-size="11" fill="{INK}">']
        y = self.canvas.height - LEGEND + 12
        entries = [(css(level), colour(level), signed(level), self.words.level(level).name)
                   for level in LEVELS]  # fmt: skip
        entries.append(("open", OPEN, "", self.words.not_assessed))
        step = (self.canvas.width - 24) / 4
        for place, (name, fill, sign, word) in enumerate(entries):
            x, line = 12 + place % 4 * step, y + place // 4 * 17
            parts.append(
                f'<rect class="{name}" x="{number(self.canvas.x(x, 12))}" y="{number(line - 10)}" '
                f'width="12" height="12" fill="{fill}" stroke="{FAINT}"/>'
            )
            parts.append(self.canvas.figure(x + 18, line, sign) if sign else "")
            parts.append(self.canvas.text(x + (38 if sign else 18), line, word))
        return "".join((*parts, "</g>"))


LEVELS = range(LOWEST, HIGHEST + 1)


def levels_of(values: Values) -> Values:
    """The nearest level of each value, as ``level_of``; NaN where nothing is assessed."""
    size = np.clip(np.floor(np.abs(values) + 0.5), 1, HIGHEST)
    return np.where(values == 0, 0.0, np.sign(values) * size)


def css(level: int) -> str:
    """The class of a level: ``help-2``, ``hurt-3``, ``neutral``."""
    return "neutral" if not level else f"{'help' if level > 0 else 'hurt'}-{abs(level)}"


def colour(level: int) -> str:
    """The fill of a level."""
    return NEUTRAL if not level else (HELP if level > 0 else HURT)[abs(level) - 1]


def ink(level: int) -> str:
    """The colour of a number on that fill."""
    return TEXT_ON[max(abs(level) - 1, 0)]


def _value(value: float) -> str:
    """A value with its sign, with one decimal only where it lies between levels."""
    return signed(value) if value == int(value) else signed(value, 1)
