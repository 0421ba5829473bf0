"""The link of a new invitation on its way to the one page that shows it.

Only a hash of its secret is kept in the database. Between the form and the page that follows it
the link travels in a signed cookie of the inviter's own browser, for that page alone.
"""

from django.conf import settings
from django.http import HttpRequest, HttpResponse

COOKIE = "glocal_new_link"
SALT = "glocal.new-link"
SECONDS = 300


def remember_link(response: HttpResponse, link: str, path: str) -> None:
    """Let the page at this path show the link, once."""
    response.set_signed_cookie(
        COOKIE,
        link,
        salt=SALT,
        max_age=SECONDS,
        path=path,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def shown_link(request: HttpRequest) -> str:
    """The link to show on this page, or nothing."""
    return request.get_signed_cookie(COOKIE, default="", salt=SALT, max_age=SECONDS) or ""


def forget_link(response: HttpResponse, path: str) -> None:
    """Take the link out of the browser again."""
    response.delete_cookie(COOKIE, path=path, samesite="Lax")
