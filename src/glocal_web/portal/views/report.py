"""The report of an assessment: what it shall be, and the file."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from glocal_web.portal.forms.report import ReportForm
from glocal_web.portal.mappers.crumbs import assessment_crumbs
from glocal_web.portal.mappers.tabs import assessment_tabs
from glocal_web.portal.selectors.reports import report_page
from glocal_web.portal.services.report_files import TooManyReportsError, make_report
from glocal_web.portal.views.requests import person_of

INCOMPLETE, TOO_MANY = 422, 429


@require_safe
def report(request: HttpRequest, pk: int) -> HttpResponse:
    """The choices."""
    return _page(request, pk, ReportForm(), 200)


@require_safe
def report_file(request: HttpRequest, pk: int) -> HttpResponse:
    """The file, or the choices once more where one of them cannot be."""
    form = ReportForm(request.GET)
    if not form.is_valid():
        return _page(request, pk, form, INCOMPLETE)
    try:
        made = make_report(person_of(request), pk, form.choice(), form.cleaned_data["file"])
    except TooManyReportsError as error:
        return turned_away(request, error)
    response = HttpResponse(made.content, content_type=made.content_type)
    response["Content-Disposition"] = f'attachment; filename="{made.name}"'
    return response


def turned_away(request: HttpRequest, error: TooManyReportsError) -> HttpResponse:
    """The page for who asked for too many files, with when to come back."""
    response = render(request, "pages/errors/429.html", status=TOO_MANY)
    response["Retry-After"] = str(error.seconds)
    return response


def _page(request: HttpRequest, pk: int, form: ReportForm, status: int) -> HttpResponse:
    page = report_page(request.user, pk)
    assessment = page.reading.assessment
    context = {
        "page": page,
        "assessment": assessment,
        "form": form,
        "crumbs": assessment_crumbs(assessment),
        "tabs": assessment_tabs(pk, page.reading.access, "report"),
        "example": assessment.territory.is_example,
    }
    return render(request, "dashboard/report.html", context, status=status)
