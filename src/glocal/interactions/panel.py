"""Many raters, one value a pair: the median inside each group, then the mean over groups.

So ten officials do not outvote two migrant associations. Worked example:
docs/methods/several-raters.md.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from glocal.model.interaction import (
    HIGHEST,
    LOWEST,
    MEETING,
    RatedMatrix,
    Rating,
    SignedMatrix,
    Values,
)

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

    @property
    def people(self) -> int:
        """Number of raters, also of those who knew nothing; a meeting is no further one."""
        return sum(self.groups[at] != MEETING for at in self.group.tolist())

    @property
    def groups_of_people(self) -> tuple[str, ...]:
        """The groups that people answered for, without the meeting."""
        return tuple(group for group in self.groups if group != MEETING)

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
    said = matrix.ratings
    fault = next(filter(None, (_fault(one, number) for one in said)), "")
    if fault:
        raise ValueError(fault)
    voices = sorted({(one.group, one.rater) for one in said})
    row = {voice: at for at, voice in enumerate(voices)}
    panel = panel_of_answers(
        matrix.ids,
        voices,
        [row[one.group, one.rater] for one in said],
        [(number[one.source], number[one.target]) for one in said],
        [one.value for one in said],
    )
    if panel.asked.sum() < len(said):
        raise ValueError(_said_twice(said))
    return panel


def panel_of_answers(
    ids: tuple[str, ...],
    voices: Sequence[tuple[str, str]],
    rows: Sequence[int],
    pairs: Sequence[tuple[int, int]],
    values: Sequence[int | None],
) -> Panel:
    """The arrays of answers that are known to be right, far quicker than from a rated matrix.

    ``voices``: group and rater, sorted, each with an answer at least. Of each answer: whose it is
    (a place in ``voices``), its pair by row numbers, and the value, None for "I do not know". Of
    two answers of one voice to one pair the last one stands.
    """
    groups = sorted({group for group, _ in voices})
    ends = np.array(pairs, np.int64).reshape(-1, 2)
    size = max(len(ids), 1)
    cells, columns = np.unique(ends @ (size, 1), return_inverse=True)
    looked = np.zeros((len(voices), len(cells)), bool)
    looked[rows, columns] = True
    ratings = np.full(looked.shape, np.nan)
    ratings[rows, columns] = [np.nan if value is None else value for value in values]
    return Panel(
        ids,
        tuple(rater for _, rater in voices),
        tuple(groups),
        np.array([groups.index(group) for group, _ in voices], np.int64),
        cells // size,
        cells % size,
        ratings,
        looked.sum(axis=0).astype(np.int64),
    )


def _fault(rating: Rating, number: Mapping[str, int]) -> str:
    """What makes a rating none of this matrix; empty where nothing does."""
    if rating.source not in number or rating.target not in number:
        strange = rating.target if rating.source in number else rating.source
        return f"No item is called {strange!r}."
    if rating.source == rating.target:
        return f"{rating.source!r} is rated against itself."
    if rating.value is not None and not LOWEST <= rating.value <= HIGHEST:
        return f"{rating.value} lies outside {LOWEST} … {HIGHEST}."
    return ""


def _said_twice(ratings: Iterable[Rating]) -> str:
    """Which pair a rater answered twice, where one did."""
    said = Counter((one.group, one.rater, one.source, one.target) for one in ratings)
    _, rater, source, target = said.most_common(1)[0][0]
    return f"{rater!r} rated {source!r} → {target!r} twice."


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
