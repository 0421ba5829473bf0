"""Links by which groups rate without an account: made and revoked by coordinators."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from glocal_web.portal.forms.interaction_matrix import LinkForm
from glocal_web.portal.new_link import remember_link
from glocal_web.portal.permissions import NotVisibleError
from glocal_web.portal.selectors.interactions import managed_matrix
from glocal_web.portal.services.interaction_links import make_link, revoke_link
from glocal_web.portal.views.interactions import around
from glocal_web.portal.views.requests import person_of


@require_POST
def matrix_link(request: HttpRequest, slug: str, key: int) -> HttpResponse:
    """Make a link for a group; it is shown once, on the page of the matrix."""
    row = managed_matrix(request.user, slug, key)
    form = LinkForm(request.POST)
    page = reverse("portal:matrix", args=[slug, key])
    if not form.is_valid():
        messages.warning(request, _("Choose for which group the link is."))
        return redirect(page)
    new = make_link(person_of(request), row, form.cleaned_data["group"])
    response = redirect(page)
    link = request.build_absolute_uri(reverse("portal:matrix-join", args=[new.token]))
    remember_link(response, link, page)
    return response


@require_http_methods(["GET", "HEAD", "POST"])
def matrix_link_revoke(request: HttpRequest, slug: str, key: int, pk: int) -> HttpResponse:
    """Revoke a link, after asking once more."""
    row = managed_matrix(request.user, slug, key)
    link = row.links.filter(pk=pk).first()
    if link is None:
        raise NotVisibleError
    if request.method == "POST":
        revoke_link(person_of(request), row, pk)
        messages.success(request, _("The link lets nobody in any more."))
        return redirect("portal:matrix", slug, key)
    context = {"matrix": row, "link": link, **around(row.territory, row)}
    return render(request, "interactions/link_revoke.html", context)
