"""The directory of territories, their pages, and the forms that create and change them."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from glocal.loading.vocabulary import vocabulary_words
from glocal_web.portal.forms.directory import DirectoryForm
from glocal_web.portal.forms.territory import (
    NewTerritoryForm,
    PlaceSearchForm,
    TerritoryForm,
    values_of,
    values_of_place,
)
from glocal_web.portal.forms.territory_conflict import collisions, with_choices, with_version
from glocal_web.portal.mappers.competences import competence_groups
from glocal_web.portal.mappers.crumbs import crumb, territory_crumbs
from glocal_web.portal.models import Territory, place
from glocal_web.portal.selectors.local_names import local_name
from glocal_web.portal.selectors.place_results import place_results
from glocal_web.portal.selectors.places import country_name
from glocal_web.portal.selectors.places import place as place_by_id
from glocal_web.portal.selectors.territories import (
    answers_in,
    managed_territory,
    may_create,
    require_may_create,
    territory_page,
    visible_territories,
)
from glocal_web.portal.selectors.territory_directory import territory_directory
from glocal_web.portal.selectors.territory_parents import parent_candidates
from glocal_web.portal.selectors.territory_versions import last_save, state_at
from glocal_web.portal.services.territories import (
    SameTerritoryError,
    StaleTerritoryError,
    create_territory,
    update_territory,
)

# Digits of the longest id of the gazetteer that a database can look for.
LONGEST_KEY = 18


@require_safe
def territories(request: HttpRequest) -> HttpResponse:
    """The directory: the reader's own territories first, then the public ones."""
    form = DirectoryForm(request.GET)
    form.is_valid()
    wanted = form.cleaned_data
    directory = territory_directory(
        request.user,
        wanted.get("q", ""),
        wanted.get("country", ""),
        wanted.get("level", ""),
        request.GET.get("page", 1),
    )
    form.offer_countries(directory.countries)
    context = {"directory": directory, "form": form, "may_create": may_create(request.user)}
    return render(request, "territories/directory.html", context)


@require_safe
def territory(request: HttpRequest, slug: str) -> HttpResponse:
    """Who a territory is, what is assessed there, and what to do first."""
    page = territory_page(request.user, slug)
    language = get_language() or "en"
    row = page.territory
    roles = vocabulary_words("roles", language)
    context = {
        "page": page,
        "territory": row,
        "example": row.is_example,
        "crumbs": [crumb(_("Territories"), "territories")],
        "country": country_name(row.country, language) if row.country else "",
        "roles": [roles.get(role, role) for role in row.mobility_roles],
        "competences": competence_groups(row.competences),
    }
    return render(request, "territories/territory.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def territory_new(request: HttpRequest) -> HttpResponse:
    """First the search in the gazetteer, then the form with what is known of the place."""
    require_may_create(request.user)
    if request.method == "POST":
        return _create(request)
    if "place" in request.GET or "by-hand" in request.GET:
        return _new_form(request, _prefilled(request))
    form = PlaceSearchForm(request.GET if "q" in request.GET else None)
    searched = form.is_valid()
    text = form.cleaned_data["q"] if searched else ""
    context = {
        "form": form,
        "text": text,
        "results": place_results(request.user, text, form.cleaned_data["country"])
        if searched
        else (),
        "may_choose": True,
        "below": request.GET.get("below", ""),
        "geonames": place,
        "crumbs": [crumb(_("Territories"), "territories")],
    }
    return render(request, "territories/new_search.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def territory_edit(request: HttpRequest, slug: str) -> HttpResponse:
    """Change a territory; whoever saved meanwhile is not overwritten."""
    row = managed_territory(request.user, slug)
    if request.method != "POST":
        parents = parent_candidates(request.user, row.country, child=row)
        start = {**values_of(row), "version": row.version}
        return _edit_form(request, row, TerritoryForm(initial=start, parents=parents))
    parents = parent_candidates(request.user, "", child=row)
    data = with_choices(request.POST, row)
    form = TerritoryForm(data, parents=parents)
    if form.is_valid():
        seen = form.cleaned_data["version"] or 0
        try:
            update_territory(request.user, row, seen, form.draft())
        except StaleTerritoryError as stale:
            current = stale.current
            found = collisions(form, current, state_at(current, seen))
            newer = TerritoryForm(with_version(data, current.version), parents=parents)
            more = {"collisions": found, "saved": last_save(current)}
            return _edit_form(request, current, newer, status=409, **more)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("The territory is saved."))
            return redirect("portal:territory", slug=row.slug)
    return _edit_form(request, row, form)


def _create(request: HttpRequest) -> HttpResponse:
    below = request.GET.get("below", "")
    form = NewTerritoryForm(request.POST, parents=parent_candidates(request.user, "", below))
    same = None
    if form.is_valid():
        authority = " ".join(form.cleaned_data["authority_name"].split())
        although = form.cleaned_data["although_same"]
        try:
            row = create_territory(request.user, form.draft(), authority, although)
        except SameTerritoryError as error:
            same = error.existing
        except ValidationError as error:
            form.add_error(None, error)
        else:
            if answers_in(request.user, row):
                messages.success(request, _("The territory is there. Next: open its assessment."))
            else:
                messages.success(request, _("The territory is there. Next: invite its people."))
            return redirect("portal:territory", slug=row.slug)
    return _new_form(request, form, same)


def _prefilled(request: HttpRequest) -> NewTerritoryForm:
    """The empty form, or with what the gazetteer knows of the chosen place."""
    key = request.GET.get("place", "")
    known = key.isascii() and key.isdigit() and len(key) <= LONGEST_KEY
    found = place_by_id(int(key)) if known else None
    start: dict[str, Any] = {}
    if found is not None:
        start = values_of_place(found, local_name(found))
    below = request.GET.get("below", "")
    parents = parent_candidates(request.user, start.get("country", ""), below)
    above = next((parent for parent in parents if parent.slug == below), None)
    if above is not None:
        start["parent"] = str(above.pk)
        start.setdefault("country", above.country)
    return NewTerritoryForm(initial=start, parents=parents)


def _new_form(
    request: HttpRequest, form: NewTerritoryForm, same: Territory | None = None
) -> HttpResponse:
    context = {
        "form": form,
        "same": same,
        "may_open_same": same is not None
        and visible_territories(request.user).filter(pk=same.pk).exists(),
        "crumbs": [crumb(_("Territories"), "territories")],
    }
    return render(request, "territories/new.html", context, status=409 if same else 200)


def _edit_form(
    request: HttpRequest, row: Territory, form: TerritoryForm, status: int = 200, **more: Any
) -> HttpResponse:
    context = {
        "form": form,
        "territory": row,
        "example": row.is_example,
        "crumbs": territory_crumbs(row),
        **more,
    }
    return render(request, "territories/edit.html", context, status=status)
