"""Rounds side by side in words: figures, and why some of them are not compared."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from glocal.model.scorecard import Score
from glocal.reports.printed import as_score
from glocal.reports.rounds import FigureCell, FigureThrough
from glocal.scoring.alike import LikeForLike
from glocal.scoring.continuity import (
    Continuity,
    Fate,
    FigureChange,
    Obstacle,
    Part,
    QuestionChange,
)
from glocal_web.portal.mappers.change import Difference, difference
from glocal_web.portal.mappers.labels import TOTAL, Labels

OBSTACLES: dict[Obstacle, Promise] = {
    Obstacle.QUESTIONS: gettext_lazy("other questions"),
    Obstacle.ASKED: gettext_lazy("asked of other territories"),
    Obstacle.WEIGHTS: gettext_lazy("other weights"),
    Obstacle.CAPS: gettext_lazy("another red line"),
    Obstacle.MEAN: gettext_lazy("groups put together in another way"),
    Obstacle.NEW: gettext_lazy("new in this version"),
    Obstacle.GONE: gettext_lazy("not in this version"),
    Obstacle.ANSWERED: gettext_lazy("other questions were answered"),
    Obstacle.VOICES: gettext_lazy("other groups answered"),
}
PARTS: dict[Part, Promise] = {
    Part.SCALE: gettext_lazy("the scale"),
    Part.QUESTIONS: gettext_lazy("the questions"),
    Part.ANCHORS: gettext_lazy("what the grades mean"),
}


@dataclass(frozen=True)
class FigureView:
    """A score with its coverage; ``why`` it is not compared with the last round's, else empty."""

    shown: str
    coverage: float | None
    why: str
    has_score: bool = False


@dataclass(frozen=True)
class FigureRow:
    """A sub-dimension, or the total without a code, through the rounds."""

    code: str
    title: str
    cells: tuple[FigureView, ...]


@dataclass(frozen=True)
class AlikeRow:
    """A figure over the questions that two rounds answered alike, and how many those are."""

    code: str
    title: str
    questions: int
    before: str
    after: str
    difference: Difference


@dataclass(frozen=True)
class FigureLine:
    """The total or a group; ``why`` it is not comparable across versions, empty when it is."""

    code: str
    title: str
    why: str


@dataclass(frozen=True)
class QuestionLine:
    """A question that does not carry over, with what became of it in words."""

    code: str
    title: str
    lang: str
    what: str


def figure_rows(labels: Labels, lines: Iterable[FigureThrough]) -> tuple[FigureRow, ...]:
    """The total and the groups in the words of the last round's version."""
    return tuple(
        FigureRow(
            "" if line.code == TOTAL else line.code,
            labels.figure(line.code),
            tuple(_figure_view(cell) for cell in line.cells),
        )
        for line in lines
    )


def _figure_view(cell: FigureCell) -> FigureView:
    score = cell.score
    if score is None:
        return FigureView(as_score(None), None, str(OBSTACLES[Obstacle.GONE]))
    value = printed_value(score)
    # Where there is no figure, that other questions were answered explains nothing.
    is_empty = value is None and set(cell.change.obstacles) <= {Obstacle.ANSWERED, Obstacle.VOICES}
    why = "" if is_empty else obstacle_words(cell.change)
    return FigureView(as_score(value), score.coverage, why, has_score=value is not None)


def printed_value(score: Score | None) -> float | None:
    """The value of a figure, ``None`` where there is none or it is withheld."""
    return None if score is None or score.withheld else score.value


def alike_rows(labels: Labels, alike: LikeForLike) -> tuple[AlikeRow, ...]:
    """The total and every group of which both rounds answered something, over just that."""
    structure = labels.framework
    found = set(alike.codes)
    counts = {
        sub.code: sum(one.code in found for one in sub.indicators)
        for sub in structure.sub_dimensions
    }
    before, after = alike.before, alike.after
    return (
        _alike_row("", labels.figure(TOTAL), len(found), before.total, after.total),
        *(
            _alike_row(
                code,
                labels.group(code),
                number,
                before.sub_dimensions[code],
                after.sub_dimensions[code],
            )
            for code, number in counts.items()
            if number
        ),
    )


def _alike_row(code: str, title: str, questions: int, before: Score, after: Score) -> AlikeRow:
    then, now = printed_value(before), printed_value(after)
    return AlikeRow(code, title, questions, as_score(then), as_score(now), difference(then, now))


def figure_lines(before: Labels, after: Labels, way: Continuity) -> tuple[FigureLine, ...]:
    """The total and every group: whether its figures can be compared across the two versions."""
    known = {sub.code for sub in after.framework.sub_dimensions}
    return (
        FigureLine("", after.figure(TOTAL), obstacle_words(way.total)),
        *(
            FigureLine(
                one.key,
                (after if one.key in known else before).group(one.key),
                obstacle_words(one),
            )
            for one in way.groups
        ),
    )


def obstacle_words(change: FigureChange) -> str:
    """Why a figure is not compared; empty when it is."""
    # Translators: joins reasons; Arabic takes another comma.
    return _(", ").join(str(OBSTACLES[one]) for one in change.obstacles)


def question_lines(
    before: Labels, after: Labels, changes: Iterable[QuestionChange]
) -> tuple[QuestionLine, ...]:
    """Questions with what became of them; one that is gone in the words of its own version."""
    return tuple(_line(before if one.fate is Fate.GONE else after, one) for one in changes)


def _line(labels: Labels, change: QuestionChange) -> QuestionLine:
    return QuestionLine(
        change.code, labels.title(change.code), labels.lang_of(change.code, "title"), _what(change)
    )


def _what(change: QuestionChange) -> str:
    if change.fate is Fate.NEW:
        return _("new in this version")
    if change.fate is Fate.GONE:
        return str(OBSTACLES[Obstacle.GONE])
    if change.fate is Fate.SAME:
        return _("asks the same")
    parts = _(", ").join(str(PARTS[one]) for one in change.what)
    return _("changed: %(parts)s") % {"parts": parts}
