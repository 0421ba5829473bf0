"""What a report of an assessment is made from: values of the assessment and of its surroundings."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property

from glocal.model.framework import Framework
from glocal.model.kinds import AnswerState
from glocal.model.response import Answer, Response
from glocal.model.scorecard import Scorecard
from glocal.model.territory import Territory
from glocal.reports.provisional import Provisional, provisional
from glocal.scoring.bands import with_bands
from glocal.scoring.scorecard import score


class Part(StrEnum):
    """A part of the report that may be left out."""

    PROFILE = "profile"
    GAPS = "gaps"
    STEPS = "steps"
    ACTIONS = "actions"
    FINDINGS = "findings"
    ANSWERS = "answers"
    METHOD = "method"
    SOURCES = "sources"


@dataclass(frozen=True)
class PlannedAction:
    """Something to be done: for which indicator, to which grade, by whom, until when.

    ``status`` is a key of the words of the report: planned, under-way, done, dropped.
    """

    title: str
    indicator: str
    status: str
    aim: float | None = None
    who: str = ""
    due: date | None = None


@dataclass(frozen=True)
class ToldFinding:
    """A finding in words of the language of the report, and under which heading it stands."""

    group: str
    title: str
    text: str
    severity: str
    decides: str = ""


@dataclass(frozen=True)
class NamedDocument:
    """A document that stands behind answers; ``kind`` is an id of the list of kinds."""

    title: str
    kind: str = ""
    url: str = ""
    day: date | None = None
    indicators: tuple[str, ...] = ()


@dataclass(frozen=True)
class RoundBefore:
    """The round before, by the same version of the framework."""

    name: str
    scorecard: Scorecard


@dataclass(frozen=True)
class ReportSource:
    """Everything that a report may tell.

    ``more_findings`` counts those that are too many to be told. ``all_agreed`` overrules the
    answers: a table of responses may be agreed as a whole. ``before`` is ``None`` where no round
    before can be compared.
    """

    territory: str
    framework: Framework
    responses: Sequence[Response]
    made: date
    place: Territory | None = None
    round: str = ""
    period: tuple[date, date] | None = None
    actions: Sequence[PlannedAction] = ()
    findings: Sequence[ToldFinding] = ()
    more_findings: int = 0
    documents: Sequence[NamedDocument] = ()
    all_agreed: bool = False
    before: RoundBefore | None = None

    @cached_property
    def scorecard(self) -> Scorecard:
        """All figures, with bands."""
        return with_bands(self.framework, score(self.framework, self.responses, self.place))

    @cached_property
    def answers(self) -> Mapping[str, Answer]:
        """The one answer of each indicator that is asked here."""
        return self.scorecard.answers

    @cached_property
    def early(self) -> Provisional | None:
        """What must be said where so little is answered that the profile is provisional."""
        return provisional(self.framework, self.scorecard)

    @property
    def spoken(self) -> int:
        """How many indicators have an answer of whatever kind."""
        return sum(_is_spoken(one) for one in self.answers.values())

    @property
    def agreed(self) -> int:
        """How many of them are agreed."""
        if self.all_agreed:
            return self.spoken
        return sum(_is_spoken(one) and one.agreed for one in self.answers.values())

    @property
    def is_draft(self) -> bool:
        """Whether the report must say on every page that it is not agreed."""
        return not self.spoken or self.agreed < self.spoken


def _is_spoken(answer: Answer) -> bool:
    return answer.agreed or answer.state in (AnswerState.ANSWERED, AnswerState.DONT_KNOW)
