"""Who says that they are part of a territory, and what that one answers."""

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from glocal_web.portal.forms.belonging import BelongingForm
from glocal_web.portal.mappers.crumbs import territory_crumbs
from glocal_web.portal.selectors.territories import managed_territory
from glocal_web.portal.selectors.territory_consents import belonging as belonging_page
from glocal_web.portal.services.territory_consents import answer_consent


@require_http_methods(["GET", "HEAD", "POST"])
def belonging(request: HttpRequest, slug: str) -> HttpResponse:
    """The territories that ask, those that were declined and those that belong here."""
    if request.method == "POST":
        return _answer(request, slug)
    page = belonging_page(request.user, slug, request.GET.get("page", 1))
    context = {
        "page": page,
        "territory": page.territory,
        "example": page.territory.is_example,
        "crumbs": territory_crumbs(page.territory),
    }
    return render(request, "territories/belonging.html", context)


def _answer(request: HttpRequest, slug: str) -> HttpResponse:
    managed_territory(request.user, slug)
    form = BelongingForm(request.POST)
    if not form.is_valid():
        raise BadRequest
    child = answer_consent(request.user, slug, form.cleaned_data["child"], agrees=form.agrees)
    words = (
        _("%(child)s reads the register of policies from now on.")
        if form.agrees
        else _("%(child)s does not read the register of policies.")
    )
    messages.success(request, words % {"child": child.name})
    return redirect("portal:belonging", slug)
