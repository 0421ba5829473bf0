"""Public pages about linkages: how migration and each sector affect one another."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from glocal_web.portal.mappers.crumbs import crumb
from glocal_web.portal.selectors.linkages import linkage_groups, linkage_page


@require_safe
def linkages(request: HttpRequest) -> HttpResponse:
    """Every sector with the heart of its linkage."""
    return render(request, "linkages/list.html", {"groups": linkage_groups()})


@require_safe
def linkage(request: HttpRequest, sector: str) -> HttpResponse:
    """One sector, both ways: what migration does to it, what its policies do to people."""
    page = linkage_page(sector)
    return render(
        request,
        "linkages/linkage.html",
        {"page": page, "crumbs": [crumb(_("Linkages"), "linkages")]},
    )
