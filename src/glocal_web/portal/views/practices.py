"""The practice library: the list with its map, one practice, and the open data."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import condition, require_safe

from glocal.loading.families import LANGUAGES
from glocal_web.portal.mappers.crumbs import crumb
from glocal_web.portal.mappers.practice_files import DataFile, practices_csv, practices_json
from glocal_web.portal.mappers.text_status import page_language
from glocal_web.portal.selectors.practices import practice_list
from glocal_web.portal.selectors.practices_page import practice_page


@require_safe
def practices(request: HttpRequest) -> HttpResponse:
    """The library: search, filters, map and list."""
    page = practice_list(request.GET.dict())
    return render(request, "practices/list.html", {"page": page})


@require_safe
def practice(request: HttpRequest, practice_id: str) -> HttpResponse:
    """One practice in the five-part form, with its facts and sources."""
    page = practice_page(practice_id)
    crumbs = [crumb(_("Practices"), "practices")]
    return render(request, "practices/practice.html", {"page": page, "crumbs": crumbs})


def _asked_language(request: HttpRequest) -> str:
    """The language that the address asks for, else that of the page."""
    asked = request.GET.get("language", "")
    return asked if asked in LANGUAGES else page_language()


def _data(
    made: Callable[[str], DataFile], kind: str, content_type: str
) -> Callable[[HttpRequest], HttpResponse]:
    """A view that hands out a file of the library; who has the present one gets 304."""

    def etag(request: HttpRequest) -> str:
        return made(_asked_language(request)).etag

    @require_safe
    @condition(etag_func=etag)
    def view(request: HttpRequest) -> HttpResponse:
        language = _asked_language(request)
        response = HttpResponse(made(language).content, content_type=content_type)
        name = f"glocal-practices-{language}.{kind}"
        response["Content-Disposition"] = f'attachment; filename="{name}"'
        response["Content-Language"] = language
        # Without ?language= the same address gives other words to other readers: ask each time.
        response["Cache-Control"] = "no-cache"
        # Open data: pages of others may read it straight from here.
        response["Access-Control-Allow-Origin"] = "*"
        return response

    return view


practices_as_json = _data(practices_json, "json", "application/json")
practices_as_csv = _data(practices_csv, "csv", "text/csv; charset=utf-8")
