"""Begins in the language that the site was started with, until the visitor chooses another."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse


class FirstLanguageMiddleware:
    """Lets `--language` win over what the browser asks for; a choice in the site wins over both."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.META["HTTP_ACCEPT_LANGUAGE"] = settings.GLOCAL_LANGUAGE
        return self.get_response(request)
