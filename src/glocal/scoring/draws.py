"""Random draws of uncertain answers, for bands and probabilities.

An answered indicator is drawn from a normal distribution around its score, as wide as its
evidence is weak, cut to 0–1; an open one from a wide distribution around the mean of its
sub-dimension. Method and worked example: docs/methods/draws.md.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from glocal.model.framework import Framework, RedLine
from glocal.model.table import LEVELS, AnswerTable, DrawTable
from glocal.scoring import quantiles
from glocal.scoring.table import ANSWERED, NOT_APPLICABLE, power_means

Progress = Callable[[int, int], None]
Small = NDArray[np.float32]
PROGRESS_EVERY = 200


def draw_scores(
    framework: Framework,
    table: AnswerTable,
    *,
    draws: int = 1000,
    seed: int = 0,
    progress: Progress | None = None,
) -> DrawTable:
    """The spread of the total and of each sub-dimension over ``draws`` random draws.

    The same seed gives the same result. A territory's random numbers come from the seed and its
    own name, so its result depends neither on the other territories nor on their order. Memory
    does not grow with the number of territories beyond the result itself. ``progress`` is called
    with the territories done and all of them. Raises ``ValueError`` when ``draws`` is below 1.
    """
    if draws < 1:
        raise ValueError("At least one draw is needed.")
    keys = ("total", *(sub.code for sub in framework.sub_dimensions))
    bands = framework.rules.bands
    # A band begins at its start; the millionth forgives the rounding of 32-bit numbers.
    starts = np.array([band.start for band in bands]) - 1e-6
    size = len(table.territories)
    shape = (size, len(keys))
    result = DrawTable(
        territories=table.territories,
        keys=keys,
        bands=tuple(band.key for band in bands),
        median=np.full(shape, np.nan),
        low=np.full(shape, np.nan),
        high=np.full(shape, np.nan),
        band=np.full((*shape, len(bands)), np.nan),
    )
    sampler = _Sampler(framework, table, draws, seed)
    positions = [round(at * (draws - 1)) for at in (0.05, 0.5, 0.95)]
    for row in range(size):
        figures = np.sort(sampler.figures(row), axis=-1)
        result.low[row], result.median[row], result.high[row] = figures[:, positions].T
        for number, values in enumerate(figures):
            if not np.isnan(values[0]):
                below = np.searchsorted(values, starts)
                result.band[row, number] = np.diff(below, append=draws) / draws
        if progress is not None and ((row + 1) % PROGRESS_EVERY == 0 or row + 1 == size):
            progress(row + 1, size)
    return result


class _Sampler:
    """Draws for the rows of one table."""

    def __init__(self, framework: Framework, table: AnswerTable, draws: int, seed: int) -> None:
        self.framework, self.table, self.draws, self.seed = framework, table, draws, seed
        members = [
            [item.weight * (item.sub_dimension == sub.code) for item in framework.indicators]
            for sub in framework.sub_dimensions
        ]
        self.weights = np.array(members, np.float32)
        self.sub_weights = np.array([sub.weight for sub in framework.sub_dimensions])
        self.sub_of = self.weights.argmax(axis=0)
        self.sigma = [framework.rules.sigma[level] for level in LEVELS]
        self.distributions: dict[object, int] = {}
        self.stack = np.empty((0, quantiles.CELLS), np.float32)

    def figures(self, row: int) -> Small:
        """The draws of one territory: (1 + S) × draws, NaN where nothing applies."""
        applies = self.table.state[row] != NOT_APPLICABLE
        which = self._distributions_of(row)
        drawn = self.stack.ravel()[
            (which * quantiles.CELLS)[:, None] + self._positions(self.table.territories[row])
        ]
        weights = self.weights * applies
        totals = weights.sum(axis=1)
        subs = np.full((len(weights), self.draws), np.nan, np.float32)
        present = totals > 0
        subs[present] = (weights[present] @ drawn) / totals[present, None]
        for line in self.framework.rules.red_lines:
            self._cap(row, line, drawn, subs)
        total = power_means(
            subs.T.astype(float),
            present * self.sub_weights * np.ones((self.draws, 1)),
            self.framework.rules.exponent,
        )
        return np.vstack([total.astype(np.float32), subs])

    def _positions(self, territory: str) -> NDArray[np.uint16]:
        generator = np.random.Generator(
            np.random.SFC64([self.seed, zlib.crc32(territory.encode("utf-8"))])
        )
        size = (len(self.table.indicators), self.draws)
        return generator.integers(0, quantiles.CELLS, size, dtype=np.uint16)

    def _distributions_of(self, row: int) -> NDArray[np.int64]:
        scores, states = self.table.score[row], self.table.state[row]
        answered = states == ANSWERED
        weights = self.weights * answered
        sums = weights.sum(axis=1)
        known = weights @ np.where(answered, scores, 0)
        means = np.divide(known, sums, out=np.full(len(sums), 0.5), where=sums > 0)
        return np.array(
            [
                self._index(float(score), self.sigma[level])
                if is_answered
                else self._index(None, float(means[sub]))
                for score, level, is_answered, sub in zip(
                    scores, self.table.evidence[row], answered, self.sub_of, strict=True
                )
            ]
        )

    def _index(self, score: float | None, spread: float) -> int:
        """The row of ``stack`` for this answer; made the first time it is met."""
        key = (score, spread if score is not None else round(spread * quantiles.GRID))
        if key not in self.distributions:
            self.distributions[key] = len(self.distributions)
            values = (
                quantiles.unanswered(spread) if score is None else quantiles.answered(score, spread)
            )
            self.stack = np.vstack([self.stack, values])
        return self.distributions[key]

    def _cap(self, row: int, line: RedLine, drawn: Small, subs: Small) -> None:
        codes = self.table.indicators
        if line.indicator not in codes:
            return
        column = codes.index(line.indicator)
        state = self.table.state[row, column]
        if state == NOT_APPLICABLE:
            return
        scale = self.framework.indicator(line.indicator).scale
        limit = scale.score(line.at_most)
        if state == ANSWERED:
            # Only the answer itself caps, never its uncertainty.
            crossed = np.full(self.draws, self.table.score[row, column] <= limit + 1e-9)
        else:
            above = scale.next_grade(line.at_most)
            nearest = 1.0 if above is None else (limit + scale.score(above)) / 2
            crossed = drawn[column] < nearest
        number = [sub.code for sub in self.framework.sub_dimensions].index(line.sub_dimension)
        subs[number] = np.where(crossed, np.minimum(subs[number], line.cap), subs[number])
