"""Policies of a register: one to read, a new one, to change, to remove."""

import secrets
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from glocal_web.portal.forms.pick import unjudged, wants_search
from glocal_web.portal.forms.policy import PolicyForm, initial, initial_of_new
from glocal_web.portal.mappers.crumbs import Crumb, crumb, territory_crumbs
from glocal_web.portal.mappers.periods import read_day
from glocal_web.portal.models import Policy, Territory
from glocal_web.portal.permissions import Deed
from glocal_web.portal.selectors.policy_page import policy_page
from glocal_web.portal.selectors.register_choices import RegisterChoices
from glocal_web.portal.selectors.register_rows import open_policy, open_register
from glocal_web.portal.services.policies import (
    SamePolicyError,
    change_policy,
    create_policy,
    remove_policy,
)
from glocal_web.portal.views.requests import person_of

FORM = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
def policy(request: HttpRequest, pk: int) -> HttpResponse:
    """One policy, as of today or of the day that the address asks for."""
    on = read_day(request.GET.get("on", ""))
    page = policy_page(request.user, pk, on, timezone.localdate())
    return render(
        request,
        "register/policy.html",
        {"page": page, "policy": page.policy, **around(page.territory)},
    )


@FORM
@never_cache
def policy_new(request: HttpRequest, slug: str) -> HttpResponse:
    """A new policy of a territory."""
    territory, access = open_register(request.user, slug)
    access.require(Deed.PLAN)
    choices = RegisterChoices(territory)
    start = initial_of_new({"level": territory.level, "token": secrets.token_hex(16)})
    form = PolicyForm(request.POST or None, choices, initial=start)
    context = {"territory": territory, **around(territory)}
    if request.method == "POST" and wants_search(request.POST):
        form = PolicyForm(None, choices, initial={**start, **unjudged(form)})
    elif request.method == "POST" and form.is_valid():
        token = form.cleaned_data["token"] or start["token"]
        try:
            change = create_policy(
                person_of(request), territory, token, form.draft(), form.cleaned_data["version"]
            )
        except SamePolicyError as error:
            _say_same(form, error)
        else:
            if not change.is_stale:
                messages.success(
                    request, _("The policy is in the register. Now enter its provisions.")
                )
                return redirect("portal:policy", change.policy.pk)
            form.show_stale(change, choices.names)
            return _form(request, form, context, status=409)
    return _form(request, form, context)


@FORM
@never_cache
def policy_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change the header of a policy."""
    row, access = open_policy(request.user, pk)
    access.require(Deed.PLAN)
    choices = RegisterChoices(row.territory)
    start = initial(row)
    form = PolicyForm(request.POST or None, choices, policy=row, initial=start)
    context = {"policy": row, "territory": row.territory, **around(row.territory, row)}
    if request.method == "POST" and wants_search(request.POST):
        form = PolicyForm(None, choices, policy=row, initial={**start, **unjudged(form)})
    elif request.method == "POST" and form.is_valid():
        try:
            change = change_policy(
                person_of(request), pk, form.cleaned_data["version"], form.draft()
            )
        except SamePolicyError as error:
            _say_same(form, error)
        else:
            if not change.is_stale:
                messages.success(request, _("Saved."))
                return redirect("portal:policy", pk)
            form.show_stale(change, choices.names)
            return _form(request, form, context, status=409)
    return _form(request, form, context)


@FORM
def policy_remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a policy out of the register, after asking once more."""
    row, access = open_policy(request.user, pk)
    access.require(Deed.MANAGE)
    if request.method == "POST":
        territory = remove_policy(person_of(request), pk)
        messages.success(request, _("The policy is removed from the register."))
        return redirect("portal:register", territory.slug)
    return render(
        request,
        "register/policy_remove.html",
        {
            "policy": row,
            "provisions": row.provisions.count(),
            **around(row.territory, row),
        },
    )


def around(territory: Territory, policy: Policy | None = None) -> dict[str, Any]:
    """What every page of a register has: the way to it, and whether it is the example."""
    crumbs: list[Crumb] = [
        *territory_crumbs(territory),
        crumb(_("Policies"), "register", territory.slug),
    ]
    if policy is not None:
        crumbs.append(crumb(policy.title, "policy", policy.pk))
    return {"crumbs": crumbs, "example": territory.is_example}


def _form(
    request: HttpRequest, form: PolicyForm, context: dict[str, Any], status: int = 200
) -> HttpResponse:
    return render(request, "register/policy_form.html", {**context, "form": form}, status=status)


def _say_same(form: PolicyForm, error: SamePolicyError) -> None:
    form.add_error(
        "number",
        format_html(
            _("This act is in the register already: <bdi>{}</bdi>. Enter its provisions there."),
            error.existing.title,
        ),
    )
