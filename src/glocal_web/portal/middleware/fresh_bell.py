"""Keeps the number on the bell right where no timer runs `glocal remind`."""

from collections.abc import Callable
from datetime import timedelta

from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from glocal_web.portal.models import Person
from glocal_web.portal.services.notices import try_to_bring_up_to_date

MINUTES = 5


class FreshBellMiddleware:
    """Counts what there is to look at before a page is shown, at most every few minutes a person.

    When that was is kept in the memory of the process: a page within that time asks nothing.
    Signing in has counted as well.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method == "GET" and "HX-Request" not in request.headers:
            person = request.user
            if isinstance(person, Person) and _is_due(person):
                try_to_bring_up_to_date(person, timezone.now())
        return self.get_response(request)


def _is_due(person: Person) -> bool:
    before = timezone.now() - timedelta(minutes=MINUTES)
    if person.last_login is not None and person.last_login > before:
        return False
    return cache.add(f"bell.{person.pk}", True, MINUTES * 60)
