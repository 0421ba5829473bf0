"""What the libraries for signing in ask us: who may open an account, which address tried."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter, get_adapter
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from glocal_web.portal.models import Person
from glocal_web.portal.services.notices import try_to_bring_up_to_date


class AccountAdapter(DefaultAccountAdapter):
    """The rules of this site for accounts."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Whether a visitor may open an account without an invitation."""
        return bool(settings.GLOCAL_OPEN_SIGN_UP)

    def post_login(self, request: HttpRequest, user: Any, **details: Any) -> HttpResponse:
        """After signing in the bell counts what is new, also where nothing runs at night."""
        if isinstance(user, Person):
            try_to_bring_up_to_date(user, timezone.now())
        return super().post_login(request, user, **details)


def attempted_address(request: HttpRequest, credentials: dict[str, Any] | None) -> str | None:
    """The e-mail address somebody tries to sign in with, in small letters; None without one."""
    given = credentials or {}
    address = given.get("email") or given.get("username") or request.POST.get("login")
    return str(address).strip().lower() if address else None


def visitor_address(request: HttpRequest) -> str | None:
    """The network address of the visitor, seen past the proxies that the settings trust.

    None for a request that came over no network, as when a program signs somebody in.
    """
    if not request.META.get("REMOTE_ADDR"):
        return None
    return str(get_adapter(request).get_client_ip(request))
