"""A matrix as a file: given out, and answers taken in after every change was shown."""

from itertools import islice
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from glocal_web.portal.forms.interaction_import import (
    RatingsConfirmForm,
    RatingsUploadForm,
    confirm_form,
)
from glocal_web.portal.models import Matrix, MatrixState
from glocal_web.portal.selectors.interaction_files import matrix_file
from glocal_web.portal.selectors.interactions import managed_matrix
from glocal_web.portal.services.interaction_import import (
    StaleRatingsError,
    import_ratings,
    read_ratings,
)
from glocal_web.portal.services.interactions import WrongStateError
from glocal_web.portal.upload_limit import broken_off
from glocal_web.portal.views.interactions import around
from glocal_web.portal.views.requests import person_of

MOST_LINES = 300


@require_safe
def matrix_data(request: HttpRequest, slug: str, key: int, kind: str) -> HttpResponse:
    """The matrix as CSV, spreadsheet or JSON; every single answer for coordinators alone."""
    file = matrix_file(request.user, slug, key, kind)
    response = HttpResponse(file.content, content_type=file.kind)
    response["Content-Disposition"] = f'attachment; filename="{file.name}"'
    return response


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def matrix_import(request: HttpRequest, slug: str, key: int) -> HttpResponse:
    """Take answers in: choose a file, see every change, confirm."""
    matrix = managed_matrix(request.user, slug, key)
    if matrix.state != MatrixState.OPEN:
        return _not_open(request, matrix)
    if request.method == "POST" and "content" in request.POST:
        return _confirmed(request, matrix)
    form = RatingsUploadForm()
    if request.method == "POST":
        form = RatingsUploadForm(request.POST, request.FILES)
        if broken_off(request, "file"):
            form.add_error("file", _("The file is larger than 2 MB. Split it."))
        elif form.is_valid():
            name, raw = form.content()
            return _preview(request, matrix, name, raw, form.cleaned_data["group"])
    return _choose(request, matrix, form)


def _choose(request: HttpRequest, matrix: Matrix, form: RatingsUploadForm) -> HttpResponse:
    context = {"form": form, "matrix": matrix, **around(matrix.territory, matrix)}
    return render(request, "interactions/import.html", context)


def _preview(
    request: HttpRequest,
    matrix: Matrix,
    name: str,
    raw: bytes,
    group: str,
    stale: bool = False,
) -> HttpResponse:
    """Every change that the file would make; nothing is changed."""
    read = read_ratings(person_of(request), matrix, name, raw, group)
    plan = read.plan
    context: dict[str, Any] = {
        "name": name,
        "read": read,
        "plan": plan,
        "raters": plan.raters[:MOST_LINES] if plan else (),
        "more_raters": max(len(plan.raters) - MOST_LINES, 0) if plan else 0,
        "changes": list(islice(plan.changes(), MOST_LINES)) if plan else [],
        "not_shown": max(plan.changed - MOST_LINES, 0) if plan else 0,
        "form": confirm_form(name, raw, group, plan.digest if plan else ""),
        "stale": stale,
        "matrix": matrix,
        **around(matrix.territory, matrix),
    }
    return render(
        request, "interactions/import_preview.html", context, status=409 if stale else 200
    )


def _confirmed(request: HttpRequest, matrix: Matrix) -> HttpResponse:
    form = RatingsConfirmForm(request.POST)
    if not form.is_valid():
        messages.warning(
            request, _("These changes were shown too long ago. Upload the file once more.")
        )
        return _choose(request, matrix, RatingsUploadForm())
    name, raw, group, seen = form.cleaned_data["content"]
    try:
        plan = import_ratings(person_of(request), matrix, name, raw, group, seen)
    except StaleRatingsError:
        return _preview(request, matrix, name, raw, group, stale=True)
    except WrongStateError:
        return _not_open(request, matrix)
    number = plan.new + plan.changed
    if number:
        words = ngettext(
            "Imported: one answer was written.",
            "Imported: %(number)s answers were written.",
            number,
        )
        messages.success(request, words % {"number": number})
    else:
        messages.info(request, _("The matrix holds all of this already."))
    return redirect("portal:matrix", matrix.territory.slug, matrix.pk)


def _not_open(request: HttpRequest, matrix: Matrix) -> HttpResponse:
    messages.warning(request, _("Open the matrix first: only then it takes answers."))
    return redirect("portal:matrix", matrix.territory.slug, matrix.pk)
