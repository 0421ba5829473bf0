"""The register of a territory at a glance: map, sectors, means, core services."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from glocal_web.portal.mappers.crumbs import territory_crumbs
from glocal_web.portal.mappers.tabs import coherence_tabs, dimension_tabs
from glocal_web.portal.selectors import coherence_overviews as selectors
from glocal_web.portal.selectors.coherence_overviews import Ground
from glocal_web.portal.services.rechecking import Recheck, recheck


@require_safe
def portfolio_map(request: HttpRequest, slug: str) -> HttpResponse:
    """Policies by level and sector, tied by findings and synergies."""
    check = recheck(request.user, slug)
    whole = "all" in request.GET
    page = selectors.map_page(request.user, slug, whole=whole)
    context = _context(page.ground, check, "coherence-map")
    context |= {
        "page": page,
        "whole": whole,
        "intro": _("The registered policies by level and sector, and what ties them."),
    }
    return render(request, "coherence/map.html", context)


@require_safe
def sectors(request: HttpRequest, slug: str) -> HttpResponse:
    """Where sectors meet in findings."""
    check = recheck(request.user, slug)
    page = selectors.matrix_page(request.user, slug)
    context = _context(page.ground, check, "coherence-sectors")
    context |= {"page": page, "intro": _("In which sectors the findings lie, and where two meet.")}
    return render(request, "coherence/sectors.html", context)


@require_safe
def means(request: HttpRequest, slug: str) -> HttpResponse:
    """Who may, who must, who pays."""
    check = recheck(request.user, slug)
    page = selectors.means_page(
        request.user,
        slug,
        request.GET.get("sector", ""),
        only_gaps=request.GET.get("gaps") == "1",
    )
    context = _context(page.ground, check, "coherence-means")
    context |= {
        "page": page,
        "intro": _("Which body has which task here, and the competence, money and staff for it."),
    }
    return render(request, "coherence/means.html", context)


@require_safe
def services(request: HttpRequest, slug: str) -> HttpResponse:
    """Who is covered by the core services."""
    check = recheck(request.user, slug)
    page = selectors.services_page(request.user, slug, request.GET.get("by", ""))
    context = _context(page.ground, check, "coherence-services")
    context |= {
        "page": page,
        "dimensions": dimension_tabs(page.dimensions, page.dimension),
        "intro": _("What the registered provisions say about core services, group by group."),
    }
    return render(request, "coherence/services.html", context)


def _context(ground: Ground, check: Recheck, current: str) -> dict[str, Any]:
    territory = ground.territory
    return {
        "ground": ground,
        "check": check,
        "territory": territory,
        "tabs": coherence_tabs(territory.slug, current),
        "crumbs": territory_crumbs(territory),
        "example": territory.is_example,
    }
