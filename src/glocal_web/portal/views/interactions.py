"""Matrices of interactions: the list, one of them, and making, changing, opening, closing them."""

import secrets
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from glocal_web.portal.forms.interaction_matrix import (
    HeadForm,
    LinkForm,
    MatrixForm,
    initial_of,
)
from glocal_web.portal.mappers.crumbs import Crumb, crumb, territory_crumbs
from glocal_web.portal.models import Matrix, MatrixState, Territory
from glocal_web.portal.new_link import forget_link, shown_link
from glocal_web.portal.permissions import Deed
from glocal_web.portal.selectors.interaction_choices import ItemChoices
from glocal_web.portal.selectors.interaction_overview import matrix_overview
from glocal_web.portal.selectors.interactions import (
    managed_matrix,
    matrix_list,
)
from glocal_web.portal.selectors.open_territory import open_territory
from glocal_web.portal.services import interactions as services
from glocal_web.portal.views.requests import person_of

FORM = require_http_methods(["GET", "HEAD", "POST"])


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


@require_safe
@never_cache
def matrix(request: HttpRequest, slug: str, key: int) -> HttpResponse:
    """One matrix: what it asks, who has answered, by which links."""
    page = matrix_overview(request.user, slug, key)
    link = shown_link(request) if page.may_manage else ""
    response = render(
        request,
        "interactions/matrix.html",
        {
            "page": page,
            "matrix": page.matrix,
            "link": link,
            "link_form": LinkForm(),
            **around(page.matrix.territory),
        },
    )
    if link:
        forget_link(response, request.path)
    return response


@FORM
@never_cache
def matrix_new(request: HttpRequest, slug: str) -> HttpResponse:
    """A new matrix of a territory."""
    territory, access = open_territory(request.user, slug)
    access.require(Deed.MANAGE)
    fresh = secrets.token_hex(16)
    start = {"token": fresh, "version": 1}
    form = MatrixForm(request.POST or None, ItemChoices(territory), initial=start)
    if request.method == "POST" and form.is_valid():
        token = form.cleaned_data["token"] or fresh
        version = form.cleaned_data["version"]
        change = services.create_matrix(person_of(request), territory, token, form.draft(), version)
        if not change.is_stale:
            messages.success(request, _("The matrix is prepared. Look it over, then open it."))
            return redirect("portal:matrix", slug, change.matrix.pk)
        form.show_stale(change)
        return _form(request, form, territory, None, 409)
    return _form(request, form, territory, None)


@FORM
@never_cache
def matrix_edit(request: HttpRequest, slug: str, key: int) -> HttpResponse:
    """Change a matrix; its items only while it is being prepared."""
    row = managed_matrix(request.user, slug, key)
    data = request.POST or None
    form: HeadForm = (
        MatrixForm(data, ItemChoices(row.territory, row), initial=initial_of(row))
        if row.state == MatrixState.DRAFT
        else HeadForm(data, initial=initial_of(row))
    )
    status = 200
    if request.method == "POST" and form.is_valid():
        version = form.cleaned_data["version"]
        change = services.change_matrix(person_of(request), key, version, form.draft())
        if not change.is_stale:
            messages.success(request, _("Saved."))
            return redirect("portal:matrix", slug, key)
        form.show_stale(change)
        status = 409
    return _form(request, form, row.territory, row, status)


@require_POST
def matrix_state(request: HttpRequest, slug: str, key: int) -> HttpResponse:
    """Open a matrix for answers, close it, or go on preparing it."""
    managed_matrix(request.user, slug, key)
    state = request.POST.get("state", "")
    if state in MatrixState.values:
        try:
            services.set_state(person_of(request), key, state)
            messages.success(request, str(_said()[state]))
        except services.TooFewItemsError as error:
            messages.warning(
                request,
                _("It needs at least %(fewest)s items to be opened; there are %(number)s.")
                % {"fewest": services.FEWEST_ITEMS, "number": error.number},
            )
        except services.WrongStateError:
            messages.warning(
                request,
                _("Somebody has answered already: the items stay as they are.")
                if state == MatrixState.DRAFT
                else _("Somebody else has changed it meanwhile. Look at it once more."),
            )
    return redirect("portal:matrix", slug, key)


@FORM
def matrix_remove(request: HttpRequest, slug: str, key: int) -> HttpResponse:
    """Take a matrix away, after asking once more."""
    row = managed_matrix(request.user, slug, key)
    if request.method == "POST":
        services.remove_matrix(person_of(request), key)
        messages.success(request, _("The matrix is removed."))
        return redirect("portal:interactions", slug)
    context = {"matrix": row, **around(row.territory, row)}
    return render(request, "interactions/remove.html", context)


def around(territory: Territory, row: Matrix | None = None) -> dict[str, Any]:
    """What every page of a matrix shows around its content."""
    crumbs: list[Crumb] = [
        *territory_crumbs(territory),
        crumb(_("Interactions"), "interactions", territory.slug),
    ]
    if row is not None:
        crumbs.append(crumb(row.title, "matrix", territory.slug, row.pk))
    return {"territory": territory, "crumbs": crumbs, "example": territory.is_example}


def _form(
    request: HttpRequest,
    form: HeadForm,
    territory: Territory,
    row: Matrix | None,
    status: int = 200,
) -> HttpResponse:
    context = {"form": form, "matrix": row, **around(territory, row)}
    return render(request, "interactions/edit.html", context, status=status)


def _said() -> dict[str, str]:
    return {
        MatrixState.DRAFT: _("It is being prepared again: the items can be changed."),
        MatrixState.OPEN: _("It is open: people can answer."),
        MatrixState.CLOSED: _("It is closed: answers stay as they are."),
    }
