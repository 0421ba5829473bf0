"""Rounds of a territory side by side, whatever version of the framework each of them had."""

from __future__ import annotations

from dataclasses import dataclass

from glocal.model.response import Response as ResponseValue
from glocal.reports.rounds import (
    Compared,
    FigureThrough,
    RoundFigures,
    compared,
    through_rounds,
)
from glocal.scoring.continuity import between_versions
from glocal_web.portal.mappers.labels import Labels, labels
from glocal_web.portal.models import Assessment
from glocal_web.portal.selectors.scorecards import Reading, answers_of, scorecard_of

MOST_ROUNDS = 8
"""As many as find room beside one another; earlier ones keep their own pages."""


@dataclass(frozen=True)
class Side:
    """One round: its figures by its own version, and the words of that version."""

    assessment: Assessment
    labels: Labels
    figures: RoundFigures


@dataclass(frozen=True)
class Sides:
    """The rounds, oldest first and this one last; ``left_out`` are earlier than those.

    ``figures`` are the total and the groups of this one's version, through all rounds. ``other`` is
    the one that is compared question by question with this one.
    """

    sides: tuple[Side, ...]
    left_out: int
    figures: tuple[FigureThrough, ...]
    other: Side | None
    compared: Compared | None

    @property
    def earlier(self) -> tuple[Side, ...]:
        """Every round but this one."""
        return self.sides[:-1]


def round_sides(reading: Reading, other: str = "") -> Sides:
    """The rounds up to the one that was read, for whoever may read it: three queries.

    ``other`` is the key of the earlier round to compare with, the latest one by default.
    """
    assessment = reading.assessment
    earlier = list(
        Assessment.objects.filter(
            territory=assessment.territory_id,
            framework_id=assessment.framework_id,
            subject__iexact=assessment.subject,
            period_end__lt=assessment.period_end,
        ).order_by("-period_end", "-pk")
    )
    shown = [*reversed(earlier[: MOST_ROUNDS - 1])]
    answers = answers_of(shown)
    sides = tuple(_side(reading, one, answers[one.pk]) for one in shown)
    last = Side(assessment, reading.labels, RoundFigures(reading.scorecard))
    chosen = next((one for one in sides if str(one.assessment.pk) == other), None)
    with_whom = chosen or (sides[-1] if sides else None)
    every = (*sides, last)
    return Sides(
        sides=every,
        left_out=len(earlier) - len(shown),
        figures=through_rounds(reading.framework, [one.figures for one in every]),
        other=with_whom,
        compared=compared(reading.framework, with_whom.figures, reading.scorecard)
        if with_whom
        else None,
    )


def _side(reading: Reading, assessment: Assessment, answers: tuple[ResponseValue, ...]) -> Side:
    own = labels(assessment.framework_id, assessment.framework_version)
    card = scorecard_of(own.framework, answers, reading.territory)
    version = reading.framework.version
    way = (
        None
        if assessment.framework_version == version
        else between_versions(reading.framework.id, assessment.framework_version, version)
    )
    return Side(assessment, own, RoundFigures(card, way))
