"""What to do next: the changes that raise most, all gaps, and one gap."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from glocal_web.portal.mappers.crumbs import assessment_crumbs, crumb
from glocal_web.portal.mappers.tabs import assessment_tabs
from glocal_web.portal.selectors import next_steps as selectors


@require_safe
def next_steps(request: HttpRequest, pk: int) -> HttpResponse:
    """The ten changes that raise most, and the list of gaps with a filter by effort."""
    page = selectors.next_steps(request.user, pk, request.GET.get("effort", ""))
    assessment = page.reading.assessment
    return render(
        request,
        "planning/next_steps.html",
        {
            "page": page,
            "crumbs": assessment_crumbs(assessment),
            "tabs": assessment_tabs(pk, page.reading.access, "next-steps"),
            "example": assessment.territory.is_example,
        },
    )


@require_safe
def gap(request: HttpRequest, pk: int, code: str) -> HttpResponse:
    """One gap: where the territory stands, the next grade, and what leads there."""
    page = selectors.gap_page(request.user, pk, code)
    assessment = page.reading.assessment
    return render(
        request,
        "planning/gap.html",
        {
            "page": page,
            "crumbs": assessment_crumbs(assessment, crumb(_("Next steps"), "next-steps", pk)),
            "tabs": assessment_tabs(pk, page.reading.access, "next-steps"),
            "example": assessment.territory.is_example,
        },
    )
