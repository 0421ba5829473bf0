"""What a register holds besides policies: bodies, channels, agreements; on one page."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from glocal_web.portal.forms.pick import unjudged, wants_search
from glocal_web.portal.forms.register_bodies import AgreementForm, BodyForm, ChannelForm
from glocal_web.portal.mappers.crumbs import crumb
from glocal_web.portal.models import Territory
from glocal_web.portal.permissions import Deed
from glocal_web.portal.selectors.register_bodies import (
    bodies_page,
    channel_targets,
    open_agreement,
    open_body,
    open_channel,
)
from glocal_web.portal.selectors.register_choices import RegisterChoices
from glocal_web.portal.services.register_bodies import (
    BodyInUseError,
    SameNameError,
    add_agreement,
    add_channel,
    change_body,
    create_body,
    remove_agreement,
    remove_body,
    remove_channel,
    say_complete,
)
from glocal_web.portal.views.policies import around
from glocal_web.portal.views.requests import person_of

FORM = require_http_methods(["GET", "HEAD", "POST"])


@FORM
@never_cache
def bodies(request: HttpRequest, slug: str) -> HttpResponse:
    """Bodies, channels and agreements; whoever may plan adds to them here."""
    page = bodies_page(request.user, slug)
    added = request.POST.get("add", "") if request.method == "POST" else ""
    if request.method == "POST":
        page.access.require(Deed.PLAN)
    sent = request.POST if request.method == "POST" else None
    choices = RegisterChoices(page.territory)
    body = BodyForm(sent if added == "body" else None, choices)
    channel = ChannelForm(sent if added == "channel" else None, channel_targets(page.territory))
    agreement = AgreementForm(sent if added == "agreement" else None, choices)
    if added == "agreement" and wants_search(request.POST):
        agreement = AgreementForm(None, choices, initial=unjudged(agreement))
    elif _added(request, page.territory, added, body, channel, agreement):
        return redirect("portal:register-bodies", slug)
    return render(
        request,
        "register/bodies.html",
        {
            "page": page,
            "territory": page.territory,
            "body_form": body,
            "channel_form": channel,
            "agreement_form": agreement,
            "adding_agreement": added == "agreement",
            **around(page.territory),
        },
    )


@FORM
@never_cache
def body_edit(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Give a body another name or kind."""
    row, access = open_body(request.user, slug, pk)
    access.require(Deed.PLAN)
    start = {"name": row.name, "kind": row.kind, "version": row.version}
    form = BodyForm(request.POST or None, RegisterChoices(row.territory), initial=start)
    status = 200
    if request.method == "POST" and form.is_valid():
        version = form.cleaned_data["version"]
        try:
            change = change_body(person_of(request), row.territory, pk, version, form.draft())
        except SameNameError:
            form.add_error("name", _("Another body of this register is called so."))
        else:
            if not change.is_stale:
                messages.success(request, _("Saved."))
                return redirect("portal:register-bodies", slug)
            form.show_stale(change)
            status = 409
    context = {"form": form, "body": row, **_around(row.territory)}
    return render(request, "register/body_edit.html", context, status=status)


@FORM
def body_remove(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Take a body away, after asking once more; one that is referred to stays."""
    row, access = open_body(request.user, slug, pk)
    access.require(Deed.MANAGE)
    if request.method == "POST":
        try:
            remove_body(person_of(request), row.territory, pk)
        except BodyInUseError as error:
            messages.warning(
                request,
                ngettext(
                    "The body stays: one entry still names it. Change that first.",
                    "The body stays: %(number)s entries still name it. Change those first.",
                    error.number,
                )
                % {"number": error.number},
            )
        else:
            messages.success(request, _("The body is removed."))
        return redirect("portal:register-bodies", slug)
    question = _("Remove the body “%(name)s”?") % {"name": row.name}
    return _ask(request, row.territory, question)


@FORM
def channel_remove(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Take a channel away, after asking once more."""
    row, access = open_channel(request.user, slug, pk)
    access.require(Deed.MANAGE)
    if request.method == "POST":
        remove_channel(person_of(request), row.territory, pk)
        messages.success(request, _("The channel is removed."))
        return redirect("portal:register-bodies", slug)
    question = _("Remove the channel to %(territory)s?") % {"territory": row.target.name}
    return _ask(request, row.territory, question)


@FORM
def agreement_remove(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Take an agreement away, after asking once more."""
    line, access = open_agreement(request.user, slug, pk)
    access.require(Deed.MANAGE)
    territory = line.agreement.territory
    if request.method == "POST":
        remove_agreement(person_of(request), territory, pk)
        messages.success(request, _("The agreement is removed."))
        return redirect("portal:register-bodies", slug)
    question = _("Remove the agreement between %(first)s and %(second)s?") % {
        "first": line.first,
        "second": line.second,
    }
    return _ask(request, territory, question)


def _added(
    request: HttpRequest,
    territory: Territory,
    added: str,
    body: BodyForm,
    channel: ChannelForm,
    agreement: AgreementForm,
) -> bool:
    """Whether what was sent is in the register now; what is wrong is told in its form."""
    if added == "body" and body.is_valid():
        try:
            create_body(person_of(request), territory, body.draft())
        except SameNameError:
            body.add_error("name", _("Another body of this register is called so."))
            return False
        messages.success(request, _("The body is in the register."))
    elif added == "channel" and channel.is_valid():
        add_channel(person_of(request), territory, channel.chosen(), channel.cleaned_data["by"])
        messages.success(request, _("The channel is in the register."))
    elif added == "agreement" and agreement.is_valid():
        values = agreement.cleaned_data
        add_agreement(
            person_of(request), territory, values["first"], values["second"], values["on"]
        )
        messages.success(request, _("The agreement is in the register."))
    elif added == "complete":
        say_complete(person_of(request), territory, "complete" in request.POST)
        messages.success(request, _("Saved."))
    else:
        return False
    return True


def _ask(request: HttpRequest, territory: Territory, question: str) -> HttpResponse:
    back = reverse("portal:register-bodies", args=[territory.slug])
    context = {"question": question, "territory": territory, "back": back, **_around(territory)}
    return render(request, "register/small_remove.html", context)


def _around(territory: Territory) -> dict[str, Any]:
    found = around(territory)
    found["crumbs"].append(
        crumb(_("Bodies, channels, agreements"), "register-bodies", territory.slug)
    )
    return found
