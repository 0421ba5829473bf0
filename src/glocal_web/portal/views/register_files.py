"""The register as a file: given out, and taken in after every change was shown."""

import json
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from glocal.io.portfolio_xlsx import portfolio_xlsx
from glocal.io.portfolio_yaml import portfolio_yaml
from glocal.loading.portfolio_document import document_of
from glocal_web.portal.forms.register_import import ConfirmForm, UploadForm, confirm_form
from glocal_web.portal.mappers.plan_words import PlanLine, plan_lines
from glocal_web.portal.models import Territory
from glocal_web.portal.permissions import Deed
from glocal_web.portal.selectors.findings_of_provision import appeared_since
from glocal_web.portal.selectors.open_territory import open_territory
from glocal_web.portal.selectors.register_choices import RegisterChoices
from glocal_web.portal.selectors.register_files import register_file
from glocal_web.portal.selectors.register_rows import open_register
from glocal_web.portal.services.rechecking import recheck
from glocal_web.portal.services.register_import import (
    MOST_ENTRIES,
    StaleImportError,
    import_file,
    read_file,
)
from glocal_web.portal.upload_limit import broken_off
from glocal_web.portal.views.policies import around
from glocal_web.portal.views.requests import person_of

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MOST_LINES = 300


@require_safe
def register_data(request: HttpRequest, slug: str, kind: str) -> HttpResponse:
    """The register as YAML, spreadsheet or JSON; with ``?whole`` all that a check rests on."""
    whole = "whole" in request.GET
    if kind not in ("yaml", "xlsx", "json"):
        raise Http404
    loaded = register_file(request.user, slug, whole=whole)
    if kind == "xlsx":
        content: bytes | str = portfolio_xlsx(loaded, get_language() or "en")
        response = HttpResponse(content, content_type=XLSX)
    elif kind == "yaml":
        response = HttpResponse(
            portfolio_yaml(loaded), content_type="application/yaml; charset=utf-8"
        )
    else:
        content = json.dumps(document_of(loaded), ensure_ascii=False, indent=2)
        response = HttpResponse(content, content_type="application/json")
    name = f"{slug}-whole" if whole else slug
    response["Content-Disposition"] = f'attachment; filename="{name}.{kind}"'
    return response


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def register_import(request: HttpRequest, slug: str) -> HttpResponse:
    """Take a file in: choose it, see every change, confirm."""
    territory, access = open_register(request.user, slug)
    access.require(Deed.MANAGE)
    if request.method == "POST" and "content" in request.POST:
        return _confirmed(request, territory)
    form = UploadForm()
    if request.method == "POST":
        form = UploadForm(request.POST, request.FILES)
        if broken_off(request, "file"):
            form.add_error("file", _("The file is larger than 2 MB. Split it."))
        elif form.is_valid():
            name, raw = form.content()
            return _preview(request, territory, name, raw)
    return render(
        request,
        "register/import.html",
        {"form": form, "territory": territory, "most": MOST_ENTRIES, **around(territory)},
    )


def _preview(
    request: HttpRequest, territory: Territory, name: str, raw: bytes, stale: bool = False
) -> HttpResponse:
    """Every change that the file would make; nothing is changed."""
    read = read_file(person_of(request), territory, name, raw)
    lines: tuple[PlanLine, ...] = ()
    not_shown = 0
    if read.plan:
        lines, not_shown = plan_lines(read.plan, RegisterChoices(territory).names, MOST_LINES)
    context: dict[str, Any] = {
        "name": name,
        "read": read,
        "lines": lines,
        "not_shown": not_shown,
        "form": confirm_form(name, raw, territory.register_version),
        "stale": stale,
        "territory": territory,
        **around(territory),
    }
    return render(request, "register/import_preview.html", context, status=409 if stale else 200)


def _confirmed(request: HttpRequest, territory: Territory) -> HttpResponse:
    form = ConfirmForm(request.POST)
    if not form.is_valid():
        upload = UploadForm()
        messages.warning(
            request, _("These changes were shown too long ago. Upload the file once more.")
        )
        context = {
            "form": upload,
            "territory": territory,
            "most": MOST_ENTRIES,
            **around(territory),
        }
        return render(request, "register/import.html", context)
    name, raw = form.cleaned_data["content"]
    before = timezone.now()
    try:
        plan = import_file(person_of(request), territory, name, raw, form.cleaned_data["version"])
    except StaleImportError:
        territory.refresh_from_db()
        return _preview(request, territory, name, raw, stale=True)
    number = plan.new + plan.changed
    if number:
        words = ngettext(
            "Imported: one entry was written.",
            "Imported: %(number)s entries were written.",
            number,
        )
        messages.success(request, words % {"number": number})
        _tell_what_came_up(request, territory, before)
    else:
        messages.info(request, _("The register holds all of this already."))
    return redirect("portal:register", territory.slug)


def _tell_what_came_up(request: HttpRequest, territory: Territory, since: datetime) -> None:
    """Check what the import has changed, and say how many findings came up with it."""
    if not recheck(request.user, territory.slug).is_current:
        return
    _territory, access = open_territory(request.user, territory.slug)
    number = appeared_since(access, territory, since)
    words = ngettext("One new finding came up.", "%(number)s new findings came up.", number)
    messages.info(
        request,
        format_html(
            '{} <a href="{}">{}</a>',
            words % {"number": number} if number else _("No new finding came up."),
            reverse("portal:findings", args=[territory.slug]),
            _("Look at the findings"),
        ),
    )
