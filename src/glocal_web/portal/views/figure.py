"""How a figure came about."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from glocal_web.portal.mappers.crumbs import assessment_crumbs, crumb
from glocal_web.portal.mappers.tabs import assessment_tabs
from glocal_web.portal.selectors import figures


@require_safe
def figure(request: HttpRequest, pk: int, key: str) -> HttpResponse:
    """One figure: the rule, its parts, and the answers behind them."""
    page = figures.figure(request.user, pk, key)
    assessment = page.reading.assessment
    above = [crumb(one.label, "figure", pk, one.key) for one in page.above]
    return render(
        request,
        "dashboard/figure.html",
        {
            "page": page,
            "band": page.reading.labels.band(page.score.band),
            "crumbs": assessment_crumbs(assessment, *above),
            "tabs": assessment_tabs(pk, page.reading.access, "dashboard"),
            "example": assessment.territory.is_example,
        },
    )
