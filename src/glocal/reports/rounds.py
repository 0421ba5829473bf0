"""Rounds side by side, also where a newer version of the framework came between them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from glocal.model.framework import Framework
from glocal.model.scorecard import Score, Scorecard
from glocal.reports.profile import RoundChange, moved_answers
from glocal.scoring.alike import LikeForLike, answered_otherwise, like_for_like, same_voices
from glocal.scoring.continuity import Continuity, Fate, FigureChange, QuestionChange


@dataclass(frozen=True)
class RoundFigures:
    """The figures of a round; ``way`` leads from its version to the last one's.

    ``way`` is ``None`` where the round has that very version: then every question is the same.
    """

    scorecard: Scorecard
    way: Continuity | None = None

    def asks_the_same(self, code: str) -> bool:
        """Whether the round asked the same with a code of the last one's version."""
        return self.way is None or self.way.question(code).fate is Fate.SAME


@dataclass(frozen=True)
class FigureCell:
    """A figure in one round, ``None`` where that round did not have it.

    ``change`` says whether it is comparable with the last round's.
    """

    score: Score | None
    change: FigureChange


@dataclass(frozen=True)
class FigureThrough:
    """A sub-dimension of the last round or the total (code ``total``), through all rounds."""

    code: str
    cells: tuple[FigureCell, ...]


@dataclass(frozen=True)
class Compared:
    """Two rounds question by question.

    ``moved`` are answers that differ, ``unmoved`` how many do not, ``not_compared`` the questions
    of which nothing can be said, and why. What is open in both rounds is in none of them, nor what
    other groups answered with the same score. ``alike`` has both rounds over what both answered.
    """

    moved: tuple[RoundChange, ...]
    unmoved: int
    not_compared: tuple[QuestionChange, ...]
    alike: LikeForLike


def through_rounds(last: Framework, rounds: Sequence[RoundFigures]) -> tuple[FigureThrough, ...]:
    """The total and the groups of the last round's version, each with its figure in every round.

    The last of ``rounds`` is the one that the others are compared with.
    """
    total = _through(
        "total",
        [one.code for one in last.indicators],
        rounds,
        lambda card: card.total,
        lambda way: way.total,
    )
    return (total, *(_group(sub.code, last, rounds) for sub in last.sub_dimensions))


def _group(code: str, last: Framework, rounds: Sequence[RoundFigures]) -> FigureThrough:
    return _through(
        code,
        [one.code for one in last.sub_dimension(code).indicators],
        rounds,
        lambda card: card.sub_dimensions.get(code),
        lambda way: way.group(code),
    )


def _through(
    key: str,
    codes: Sequence[str],
    rounds: Sequence[RoundFigures],
    figure: Callable[[Scorecard], Score | None],
    by_version: Callable[[Continuity], FigureChange],
) -> FigureThrough:
    after = rounds[-1].scorecard.answers
    cells = []
    for one in rounds:
        change = by_version(one.way) if one.way else FigureChange(key)
        if change.comparable:
            # Only here is every question known to be there in both rounds.
            change = FigureChange(key, answered_otherwise(codes, one.scorecard.answers, after))
        cells.append(FigureCell(figure(one.scorecard), change))
    return FigureThrough(key, tuple(cells))


def compared(last: Framework, before: RoundFigures, after: Scorecard) -> Compared:
    """What moved between a round and the last one; only what asks the same is compared."""
    codes = [one.code for one in last.indicators if before.asks_the_same(one.code)]
    then, now = before.scorecard.answers, after.answers
    others = before.way.questions if before.way else ()
    return Compared(
        moved_answers(codes, before.scorecard, after),
        sum(
            then[code].score is not None
            and then[code].score == now[code].score
            and same_voices(then[code], now[code])
            for code in codes
        ),
        tuple(one for one in others if one.fate is not Fate.SAME),
        like_for_like(last, codes, then, now),
    )
