"""Search in the gazetteer, as a page and as the part that is loaded while somebody types."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from glocal_web.portal.forms.territory import PlaceSearchForm
from glocal_web.portal.models import place
from glocal_web.portal.selectors.place_results import place_results
from glocal_web.portal.selectors.territories import may_create


@require_safe
def place_search(request: HttpRequest) -> HttpResponse:
    """The places with a name that begins with the text, and why each was found."""
    form = PlaceSearchForm(request.GET)
    valid = form.is_valid()
    text = form.cleaned_data["q"] if valid else ""
    context = {
        "form": form,
        "text": text,
        "results": place_results(request.user, text, form.cleaned_data["country"]) if valid else (),
        "may_choose": may_create(request.user),
        "below": request.GET.get("below", ""),
        "geonames": place,
    }
    part = "territories/place_results.html"
    return render(
        request, part if getattr(request, "htmx", False) else "territories/places.html", context
    )
