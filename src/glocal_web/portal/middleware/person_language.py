"""Shows the site in the language of the person's account until they choose another."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.translation import get_supported_language_variant


class PersonLanguageMiddleware:
    """Activates the language kept in the account when the browser holds no choice of its own."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if settings.LANGUAGE_COOKIE_NAME not in request.COOKIES and request.user.is_authenticated:
            self._activate(request, getattr(request.user, "language", "") or "")
        return self.get_response(request)

    @staticmethod
    def _activate(request: HttpRequest, language: str) -> None:
        try:
            supported = get_supported_language_variant(language)
        except LookupError:
            # An account without a language, or with one the site no longer speaks.
            return
        translation.activate(supported)
        request.LANGUAGE_CODE = supported
