"""The dashboard of an assessment, and its rounds."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from glocal_web.portal.mappers import charts
from glocal_web.portal.mappers.crumbs import assessment_crumbs
from glocal_web.portal.mappers.dashboard import dashboard_words, round_changes
from glocal_web.portal.mappers.tabs import assessment_tabs
from glocal_web.portal.selectors import scorecards


@require_safe
def dashboard(request: HttpRequest, pk: int) -> HttpResponse:
    """Where a territory stands, with everything that must be said beside each figure."""
    found = scorecards.dashboard(request.user, pk)
    reading = found.reading
    link = charts.figure_links(pk)
    return render(
        request,
        "dashboard/dashboard.html",
        {
            "page": found,
            "words": dashboard_words(reading.labels, found.profile, reading.scorecard),
            "changes": round_changes(reading.labels, found.profile.changes),
            "pictures": charts.pictures(reading.labels, found.profile, link),
            "crumbs": assessment_crumbs(reading.assessment),
            "tabs": assessment_tabs(pk, reading.access, "dashboard"),
            "example": reading.assessment.territory.is_example,
        },
    )


@require_safe
def rounds(request: HttpRequest, pk: int) -> HttpResponse:
    """What changed from round to round."""
    found = scorecards.rounds(request.user, pk)
    reading = found.reading
    chain = [(one.assessment.name, one.scorecard) for one in found.rounds]
    moved = found.profile.changes if found.profile else ()
    return render(
        request,
        "dashboard/rounds.html",
        {
            "page": found,
            "trend": charts.trend_data(reading.labels, chain, charts.figure_links(pk)),
            "changes": round_changes(reading.labels, moved),
            "crumbs": assessment_crumbs(reading.assessment),
            "tabs": assessment_tabs(pk, reading.access, "compare"),
            "example": reading.assessment.territory.is_example,
        },
    )
