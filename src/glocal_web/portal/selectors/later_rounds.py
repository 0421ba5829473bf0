"""Rounds that come after one: for an old link, and for whoever would open the same round again."""

from __future__ import annotations

from glocal_web.portal.models import Assessment


def later_rounds(assessment: Assessment) -> tuple[Assessment, ...]:
    """Rounds of the same territory, framework and subject that end later, latest first: one query.

    For whoever may read the assessment.
    """
    return tuple(
        Assessment.objects.filter(
            territory=assessment.territory_id,
            framework_id=assessment.framework_id,
            subject__iexact=assessment.subject,
            period_end__gt=assessment.period_end,
        ).order_by("-period_end", "-pk")
    )
