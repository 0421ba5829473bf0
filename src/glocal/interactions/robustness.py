"""Would the picture be another without one rater, or without one group?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from glocal.interactions.figures import Figure, total
from glocal.interactions.panel import Panel, agreed, heard
from glocal.interactions.ranks import ranked
from glocal.model.interaction import Values

TOP = 5


class Voice(StrEnum):
    """What is left out."""

    RATER = "rater"
    GROUP = "group"


@dataclass(frozen=True)
class Without:
    """What the ranks would be if one voice were missing.

    ``correlation``: Spearman's with the ranks of all, −1 … 1 (None when either has no order).
    ``largest_move``: places the most moved item goes; ``moved`` its row number. ``top_kept``: how
    many of the first five stay among them; ``lost``: pairs that nobody else has assessed.
    """

    voice: Voice
    name: str
    group: str
    correlation: float | None
    largest_move: int
    moved: int
    top_kept: int
    lost: int


def without_each(panel: Panel, figure: Figure = total) -> tuple[Without, ...]:
    """What each rater and each group changes, the largest change first.

    A panel of one voice gives nothing to leave out: then the result is empty. Who gave no value
    at all is no voice.
    """
    panel = heard(panel)
    if len(panel.raters) < 2:
        return ()
    every = _figures(panel, figure)
    known = int(agreed(panel).assessed.sum())
    result = [
        _without(panel, figure, every, known, Voice.RATER, [row])
        for row in range(len(panel.raters))
    ]
    if len(panel.groups) > 1:
        result += [
            _without(panel, figure, every, known, Voice.GROUP, np.flatnonzero(panel.group == at))
            for at in range(len(panel.groups))
        ]
    return tuple(
        sorted(result, key=lambda one: (-one.largest_move, one.voice, one.group, one.name))
    )


def _without(
    panel: Panel,
    figure: Figure,
    every: Values,
    known: int,
    voice: Voice,
    rows: Sequence[int] | NDArray[np.int64],
) -> Without:
    keep = np.ones(len(panel.raters), bool)
    keep[rows] = False
    rest = replace(
        panel,
        raters=tuple(name for name, stays in zip(panel.raters, keep, strict=True) if stays),
        group=panel.group[keep],
        ratings=panel.ratings[keep],
    )
    figures = _figures(rest, figure)
    before, after = ranked(every), ranked(figures)
    moves = np.abs(after - before)
    moved = int(moves.argmax())
    group = panel.groups[int(panel.group[rows[0]])]
    top = before <= TOP
    return Without(
        voice,
        panel.raters[int(rows[0])] if voice is Voice.RATER else group,
        group,
        spearman(every, figures),
        int(moves[moved]),
        moved,
        int((top & (after <= TOP)).sum()),
        known - int(agreed(rest).assessed.sum()),
    )


def _figures(panel: Panel, figure: Figure) -> Values:
    return np.asarray(figure(agreed(panel).filled[:, :, None])[:, 0], np.float64)


def spearman(one: Values, two: Values) -> float | None:
    """Rank correlation with mean ranks for equals, −1 … 1; None when either is all equal."""
    first, second = _mean_ranks(one), _mean_ranks(two)
    first, second = first - first.mean(), second - second.mean()
    size = float(np.sqrt((first @ first) * (second @ second)))
    return float(first @ second) / size if size > 0 else None


def _mean_ranks(values: Values) -> Values:
    better = ranked(values[None])[0]
    worse = len(values) + 1 - ranked(-values[None])[0]
    return np.asarray((better + worse) / 2, np.float64)
