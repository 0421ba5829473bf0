"""What a country adds to the taxonomy for its registers: a list, a new one, change, remove."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from glocal_web.portal.forms.taxonomy_addition import AdditionForm, addition_start
from glocal_web.portal.mappers.additions import ACTION, BODY
from glocal_web.portal.mappers.crumbs import crumb
from glocal_web.portal.models import Territory
from glocal_web.portal.permissions import Deed
from glocal_web.portal.selectors.register_choices import RegisterChoices
from glocal_web.portal.selectors.taxonomy_additions import (
    additions_page,
    open_addition,
    open_additions,
)
from glocal_web.portal.services.taxonomy_additions import (
    MOST,
    AdditionChangedError,
    AdditionInUseError,
    AdditionTakenError,
    ParentGoneError,
    TooManyAdditionsError,
    add_addition,
    change_addition,
    remove_addition,
)
from glocal_web.portal.views.policies import around
from glocal_web.portal.views.requests import person_of

FORM = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
def additions(request: HttpRequest, slug: str) -> HttpResponse:
    """Everything that a country has added."""
    page = additions_page(request.user, slug)
    context = {"page": page, "territory": page.territory, **around(page.territory)}
    return render(request, "register/additions.html", context)


@FORM
@never_cache
def addition_new(request: HttpRequest, slug: str) -> HttpResponse:
    """A new action, or with ``kind=body`` a new kind of body."""
    territory, access = open_additions(request.user, slug)
    access.require(Deed.MANAGE)
    kind = BODY if request.GET.get("kind") == "body" else ACTION
    form = AdditionForm(request.POST or None, kind, RegisterChoices(territory))
    if request.method == "POST" and form.is_valid():
        try:
            add_addition(person_of(request), territory, form.draft())
        except AdditionTakenError:
            form.add_error("key", _("This id is taken. Choose another one."))
        except TooManyAdditionsError:
            words = _("There are %(number)s additions already, and no more can be kept.")
            form.add_error(None, words % {"number": MOST})
        except ParentGoneError:
            form.add_error("parent", _("This is no longer there. Choose another one."))
        else:
            messages.success(request, _("Added. It can be chosen in every register below."))
            return redirect("portal:additions", slug)
    return _form(request, form, territory)


@FORM
@never_cache
def addition_edit(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    """Other names, another place or source; the id stays."""
    territory, access, entry = open_addition(request.user, slug, key)
    access.require(Deed.MANAGE)
    form = AdditionForm(
        request.POST or None,
        entry["kind"],
        RegisterChoices(territory),
        key=key,
        initial=addition_start(entry),
    )
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            change_addition(person_of(request), territory, key, form.as_seen(), form.draft())
        except AdditionChangedError:
            form.add_error(None, _("Somebody else has changed it meanwhile. Look at it once more."))
            status = 409
        except ParentGoneError:
            form.add_error("parent", _("This is no longer there. Choose another one."))
        except ValueError:
            form.add_error("parent", _("It cannot be a kind of itself."))
        else:
            messages.success(request, _("Saved."))
            return redirect("portal:additions", slug)
    return _form(request, form, territory, key, status)


@FORM
def addition_remove(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    """Take an addition away, after asking once more; one that is used stays."""
    territory, access, entry = open_addition(request.user, slug, key)
    access.require(Deed.MANAGE)
    if request.method == "POST":
        try:
            remove_addition(person_of(request), territory, key)
        except AdditionInUseError as error:
            words = ngettext(
                "It stays: %(number)s entry of a register uses it.",
                "It stays: %(number)s entries of registers use it.",
                error.number,
            )
            messages.warning(request, words % {"number": error.number})
        else:
            messages.success(request, _("Removed."))
        return redirect("portal:additions", slug)
    names = RegisterChoices(territory).names
    word = names.action(key) if entry["kind"] == ACTION else names.body(key)
    context = {
        "question": _("Remove “%(name)s” from the additions?") % {"name": word},
        "territory": territory,
        "back": reverse("portal:additions", args=[slug]),
        **_around(territory),
    }
    return render(request, "register/small_remove.html", context)


def _around(territory: Territory) -> dict[str, Any]:
    found = around(territory)
    found["crumbs"].append(crumb(_("Additions to the taxonomy"), "additions", territory.slug))
    return found


def _form(
    request: HttpRequest, form: AdditionForm, territory: Territory, key: str = "", status: int = 200
) -> HttpResponse:
    context = {
        "form": form,
        "territory": territory,
        "key": key,
        "is_action": form.kind == ACTION,
        **_around(territory),
    }
    return render(request, "register/addition_form.html", context, status=status)
