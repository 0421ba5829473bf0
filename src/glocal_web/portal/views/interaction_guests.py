"""The link of a group: what it is about, and the one button that begins."""

import secrets

from django.core.signing import BadSignature, TimestampSigner
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from glocal_web.portal.services.interaction_links import (
    LinkClosedError,
    TooManyGuestsError,
    begin,
    open_link,
)

SALT = "interactions-begin"
SECRET_BYTES = 32


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def matrix_join(request: HttpRequest, token: str) -> HttpResponse:
    """What the holder of the link is asked, and a button; nobody is asked who they are."""
    try:
        link = open_link(token)
        if request.method == "POST":
            secret = _sent_secret(request, token)
            begin(token, secret, get_language() or "")
            return redirect("portal:matrix-mine", secret)
    except LinkClosedError:
        return render(request, "interactions/link_closed.html", status=404)
    except TooManyGuestsError:
        return render(request, "pages/errors/429.html", status=429)
    matrix = link.matrix
    context = {
        "link": link,
        "matrix": matrix,
        "territory": matrix.territory,
        "items": matrix.items.count(),
        "worth": len(matrix.screened),
        "secret": _signer(token).sign(secrets.token_urlsafe(SECRET_BYTES)),
        "example": matrix.territory.is_example,
    }
    return render(request, "interactions/join.html", context)


def _signer(token: str) -> TimestampSigner:
    """Signs for one link: what its page drew begins nothing at another."""
    return TimestampSigner(salt=f"{SALT}:{token}")


def _sent_secret(request: HttpRequest, token: str) -> str:
    """The secret that this page drew for the form; a new one where it brings none of ours."""
    try:
        return _signer(token).unsign(request.POST.get("secret", ""))
    except BadSignature:
        return secrets.token_urlsafe(SECRET_BYTES)
