"""Invite people, and take an invitation up: with the account one has or with a new one."""

from django.contrib import messages
from django.contrib.auth import login
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from glocal_web.portal.forms.people import InviteForm, NewAccountForm
from glocal_web.portal.models import Invitation, Person
from glocal_web.portal.new_link import remember_link
from glocal_web.portal.selectors.people import has_account, invitation_by_hash, open_invitation_of
from glocal_web.portal.selectors.territories import managed_territory
from glocal_web.portal.services.invitations import (
    VALID_FOR,
    InvitationClosedError,
    OtherAddressError,
    accept_as_new_person,
    accept_invitation,
    send_invitation,
    token_hash,
    withdraw_invitation,
)
from glocal_web.portal.services.invitations import invite as write_invitation
from glocal_web.portal.views.people import people_crumbs

FORM = require_http_methods(["GET", "HEAD", "POST"])
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@FORM
def invite(request: HttpRequest, slug: str) -> HttpResponse:
    """Write an invitation; its link is shown once on the page that follows, and sent."""
    territory = managed_territory(request.user, slug)
    form = InviteForm(
        request.POST if request.method == "POST" else None,
        initial={"organisation": request.GET.get("organisation")},
        territory=territory,
    )
    if form.is_valid():
        data = form.cleaned_data
        try:
            new = write_invitation(
                request.user,
                territory,
                data["email"],
                data["organisation"],
                data["kind"],
                form.reads_below(),
            )
        except ValidationError as error:
            form.add_error(None, error)
        else:
            link = request.build_absolute_uri(reverse("portal:invitation", args=[new.token]))
            _tell(request, send_invitation(new.invitation, link), new.invitation.email)
            people = reverse("portal:people", args=[slug])
            response = redirect(people)
            remember_link(response, link, people)
            return response
    context = {
        "territory": territory,
        "example": territory.is_example,
        "form": form,
        "days": VALID_FOR.days,
        "crumbs": people_crumbs(territory),
    }
    return render(request, "people/invite.html", context)


@FORM
def invitation_withdraw(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Ask once more, then take an open invitation back."""
    invitation = open_invitation_of(request.user, slug, pk)
    if request.method == "POST":
        withdraw_invitation(request.user, invitation)
        messages.success(request, _("The invitation is withdrawn. Its link no longer works."))
        return redirect("portal:people", slug=slug)
    context = {
        "territory": invitation.territory,
        "example": invitation.territory.is_example,
        "invitation": invitation,
        "crumbs": people_crumbs(invitation.territory),
    }
    return render(request, "people/invitation_withdraw.html", context)


@FORM
@never_cache
@sensitive_post_parameters("password", "password_again")
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """What the holder of the link is invited to, and the one thing they have to do."""
    found = invitation_by_hash(token_hash(token))
    if found is None:
        return _closed(request)
    try:
        if isinstance(request.user, Person):
            return _as_myself(request, request.user, found, token)
        if has_account(found.email):
            return _page(request, found, step="sign-in")
        return _as_new_person(request, found, token)
    except InvitationClosedError:
        return _closed(request)
    except OtherAddressError:
        # Somebody opened an account of this address between the two steps.
        return redirect("portal:invitation", token=token)


def _as_myself(request: HttpRequest, person: Person, found: Invitation, token: str) -> HttpResponse:
    if person.email.lower() != found.email.lower():
        return _page(request, found, step="other-account")
    if request.method == "POST":
        accept_invitation(token, person)
        return _welcome(request, found)
    return _page(request, found, step="accept")


def _as_new_person(request: HttpRequest, found: Invitation, token: str) -> HttpResponse:
    data = request.POST if request.method == "POST" else None
    form = NewAccountForm(data, email=found.email)
    if not form.is_valid():
        return _page(request, found, step="new-account", form=form)
    name, password = form.cleaned_data["name"], form.cleaned_data["password"]
    person = accept_as_new_person(token, name, password, get_language() or "")
    login(request, person, backend=BACKEND)
    return _welcome(request, found)


def _welcome(request: HttpRequest, found: Invitation) -> HttpResponse:
    welcome = _("Welcome. You now work on %(territory)s for %(organisation)s.")
    names = {"territory": found.territory.name, "organisation": found.organisation.name}
    messages.success(request, welcome % names)
    return redirect("portal:territory", slug=found.territory.slug)


def _page(
    request: HttpRequest, found: Invitation, step: str, form: NewAccountForm | None = None
) -> HttpResponse:
    context = {
        "invitation": found,
        "territory": found.territory,
        "example": found.territory.is_example,
        "step": step,
        "form": form,
        "address": request.path,
    }
    return render(request, "people/invitation.html", context)


def _closed(request: HttpRequest) -> HttpResponse:
    return render(request, "people/invitation_closed.html", status=404)


def _tell(request: HttpRequest, was_sent: bool, email: str) -> None:
    if was_sent:
        sent = _("The invitation was sent to %(email)s. You may also pass the link on yourself.")
        messages.success(request, sent % {"email": email})
    else:
        messages.warning(
            request, _("The letter could not be sent. Please pass the link on yourself.")
        )
