"""Who is asked to answer what: for the coordinator's page, and as one's own list of tasks."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from django.utils import timezone
from django.utils.translation import get_language

from glocal.loading.catalogue import framework, framework_text
from glocal.model.applicability import split_by_applicability
from glocal.model.kinds import AnswerState
from glocal_web.portal.mappers.territory import territory_value
from glocal_web.portal.models import (
    Assessment,
    AssessmentStatus,
    Assignment,
    Participant,
    Person,
    Response,
    ResponseStatus,
    Role,
    RoleKind,
)
from glocal_web.portal.permissions import Deed, NotVisibleError, Visitor
from glocal_web.portal.selectors.assessments import (
    AssessmentView,
    Progress,
    assessment_view,
    codes_of_scope,
    progress_of,
    scope_title,
)

ANSWERING_ROLES = (RoleKind.COORDINATOR, RoleKind.CONTRIBUTOR)


@dataclass(frozen=True)
class Member:
    """A person who may answer for a participant."""

    key: str
    person: Person
    participant: Participant


@dataclass(frozen=True)
class AssignmentLine:
    """An assignment with its title and how far it is."""

    row: Assignment
    participant: Participant
    title: str
    progress: Progress

    @property
    def overdue(self) -> bool:
        """Whether the date has passed while answers are missing."""
        late = self.row.due is not None and self.row.due < timezone.localdate()
        return late and self.progress.open > 0


@dataclass(frozen=True)
class AssignmentsPage:
    """Who may be asked, who was asked for what, and the parts nobody was asked for."""

    view: AssessmentView
    members: tuple[Member, ...]
    scopes: tuple[tuple[str, tuple[tuple[str, str], ...]], ...]
    lines: tuple[AssignmentLine, ...]
    unassigned: tuple[tuple[str, str], ...]


def assignments_page(visitor: Visitor, key: int) -> AssignmentsPage:
    """The coordinator's page of an assessment: seven queries."""
    view = assessment_view(visitor, key, deed=Deed.MANAGE)
    participants = {one.pk: one for one in view.participants}
    rows = list(
        Assignment.objects.filter(participant__in=list(participants))
        .select_related("person")
        .order_by("due", "scope", "pk")
    )
    answers = _rows_by_participant(participants)
    lines = []
    for row in rows:
        codes = codes_of_scope(view.framework, row.scope)
        asked = tuple(one for one in view.asked if one.code in codes)
        lines.append(
            AssignmentLine(
                row,
                participants[row.participant_id],
                scope_title(view.words, row.scope),
                progress_of(asked, answers[row.participant_id]),
            )
        )
    covered = {code for row in rows for code in codes_of_scope(view.framework, row.scope)}
    return AssignmentsPage(
        view=view,
        members=_members(view),
        scopes=_scopes(view),
        lines=tuple(lines),
        unassigned=tuple(
            (one.code, scope_title(view.words, one.code))
            for one in view.asked
            if one.code not in covered
        ),
    )


def assignment_row(visitor: Visitor, assessment: int, key: int) -> Assignment:
    """An assignment of this assessment that the visitor may take back."""
    view = assessment_view(visitor, assessment, deed=Deed.MANAGE)
    row = Assignment.objects.filter(pk=key, participant__assessment=view.row).first()
    if row is None:
        raise NotVisibleError
    return row


def _rows_by_participant(
    participants: dict[int, Participant],
) -> defaultdict[int, dict[str, Response]]:
    found: defaultdict[int, dict[str, Response]] = defaultdict(dict)
    for row in Response.objects.filter(participant__in=list(participants)):
        found[row.participant_id][row.indicator] = row
    return found


def _members(view: AssessmentView) -> tuple[Member, ...]:
    by_organisation = {one.organisation_id: one for one in view.participants}
    roles = (
        Role.objects.filter(
            territory=view.row.territory,
            organisation__in=list(by_organisation),
            kind__in=ANSWERING_ROLES,
            person__is_active=True,
        )
        .select_related("person")
        .order_by("person__name", "pk")
    )
    return tuple(
        Member(str(role.pk), role.person, by_organisation[role.organisation_id]) for role in roles
    )


def _scopes(view: AssessmentView) -> tuple[tuple[str, tuple[tuple[str, str], ...]], ...]:
    """Each sub-dimension as a whole, then its indicators, with their titles."""
    groups = []
    for sub in view.framework.sub_dimensions:
        asked = [one.code for one in view.asked if one.sub_dimension == sub.code]
        if asked:
            title = scope_title(view.words, sub.code)
            entries = [(sub.code, title), *((c, scope_title(view.words, c)) for c in asked)]
            groups.append((title, tuple(entries)))
    return tuple(groups)


# ---------------------------------------------------------------- one's own list
@dataclass(frozen=True)
class Task:
    """A part that a person was asked to answer, for their first page."""

    assessment: Assessment
    participant: Participant
    scope: str
    title: str
    due: date | None
    note: str
    progress: Progress
    next_code: str

    @property
    def overdue(self) -> bool:
        """Whether the date has passed while answers are missing."""
        late = self.due is not None and self.due < timezone.localdate()
        return late and self.progress.open > 0

    @property
    def done(self) -> bool:
        """Whether everything is answered and nothing was sent back."""
        return self.progress.open == 0 and self.progress.returned == 0

    @property
    def query(self) -> str:
        """The part of an address that says for whom one answers."""
        return f"?for={self.participant.pk}"


def my_tasks(person: Person) -> tuple[Task, ...]:
    """What a person was asked to answer in open assessments, soonest first: three queries.

    Tasks for an organisation the person no longer answers for are left out.
    """
    roles = set(
        Role.objects.filter(person=person, kind__in=ANSWERING_ROLES).values_list(
            "territory_id", "organisation_id"
        )
    )
    rows = [
        row
        for row in Assignment.objects.filter(
            person=person, participant__assessment__status=AssessmentStatus.OPEN
        ).select_related("participant__assessment__territory", "participant__organisation")
        if (row.participant.assessment.territory_id, row.participant.organisation_id) in roles
    ]
    answers = _rows_by_participant({row.participant_id: row.participant for row in rows})
    tasks = [_task(row, answers[row.participant_id]) for row in rows]
    return tuple(sorted(tasks, key=lambda task: (task.done, task.due or date.max, task.scope)))


def _task(row: Assignment, answers: dict[str, Response]) -> Task:
    assessment = row.participant.assessment
    structure = framework(assessment.framework_id, assessment.framework_version)
    words = framework_text(
        structure.id, structure.version, get_language() or structure.original_language
    )
    asked, _ = split_by_applicability(structure, territory_value(assessment.territory))
    codes = codes_of_scope(structure, row.scope)
    own = tuple(one for one in asked if one.code in codes)
    returned = [
        one.code
        for one in own
        if one.code in answers and answers[one.code].status == ResponseStatus.RETURNED
    ]
    still_open = [
        one.code
        for one in own
        if one.code not in answers or answers[one.code].state == AnswerState.NOT_ANSWERED.value
    ]
    return Task(
        assessment=assessment,
        participant=row.participant,
        scope=row.scope,
        title=scope_title(words, row.scope),
        due=row.due,
        note=row.note,
        progress=progress_of(own, answers),
        next_code=next(iter([*returned, *still_open]), ""),
    )


@dataclass(frozen=True)
class ReviewTask:
    """An open assessment with answers that wait for a person's review."""

    assessment: Assessment
    waiting: int


def my_reviews(person: Person) -> tuple[ReviewTask, ...]:
    """Assessments where answers wait for this person's review: two queries."""
    territories = Role.objects.filter(
        person=person, kind__in=(RoleKind.COORDINATOR, RoleKind.REVIEWER)
    ).values_list("territory_id", flat=True)
    counts: defaultdict[int, int] = defaultdict(int)
    found: dict[int, Assessment] = {}
    rows = Response.objects.filter(
        status=ResponseStatus.SUBMITTED,
        participant__assessment__status=AssessmentStatus.OPEN,
        participant__assessment__territory__in=list(territories),
    ).select_related("participant__assessment__territory")
    for row in rows:
        assessment = row.participant.assessment
        found[assessment.pk] = assessment
        counts[assessment.pk] += 1
    return tuple(ReviewTask(found[key], number) for key, number in counts.items())
