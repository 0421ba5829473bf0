"""Many raters, one value a pair: the median inside each group, then the mean over groups.

So ten officials do not outvote two migrant associations. Worked example:
docs/methods/several-raters.md.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from glocal.model.interaction import HIGHEST, LOWEST, MEETING, RatedMatrix, SignedMatrix, Values

LEVELS = HIGHEST - LOWEST + 1


@dataclass(frozen=True)
class Panel:
    """Ratings as arrays. A pair has a column only when somebody rated it.

    ``source`` and ``target``: row numbers of the pairs, shape (p,). ``ratings``: shape (r, p),
    −3 … +3, NaN where a rater did not rate or does not know. ``group``: number of the group of
    each rater, shape (r,), into ``groups``. ``asked`` (p,) says how many looked at a pair, also
    those who do not know.
    """

    ids: tuple[str, ...]
    raters: tuple[str, ...]
    groups: tuple[str, ...]
    group: NDArray[np.int64]
    source: NDArray[np.int64]
    target: NDArray[np.int64]
    ratings: Values
    asked: NDArray[np.int64]

    @property
    def pairs(self) -> int:
        """Number of pairs that at least one rater looked at."""
        return len(self.source)

    def counts(self) -> NDArray[np.int64]:
        """How many raters chose each of the seven levels: shape (p, 7), from −3 to +3."""
        levels = np.arange(LOWEST, HIGHEST + 1)
        counts: NDArray[np.int64] = (self.ratings[:, :, None] == levels).sum(axis=0)
        return counts


def panel_of(matrix: RatedMatrix) -> Panel:
    """The arrays of a rated matrix.

    A rater counts by rater and group together. Raises ``ValueError`` when a rating names an item
    that does not exist, its own source, a value outside the scale, or a pair twice.
    """
    number = {one: row for row, one in enumerate(matrix.ids)}
    voices = sorted({(rating.group, rating.rater) for rating in matrix.ratings})
    groups = tuple(sorted({group for group, _ in voices}))
    row = {voice: at for at, voice in enumerate(voices)}
    for rating in matrix.ratings:
        _refuse(rating.source not in number, f"No item is called {rating.source!r}.")
        _refuse(rating.target not in number, f"No item is called {rating.target!r}.")
        _refuse(rating.source == rating.target, f"{rating.source!r} is rated against itself.")
        value = rating.value
        _refuse(
            value is not None and not LOWEST <= value <= HIGHEST,
            f"{value} lies outside {LOWEST} … {HIGHEST}.",
        )
    asked = sorted({(number[one.source], number[one.target]) for one in matrix.ratings})
    column = {pair: at for at, pair in enumerate(asked)}
    ratings = np.full((len(voices), len(asked)), np.nan)
    looked = np.zeros((len(voices), len(asked)), bool)
    for rating in matrix.ratings:
        at = row[rating.group, rating.rater], column[number[rating.source], number[rating.target]]
        _refuse(
            bool(looked[at]),
            f"{rating.rater!r} rated {rating.source!r} → {rating.target!r} twice.",
        )
        looked[at] = True
        if rating.value is not None:
            ratings[at] = rating.value
    pairs = np.array(asked, np.int64).reshape(-1, 2)
    return Panel(
        matrix.ids,
        tuple(rater for _, rater in voices),
        groups,
        np.array([groups.index(group) for group, _ in voices], np.int64),
        pairs[:, 0],
        pairs[:, 1],
        ratings,
        looked.sum(axis=0).astype(np.int64),
    )


def settled(panel: Panel) -> Panel:
    """The panel with what a meeting agreed on in the place of the single answers to those pairs.

    Single answers come first, talking them over afterwards; so what was agreed is not averaged
    with the answers that it settles. Without such values the panel is returned as it is.
    """
    if MEETING not in panel.groups:
        return panel
    own = panel.group == panel.groups.index(MEETING)
    closed = ~np.isnan(panel.ratings[own]).all(axis=0)
    ratings = panel.ratings.copy()
    ratings[np.ix_(~own, closed)] = np.nan
    return replace(panel, ratings=ratings)


def heard(panel: Panel) -> Panel:
    """The panel without raters who gave no value at all, and without groups left empty by it.

    "I do not know" is nothing: such a voice must not make ranks look better founded.
    """
    speaks = (~np.isnan(panel.ratings)).sum(axis=1) > 0
    present = np.unique(panel.group[speaks])
    return replace(
        panel,
        raters=tuple(name for name, stays in zip(panel.raters, speaks, strict=True) if stays),
        groups=tuple(panel.groups[at] for at in present),
        group=np.searchsorted(present, panel.group[speaks]).astype(np.int64),
        ratings=panel.ratings[speaks],
    )


def raters_heard(panel: Panel) -> int:
    """How many raters gave a value; what a meeting agreed on is no further one."""
    speaks = np.flatnonzero((~np.isnan(panel.ratings)).sum(axis=1))
    return sum(panel.groups[panel.group[row]] != MEETING for row in speaks)


def _refuse(wrong: bool, message: str) -> None:
    if wrong:
        raise ValueError(message)


def group_medians(panel: Panel) -> Values:
    """The median of each group: shape (groups, p), NaN where no one of the group has a value.

    Of an even number the middle between the two middle values is taken.
    """
    result = np.full((len(panel.groups), panel.pairs), np.nan)
    for number in range(len(panel.groups)):
        # NaN is sorted to the end, so that the values of a column are its first ones.
        ordered = np.sort(panel.ratings[panel.group == number], axis=0)
        there = (~np.isnan(ordered)).sum(axis=0)
        known = np.flatnonzero(there)
        below, above = (there[known] - 1) // 2, there[known] // 2
        result[number, known] = (ordered[below, known] + ordered[above, known]) / 2
    return result


def agreed(panel: Panel, weights: Mapping[str, float] | None = None) -> SignedMatrix:
    """The value of every pair: the mean of the medians of those groups that have one.

    ``weights`` by group (1 each unless given, 0 leaves a group out) are there to ask "what if a
    group counted more"; they must not be negative, and are divided by their sum.
    """
    medians = group_medians(panel)
    weight = np.array([(weights or {}).get(group, 1.0) for group in panel.groups])
    if (weight < 0).any():
        raise ValueError("The weight of a group cannot be negative.")
    there = ~np.isnan(medians) & (weight[:, None] > 0)
    share = there * weight[:, None]
    whole = share.sum(axis=0)
    sums = (np.nan_to_num(medians) * share).sum(axis=0)
    values = np.full((len(panel.ids),) * 2, np.nan)
    known = whole > 0
    # Rounding may carry a mean of equal answers a hair beyond the end of the scale.
    means = np.clip(sums[known] / whole[known], LOWEST, HIGHEST)
    values[panel.source[known], panel.target[known]] = means
    return SignedMatrix(panel.ids, values)


def spread_between_groups(panel: Panel) -> Values:
    """How far the groups are apart on each pair: highest − lowest median, 0–6, shape (p,).

    NaN where fewer than two groups have a value.
    """
    medians = group_medians(panel)
    several = (~np.isnan(medians)).sum(axis=0) >= 2
    result = np.full(panel.pairs, np.nan)
    if several.any():
        result[several] = np.nanmax(medians[:, several], axis=0) - np.nanmin(
            medians[:, several], axis=0
        )
    return result
