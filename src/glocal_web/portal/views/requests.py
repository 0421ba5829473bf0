"""What a view wants to know of a request, with its type."""

from django.http import HttpRequest

from glocal_web.portal.models import Person
from glocal_web.portal.permissions import NotVisibleError


def person_of(request: HttpRequest) -> Person:
    """Who is signed in. Anybody else is asked to sign in, by way of ``NotVisibleError``."""
    if not isinstance(request.user, Person):
        raise NotVisibleError
    return request.user


def asks_for_a_part(request: HttpRequest) -> bool:
    """Whether htmx asks and swaps a part of the page, instead of a browser that draws it anew."""
    return bool(getattr(request, "htmx", False))
