"""The reading pages of a matrix: picture, item, pair, influence, synergies, ways, agreement."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from glocal_web.portal.mappers.crumbs import crumb
from glocal_web.portal.selectors.interaction_agreement import agreement_page
from glocal_web.portal.selectors.interaction_ground import Ground
from glocal_web.portal.selectors.interaction_influence import influence_page
from glocal_web.portal.selectors.interaction_item import item_page
from glocal_web.portal.selectors.interaction_loops import ways_page
from glocal_web.portal.selectors.interaction_pair import pair_page
from glocal_web.portal.selectors.interaction_picture import picture_page
from glocal_web.portal.selectors.interaction_synergies import synergies_page
from glocal_web.portal.selectors.interaction_what_if import what_if_page
from glocal_web.portal.views.interactions import around


@require_safe
@never_cache
def picture(request: HttpRequest, slug: str, key: int) -> HttpResponse:
    """The matrix as a table in colour."""
    asked = request.GET
    page = picture_page(
        request.user,
        slug,
        key,
        asked.get("order", ""),
        asked.get("rows", ""),
        asked.get("columns", ""),
    )
    return _read(request, "picture", page, page.ground)


@require_safe
@never_cache
def item(request: HttpRequest, slug: str, key: int, number: int) -> HttpResponse:
    """One item: what it gives and what it receives."""
    page = item_page(request.user, slug, key, number)
    return _read(request, "item", page, page.ground, current="picture", below=True)


@require_safe
@never_cache
def pair(request: HttpRequest, slug: str, key: int, source: int, target: int) -> HttpResponse:
    """One ordered pair."""
    page = pair_page(request.user, slug, key, source, target)
    return _read(request, "pair", page, page.ground, current="picture", below=True)


@require_safe
@never_cache
def influence(request: HttpRequest, slug: str, key: int) -> HttpResponse:
    """Who influences, who is supported."""
    page = influence_page(
        request.user, slug, key, request.GET.get("alpha", ""), whole="all" in request.GET
    )
    return _read(request, "influence", page, page.ground)


@require_safe
@never_cache
def synergies(request: HttpRequest, slug: str, key: int) -> HttpResponse:
    """Synergies and trade-offs, kept apart."""
    page = synergies_page(request.user, slug, key, whole="all" in request.GET)
    return _read(request, "synergies", page, page.ground)


@require_safe
@never_cache
def ways(request: HttpRequest, slug: str, key: int) -> HttpResponse:
    """Ways between two items, and loops."""
    asked = request.GET
    page = ways_page(request.user, slug, key, asked.get("from", ""), asked.get("to", ""))
    return _read(request, "ways", page, page.ground)


@require_safe
@never_cache
def agreement(request: HttpRequest, slug: str, key: int) -> HttpResponse:
    """How far the raters agree."""
    page = agreement_page(request.user, slug, key)
    return _read(request, "agreement", page, page.ground)


@require_safe
@never_cache
def scenario(request: HttpRequest, slug: str, key: int) -> HttpResponse:
    """What if some items made progress."""
    asked = request.GET
    page = what_if_page(request.user, slug, key, asked.getlist("up"), asked.getlist("down"))
    return _read(request, "what_if", page, page.ground)


def _read(
    request: HttpRequest,
    name: str,
    page: Any,
    ground: Ground,
    *,
    current: str = "",
    below: bool = False,
) -> HttpResponse:
    """The page of this name; ``below`` says that the picture stands on the way to it."""
    territory, matrix = ground.matrix.territory, ground.matrix
    context = {
        "page": page,
        "ground": ground,
        "matrix": matrix,
        "current": current or name,
        **around(territory, matrix),
    }
    if below:
        context["crumbs"].append(crumb(_("Picture"), "matrix-picture", territory.slug, matrix.pk))
    return render(request, f"interactions/reading/{name}.html", context)
