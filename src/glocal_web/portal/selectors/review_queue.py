"""What waits for review in an assessment, and what is settled."""

from dataclasses import dataclass

from django.db.models import Count

from glocal_web.portal.mappers.answer_value import stored_answer
from glocal_web.portal.mappers.passages import Anchor, IndicatorWords
from glocal_web.portal.models import (
    Participant,
    Response,
    ResponseStatus,
)
from glocal_web.portal.permissions import Deed, Visitor
from glocal_web.portal.selectors.assessments import (
    AssessmentView,
    assessment_view,
)
from glocal_web.portal.selectors.denied_claims import open_findings


@dataclass(frozen=True)
class QueueLine:
    """An answer in the review queue; ``is_denied`` when it claims what an open finding denies."""

    row: Response
    participant: Participant
    words: IndicatorWords
    anchor: Anchor | None
    documents: int
    checked: int
    top: float
    is_denied: bool


@dataclass(frozen=True)
class QueuePart:
    """The answers of one sub-dimension in the review queue, those that wait first."""

    code: str
    title: str
    waiting: tuple[QueueLine, ...]
    settled: tuple[QueueLine, ...]


def review_queue(visitor: Visitor, key: int) -> tuple[AssessmentView, tuple[QueuePart, ...]]:
    """What waits for review and what is settled, by sub-dimension: six queries."""
    view = assessment_view(visitor, key, deed=Deed.REVIEW)
    participants = {one.pk: one for one in view.participants}
    asked = {one.code: one for one in view.asked}
    rows = (
        Response.objects.filter(participant__assessment=view.row)
        .exclude(status=ResponseStatus.DRAFT)
        .select_related("updated_by")
        .annotate(documents=Count("evidence"), checks=Count("evidence__checked_at"))
    )
    findings = open_findings(view.access, view.row.territory, view.row.framework_id)
    denied = findings.deny((row.indicator, stored_answer(row).grade) for row in rows)
    lines = []
    for row in rows:
        if row.indicator not in asked:
            continue
        words = view.words_of(asked[row.indicator])
        lines.append(
            QueueLine(
                row,
                participants[row.participant_id],
                words,
                words.anchor(row.grade),
                row.documents,
                row.checks,
                asked[row.indicator].scale.highest,
                (row.indicator, row.grade) in denied,
            )
        )
    order = {code: place for place, code in enumerate(asked)}
    lines.sort(key=lambda line: (order[line.row.indicator], not line.participant.is_lead))
    parts = []
    for sub in view.framework.sub_dimensions:
        own = [line for line in lines if asked[line.row.indicator].sub_dimension == sub.code]
        waiting = tuple(line for line in own if line.row.status == ResponseStatus.SUBMITTED)
        settled = tuple(line for line in own if line.row.status != ResponseStatus.SUBMITTED)
        if own:
            title = view.words.groups.get(sub.code, sub.code)
            parts.append(QueuePart(sub.code, title, waiting, settled))
    return view, tuple(parts)
