"""Ranks that say how sure they are: interval and rank acceptability of every item.

Bayesian bootstrap: Rubin, Annals of Statistics 9, 1981, 130–134. Rank acceptability: Lahdelma,
Hokkanen, Salminen, European Journal of Operational Research 106, 1998, 137–143. Worked example:
docs/methods/several-raters.md.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from glocal.interactions.figures import Figure, Stack, total
from glocal.interactions.panel import Panel, heard, raters_heard
from glocal.interactions.resample import Resampler
from glocal.model.interaction import HIGHEST, LOWEST, SignedMatrix, Values

FEWEST_RATERS = 3
"""Below it no rank is given: one or two voices do not show how far voices differ."""

DRAWS = 1000
DOUBT = 0.4
"""Assumed probability that a single, unrepeated answer is one step too high or too low."""

CELLS_AT_ONCE = 1_000_000


@dataclass(frozen=True)
class Ranks:
    """Rank 1 is the largest figure; equal figures share the better rank.

    ``acceptability``: shape (n, n), the probability of item i to have rank k + 1; each row sums to
    1. ``median``, ``low``, ``high``: shape (n,), the middle nine tenths of the rank.
    """

    ids: tuple[str, ...]
    draws: int
    acceptability: Values

    def within(self, k: int) -> Values:
        """Probability of each item to be among the first ``k``, 0–1, shape (n,)."""
        result: Values = self.acceptability[:, :k].sum(axis=1)
        return result

    def quantile(self, share: float) -> NDArray[np.int64]:
        """The lowest rank that is not exceeded with at least this probability, shape (n,)."""
        reached = np.cumsum(self.acceptability, axis=1) >= share - 1e-9
        return np.asarray(reached.argmax(axis=1) + 1, np.int64)

    @property
    def median(self) -> NDArray[np.int64]:
        """Middle rank, shape (n,)."""
        return self.quantile(0.5)

    @property
    def low(self) -> NDArray[np.int64]:
        """The better end of the middle nine tenths."""
        return self.quantile(0.05)

    @property
    def high(self) -> NDArray[np.int64]:
        """The worse end of the middle nine tenths."""
        return self.quantile(0.95)


def ranks(
    panel: Panel, *, figure: Figure = total, draws: int = DRAWS, seed: int = 0
) -> Ranks | None:
    """Ranks over random weightings of the raters; None when fewer than three gave a value.

    Every draw weighs the raters by a Dirichlet(1, …, 1) distribution: inside their group by these
    weights, the groups by the mean weight of their raters, so that groups count alike on average
    and a group of one voice is the least certain. Raises ``ValueError`` below one draw.
    """
    _check(draws)
    panel = heard(panel)
    if raters_heard(panel) < FEWEST_RATERS:
        return None
    return _gather(panel.ids, draws, figure, _weighted(panel, draws, np.random.default_rng(seed)))


def _weighted(panel: Panel, draws: int, generator: np.random.Generator) -> Iterator[Stack]:
    resampler = Resampler(panel)
    member = panel.group[:, None] == np.arange(len(panel.groups))
    share = member / member.sum(axis=0)
    for batch in _batches(draws, max(len(panel.ids) ** 2, panel.pairs)):
        weights = generator.standard_exponential((batch, len(panel.raters)))
        yield resampler.stack(weights, weights @ share)


def ranks_under_group_weights(
    panel: Panel, *, figure: Figure = total, draws: int = DRAWS, seed: int = 0
) -> Ranks | None:
    """Ranks when it is left open how much each group counts (Dirichlet(1, …, 1) over groups).

    None when fewer than three raters gave a value, as in ``ranks``.
    """
    _check(draws)
    panel = heard(panel)
    if raters_heard(panel) < FEWEST_RATERS:
        return None
    generator = np.random.default_rng(seed)
    resampler = Resampler(panel)

    def stacks() -> Iterator[Stack]:
        for batch in _batches(draws, max(len(panel.ids) ** 2, panel.pairs)):
            even = np.ones((batch, len(panel.raters)))
            weights = generator.standard_exponential((batch, len(panel.groups)))
            yield resampler.stack(even, weights)

    return _gather(panel.ids, draws, figure, stacks())


def ranks_of_one(
    matrix: SignedMatrix,
    *,
    figure: Figure = total,
    doubt: float = DOUBT,
    draws: int = DRAWS,
    seed: int = 0,
) -> Ranks:
    """Ranks of a matrix without raters, under an *assumed* error that must be told beside them.

    Each assessed value is one step off with probability ``doubt`` (half of it up, half down),
    within the scale. Raises ``ValueError`` unless 0 ≤ doubt ≤ 1.
    """
    _check(draws)
    if not 0 <= doubt <= 1:
        raise ValueError("A probability lies between 0 and 1.")
    generator = np.random.default_rng(seed)
    values = matrix.filled.astype(np.float32)
    known = matrix.assessed
    edge = round(doubt / 2 * 256 * 256)

    def stacks() -> Iterator[Stack]:
        for batch in _batches(draws, matrix.size**2):
            chance = generator.integers(0, 256 * 256, (*values.shape, batch), np.uint16)
            step = (chance < edge).astype(np.int8) - (chance >= 256 * 256 - edge).astype(np.int8)
            moved = values[:, :, None] + step * known[:, :, None]
            yield np.clip(moved, LOWEST, HIGHEST)

    return _gather(matrix.ids, draws, figure, stacks())


def ranked(figures: Stack) -> NDArray[np.int64]:
    """Ranks along the last axis, 1 the largest; equal figures (to rounding) share the better."""
    order = np.argsort(-figures, axis=-1, kind="stable")
    ordered = np.take_along_axis(figures, order, axis=-1)
    new = np.ones(ordered.shape, bool)
    slack = 1e-5 * np.maximum(np.abs(ordered).max(axis=-1, initial=0), 1)[..., None]
    new[..., 1:] = ordered[..., :-1] - ordered[..., 1:] > slack
    place = np.where(new, np.arange(1, figures.shape[-1] + 1), 0)
    result = np.empty(figures.shape, np.int64)
    np.put_along_axis(result, order, np.maximum.accumulate(place, axis=-1), axis=-1)
    return result


def _gather(ids: tuple[str, ...], draws: int, figure: Figure, stacks: Iterator[Stack]) -> Ranks:
    size = len(ids)
    counts = np.zeros(size * size, np.int64)
    rows = np.arange(size) * size
    for stack in stacks:
        places = ranked(figure(stack).T) - 1
        counts += np.bincount((places + rows).ravel(), minlength=size * size)
    return Ranks(ids, draws, counts.reshape(size, size) / draws)


def _batches(draws: int, cells: int) -> Iterator[int]:
    """Sizes of batches that stay within memory."""
    most = max(1, CELLS_AT_ONCE // max(cells, 1))
    for begin in range(0, draws, most):
        yield min(most, draws - begin)


def _check(draws: int) -> None:
    if draws < 1:
        raise ValueError("At least one draw is needed.")
