"""One's own name and language."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from glocal_web.portal.forms.own_name import OwnNameForm
from glocal_web.portal.services.own_name import change_own_name
from glocal_web.portal.views.requests import person_of


@require_http_methods(["GET", "HEAD", "POST"])
def own_name(request: HttpRequest) -> HttpResponse:
    """Shows the name and the language of the account, and changes them."""
    person = person_of(request)
    form = OwnNameForm(person, request.POST if request.method == "POST" else None)
    if form.is_valid():
        if change_own_name(person, form.cleaned_data["name"], form.cleaned_data["language"]):
            messages.success(request, _("Saved."))
        return redirect("account_name")
    return render(request, "account/name.html", {"form": form}, status=400 if form.errors else 200)
