"""The people of a territory: organisations, roles, invitations."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from glocal_web.portal.forms.people import NewRoleForm, OrganisationForm, RoleForm
from glocal_web.portal.mappers.crumbs import Crumb, crumb, territory_crumbs
from glocal_web.portal.models import Territory
from glocal_web.portal.new_link import forget_link, shown_link
from glocal_web.portal.selectors.people import members, organisation_of, people_page, role_of
from glocal_web.portal.selectors.territories import managed_territory, manages
from glocal_web.portal.services.people import (
    LastCoordinatorError,
    change_role,
    create_organisation,
    give_role,
    remove_role,
    update_organisation,
)

FORM = require_http_methods(["GET", "HEAD", "POST"])


def people_crumbs(territory: Territory) -> list[Crumb]:
    """The way to the pages below the people page."""
    return [*territory_crumbs(territory), crumb(_("People"), "people", territory.slug)]


@require_safe
@never_cache
def people(request: HttpRequest, slug: str) -> HttpResponse:
    """Organisations with their members and open invitations; once, the link just made."""
    page = people_page(request.user, slug)
    territory = page.territory
    context = {
        "page": page,
        "territory": territory,
        "example": territory.is_example,
        "crumbs": territory_crumbs(territory),
        "link": shown_link(request),
    }
    response = render(request, "people/people.html", context)
    forget_link(response, request.path)
    return response


@FORM
def organisation_new(request: HttpRequest, slug: str) -> HttpResponse:
    """Add an organisation."""
    territory = managed_territory(request.user, slug)
    form = OrganisationForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        name, group = form.cleaned_data["name"], form.cleaned_data["group"]
        try:
            create_organisation(request.user, territory, name, group)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("The organisation is added. Now invite its people."))
            return redirect("portal:people", slug=slug)
    title, action = _("Add an organisation"), _("Add the organisation")
    return _form_page(request, territory, form, title, action)


@FORM
def organisation_edit(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Mend the name or group of an organisation."""
    organisation = organisation_of(request.user, slug, pk)
    start = {"name": organisation.name, "group": organisation.group}
    form = OrganisationForm(request.POST if request.method == "POST" else None, initial=start)
    if form.is_valid():
        name, group = form.cleaned_data["name"], form.cleaned_data["group"]
        try:
            update_organisation(request.user, organisation, name, group)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("The organisation is saved."))
            return redirect("portal:people", slug=slug)
    return _form_page(
        request,
        organisation.territory,
        form,
        organisation.name,
        _("Save"),
        answers_in=getattr(organisation, "answers_in", 0),
    )


@FORM
def role_new(request: HttpRequest, slug: str) -> HttpResponse:
    """Give somebody of the territory a role for one more organisation."""
    territory = managed_territory(request.user, slug)
    form = NewRoleForm(
        request.POST if request.method == "POST" else None,
        territory=territory,
        people=members(territory),
    )
    if form.is_valid():
        data = form.cleaned_data
        try:
            give_role(
                request.user,
                territory,
                data["person"],
                data["organisation"],
                data["kind"],
                form.reads_below(),
            )
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("The role is given."))
            return redirect("portal:people", slug=slug)
    title, action = _("A role for one more organisation"), _("Give the role")
    return _form_page(request, territory, form, title, action)


@FORM
def role_edit(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Change what somebody may do."""
    role = role_of(request.user, slug, pk)
    form = RoleForm(
        request.POST if request.method == "POST" else None,
        initial={"kind": role.kind, "includes_below": role.includes_below},
        territory=role.territory,
    )
    if form.is_valid():
        try:
            change_role(request.user, role, form.cleaned_data["kind"], form.reads_below())
        except LastCoordinatorError:
            form.add_error("kind", _last_coordinator())
        else:
            messages.success(request, _("The role is saved."))
            return _onward(request, slug)
    return _form_page(
        request, role.territory, form, role.person.name, _("Save"), eyebrow=role.organisation.name
    )


@FORM
def role_remove(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Ask once more, then take a role away."""
    role = role_of(request.user, slug, pk)
    problem = ""
    if request.method == "POST":
        try:
            remove_role(request.user, role)
        except LastCoordinatorError:
            problem = _last_coordinator()
        else:
            messages.success(request, _("The role is removed."))
            return _onward(request, slug)
    context = {
        "territory": role.territory,
        "example": role.territory.is_example,
        "role": role,
        "problem": problem,
        "crumbs": people_crumbs(role.territory),
    }
    return render(request, "people/role_remove.html", context, status=409 if problem else 200)


def _onward(request: HttpRequest, slug: str) -> HttpResponse:
    """Back to the people, or to the directory for who has just given up their own right."""
    if manages(request.user, slug):
        return redirect("portal:people", slug=slug)
    return redirect("portal:territories")


def _last_coordinator() -> str:
    return _(
        "This is the last coordinator of the territory. Make somebody else a coordinator first."
    )


def _form_page(
    request: HttpRequest,
    territory: Territory,
    form: OrganisationForm | NewRoleForm | RoleForm,
    title: str,
    action: str,
    **more: object,
) -> HttpResponse:
    context = {
        "territory": territory,
        "example": territory.is_example,
        "form": form,
        "title": title,
        "action": action,
        "crumbs": people_crumbs(territory),
        **more,
    }
    return render(request, "people/form.html", context)
