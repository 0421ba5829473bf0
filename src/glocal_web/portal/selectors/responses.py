"""One response with everything a person needs beside it, and the answers of a part as a table."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from django.db.models import Count, Prefetch

from glocal.loading.catalogue import asks_the_same, framework_text
from glocal.loading.quick_start import quick_start
from glocal.loading.vocabulary import vocabulary_words
from glocal.model.framework import Indicator
from glocal.model.kinds import AnswerState, EvidenceLevel
from glocal_web.portal.mappers.answer_value import AnswerValue, stored_answer
from glocal_web.portal.mappers.evidence_level import document, evidence_level
from glocal_web.portal.mappers.passages import Anchor, IndicatorWords, Passage
from glocal_web.portal.models import (
    Assessment,
    Evidence,
    Participant,
    Response,
    ResponseStatus,
    ReviewNote,
)
from glocal_web.portal.permissions import Deed, NotVisibleError, Visitor, access_to
from glocal_web.portal.selectors.assessments import (
    AssessmentView,
    assessment_view,
)
from glocal_web.portal.selectors.denied_claims import DeniedClaim, open_findings
from glocal_web.portal.selectors.findings_touching import Touching, findings_touching
from glocal_web.portal.selectors.ways import QUICK, on_the_way


@dataclass(frozen=True)
class Given:
    """An answer somebody gave: the row, its organisation, its grade in words, its support."""

    row: Response
    participant: Participant
    anchor: Anchor | None
    documents: tuple[Evidence, ...] = ()
    level: EvidenceLevel = EvidenceLevel.NONE
    word: str = ""

    @property
    def answer(self) -> AnswerValue:
        """State, grade and reason."""
        return stored_answer(self.row)


@dataclass(frozen=True)
class AnswerPage:
    """One indicator of an assessment: words, own answer, others' answers, last round."""

    view: AssessmentView
    indicator: Indicator
    words: IndicatorWords
    part_title: str
    position: int
    total: int
    previous_code: str
    next_code: str
    mine: Given | None
    others: tuple[Given, ...]
    others_hidden: bool
    last_round: Given | None
    last_round_name: str
    notes: tuple[ReviewNote, ...] = field(default_factory=tuple)
    open_on_the_way: int = 0

    @cached_property
    def touching(self) -> Touching | None:
        """The open findings that touch the indicator; asked only where they are shown."""
        row = self.view.row
        return findings_touching(
            self.view.access, row.territory, row.framework_id, self.indicator.code
        )

    @cached_property
    def denied(self) -> tuple[DeniedClaim, ...]:
        """What the answer claims against open findings; asked only where they are shown."""
        row, answer = self.view.row, self.mine.answer if self.mine else None
        found = open_findings(self.view.access, row.territory, row.framework_id)
        return found.denied(self.indicator.code, answer.grade if answer else None)

    @property
    def row(self) -> Response | None:
        """The row of the participant shown."""
        return self.mine.row if self.mine else None

    @property
    def minutes_left(self) -> int:
        """About how long the rest of the quick start takes; 0 on another way."""
        quick = quick_start(self.view.framework.id, self.view.framework.version)
        on_it = quick is not None and self.view.way == QUICK
        return quick.minutes_for(self.open_on_the_way) if quick and on_it else 0

    @property
    def readings(self) -> tuple[tuple[str, Passage], ...]:
        """How the indicator reads for each mobility role that the territory has."""
        roles = vocabulary_words("roles", self.view.language)
        own = self.view.row.territory.mobility_roles
        return tuple(
            (roles[role], reading) for role, reading in self.words.roles.items() if role in own
        )

    @property
    def locked(self) -> str:
        """Why nothing can be changed: `published`, `agreed`, `not-mine`; empty when it can."""
        if not self.view.may_answer:
            return "not-mine"
        if not self.view.is_open:
            return "published"
        if self.row is not None and self.row.status == ResponseStatus.AGREED:
            return "agreed"
        return ""

    def expects_document(self, answer: AnswerValue | None = None) -> bool:
        """Whether the grade is so high that a document is expected, and none is there."""
        given = answer or (self.mine.answer if self.mine else None)
        expected_from = self.view.framework.rules.evidence_expected_from
        if given is None or given.grade is None or expected_from is None:
            return False
        level = self.mine.level if self.mine else EvidenceLevel.NONE
        high = self.indicator.scale.score(given.grade) >= expected_from
        return high and level.rank < EvidenceLevel.CITED.rank


def answer_page(
    visitor: Visitor, key: int, code: str, whose: str = "", way: str = ""
) -> AnswerPage:
    """One indicator as a page: ten queries, whatever was answered, and one for its findings.

    One more on a ``way``: it goes on to what is open on it. Raises ``UnknownNameError`` for a code
    the framework does not have.
    """
    view = assessment_view(visitor, key, whose)
    shown = view.shown
    if shown is None:
        raise NotVisibleError
    indicator = view.framework.indicator(code)
    view, steps = on_the_way(view, code, way)
    codes = steps.codes
    place = codes.index(code) if code in codes else -1
    words = view.words_of(indicator)
    given = {one.participant.pk: one for one in responses_of(view, indicator, words)}
    mine = given.get(shown.pk)
    others = tuple(
        one
        for participant, one in given.items()
        if participant != shown.pk and one.row.state != AnswerState.NOT_ANSWERED.value
    )
    hidden = bool(others) and not _may_see_others(view, mine)
    last, last_name = _last_round(view, indicator)
    return AnswerPage(
        view=view,
        indicator=indicator,
        words=words,
        part_title=view.words.groups.get(indicator.sub_dimension, indicator.sub_dimension),
        position=place + 1,
        total=len(codes),
        previous_code=codes[place - 1] if place > 0 else "",
        next_code=steps.after(code),
        open_on_the_way=steps.open,
        mine=mine,
        others=() if hidden else others,
        others_hidden=hidden,
        last_round=last,
        last_round_name=last_name,
        notes=tuple(mine.row.notes.all()) if mine else (),
    )


def _may_see_others(view: AssessmentView, mine: Given | None) -> bool:
    """Others' answers show once one's own is given, so that it is one's own; reviewers see all."""
    if view.may_review or not view.may_answer:
        return True
    return mine is not None and mine.row.state != AnswerState.NOT_ANSWERED.value


def responses_of(view: AssessmentView, indicator: Indicator, words: IndicatorWords) -> list[Given]:
    """Every participant's answer to one indicator, with evidence and notes: three queries."""
    participants = {one.pk: one for one in view.participants}
    rows = (
        Response.objects.filter(participant__in=list(participants), indicator=indicator.code)
        .select_related("updated_by", "paper__entered_by")
        .prefetch_related(
            Prefetch(
                "evidence", queryset=Evidence.objects.select_related("added_by", "checked_by")
            ),
            Prefetch("notes", queryset=ReviewNote.objects.select_related("author")),
        )
    )
    found = []
    for row in rows:
        row.participant = participants[row.participant_id]
        documents = tuple(row.evidence.all())
        found.append(
            Given(
                row=row,
                participant=row.participant,
                anchor=words.anchor(row.grade),
                documents=documents,
                level=evidence_level(
                    row.rationale, [document(one) for one in documents], row.updated_by_id
                ),
            )
        )
    order = list(participants)
    return sorted(found, key=lambda one: order.index(one.participant.pk))


def _last_round(view: AssessmentView, indicator: Indicator) -> tuple[Given | None, str]:
    """What was answered the round before: the agreed answer, else the same organisation's."""
    before = (
        Assessment.objects.filter(
            territory=view.row.territory,
            framework_id=view.row.framework_id,
            subject__iexact=view.row.subject,
            period_end__lt=view.row.period_end,
        )
        .exclude(pk=view.row.pk)
        .order_by("-period_end", "-pk")
        .first()
    )
    # The second query runs in any case, so that the page always takes the same number.
    rows = list(
        Response.objects.filter(
            participant__assessment=before.pk if before else None, indicator=indicator.code
        )
        .exclude(state=AnswerState.NOT_ANSWERED.value)
        .select_related("participant__organisation")
    )
    if before is None or not rows:
        return None, ""
    versions = before.framework_version, view.row.framework_version
    if not asks_the_same(before.framework_id, *versions, indicator.code):
        # The same code may ask something else in another version.
        return None, ""
    agreed = [row for row in rows if row.status == ResponseStatus.AGREED]
    own = [
        row
        for row in rows
        if view.shown and row.participant.organisation_id == view.shown.organisation_id
    ]
    row = next(iter([*agreed, *own]), None)
    if row is None:
        return None, ""
    words = framework_text(before.framework_id, before.framework_version, view.language)
    word = words.grades.get((indicator.scale.id, row.grade), "") if row.grade is not None else ""
    return Given(row=row, participant=row.participant, anchor=None, word=word), before.name


# ---------------------------------------------------------------- table
@dataclass(frozen=True)
class TableRow:
    """One indicator in the answer table."""

    indicator: Indicator
    words: IndicatorWords
    row: Response | None
    documents: int

    @property
    def locked(self) -> bool:
        """Whether the answer is agreed on."""
        return self.row is not None and self.row.status == ResponseStatus.AGREED

    @property
    def grade_word(self) -> str:
        """The word of the grade stored; empty without one."""
        anchor = self.words.anchor(self.row.grade) if self.row else None
        return str(anchor.word) if anchor else ""


@dataclass(frozen=True)
class AnswerTable:
    """The answers of one sub-dimension as rows, and the sub-dimensions to choose from."""

    view: AssessmentView
    part: str
    title: str
    parts: tuple[tuple[str, str], ...]
    rows: tuple[TableRow, ...]

    @property
    def editable(self) -> bool:
        """Whether the visitor may answer here at all."""
        return self.view.may_answer and self.view.is_open

    @property
    def has_open_rows(self) -> bool:
        """Whether there is a row to save: one that the visitor may answer and nobody locked."""
        return self.editable and not all(row.locked for row in self.rows)


def answer_table(visitor: Visitor, key: int, part: str = "", whose: str = "") -> AnswerTable:
    """The answer table of a sub-dimension, the first one by default: five queries."""
    view = assessment_view(visitor, key, whose)
    if view.shown is None:
        raise NotVisibleError
    asked_parts = {one.sub_dimension for one in view.asked}
    parts = tuple(
        (sub.code, view.words.groups.get(sub.code, sub.code))
        for sub in view.framework.sub_dimensions
        if sub.code in asked_parts
    )
    chosen = part or (parts[0][0] if parts else "")
    view.framework.sub_dimension(chosen)
    asked = (one for one in view.asked if one.sub_dimension == chosen)
    return AnswerTable(
        view=view,
        part=chosen,
        title=dict(parts).get(chosen, chosen),
        parts=parts,
        rows=table_rows(view, asked),
    )


def table_rows(view: AssessmentView, indicators: Iterable[Indicator]) -> tuple[TableRow, ...]:
    """A row for each of the indicators, with the answer of the participant shown: one query."""
    if view.shown is None:
        raise NotVisibleError
    rows = _rows_by_code(view.shown)
    return tuple(
        TableRow(
            one,
            view.words_of(one),
            rows.get(one.code),
            getattr(rows.get(one.code), "documents", 0),
        )
        for one in indicators
    )


def _rows_by_code(participant: Participant) -> Mapping[str, Response]:
    rows = (
        Response.objects.filter(participant=participant)
        .select_related("updated_by", "paper__entered_by")
        .annotate(documents=Count("evidence"))
    )
    return {row.indicator: row for row in rows}


# ---------------------------------------------------------------- evidence and review
def evidence_file(visitor: Visitor, key: int) -> Evidence:
    """The evidence whose file the visitor may download. Raises ``NotVisibleError`` otherwise."""
    row = evidence_row(visitor, key)
    if not row.file:
        raise NotVisibleError
    return row


def evidence_row(visitor: Visitor, key: int) -> Evidence:
    """A piece of evidence that the visitor may see."""
    row = (
        Evidence.objects.filter(pk=key)
        .select_related("response__participant__assessment__territory")
        .first()
    )
    if row is None:
        raise NotVisibleError
    access_to(visitor, row.response.participant.assessment.territory).require(Deed.READ)
    return row
