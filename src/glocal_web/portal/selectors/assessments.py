"""One assessment as a visitor may see it, with the progress of every part."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from urllib.parse import urlencode

from django.utils import timezone
from django.utils.translation import get_language

from glocal.loading.catalogue import framework, framework_text
from glocal.loading.library import crosswalks
from glocal.model.applicability import NotAsked, split_by_applicability
from glocal.model.framework import Framework, Indicator
from glocal.model.kinds import AnswerState
from glocal.model.text import FrameworkText
from glocal_web.portal.mappers.not_asked import why_not_asked
from glocal_web.portal.mappers.passages import IndicatorWords, indicator_words
from glocal_web.portal.mappers.territory import territory_value
from glocal_web.portal.models import (
    Assessment,
    AssessmentStatus,
    Assignment,
    Participant,
    Response,
    ResponseStatus,
)
from glocal_web.portal.permissions import Access, Deed, NotVisibleError, Visitor, access_to


@dataclass(frozen=True)
class AssessmentView:
    """An assessment that the visitor may read: who takes part, what is asked, what they may do.

    ``shown`` is the participant whose answers the page is about; None when nobody takes part.
    ``way`` says through which questions one goes: see ``selectors/ways.py``.
    """

    row: Assessment
    access: Access
    framework: Framework
    words: FrameworkText
    language: str
    asked: tuple[Indicator, ...]
    not_asked: tuple[NotAsked, ...]
    participants: tuple[Participant, ...]
    shown: Participant | None
    way: str = ""

    @property
    def is_open(self) -> bool:
        """Whether answers may still be given."""
        return self.row.status == AssessmentStatus.OPEN

    @cached_property
    def mine(self) -> tuple[Participant, ...]:
        """The participants the visitor answers for."""
        return tuple(
            one for one in self.participants if one.organisation_id in self.access.organisations
        )

    @property
    def may_answer(self) -> bool:
        """Whether the visitor answers for the participant shown."""
        return self.shown is not None and self.shown in self.mine

    @property
    def may_review(self) -> bool:
        """Whether the visitor may review answers here."""
        return self.access.may(Deed.REVIEW)

    @property
    def may_manage(self) -> bool:
        """Whether the visitor may assign parts and reopen."""
        return self.access.may(Deed.MANAGE)

    @property
    def query(self) -> str:
        """`?for=…` and `way=…` when the page must remember whose answers it shows, and the way."""
        usual = _usual(self.mine, self.participants)
        kept = {"for": self.shown.pk} if self.shown and self.shown != usual else {}
        asked = kept | ({"way": self.way} if self.way else {})
        return f"?{urlencode(asked)}" if asked else ""

    def words_of(self, indicator: Indicator) -> IndicatorWords:
        """The words of one indicator in the language of the page."""
        return indicator_words(
            self.words,
            indicator.code,
            indicator.scale.id,
            indicator.scale.grades,
            self.language,
            self.framework.original_language,
        )

    def why_not_asked(self, code: str) -> str:
        """The reason why an indicator is not asked here, as a sentence; empty when it is."""
        found = next((one for one in self.not_asked if one.indicator.code == code), None)
        return why_not_asked(found, self.language) if found else ""


def assessment_view(
    visitor: Visitor, key: int, whose: str = "", deed: Deed = Deed.READ
) -> AssessmentView:
    """The assessment, if the visitor may do ``deed`` in its territory: four queries.

    ``whose`` is the key of the participant to show. Raises ``NotVisibleError`` for what does not
    exist, so that nothing is given away.
    """
    row = Assessment.objects.select_related("territory__parent").filter(pk=key).first()
    if row is None:
        raise NotVisibleError
    access = access_to(visitor, row.territory)
    access.require(deed)
    structure = framework(row.framework_id, row.framework_version)
    language = get_language() or structure.original_language
    participants = tuple(Participant.objects.filter(assessment=row).select_related("organisation"))
    for participant in participants:
        # The same row, so that permissions and framework are not read again for each.
        participant.assessment = row
    asked, not_asked = split_by_applicability(structure, territory_value(row.territory))
    mine = tuple(one for one in participants if one.organisation_id in access.organisations)
    return AssessmentView(
        row=row,
        access=access,
        framework=structure,
        words=framework_text(row.framework_id, row.framework_version, language),
        language=language,
        asked=asked,
        not_asked=not_asked,
        participants=participants,
        shown=_chosen(whose, participants) if whose else _usual(mine, participants),
    )


def _usual(
    mine: tuple[Participant, ...], participants: tuple[Participant, ...]
) -> Participant | None:
    """One's own organisation first, else the lead: participants come lead first."""
    return next(iter(mine or participants), None)


def _chosen(whose: str, participants: tuple[Participant, ...]) -> Participant:
    for participant in participants:
        if str(participant.pk) == whose:
            return participant
    raise NotVisibleError


# ---------------------------------------------------------------- progress
@dataclass(frozen=True)
class Progress:
    """How far a part is: answers by state, and by place in the review."""

    total: int
    answered: int = 0
    dont_know: int = 0
    not_applicable: int = 0
    submitted: int = 0
    agreed: int = 0
    returned: int = 0

    @property
    def done(self) -> int:
        """Indicators that have an answer of whatever kind."""
        return self.answered + self.dont_know + self.not_applicable

    @property
    def open(self) -> int:
        """Indicators without any answer."""
        return self.total - self.done


def progress_of(indicators: tuple[Indicator, ...], rows: Mapping[str, Response]) -> Progress:
    """The progress of a participant on these indicators, from their response rows by code."""
    found = [rows[one.code] for one in indicators if one.code in rows]
    states = [row.state for row in found]
    given = [row.status for row in found if row.state != AnswerState.NOT_ANSWERED.value]
    return Progress(
        total=len(indicators),
        answered=states.count(AnswerState.ANSWERED.value),
        dont_know=states.count(AnswerState.DONT_KNOW.value),
        not_applicable=states.count(AnswerState.NOT_APPLICABLE.value),
        submitted=given.count(ResponseStatus.SUBMITTED.value),
        agreed=given.count(ResponseStatus.AGREED.value),
        returned=given.count(ResponseStatus.RETURNED.value),
    )


@dataclass(frozen=True)
class Line:
    """One indicator in the list of an assessment."""

    indicator: Indicator
    words: IndicatorWords
    row: Response | None
    assigned: bool

    @property
    def grade_word(self) -> str:
        """The word of the grade given; empty without one."""
        anchor = self.words.anchor(self.row.grade) if self.row else None
        return str(anchor.word) if anchor else ""

    @property
    def is_open(self) -> bool:
        """Whether there is no answer yet."""
        return self.row is None or self.row.state == AnswerState.NOT_ANSWERED.value


@dataclass(frozen=True)
class Part:
    """A sub-dimension in the list of an assessment."""

    code: str
    title: str
    intro: str
    lines: tuple[Line, ...]
    progress: Progress

    @property
    def may_submit(self) -> bool:
        """Whether something in it waits to be handed in."""
        return any(
            not line.is_open
            and line.row is not None
            and line.row.status in (ResponseStatus.DRAFT, ResponseStatus.RETURNED)
            for line in self.lines
        )


@dataclass(frozen=True)
class MyTask:
    """A part the visitor was asked to answer in this assessment."""

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


@dataclass(frozen=True)
class AssessmentPage:
    """Everything the page of an assessment shows."""

    view: AssessmentView
    parts: tuple[Part, ...]
    progress: Progress
    tasks: tuple[MyTask, ...]
    returned: tuple[Line, ...]
    next_line: Line | None
    waiting: int
    not_asked: tuple[tuple[IndicatorWords, str], ...] = field(default_factory=tuple)

    @property
    def has_crosswalks(self) -> bool:
        """Whether answers to other frameworks can propose answers here."""
        return any(walk.target == self.view.framework.name for walk in crosswalks())

    @property
    def may_submit(self) -> bool:
        """Whether the visitor has something to hand in."""
        return self.view.may_answer and self.view.is_open and any(p.may_submit for p in self.parts)


def assessment_page(visitor: Visitor, key: int, whose: str = "") -> AssessmentPage:
    """The page of an assessment: seven queries, whatever the number of answers."""
    view = assessment_view(visitor, key, whose)
    all_rows = list(
        Response.objects.filter(participant__assessment=view.row).select_related("updated_by")
    )
    shown_key = view.shown.pk if view.shown else None
    rows = {row.indicator: row for row in all_rows if row.participant_id == shown_key}
    waiting = sum(row.status == ResponseStatus.SUBMITTED for row in all_rows)
    assignments = _assignments(visitor, view)
    assigned = {code for one in assignments for code in codes_of_scope(view.framework, one.scope)}
    parts = tuple(_parts(view, rows, assigned))
    lines = [line for part in parts for line in part.lines]
    returned = tuple(
        line for line in lines if line.row and line.row.status == ResponseStatus.RETURNED
    )
    return AssessmentPage(
        view=view,
        parts=parts,
        progress=progress_of(view.asked, rows),
        tasks=tuple(_task(view, rows, one) for one in assignments),
        returned=returned,
        next_line=_next_line(lines, returned),
        waiting=waiting,
        not_asked=tuple(
            (view.words_of(one.indicator), why_not_asked(one, view.language))
            for one in view.not_asked
        ),
    )


def codes_of_scope(structure: Framework, scope: str) -> tuple[str, ...]:
    """The indicator codes of a sub-dimension or of a single indicator."""
    if scope in structure:
        return (scope,)
    return tuple(one.code for one in structure.indicators if one.sub_dimension == scope)


def _assignments(visitor: Visitor, view: AssessmentView) -> list[Assignment]:
    if view.shown is None:
        return []
    return list(
        Assignment.objects.filter(participant=view.shown, person=visitor.pk).order_by("due", "pk")
    )


def _parts(view: AssessmentView, rows: Mapping[str, Response], assigned: set[str]) -> list[Part]:
    found = []
    for sub in view.framework.sub_dimensions:
        asked = tuple(one for one in view.asked if one.sub_dimension == sub.code)
        if not asked:
            continue
        found.append(
            Part(
                code=sub.code,
                title=view.words.groups.get(sub.code, sub.code),
                intro=view.words.intros.get(sub.code, ""),
                lines=tuple(
                    Line(one, view.words_of(one), rows.get(one.code), one.code in assigned)
                    for one in asked
                ),
                progress=progress_of(asked, rows),
            )
        )
    return found


def _task(view: AssessmentView, rows: Mapping[str, Response], one: Assignment) -> MyTask:
    codes = codes_of_scope(view.framework, one.scope)
    asked = tuple(indicator for indicator in view.asked if indicator.code in codes)
    open_codes = [
        indicator.code
        for indicator in asked
        if indicator.code not in rows
        or rows[indicator.code].state == AnswerState.NOT_ANSWERED.value
    ]
    return MyTask(
        scope=one.scope,
        title=scope_title(view.words, one.scope),
        due=one.due,
        note=one.note,
        progress=progress_of(asked, rows),
        next_code=next(iter(open_codes), ""),
    )


def scope_title(words: FrameworkText, scope: str) -> str:
    """The title of a sub-dimension or indicator; its code when it has no words."""
    if scope in words.indicators:
        text = words.indicators[scope]
        return text.short or text.title
    return words.groups.get(scope, scope)


def _next_line(lines: list[Line], returned: tuple[Line, ...]) -> Line | None:
    """What to do next: what was sent back, then one's own open part, then anything open."""
    open_lines = [line for line in lines if line.is_open]
    assigned = [line for line in open_lines if line.assigned]
    return next(iter([*returned, *assigned, *open_lines]), None)
