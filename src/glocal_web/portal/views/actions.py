"""The actions of a territory: the list, a new one, and one of them."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from glocal_web.portal.forms.action import (
    ChangeActionForm,
    NewActionForm,
    initial,
    with_present_owner,
)
from glocal_web.portal.mappers.crumbs import crumb, territory_crumbs
from glocal_web.portal.mappers.tabs import status_tabs
from glocal_web.portal.selectors import actions as selectors
from glocal_web.portal.services.actions import change_action, create_action
from glocal_web.portal.views.requests import person_of

# Of a title that an address proposes; the form says when a longer one is written.
LONGEST_TITLE = 200


@require_safe
def actions(request: HttpRequest, slug: str) -> HttpResponse:
    """What a territory plans, does and has done."""
    page = selectors.action_list(
        request.user,
        slug,
        request.GET.get("status", ""),
        request.GET.get("owner", ""),
        request.GET.get("page", "1"),
    )
    return render(
        request,
        "planning/actions.html",
        {
            "page": page,
            "tabs": status_tabs(request.GET, page.status, page.counts),
            "crumbs": territory_crumbs(page.territory),
            "example": page.territory.is_example,
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
def action_new(request: HttpRequest, slug: str) -> HttpResponse:
    """A new action, filled in from the gap it comes from."""
    start = selectors.new_action(
        request.user,
        slug,
        request.GET.get("assessment", ""),
        request.GET.get("indicator", ""),
        request.GET.get("grade", ""),
    )
    context = {
        "start": start,
        "crumbs": [*territory_crumbs(start.territory), crumb(_("Actions"), "actions", slug)],
        "example": start.territory.is_example,
    }
    if start.assessment is None or start.labels is None:
        return render(request, "planning/action_new.html", context)
    form = NewActionForm(
        request.POST or None,
        start.owners,
        start.labels,
        start.indicator,
        initial={
            "title": start.title or request.GET.get("title", "")[:LONGEST_TITLE],
            "description": start.description,
            "target_grade": "" if start.target is None else f"{start.target:g}",
        },
    )
    if request.method == "POST" and form.is_valid():
        code = start.indicator.code if start.indicator else form.cleaned_data["indicator"]
        action = create_action(
            person_of(request), start.territory, start.assessment, code, form.draft()
        )
        messages.success(request, _("The action is on the list."))
        return redirect("portal:action", action.pk)
    context["form"] = form
    return render(request, "planning/action_new.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def action(request: HttpRequest, pk: int) -> HttpResponse:
    """One action, to read and to change."""
    page = selectors.action_page(request.user, pk)
    row = page.line.action
    form = ChangeActionForm(
        request.POST or None,
        with_present_owner(page.owners, row),
        page.labels,
        page.indicator,
        initial=initial(row),
    )
    status = 200
    if request.method == "POST" and form.is_valid():
        change = change_action(person_of(request), pk, form.cleaned_data["version"], form.draft())
        if not change.is_stale:
            messages.success(request, _("The action is saved."))
            return redirect("portal:action", pk)
        form.show_stale(change.action, change.changed)
        status = 409
    return render(
        request,
        "planning/action.html",
        {
            "page": page,
            "form": form,
            "crumbs": [
                *territory_crumbs(row.territory),
                crumb(_("Actions"), "actions", row.territory.slug),
            ],
            "example": row.territory.is_example,
        },
        status=status,
    )
