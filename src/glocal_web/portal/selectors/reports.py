"""What the report of an assessment is made from, for somebody who may read the assessment."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import override

from glocal.model.document import Document
from glocal.model.finding import Certainty
from glocal.reports.council_report import council_page, full_report
from glocal.reports.report_source import (
    NamedDocument,
    Part,
    PlannedAction,
    ReportSource,
    RoundBefore,
    ToldFinding,
)
from glocal.scoring.scorecard import score
from glocal_web.portal.mappers.finding_labels import certainty_words
from glocal_web.portal.models import (
    Action,
    ActionStatus,
    CoherenceState,
    Evidence,
    FindingWorkflow,
)
from glocal_web.portal.permissions import Visitor
from glocal_web.portal.selectors.finding_words import FindingLine, finding_line
from glocal_web.portal.selectors.findings import HEAVIEST_FIRST, shown_findings, state_of
from glocal_web.portal.selectors.scorecards import (
    Reading,
    answers_of,
    earlier_rounds,
    read_assessment,
)

FULL, COUNCIL = "full", "council"
COUNCIL_PARTS = frozenset({Part.PROFILE, Part.ACTIONS})
"""What the one page tells of, beside the next steps, which need no more than the answers."""
CERTAINTIES = tuple(Certainty)
# A report of more is read by nobody, and takes too long to make.
MOST_ACTIONS, MOST_FINDINGS, MOST_DOCUMENTS = 500, 60, 500


@dataclass(frozen=True)
class ReportChoice:
    """What was asked for: one page or all, in which language, of which parts."""

    kind: str
    language: str
    parts: frozenset[Part]


@dataclass(frozen=True)
class ReportPage:
    """The page on which a report is chosen, with how many answers it would call not agreed."""

    reading: Reading
    spoken: int
    unsettled: int


def report_page(visitor: Visitor, key: int) -> ReportPage:
    """What the page of the choices shows, for whoever may read the assessment."""
    reading = read_assessment(visitor, key)
    source = _source(reading, ())
    return ReportPage(reading, source.spoken, source.spoken - source.agreed)


def report_document(reading: Reading, choice: ReportChoice) -> Document:
    """The document, in the language that was chosen, whatever that of the page is."""
    with override(choice.language):
        if choice.kind == COUNCIL:
            return council_page(_source(reading, COUNCIL_PARTS), choice.language)
        return full_report(_source(reading, choice.parts), choice.language, choice.parts)


def _source(reading: Reading, parts: Collection[Part]) -> ReportSource:
    assessment = reading.assessment
    territory = assessment.territory
    told, more = _findings(reading) if Part.FINDINGS in parts else ((), 0)
    return ReportSource(
        territory=territory.name,
        framework=reading.framework,
        responses=reading.responses,
        made=timezone.localdate(),
        place=reading.territory,
        round=assessment.title,
        period=(assessment.period_start, assessment.period_end),
        actions=_actions(reading) if Part.ACTIONS in parts else (),
        findings=told,
        more_findings=more,
        documents=_documents(reading) if Part.SOURCES in parts else (),
        before=_before(reading) if Part.PROFILE in parts else None,
    )


def _before(reading: Reading) -> RoundBefore | None:
    """The round that the dashboard compares this one with."""
    previous = earlier_rounds(reading.assessment).first()
    if previous is None:
        return None
    answers = answers_of([previous])[previous.pk]
    return RoundBefore(previous.title, score(reading.framework, answers, reading.territory))


def _actions(reading: Reading) -> tuple[PlannedAction, ...]:
    """All actions of the territory but those dropped: open ones by their date, then the others."""
    rows = (
        Action.objects.filter(territory=reading.assessment.territory)
        .exclude(status=ActionStatus.DROPPED)
        .select_related("owner")
        .annotate(is_over=Q(status=ActionStatus.DONE))
        .order_by("is_over", F("due").asc(nulls_last=True), "-pk")
    )
    return tuple(
        PlannedAction(
            title=row.title,
            indicator=row.indicator if row.framework_id == reading.framework.id else "",
            status=row.status,
            aim=row.target_grade,
            who=str(row.owner) if row.owner else row.owner_name,
            due=row.due,
        )
        for row in rows[:MOST_ACTIONS]
    )


def _documents(reading: Reading) -> tuple[NamedDocument, ...]:
    """The documents named with the answers, each once; never files, nor who said so."""
    rows = Evidence.objects.filter(
        response__participant__assessment=reading.assessment
    ).select_related("response")
    found: defaultdict[tuple[str, str, str, date | None], set[str]] = defaultdict(set)
    for row in rows[: MOST_DOCUMENTS * 4]:
        found[row.title, row.kind, row.url, row.date].add(row.response.indicator)
    order = {one.code: place for place, one in enumerate(reading.framework.indicators)}
    documents = [
        NamedDocument(
            title, kind, url, day, tuple(sorted(codes, key=lambda code: order.get(code, 0)))
        )
        for (title, kind, url, day), codes in found.items()
    ]
    return tuple(documents[:MOST_DOCUMENTS])


def _findings(reading: Reading) -> tuple[tuple[ToldFinding, ...], int]:
    """Open findings that every reader of the territory may see, and how many are left out.

    Restricted ones are left out for everybody: a report is passed on.
    """
    territory = reading.assessment.territory
    state = CoherenceState.objects.filter(territory=territory).first() or CoherenceState(
        territory=territory
    )
    rows = [
        row
        for row in shown_findings(reading.access, territory, state).filter(restricted=False)
        if state_of(row) == FindingWorkflow.OPEN
    ]
    rows.sort(
        key=lambda row: (
            CERTAINTIES.index(Certainty(row.certainty)),
            HEAVIEST_FIRST[row.severity],
            row.rule,
            row.finding,
        )
    )
    lines = [finding_line(row, territory.slug, None) for row in rows[:MOST_FINDINGS]]
    return tuple(_told(line) for line in lines), len(rows) - len(lines)


def _told(line: FindingLine) -> ToldFinding:
    return ToldFinding(
        group=certainty_words(line.record.certainty),
        title=line.words.title,
        text=line.words.lead,
        severity=line.severity.word,
        decides=", ".join(tag.word for tag in line.who),
    )
