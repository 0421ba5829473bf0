"""Pages that belong to no territory: the first page, about, the style guide, errors."""

from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.csrf import requires_csrf_token
from django.views.decorators.http import require_GET, require_POST, require_safe

from glocal_web.portal import samples, theme, tour
from glocal_web.portal.forms.sample import SampleForm
from glocal_web.portal.kept_words import kept_words
from glocal_web.portal.models import Person
from glocal_web.portal.selectors.desk import desk


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """For visitors what the site is for; for people signed in what waits for them."""
    if isinstance(request.user, Person):
        return render(
            request, "pages/desk.html", {"desk": desk(request.user), "tour": tour.is_open(request)}
        )
    return render(request, "pages/home.html", {"profile": samples.profile()})


@require_safe
def about(request: HttpRequest) -> HttpResponse:
    """What the site does, where its framework comes from, what it keeps about people."""
    return render(request, "pages/about.html")


@require_POST
def choose_theme(request: HttpRequest) -> HttpResponse:
    """Keeps the choice of light or dark and goes back to the page it was made on."""
    target = request.POST.get("next", "")
    if not url_has_allowed_host_and_scheme(
        target, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    ):
        target = reverse("portal:home")
    response = HttpResponseRedirect(target)
    choice = request.POST.get("theme", "")
    if choice in (*theme.THEMES, theme.AUTOMATIC):
        theme.remember_theme(response, choice, request.is_secure())
    return response


@require_safe
def signed_in_again(request: HttpRequest) -> HttpResponse:
    """Where signing in leads whose words wait in another window."""
    return render(request, "pages/signed_in_again.html")


@require_safe
def style_guide(request: HttpRequest) -> HttpResponse:
    """Every part of the design language on one page, for stewards and for those who build."""
    if not (settings.DEBUG or getattr(request.user, "is_steward", False)):
        raise Http404
    form = SampleForm(request.GET if "title" in request.GET else None)
    return render(request, "styleguide.html", {**samples.style_guide(), "form": form})


@require_GET
def health(request: HttpRequest) -> HttpResponse:
    """`ok` while the process answers, for whoever watches it."""
    return HttpResponse("ok", content_type="text/plain")


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400: the request could not be understood."""
    return render(request, "pages/errors/400.html", status=400)


@requires_csrf_token
def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """403: the person may see that this exists but not do it."""
    return render(request, "pages/errors/403.html", status=403)


@requires_csrf_token
def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403: the form was open too long, or was sent from elsewhere; ours can be sent once more."""
    kept = kept_words(request)
    if kept is not None:
        return render(request, "pages/errors/words_kept.html", {"kept": kept}, status=403)
    return render(request, "pages/errors/403_csrf.html", {"back": request.path}, status=403)


@requires_csrf_token
def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404: nothing is here, or nothing that this visitor may see."""
    return render(request, "pages/errors/404.html", status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    """500: our mistake. Drawn without the request: whatever broke may break there again."""
    return HttpResponse(render_to_string("pages/errors/500.html"), status=500)


def locked_out(
    request: HttpRequest,
    original_response: HttpResponse | None = None,
    credentials: dict[str, Any] | None = None,
) -> HttpResponse:
    """429: too many wrong passwords; says when to try again."""
    minutes = int(settings.AXES_COOLOFF_TIME.total_seconds() // 60)
    response = render(request, "pages/errors/locked_out.html", {"minutes": minutes}, status=429)
    response["Retry-After"] = str(minutes * 60)
    return response
