"""Moving an assessment to a newer version of its framework: what would become of its answers."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from glocal.errors import UnknownNameError
from glocal.loading.catalogue import newest_version
from glocal.model.applicability import reason_not_asked
from glocal.model.framework import Framework
from glocal.model.kinds import AnswerState
from glocal.scoring.continuity import Continuity, Fate, QuestionChange, between_versions
from glocal_web.portal.mappers.labels import Labels, labels
from glocal_web.portal.mappers.territory import territory_value
from glocal_web.portal.models import Assessment, Assignment, Response, Role
from glocal_web.portal.permissions import Access, Deed, NotVisibleError, Visitor
from glocal_web.portal.selectors.assignments import ANSWERING_ROLES
from glocal_web.portal.selectors.later_rounds import later_rounds
from glocal_web.portal.selectors.scorecards import open_assessment


@dataclass(frozen=True)
class Kept:
    """A question that asks the same, and how many participants answered it."""

    change: QuestionChange
    answers: int


@dataclass(frozen=True)
class MovePage:
    """What carries over, what must be answered again, what is new, what falls away.

    ``kept``, ``again`` and ``new`` are questions that the newer version asks of this territory.
    ``requests`` are those of this round that can be made again in the new one, ``left`` the others:
    their part is gone, or the person may not answer any more. ``later`` are rounds that there are
    already, latest first.
    """

    assessment: Assessment
    access: Access
    before: Labels
    after: Labels
    way: Continuity
    kept: tuple[Kept, ...]
    again: tuple[QuestionChange, ...]
    new: tuple[QuestionChange, ...]
    gone: tuple[QuestionChange, ...]
    requests: tuple[Assignment, ...]
    left: tuple[Assignment, ...]
    later: tuple[Assessment, ...]

    @property
    def answers(self) -> int:
        """How many answers carry over, of all participants."""
        return sum(one.answers for one in self.kept)

    @property
    def seen(self) -> str:
        """The later rounds that the page shows, as a form carries them along."""
        return seen_words(self.later)


def seen_words(later: Iterable[Assessment]) -> str:
    """Later rounds as one word, so that one that came since is noticed."""
    return " ".join(str(one.pk) for one in sorted(later, key=lambda one: one.pk))


def newer_version(assessment: Assessment) -> Framework | None:
    """The newest version that continues the assessment's own, if there is one."""
    try:
        found = newest_version(assessment.framework_id, assessment.framework_version)
    except UnknownNameError:
        return None
    return None if found.version == assessment.framework_version else found


def move_page(visitor: Visitor, key: int) -> MovePage:
    """The preview of a move, for whoever may open assessments in the territory: five queries more.

    Raises ``NotVisibleError`` where there is no newer version.
    """
    assessment, access = open_assessment(visitor, key)
    access.require(Deed.MANAGE)
    newer = newer_version(assessment)
    if newer is None:
        raise NotVisibleError
    way = between_versions(newer.id, assessment.framework_version, newer.version)
    here = territory_value(assessment.territory)
    asked = {one.code for one in newer.indicators if reason_not_asked(one, here) is None}
    given = answered_codes(assessment)
    requests, left = _requests(assessment, newer)
    return MovePage(
        assessment=assessment,
        access=access,
        before=labels(assessment.framework_id, assessment.framework_version),
        after=labels(newer.id, newer.version),
        way=way,
        kept=tuple(
            Kept(one, given.count(one.code))
            for one in way.with_fate(Fate.SAME)
            if one.code in asked
        ),
        again=tuple(one for one in way.with_fate(Fate.CHANGED) if one.code in asked),
        new=tuple(one for one in way.with_fate(Fate.NEW) if one.code in asked),
        gone=way.with_fate(Fate.GONE),
        requests=requests,
        left=left,
        later=later_rounds(assessment),
    )


def _requests(
    assessment: Assessment, newer: Framework
) -> tuple[tuple[Assignment, ...], tuple[Assignment, ...]]:
    """Who was asked for what: first what can be asked again in the newer version, then the rest."""
    scopes = {sub.code for sub in newer.sub_dimensions} | {one.code for one in newer.indicators}
    rows = Assignment.objects.filter(participant__assessment=assessment)
    may_answer = set(
        Role.objects.filter(
            territory=assessment.territory_id, kind__in=ANSWERING_ROLES, person__is_active=True
        ).values_list("person_id", "organisation_id")
    )
    again: list[Assignment] = []
    left: list[Assignment] = []
    for row in rows.select_related("participant", "person"):
        member = (row.person_id, row.participant.organisation_id)
        (again if row.scope in scopes and member in may_answer else left).append(row)
    return tuple(again), tuple(left)


def answered_codes(assessment: Assessment) -> list[str]:
    """The question of every answer that somebody gave."""
    return list(
        Response.objects.filter(participant__assessment=assessment)
        .exclude(state=AnswerState.NOT_ANSWERED.value)
        .values_list("indicator", flat=True)
    )
