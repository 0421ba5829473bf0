"""The guided tour: short pages one after another, which can be left at any of them."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from glocal_web.portal import tour as pages
from glocal_web.portal.forms.people import ROLE_MEANINGS
from glocal_web.portal.models import RoleKind
from glocal_web.portal.selectors.tour import general_links, tour_links
from glocal_web.portal.selectors.tour_examples import example


@require_safe
def tour(request: HttpRequest, number: int = 1) -> HttpResponse:
    """One page of the tour, from 1."""
    if not 1 <= number <= len(pages.STOPS):
        raise Http404
    stop = pages.STOPS[number - 1]
    link = tour_links(request.user)[stop.key]
    elsewhere = link == general_links()[stop.key] and stop.elsewhere
    context = {
        **example(stop.key, get_language() or "en"),
        "kinds": [(kind.label, ROLE_MEANINGS[kind]) for kind in RoleKind],
        "picture": f"pages/tour/{stop.key}.html",
        "stop": stop,
        "number": number,
        "total": len(pages.STOPS),
        "before": number - 1,
        "after": number + 1 if number < len(pages.STOPS) else 0,
        "link": f"{link}?{pages.PLACE}={number}" if link else "",
        "look": elsewhere or stop.look,
    }
    return render(request, "pages/tour.html", context)


@require_POST
def tour_end(request: HttpRequest) -> HttpResponse:
    """Taken or skipped: it is not offered again on this device, and stays to be found."""
    messages.info(request, _("You find the tour again at the foot of every page."))
    response = redirect("portal:home")
    pages.remember(response, request.is_secure())
    return response
