"""Light or dark: the choice of the visitor, kept in a cookie that names nobody."""

from django.http import HttpRequest, HttpResponseBase

COOKIE = "glocal_theme"
THEMES = ("light", "dark")
AUTOMATIC = "auto"


def chosen_theme(request: HttpRequest) -> str:
    """`light` or `dark` as chosen; empty when the device decides."""
    choice = request.COOKIES.get(COOKIE, "")
    return choice if choice in THEMES else ""


def remember_theme(response: HttpResponseBase, choice: str, secure: bool) -> None:
    """Keeps the choice for a year. The script that switches without loading reads no cookie."""
    response.set_cookie(COOKIE, choice, max_age=365 * 24 * 3600, samesite="Lax", secure=secure)
