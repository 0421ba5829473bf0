"""Public pages about the methods: how each figure is made, with an example worked by hand."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from glocal_web.portal.mappers.crumbs import crumb
from glocal_web.portal.selectors import methods as selector


@require_safe
def methods(request: HttpRequest) -> HttpResponse:
    """Every method with its first sentence."""
    lines = selector.method_list()
    return render(request, "methods/list.html", {"lines": lines, "lang": _other_language()})


@require_safe
def method(request: HttpRequest, slug: str) -> HttpResponse:
    """One method."""
    page = selector.method_page(slug)
    crumbs = [crumb(_("Methods"), "methods")]
    context = {"page": page, "crumbs": crumbs, "lang": _other_language()}
    return render(request, "methods/method.html", context)


def _other_language() -> str:
    """The language of the texts where it is not the reader's own, else nothing."""
    return "" if get_language() == selector.LANGUAGE else selector.LANGUAGE
