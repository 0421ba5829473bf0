"""Other answers tried out, with nothing saved: the address alone holds them."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

from glocal_web.portal.forms.what_if import WhatIfForm
from glocal_web.portal.mappers import charts
from glocal_web.portal.mappers.crumbs import assessment_crumbs
from glocal_web.portal.mappers.tabs import assessment_tabs
from glocal_web.portal.selectors.scorecards import read_assessment
from glocal_web.portal.selectors.trials import trial
from glocal_web.portal.views.requests import asks_for_a_part


@require_safe
@vary_on_headers("HX-Request")
def what_if(request: HttpRequest, pk: int) -> HttpResponse:
    """The scores before and after the answers in the query of the address."""
    reading = read_assessment(request.user, pk)
    form = WhatIfForm(request.GET, reading)
    tried = trial(reading, form.tried)
    query = form.query()
    address = f"{request.path}?{query}" if query else request.path
    if form.is_valid() and not asks_for_a_part(request) and request.GET.urlencode() != query:
        # A form sent without script names every field; the address to share names what is tried.
        return redirect(address)
    context = {
        "reading": reading,
        "form": form,
        "groups": form.groups(),
        "trial": tried,
        "band_before": reading.labels.band(tried.before.total.band),
        "band_after": reading.labels.band(tried.after.total.band),
        "rose_before": charts.rose_items(
            reading.labels, tried.before.sub_dimensions.values(), charts.no_links
        ),
        "rose_after": charts.rose_items(
            reading.labels, tried.after.sub_dimensions.values(), charts.no_links
        ),
        "crumbs": assessment_crumbs(reading.assessment),
        "tabs": assessment_tabs(pk, reading.access, "what-if"),
        "example": reading.assessment.territory.is_example,
    }
    if asks_for_a_part(request):
        response = render(request, "planning/what_if_update.html", context)
        response["HX-Push-Url"] = address
        return response
    return render(request, "planning/what_if.html", context)
