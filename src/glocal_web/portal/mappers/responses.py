"""Rows of responses as the core's values."""

from collections.abc import Iterable

from glocal.model.kinds import AnswerState, EvidenceLevel, StakeholderGroup
from glocal.model.response import Response as ResponseValue
from glocal_web.portal.mappers.evidence_level import evidence_levels
from glocal_web.portal.models import Assessment, Response, ResponseStatus


def response_values(assessment: Assessment) -> list[ResponseValue]:
    """All responses of an assessment, with the level of their evidence: two queries."""
    rows = list(
        Response.objects.filter(participant__assessment=assessment).select_related(
            "participant__organisation"
        )
    )
    return values_of(rows)


def values_of(rows: Iterable[Response]) -> list[ResponseValue]:
    """The values of rows that have ``participant__organisation`` selected: one query more."""
    rows = list(rows)
    levels = evidence_levels(rows)
    return [response_value(row, levels[row.pk]) for row in rows]


def response_value(row: Response, evidence: EvidenceLevel) -> ResponseValue:
    """The value of one row."""
    organisation = row.participant.organisation
    return ResponseValue(
        indicator=row.indicator,
        state=AnswerState(row.state),
        grade=row.grade,
        evidence=evidence,
        participant=organisation.name,
        group=StakeholderGroup(organisation.group),
        agreed=row.status == ResponseStatus.AGREED,
    )
