"""The profile of a territory: bars, heat maps, strongest and weakest, what changed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from glocal.model.framework import Framework
from glocal.model.kinds import Axis
from glocal.model.response import Answer
from glocal.model.scorecard import Score, Scorecard
from glocal.scoring.alike import answered_otherwise, same_voices
from glocal.scoring.continuity import FigureChange

STRONG_FROM = 0.5
"""From which score on an answer is listed as a strength: the middle of its scale.

The first of few answers may all be low; then nothing is called strong.
"""


@dataclass(frozen=True)
class HeatRow:
    """One row of a heat map: a sub-dimension code or sector id, and one cell per column."""

    key: str
    cells: tuple[Score | None, ...]


@dataclass(frozen=True)
class HeatMap:
    """Rows × axes; a cell is ``None`` where no indicator covers it."""

    columns: tuple[Axis, ...]
    rows: tuple[HeatRow, ...]


@dataclass(frozen=True)
class IndicatorPlace:
    """An answered indicator with its score, for lists of strongest and weakest."""

    code: str
    score: float
    sub_dimension: str


@dataclass(frozen=True)
class RoundChange:
    """An indicator whose score differs between two rounds; ``None`` where it was open.

    ``other_voices``: other groups stand behind the later answer, so nobody knows what moved.
    """

    code: str
    before: float | None
    after: float | None
    other_voices: bool = False

    @property
    def difference(self) -> float | None:
        """After less before, when both are known and the same groups gave them."""
        if self.before is None or self.after is None or self.other_voices:
            return None
        return self.after - self.before


@dataclass(frozen=True)
class Profile:
    """All that the dashboard shows, as values."""

    total: Score
    dimensions: tuple[Score, ...]
    sub_dimensions: tuple[Score, ...]
    axes: tuple[Score, ...]
    by_sub_dimension: HeatMap
    by_sector: HeatMap
    strongest: tuple[IndicatorPlace, ...]
    weakest: tuple[IndicatorPlace, ...]
    changes: tuple[RoundChange, ...]
    total_before: Score | None
    total_change: FigureChange
    capped: tuple[Score, ...]


def profile(
    framework: Framework, scorecard: Scorecard, previous: Scorecard | None = None, listed: int = 5
) -> Profile:
    """The profile of a territory, compared with the round before when there is one.

    At most ``listed`` indicators stand in each of strongest and weakest, and none in both.
    ``total_change`` says whether both totals can be compared. ``previous`` must come from the
    same framework version to be compared (``ValueError``).
    """
    if previous is not None and previous.content_hash != scorecard.content_hash:
        raise ValueError("Rounds of two framework versions cannot be compared figure by figure.")
    order = {item.code: number for number, item in enumerate(framework.indicators)}
    places = [
        IndicatorPlace(item.code, answer.score, item.sub_dimension)
        for item in framework.indicators
        if (answer := scorecard.answers[item.code]).score is not None
    ]
    ranked = sorted(places, key=lambda place: (-place.score, order[place.code]))
    middle = (len(ranked) + 1) // 2
    axes = tuple(scorecard.axes)
    return Profile(
        total=scorecard.total,
        dimensions=tuple(scorecard.dimensions.values()),
        sub_dimensions=tuple(scorecard.sub_dimensions.values()),
        axes=tuple(scorecard.axes.values()),
        by_sub_dimension=_heat_map(
            axes, [sub.code for sub in framework.sub_dimensions], scorecard.sub_dimension_cells
        ),
        by_sector=_heat_map(axes, list(scorecard.sectors), scorecard.sector_cells),
        strongest=tuple(ranked[: min(listed, middle)]),
        weakest=tuple(reversed(ranked[middle:][-listed:])),
        changes=()
        if previous is None
        else moved_answers((one.code for one in framework.indicators), previous, scorecard),
        total_before=previous.total if previous else None,
        total_change=FigureChange(
            "total",
            ()
            if previous is None
            else answered_otherwise(
                (one.code for one in framework.indicators), previous.answers, scorecard.answers
            ),
        ),
        capped=tuple(s for s in scorecard.sub_dimensions.values() if s.cap is not None),
    )


def _heat_map(
    axes: Sequence[Axis], rows: Sequence[str], cells: Mapping[tuple[str, Axis], Score]
) -> HeatMap:
    return HeatMap(
        tuple(axes),
        tuple(HeatRow(row, tuple(cells.get((row, axis)) for axis in axes)) for row in rows),
    )


def moved_answers(
    codes: Iterable[str], previous: Scorecard, scorecard: Scorecard
) -> tuple[RoundChange, ...]:
    """Indicators that differ: falls first, then rises, each by size, then what cannot be told.

    That is what opened or closed, and what other groups answered.
    """
    changes = [_moved(previous.answers[code], scorecard.answers[code]) for code in codes]
    moved = [change for change in changes if change.before != change.after]
    both = [change for change in moved if change.difference is not None]
    rest = [change for change in moved if change.difference is None]
    falls = sorted((c for c in both if (c.difference or 0) < 0), key=lambda c: c.difference or 0)
    rises = sorted((c for c in both if (c.difference or 0) > 0), key=lambda c: -(c.difference or 0))
    return (*falls, *rises, *rest)


def _moved(before: Answer, after: Answer) -> RoundChange:
    told = before.score is not None and after.score is not None
    return RoundChange(
        after.indicator, before.score, after.score, told and not same_voices(before, after)
    )
