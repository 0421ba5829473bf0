"""Public pages about the frameworks: what is asked, why, and what each grade means."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from glocal_web.portal.mappers.crumbs import framework_crumbs
from glocal_web.portal.selectors.framework_pages import framework_list, framework_page
from glocal_web.portal.selectors.indicator_pages import indicator_page


@require_safe
def frameworks(request: HttpRequest) -> HttpResponse:
    """Every framework that an assessment can use."""
    return render(request, "framework/list.html", {"lines": framework_list()})


@require_safe
def framework(request: HttpRequest, framework_id: str, version: str) -> HttpResponse:
    """One framework version with its groups and indicators."""
    page = framework_page(framework_id, version)
    return render(request, "framework/framework.html", {"page": page, "crumbs": framework_crumbs()})


@require_safe
def indicator(request: HttpRequest, framework_id: str, version: str, code: str) -> HttpResponse:
    """All texts of one indicator."""
    page = indicator_page(framework_id, version, code)
    crumbs = framework_crumbs(framework_id, version, page.line.text.short)
    return render(request, "framework/indicator.html", {"page": page, "crumbs": crumbs})
