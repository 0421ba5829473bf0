"""Changing the address one signs in with: the library's page, on firm ground."""

from allauth.account.views import EmailView
from django.http import HttpRequest, HttpResponseBase

from glocal_web.portal.services.own_address import keep_own_address
from glocal_web.portal.views.requests import person_of

library_page = EmailView.as_view()


def change_address(request: HttpRequest) -> HttpResponseBase:
    """Asks for a new address and writes to it; the old one counts until the new is confirmed."""
    keep_own_address(person_of(request))
    return library_page(request)
