"""The page of an assessment, handing answers in, and opening a published one again."""

from dataclasses import replace

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from glocal_web.portal.mappers.crumbs import Crumb, territory_crumbs
from glocal_web.portal.mappers.tabs import assessment_tabs
from glocal_web.portal.permissions import Deed, NotVisibleError
from glocal_web.portal.selectors.assessments import (
    AssessmentView,
    assessment_page,
    assessment_view,
)
from glocal_web.portal.selectors.later_rounds import later_rounds
from glocal_web.portal.selectors.quick_start import quick_start_of
from glocal_web.portal.selectors.ways import QUICK
from glocal_web.portal.services.responses import submit_responses
from glocal_web.portal.services.review import reopen_assessment
from glocal_web.portal.views.requests import person_of


def crumbs(view: AssessmentView, *more: tuple[str, str]) -> list[Crumb]:
    """The way from the territory to a page of the assessment."""
    return [
        *territory_crumbs(view.row.territory),
        *({"label": label, "href": href} for label, href in more),
    ]


def address(view: AssessmentView) -> str:
    """The page of the assessment, for the participant shown."""
    return reverse("portal:assessment", args=[view.row.pk]) + view.query


def way_end(view: AssessmentView) -> str:
    """Where one comes out when there is no further question on the way one goes."""
    name = "quick-start" if view.way == QUICK else "assessment"
    return reverse(f"portal:{name}", args=[view.row.pk]) + replace(view, way="").query


@require_safe
def assessment(request: HttpRequest, pk: int) -> HttpResponse:
    """Progress, what to do next, all indicators, who takes part."""
    page = assessment_page(request.user, pk, request.GET.get("for", ""))
    context = {
        "page": page,
        "view": page.view,
        "crumbs": crumbs(page.view),
        "tabs": assessment_tabs(pk, page.view.access, "assessment"),
        "example": page.view.row.territory.is_example,
        "quick": quick_start_of(page),
        "later": next(iter(later_rounds(page.view.row)), None),
    }
    return render(request, "assessment/assessment.html", context)


@require_safe
def quick_start(request: HttpRequest, pk: int) -> HttpResponse:
    """The few questions to begin with: why these, how far one is, how long the rest takes."""
    page = assessment_page(request.user, pk, request.GET.get("for", ""))
    quick = quick_start_of(page)
    if quick is None:
        raise NotVisibleError
    context = {
        "page": page,
        "view": page.view,
        "quick": quick,
        "crumbs": crumbs(page.view, (page.view.row.name, address(page.view))),
        "example": page.view.row.territory.is_example,
    }
    return render(request, "assessment/quick_start.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def submit(request: HttpRequest, pk: int) -> HttpResponse:
    """Shows what will be handed in and what is still open; then hands it in."""
    page = assessment_page(request.user, pk, request.GET.get("for", ""))
    view = page.view
    view.access.require(Deed.ANSWER)
    part = request.GET.get("part", "")
    if part:
        view.framework.sub_dimension(part)
    if request.method == "POST" and view.shown is not None:
        result = submit_responses(person_of(request), view.shown, part)
        _tell(request, len(result.handed_in))
        return redirect(address(view))
    parts = [one for one in page.parts if part in ("", one.code)]
    lines = [line for one in parts for line in one.lines]
    context = {
        "page": page,
        "view": view,
        "part": next(iter(parts), None) if part else None,
        "ready": [
            line
            for line in lines
            if line.row and not line.is_open and line.row.status in ("draft", "returned")
        ],
        "unanswered": [line for line in lines if line.is_open],
        "crumbs": crumbs(view, (view.row.name, address(view))),
        "back": address(view),
        "example": view.row.territory.is_example,
    }
    return render(request, "assessment/submit.html", context)


def _tell(request: HttpRequest, number: int) -> None:
    if number:
        messages.success(
            request,
            ngettext(
                "%(number)s answer was handed in. A reviewer reads it next.",
                "%(number)s answers were handed in. A reviewer reads them next.",
                number,
            )
            % {"number": number},
        )
    else:
        messages.info(request, _("There was nothing to hand in: nothing is new since last time."))


@require_http_methods(["GET", "HEAD", "POST"])
def reopen(request: HttpRequest, pk: int) -> HttpResponse:
    """Asks once more, then opens a published assessment for answers again."""
    view = assessment_view(request.user, pk, deed=Deed.MANAGE)
    if request.method == "POST":
        reopen_assessment(person_of(request), view.row.pk)
        messages.success(request, _("Answers can be changed again."))
        return redirect(address(view))
    context = {
        "view": view,
        "crumbs": crumbs(view, (view.row.name, address(view))),
        "back": address(view),
    }
    return render(request, "assessment/reopen.html", context)
