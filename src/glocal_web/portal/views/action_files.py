"""The actions of a territory as a file: given out, and taken in once it was looked at."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from glocal_web.portal.forms.table_import import (
    TableConfirmForm,
    TableUploadForm,
    confirm_form,
)
from glocal_web.portal.mappers.action_lines import action_lines
from glocal_web.portal.mappers.crumbs import crumb, territory_crumbs
from glocal_web.portal.models import Territory
from glocal_web.portal.permissions import Deed
from glocal_web.portal.selectors.action_files import action_file, open_actions, owner_names
from glocal_web.portal.services.action_import import (
    StaleActionsError,
    import_actions,
    read_action_file,
)
from glocal_web.portal.upload_limit import broken_off
from glocal_web.portal.views.requests import person_of


@require_safe
def actions_data(request: HttpRequest, slug: str, kind: str) -> HttpResponse:
    """All actions of a territory as a spreadsheet or text."""
    file = action_file(request.user, slug, kind)
    response = HttpResponse(file.content, content_type=file.kind)
    response["Content-Disposition"] = f'attachment; filename="{file.name}"'
    return response


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def actions_import(request: HttpRequest, slug: str) -> HttpResponse:
    """Take a list of actions in: choose it, see every change, confirm."""
    territory, access = open_actions(request.user, slug)
    access.require(Deed.PLAN)
    if request.method == "POST" and "content" in request.POST:
        return _confirmed(request, territory)
    form = TableUploadForm()
    if request.method == "POST":
        form = TableUploadForm(request.POST, request.FILES)
        if broken_off(request, "file"):
            form.add_error("file", _("The file is larger than 2 MB. Split it."))
        elif form.is_valid():
            return _preview(request, territory, *form.content())
    return _choose(request, territory, form)


def _choose(request: HttpRequest, territory: Territory, form: TableUploadForm) -> HttpResponse:
    return render(request, "planning/import.html", {"form": form, **_around(territory)})


def _preview(
    request: HttpRequest,
    territory: Territory,
    name: str,
    raw: bytes,
    *,
    stale: bool = False,
    unsure: bool = False,
) -> HttpResponse:
    """Every change that the file would make; nothing is changed."""
    read = read_action_file(person_of(request), territory, name, raw)
    plan = read.plan
    seen = f"{plan.digest if plan else ''} {'foreign' if read.is_foreign else ''}"
    context: dict[str, Any] = {
        "name": name,
        "read": read,
        "plan": plan,
        "lines": action_lines(plan.actions, owner_names(territory)) if plan else (),
        "form": confirm_form(_place(territory), name, raw, seen),
        "stale": stale,
        "unsure": unsure,
        **_around(territory),
    }
    status = 409 if stale else 200
    return render(request, "planning/import_preview.html", context, status=status)


def _confirmed(request: HttpRequest, territory: Territory) -> HttpResponse:
    form = TableConfirmForm(request.POST, place=_place(territory))
    if not form.is_valid():
        messages.warning(
            request, _("These changes were shown too long ago. Upload the file once more.")
        )
        return _choose(request, territory, TableUploadForm())
    name, raw, seen = form.cleaned_data["content"]
    digest, _space, foreign = seen.partition(" ")
    if foreign and not form.cleaned_data["all_the_same"]:
        return _preview(request, territory, name, raw, unsure=True)
    try:
        number = import_actions(person_of(request), territory, name, raw, digest, form.taken)
    except StaleActionsError:
        return _preview(request, territory, name, raw, stale=True)
    if number:
        words = ngettext(
            "Imported: one action was written.",
            "Imported: %(number)s actions were written.",
            number,
        )
        messages.success(request, words % {"number": number})
    else:
        messages.info(request, _("Nothing was changed."))
    return redirect("portal:actions", territory.slug)


def _place(territory: Territory) -> str:
    return f"actions {territory.pk}"


def _around(territory: Territory) -> dict[str, Any]:
    return {
        "territory": territory,
        "crumbs": [*territory_crumbs(territory), crumb(_("Actions"), "actions", territory.slug)],
        "example": territory.is_example,
    }
