"""The quick starts that somebody may go on with: begun or not, and not finished yet."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from glocal.loading.catalogue import MAIN_FRAMEWORK, framework
from glocal.loading.quick_start import quick_start
from glocal.model.applicability import split_by_applicability
from glocal.model.kinds import AnswerState, Level
from glocal_web.portal.mappers.territory import territory_value
from glocal_web.portal.models import (
    Assessment,
    AssessmentStatus,
    Participant,
    Response,
    Role,
    Territory,
)
from glocal_web.portal.selectors.assignments import ANSWERING_ROLES


@dataclass(frozen=True)
class QuickWait:
    """A quick start that waits for its answers; ``minutes`` is about what is left of it."""

    assessment: Assessment
    done: int
    total: int
    minutes: int


def offers_quick_start(territory: Territory) -> bool:
    """Whether the framework to begin with has one, and is made for the level of the territory."""
    main = framework(MAIN_FRAMEWORK)
    fits = not main.levels or Level(territory.level) in main.levels
    return fits and quick_start(main.id, main.version) is not None


def quick_waits(roles: Iterable[Role], latest: Iterable[Assessment]) -> tuple[QuickWait, ...]:
    """The quick starts of the ``latest`` assessments that somebody with these roles answers.

    Two queries at most, whatever their number: who takes part, and what they have answered. Of
    several organisations it is the one whose answers the page of the assessment shows.
    """
    own = {
        (role.territory_id, role.organisation_id) for role in roles if role.kind in ANSWERING_ROLES
    }
    places = {territory for territory, _ in own}
    asked = {
        one.pk: (one, codes)
        for one in latest
        if one.territory_id in places and (codes := _codes(one))
    }
    if not asked:
        return ()
    answering: dict[int, int] = {}
    for participant in Participant.objects.filter(assessment__in=list(asked)):
        assessment, _ = asked[participant.assessment_id]
        if (assessment.territory_id, participant.organisation_id) in own:
            answering.setdefault(assessment.pk, participant.pk)
    given = _given(answering.values())
    return tuple(
        _wait(assessment, codes, given[answering[key]])
        for key, (assessment, codes) in asked.items()
        if key in answering and codes - given[answering[key]]
    )


def _wait(assessment: Assessment, codes: frozenset[str], given: set[str]) -> QuickWait:
    choice = quick_start(assessment.framework_id, assessment.framework_version)
    left = len(codes - given)
    minutes = choice.minutes_for(left) if choice else 0
    return QuickWait(assessment, len(codes) - left, len(codes), minutes)


def _codes(assessment: Assessment) -> frozenset[str]:
    """The questions to begin with; none where the assessment is closed or makes no choice."""
    choice = quick_start(assessment.framework_id, assessment.framework_version)
    if choice is None or assessment.status != AssessmentStatus.OPEN:
        return frozenset()
    structure = framework(assessment.framework_id, assessment.framework_version)
    asked, _ = split_by_applicability(structure, territory_value(assessment.territory))
    return frozenset(choice.codes({one.code for one in asked}))


def _given(participants: Collection[int]) -> defaultdict[int, set[str]]:
    found: defaultdict[int, set[str]] = defaultdict(set)
    if participants:
        rows = Response.objects.filter(participant__in=list(participants)).exclude(
            state=AnswerState.NOT_ANSWERED.value
        )
        for participant, code in rows.values_list("participant_id", "indicator"):
            found[participant].add(code)
    return found
