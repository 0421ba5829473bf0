"""The effects check: to try without an account, and to keep for a territory."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from glocal.errors import UnknownNameError
from glocal_web.portal.forms.effects_check import (
    AnswersForm,
    CheckForm,
    NewCheckForm,
    TryForm,
    initial,
)
from glocal_web.portal.mappers.crumbs import Crumb, crumb, territory_crumbs
from glocal_web.portal.models import EffectsCheck, EffectsCheckStatus, Territory
from glocal_web.portal.permissions import Deed
from glocal_web.portal.selectors import effects_checks as selectors
from glocal_web.portal.selectors.check_reading import question_lines, reading
from glocal_web.portal.selectors.linkages import sector_name
from glocal_web.portal.services.effects_checks import (
    change_check,
    create_check,
    remove_check,
    reopen_check,
)
from glocal_web.portal.views.requests import person_of

FORM = require_http_methods(["GET", "HEAD", "POST"])


@FORM
@never_cache
def try_check(request: HttpRequest, sector: str) -> HttpResponse:
    """The questions of a sector and, once sent, what the answers show. Nothing is kept."""
    lines = question_lines(sector)
    context: dict[str, Any] = {
        "sector": sector,
        "name": sector_name(sector),
        "crumbs": [
            crumb(_("Linkages"), "linkages"),
            crumb(sector_name(sector), "linkage", sector),
        ],
    }
    # Back from the result the answers come along: they are shown in the form, not judged.
    is_sent = request.method == "POST" and "change" not in request.POST
    form = TryForm(request.POST if is_sent else None, lines, initial=request.POST.dict())
    if is_sent and form.is_valid():
        context |= {
            "reading": reading(sector, form.answers()),
            "given": tuple(form.given()),
            "keepers": selectors.keepers(request.user),
        }
        return render(request, "effects_checks/tried.html", context)
    return render(request, "effects_checks/try.html", context | {"form": form})


@require_safe
def checks(request: HttpRequest, slug: str) -> HttpResponse:
    """The checks that a territory keeps, with the risks they show."""
    page = selectors.check_list(request.user, slug, request.GET.get("page", "1"))
    return render(
        request,
        "effects_checks/list.html",
        {
            "page": page,
            "crumbs": territory_crumbs(page.territory),
            "example": page.territory.is_example,
        },
    )


@FORM
@never_cache
def check_new(request: HttpRequest, slug: str) -> HttpResponse:
    """A new check of a territory; one that was tried brings its answers along."""
    territory = selectors.planned_territory(request.user, slug)
    is_start = request.method != "POST" or "start" in request.POST
    sector = request.POST.get("sector") or request.GET.get("sector", "")
    answers = _answers_sent(request, sector)
    form = NewCheckForm(
        None if is_start else request.POST,
        selectors.sector_choices(),
        initial={"sector": sector},
    )
    if not is_start and form.is_valid():
        check = create_check(
            person_of(request),
            territory,
            form.cleaned_data["sector"],
            form.draft(answers.answers() if answers else {}),
        )
        messages.success(request, _("The check is kept. Now answer what is still open."))
        return redirect("portal:effects-check-edit", check.pk)
    return render(
        request,
        "effects_checks/new.html",
        {
            "form": form,
            "territory": territory,
            "given": tuple(answers.given()) if answers else (),
            "name": sector_name(sector) if answers else "",
            "crumbs": _crumbs(territory),
            "example": territory.is_example,
        },
    )


@require_safe
def check(request: HttpRequest, pk: int) -> HttpResponse:
    """One kept check: what its answers show, the remarks, what was decided."""
    page = selectors.check_page(request.user, pk)
    return render(
        request,
        "effects_checks/check.html",
        {"page": page, "check": page.check, **_around(page.check)},
    )


@require_safe
def check_data(request: HttpRequest, pk: int) -> HttpResponse:
    """The same as data."""
    found = selectors.check_data(request.user, pk)
    response = JsonResponse(found, json_dumps_params={"ensure_ascii": False, "indent": 2})
    response["Content-Disposition"] = f'attachment; filename="effects-check-{pk}.json"'
    return response


@FORM
@never_cache
def check_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Answer, remark, decide; close a check, or open it again."""
    row, access = selectors.open_check(request.user, pk)
    access.require(Deed.PLAN)
    if request.method == "POST" and "reopen" in request.POST:
        reopen_check(person_of(request), pk)
        messages.success(request, _("The check is open again."))
        return redirect("portal:effects-check-edit", pk)
    context = {"check": row, "sector": sector_name(row.sector), **_around(row)}
    if row.status == EffectsCheckStatus.DONE and request.method != "POST":
        return render(request, "effects_checks/closed.html", context)
    close = "close" in request.POST
    form = CheckForm(
        request.POST or None, question_lines(row.sector), closing=close, initial=initial(row)
    )
    status = 200
    if request.method == "POST" and form.is_valid():
        version = form.cleaned_data["version"]
        change = change_check(person_of(request), pk, version, form.draft(), close=close)
        if not change.is_stale:
            messages.success(request, _("The check is closed.") if close else _("Saved."))
            return redirect("portal:effects-check", pk)
        form.show_stale(change)
        status, context["check"] = 409, change.check
    context |= {"form": form, "wording_changed": selectors.wording_changed(row)}
    return render(request, "effects_checks/edit.html", context, status=status)


@FORM
def check_remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a check away, after asking once more."""
    row, access = selectors.open_check(request.user, pk)
    access.require(Deed.MANAGE)
    if request.method == "POST":
        territory = remove_check(person_of(request), pk)
        messages.success(request, _("The check is removed."))
        return redirect("portal:effects-checks", territory.slug)
    return render(request, "effects_checks/remove.html", {"check": row, **_around(row)})


def _answers_sent(request: HttpRequest, sector: str) -> AnswersForm | None:
    """The answers that a tried check brings along; ``None`` where there are none."""
    if request.method != "POST":
        return None
    try:
        form = AnswersForm(request.POST, question_lines(sector))
    except UnknownNameError:
        return None
    return form if form.is_valid() and any(form.answers().values()) else None


def _around(row: EffectsCheck) -> dict[str, Any]:
    return {"crumbs": _crumbs(row.territory), "example": row.territory.is_example}


def _crumbs(territory: Territory) -> list[Crumb]:
    return [
        *territory_crumbs(territory),
        crumb(_("Effects checks"), "effects-checks", territory.slug),
    ]
