"""The dashboard of an assessment, and its rounds."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from glocal_web.portal.mappers import charts
from glocal_web.portal.mappers.crumbs import assessment_crumbs
from glocal_web.portal.mappers.dashboard import dashboard_words, round_changes
from glocal_web.portal.mappers.round_words import alike_rows, figure_rows, question_lines
from glocal_web.portal.mappers.tabs import assessment_tabs
from glocal_web.portal.selectors import scorecards
from glocal_web.portal.selectors.later_rounds import later_rounds
from glocal_web.portal.selectors.moving import newer_version
from glocal_web.portal.selectors.round_sides import round_sides


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
    """What changed from round to round, and what of it can be compared."""
    reading = scorecards.read_assessment(request.user, pk)
    beside = round_sides(reading, request.GET.get("with", ""))
    other, result = beside.other, beside.compared
    figures = figure_rows(reading.labels, beside.figures)
    total = figures[0]
    chosen = beside.sides.index(other) if other else 0
    later = later_rounds(reading.assessment)
    newer = newer_version(reading.assessment) if reading.may_manage else None
    return render(
        request,
        "dashboard/rounds.html",
        {
            "reading": reading,
            "trend": charts.trend_data(
                reading.labels,
                [side.assessment.name for side in beside.sides],
                beside.figures,
                charts.figure_links(pk),
            ),
            "beside": beside,
            "totals": list(zip(beside.sides, total.cells, strict=True)),
            "groups": figures[1:],
            # Where the whole rounds can be compared, the same figures once more say nothing.
            "alike": alike_rows(reading.labels, result.alike)
            if result and result.alike.codes and any(row.cells[chosen].why for row in figures)
            else (),
            "changes": round_changes(reading.labels, result.moved) if result else (),
            "not_compared": question_lines(other.labels, reading.labels, result.not_compared)
            if other and result
            else (),
            "later": next(iter(later), None),
            # Once somebody went on with it there is nothing to be told of.
            "newer": newer
            if newer and newer.version not in {one.framework_version for one in later}
            else None,
            "crumbs": assessment_crumbs(reading.assessment),
            "tabs": assessment_tabs(pk, reading.access, "compare"),
            "example": reading.assessment.territory.is_example,
        },
    )
