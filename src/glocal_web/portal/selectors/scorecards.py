"""An assessment as scores: the dashboard, and how it compares with other rounds."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property

from django.db.models import QuerySet

from glocal.loading.vocabulary import vocabulary_ids
from glocal.model.framework import Framework
from glocal.model.kinds import AnswerState
from glocal.model.response import Response as ResponseValue
from glocal.model.scorecard import Scorecard
from glocal.model.territory import Territory as TerritoryValue
from glocal.reports.profile import Profile, profile
from glocal.reports.provisional import provisional
from glocal.scoring.bands import with_bands
from glocal.scoring.scorecard import score
from glocal_web.portal.mappers.labels import Labels, labels
from glocal_web.portal.mappers.provisional import ProvisionalLine, provisional_line
from glocal_web.portal.mappers.responses import values_of
from glocal_web.portal.mappers.territory import territory_value
from glocal_web.portal.models import Assessment, Response
from glocal_web.portal.permissions import Access, Deed, NotVisibleError, Visitor, access_to


@dataclass(frozen=True)
class Reading:
    """An assessment that a visitor may read, with its words and its answers as values."""

    assessment: Assessment
    access: Access
    labels: Labels
    territory: TerritoryValue
    responses: tuple[ResponseValue, ...]

    @property
    def framework(self) -> Framework:
        """The framework version that the assessment was opened with."""
        return self.labels.framework

    @cached_property
    def scorecard(self) -> Scorecard:
        """All figures of the assessment as it stands, with bands."""
        return scorecard_of(self.framework, self.responses, self.territory)

    @cached_property
    def provisional(self) -> ProvisionalLine | None:
        """What is said beside every figure while the profile rests on few answers."""
        found = provisional(self.framework, self.scorecard)
        return None if found is None else provisional_line(found, self.labels)

    @property
    def may_plan(self) -> bool:
        """Whether the visitor may start actions."""
        return self.access.may(Deed.PLAN)

    @property
    def may_manage(self) -> bool:
        """Whether the visitor may publish."""
        return self.access.may(Deed.MANAGE)

    @property
    def framework_changed(self) -> bool:
        """Whether the framework is no longer the one that the assessment was opened with."""
        return self.assessment.content_hash != self.framework.content_hash


@dataclass(frozen=True)
class Dashboard:
    """What the dashboard of an assessment shows."""

    reading: Reading
    profile: Profile
    previous: Assessment | None
    settled: int
    spoken: int

    @property
    def unsettled(self) -> int:
        """How many answers are not agreed yet."""
        return self.spoken - self.settled


def open_assessment(visitor: Visitor, key: int) -> tuple[Assessment, Access]:
    """The assessment with its territory, and what the visitor may do there.

    Raises ``NotVisibleError`` for one that is not there, just as for one that may not be read.
    """
    assessment = Assessment.objects.select_related("territory").filter(pk=key).first()
    if assessment is None:
        raise NotVisibleError
    access = access_to(visitor, assessment.territory)
    access.require(Deed.READ)
    return assessment, access


def read_assessment(visitor: Visitor, key: int) -> Reading:
    """The assessment with its answers, ready to be scored."""
    assessment, access = open_assessment(visitor, key)
    return _reading(assessment, access, answers_of([assessment])[assessment.pk])


def dashboard(visitor: Visitor, key: int) -> Dashboard:
    """The scores of an assessment, compared with the round before."""
    assessment, access = open_assessment(visitor, key)
    previous = earlier_rounds(assessment).first()
    answers = answers_of([assessment, previous] if previous else [assessment])
    reading = _reading(assessment, access, answers[assessment.pk])
    before = score(reading.framework, answers[previous.pk], reading.territory) if previous else None
    spoken = [
        answer
        for answer in reading.scorecard.answers.values()
        if answer.state in (AnswerState.ANSWERED, AnswerState.DONT_KNOW) or answer.agreed
    ]
    return Dashboard(
        reading=reading,
        profile=with_sectors_in_order(profile(reading.framework, reading.scorecard, before)),
        previous=previous,
        settled=sum(answer.agreed for answer in spoken),
        spoken=len(spoken),
    )


def earlier_rounds(assessment: Assessment) -> QuerySet[Assessment]:
    """Earlier rounds of the same territory, framework version and subject, latest first."""
    return Assessment.objects.filter(
        territory=assessment.territory_id,
        framework_id=assessment.framework_id,
        framework_version=assessment.framework_version,
        subject__iexact=assessment.subject,
        period_end__lt=assessment.period_end,
    ).order_by("-period_end", "-pk")


def answers_of(assessments: Iterable[Assessment]) -> dict[int, tuple[ResponseValue, ...]]:
    """The answers of each assessment by its key: two queries, whatever their number."""
    keys = [assessment.pk for assessment in assessments]
    rows = list(
        Response.objects.filter(participant__assessment__in=keys).select_related(
            "participant__organisation"
        )
    )
    grouped: defaultdict[int, list[ResponseValue]] = defaultdict(list)
    for row, value in zip(rows, values_of(rows), strict=True):
        grouped[row.participant.assessment_id].append(value)
    return {key: tuple(grouped[key]) for key in keys}


def scorecard_of(
    structure: Framework, responses: Iterable[ResponseValue], territory: TerritoryValue
) -> Scorecard:
    """All figures with their bands."""
    return with_bands(structure, score(structure, responses, territory))


def with_sectors_in_order(found: Profile) -> Profile:
    """The profile with the sectors in the order of the controlled list, not of the alphabet."""
    order = {name: place for place, name in enumerate(vocabulary_ids("sectors"))}
    rows = sorted(found.by_sector.rows, key=lambda row: order.get(row.key, len(order)))
    return replace(found, by_sector=replace(found.by_sector, rows=tuple(rows)))


def _reading(
    assessment: Assessment, access: Access, responses: tuple[ResponseValue, ...]
) -> Reading:
    return Reading(
        assessment,
        access,
        labels(assessment.framework_id, assessment.framework_version),
        territory_value(assessment.territory),
        responses,
    )
