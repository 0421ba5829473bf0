"""Matrices of interactions: the list, one of them, and making, changing, opening, closing them."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from glocal_web.portal.mappers.crumbs import territory_crumbs
from glocal_web.portal.selectors.interactions import matrix_list


@require_safe
def interactions(request: HttpRequest, slug: str) -> HttpResponse:
    """The matrices of a territory."""
    page = matrix_list(request.user, slug, request.GET.get("page", "1"))
    return render(
        request,
        "interactions/list.html",
        {
            "page": page,
            "territory": page.territory,
            "crumbs": territory_crumbs(page.territory),
            "example": page.territory.is_example,
        },
    )
