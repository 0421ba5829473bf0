"""Turn the core exceptions of permissions and stale forms into pages, in one place."""

from collections.abc import Callable

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from glocal.errors import UnknownNameError
from glocal_web.portal.kept_words import kept_words
from glocal_web.portal.permissions import NotAllowedError, NotVisibleError


class PermissionErrorsMiddleware:
    """What may not be seen is not found; what may not be done is forbidden.

    A visitor who is not signed in is asked to sign in first: the same answer whether or not the
    page exists, so that nothing is given away.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Answer for the exceptions of this project; others pass."""
        if isinstance(exception, NotVisibleError | NotAllowedError | UnknownNameError):
            if not request.user.is_authenticated and not isinstance(exception, UnknownNameError):
                return _ask_to_sign_in(request)
            if isinstance(exception, NotAllowedError):
                raise PermissionDenied from None
            raise Http404 from None
        return None


def _ask_to_sign_in(request: HttpRequest) -> HttpResponse:
    """The way to the sign-in page, with the words that were sent; for a script the news of it.

    A script would follow a redirect and take the sign-in page for the part of a page it asked for:
    words that somebody is typing would look saved and be lost.
    """
    if not getattr(request, "htmx", False):
        kept = kept_words(request)
        if kept is not None:
            context = {"kept": kept, "signed_out": True}
            return render(request, "pages/errors/words_kept.html", context, status=403)
        return redirect_to_login(request.get_full_path())
    response = HttpResponse(status=401)
    if request.method != "POST":
        response["HX-Refresh"] = "true"
    return response
