"""Rounds side by side, also where a newer version of the framework came between them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from glocal.model.framework import Framework
from glocal.model.scorecard import Score, Scorecard
from glocal.reports.profile import RoundChange, moved_answers
from glocal.scoring.continuity import Continuity, Fate, FigureChange, QuestionChange


@dataclass(frozen=True)
class RoundFigures:
    """The figures of a round; ``way`` leads from its version to the last one's.

    ``way`` is ``None`` where the round has that very version: then all is comparable.
    """

    scorecard: Scorecard
    way: Continuity | None = None

    @property
    def total(self) -> FigureChange:
        """Whether the total is comparable with that of the last round."""
        return self.way.total if self.way else FigureChange("total")


@dataclass(frozen=True)
class GroupCell:
    """The score of a group in one round, ``None`` where that round did not have the group."""

    score: Score | None
    change: FigureChange


@dataclass(frozen=True)
class GroupLine:
    """A sub-dimension of the last round's version through all rounds."""

    code: str
    cells: tuple[GroupCell, ...]


@dataclass(frozen=True)
class Compared:
    """Two rounds question by question.

    ``moved`` are answers that differ, ``unmoved`` how many do not, ``not_compared`` the questions
    of which nothing can be said, and why. What is open in both rounds is in neither.
    """

    moved: tuple[RoundChange, ...]
    unmoved: int
    not_compared: tuple[QuestionChange, ...]


def group_lines(last: Framework, rounds: Sequence[RoundFigures]) -> tuple[GroupLine, ...]:
    """The groups of the last round's version, each with its figure in every round."""
    return tuple(
        GroupLine(
            sub.code,
            tuple(
                GroupCell(
                    one.scorecard.sub_dimensions.get(sub.code),
                    one.way.group(sub.code) if one.way else FigureChange(sub.code),
                )
                for one in rounds
            ),
        )
        for sub in last.sub_dimensions
    )


def compared(last: Framework, before: RoundFigures, after: Scorecard) -> Compared:
    """What moved between a round and the last one; only what asks the same is compared."""
    codes = list(_same(last, before))
    moved = moved_answers(codes, before.scorecard, after)
    both = [
        code
        for code in codes
        if before.scorecard.answers[code].score is not None
        and before.scorecard.answers[code].score == after.answers[code].score
    ]
    others = before.way.questions if before.way else ()
    return Compared(moved, len(both), tuple(one for one in others if one.fate is not Fate.SAME))


def _same(last: Framework, before: RoundFigures) -> Iterable[str]:
    for one in last.indicators:
        if before.way is None or before.way.question(one.code).fate is Fate.SAME:
            yield one.code
