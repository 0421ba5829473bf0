"""Provisions of a policy: one to read, a new one, to change, to end, to remove."""

import secrets
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from glocal.model.provision import Period
from glocal_web.portal.forms.pick import unjudged, wants_search
from glocal_web.portal.forms.provision import ProvisionForm, initial
from glocal_web.portal.forms.provision_end import EndForm
from glocal_web.portal.mappers.modality_words import MODALITIES
from glocal_web.portal.models import Policy
from glocal_web.portal.models.provision import ModalityChoice
from glocal_web.portal.permissions import Deed
from glocal_web.portal.selectors.findings_of_provision import findings_of_provision
from glocal_web.portal.selectors.provision_page import effect_territories, provision_page
from glocal_web.portal.selectors.register_choices import RegisterChoices
from glocal_web.portal.selectors.register_rows import open_policy, open_provision
from glocal_web.portal.services.provisions import (
    WrongDayError,
    change_provision,
    create_provision,
    end_provision,
    remove_provision,
)
from glocal_web.portal.services.rechecking import recheck
from glocal_web.portal.views.policies import around
from glocal_web.portal.views.requests import person_of

FORM = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
def provision(request: HttpRequest, pk: int) -> HttpResponse:
    """One provision, said back; ``saved`` in the address offers to enter the next one."""
    page = provision_page(request.user, pk, timezone.localdate())
    saved = page.may_plan and "saved" in request.GET
    check = recheck(request.user, page.territory.slug) if saved else None
    return render(
        request,
        "register/provision.html",
        {
            "page": page,
            "provision": page.provision,
            "saved": saved,
            "check": check,
            "territory": page.territory,
            "caused": findings_of_provision(page.access, page.provision) if saved else None,
            **around(page.territory, page.policy),
        },
    )


@FORM
@never_cache
def provision_new(request: HttpRequest, pk: int) -> HttpResponse:
    """A new provision: first what it does, then the rest; ``copy`` begins with another's slots."""
    policy, access = open_policy(request.user, pk)
    access.require(Deed.PLAN)
    context = {"policy": policy, **around(policy.territory, policy)}
    start = _start(request, policy)
    if request.method != "POST" and start is None:
        kinds = [
            (value, label, MODALITIES[value].explained)  # type: ignore[index]
            for value, label in ModalityChoice.choices
        ]
        return render(request, "register/provision_kind.html", {**context, "kinds": kinds})
    start = {**(start or {}), "token": secrets.token_hex(16)}
    form = _provision_form(request.POST or None, policy, start)
    if request.method == "POST" and _is_arranged(request):
        form = _provision_form(None, policy, {**start, **unjudged(form)})
    elif request.method == "POST" and form.is_valid():
        token = form.cleaned_data["token"] or start["token"]
        change = create_provision(
            person_of(request), pk, token, form.slots(), form.cleaned_data["version"]
        )
        if not change.is_stale:
            return redirect(_saved(change.provision.pk))
        form.show_stale(change, form.choices.names)
        return _form(request, form, context, status=409)
    return _form(request, form, context)


@FORM
@never_cache
def provision_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a provision."""
    row, access = open_provision(request.user, pk)
    access.require(Deed.PLAN)
    policy = row.policy
    start = {**initial(row.slots), "version": row.version}
    form = _provision_form(request.POST or None, policy, start, row.key)
    context = {"policy": policy, "provision": row, **around(policy.territory, policy)}
    if request.method == "POST" and _is_arranged(request):
        form = _provision_form(None, policy, {**start, **unjudged(form)})
    elif request.method == "POST" and form.is_valid():
        change = change_provision(
            person_of(request), pk, form.cleaned_data["version"], form.slots()
        )
        if not change.is_stale:
            return redirect(_saved(pk))
        form.show_stale(change, form.choices.names)
        return _form(request, form, context, status=409)
    return _form(request, form, context)


@FORM
@never_cache
def provision_end(request: HttpRequest, pk: int) -> HttpResponse:
    """End a provision on a day and, where the text was changed, begin its successor."""
    row, access = open_provision(request.user, pk)
    access.require(Deed.PLAN)
    new_token = secrets.token_hex(16)
    start = {"version": row.version, "token": new_token, "day": row.valid_until}
    form = EndForm(request.POST or None, initial=start)
    status = 200
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        token = (values["token"] or new_token) if "succeed" in request.POST else ""
        try:
            change = end_provision(person_of(request), pk, values["version"], values["day"], token)
        except WrongDayError:
            form.add_error("day", _("The provision does not hold on the day before, by its dates."))
        else:
            if change.is_stale:
                form.show_stale(change)
                status = 409
            elif change.provision.pk != pk:
                messages.success(
                    request, _("The old wording has ended. Now write what holds from then on.")
                )
                return redirect("portal:provision-edit", change.provision.pk)
            else:
                messages.success(request, _("The provision ends on that day."))
                return redirect("portal:provision", pk)
    return render(
        request,
        "register/provision_end.html",
        {
            "form": form,
            "page": provision_page(request.user, pk, timezone.localdate()),
            "provision": row,
            **around(row.territory, row.policy),
        },
        status=status,
    )


@FORM
def provision_remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a provision out of the register, after asking once more."""
    row, access = open_provision(request.user, pk)
    access.require(Deed.MANAGE)
    if request.method == "POST":
        policy = remove_provision(person_of(request), pk)
        messages.success(request, _("The provision is removed from the register."))
        return redirect("portal:policy", policy.pk)
    return render(
        request,
        "register/provision_remove.html",
        {
            "page": provision_page(request.user, pk, timezone.localdate()),
            "provision": row,
            **around(row.territory, row.policy),
        },
    )


def _start(request: HttpRequest, policy: Policy) -> dict[str, Any] | None:
    """What a new provision begins with, once it is known what it does."""
    if "copy" in request.GET:
        key = request.GET["copy"]
        if key.isascii() and key.isdigit() and len(key) <= 18:
            copied, _access = open_provision(request.user, int(key))
            if copied.policy_id == policy.pk:
                # How sure somebody was of that one says nothing about this one.
                return {**initial(copied.slots), "sure": ""}
    modality = request.GET.get("modality", "")
    return {"modality": modality} if modality in ModalityChoice.values else None


def _provision_form(
    data: Any, policy: Policy, start: dict[str, Any], key: str = ""
) -> ProvisionForm:
    choices = RegisterChoices(policy.territory)
    return ProvisionForm(
        data,
        choices,
        period=Period(policy.valid_from, policy.valid_until),
        territories=effect_territories(choices.scope, policy.territory),
        key=key,
        initial=start,
    )


def _is_arranged(request: HttpRequest) -> bool:
    """Whether the form was sent to be shown anew: another kind, another row, or a search."""
    return "arrange" in request.POST or wants_search(request.POST)


def _saved(pk: int) -> str:
    return f"{reverse('portal:provision', args=[pk])}?saved"


def _form(
    request: HttpRequest, form: ProvisionForm, context: dict[str, Any], status: int = 200
) -> HttpResponse:
    return render(request, "register/provision_form.html", {**context, "form": form}, status=status)
