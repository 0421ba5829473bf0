"""The register of a territory: the list, and what is found while somebody types."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from glocal_web.portal.forms.pick import PICKED, Pick, find_form
from glocal_web.portal.mappers.crumbs import territory_crumbs
from glocal_web.portal.permissions import Deed, NotVisibleError
from glocal_web.portal.selectors.register_choices import RegisterChoices
from glocal_web.portal.selectors.register_list import register_page
from glocal_web.portal.selectors.register_rows import open_register


@require_safe
def register(request: HttpRequest, slug: str) -> HttpResponse:
    """The policies of a territory and those it inherits, found and filtered."""
    page = register_page(request.user, slug, request.GET.dict(), timezone.localdate())
    return render(
        request,
        "register/list.html",
        {
            "page": page,
            "territory": page.territory,
            "crumbs": territory_crumbs(page.territory),
            "example": page.territory.is_example,
        },
    )


@require_safe
def find(request: HttpRequest, slug: str, field: str) -> HttpResponse:
    """The choices of one field that hold the words typed so far, as a part of the form."""
    territory, access = open_register(request.user, slug)
    access.require(Deed.PLAN)
    if field not in PICKED:
        raise NotVisibleError
    form = find_form(field, request.GET, RegisterChoices(territory))
    return render(request, "register/_pick_choices.html", {"pick": Pick(form, field)})
