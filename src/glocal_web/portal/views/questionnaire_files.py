"""The questionnaire of an assessment as a file: given out, and taken in once it was looked at."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from glocal_web.portal.forms.table_import import (
    TableConfirmForm,
    TableUploadForm,
    confirm_form,
)
from glocal_web.portal.mappers.answer_lines import answer_lines
from glocal_web.portal.permissions import NotAllowedError
from glocal_web.portal.selectors.questionnaire_files import (
    QuestionnairePage,
    questionnaire_file,
    questionnaire_page,
)
from glocal_web.portal.services.questionnaire_import import (
    ClosedAssessmentError,
    StaleAnswersError,
    import_answers,
    read_answers,
)
from glocal_web.portal.upload_limit import broken_off
from glocal_web.portal.views.assessment import address, crumbs
from glocal_web.portal.views.requests import person_of


@require_safe
def questionnaire_data(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """The questionnaire with the answers so far, whole or a share of it."""
    file = questionnaire_file(
        request.user, pk, kind, request.GET.get("for", ""), request.GET.get("share", "")
    )
    response = HttpResponse(file.content, content_type=file.kind)
    response["Content-Disposition"] = f'attachment; filename="{file.name}"'
    return response


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def questionnaire_import(request: HttpRequest, pk: int) -> HttpResponse:
    """Take the questionnaire along, and bring it back: see every change, confirm."""
    page = questionnaire_page(request.user, pk, request.GET.get("for", ""))
    if request.method != "POST":
        return _choose(request, page, TableUploadForm())
    if not page.view.may_answer:
        raise NotAllowedError
    try:
        if "content" in request.POST:
            return _confirmed(request, page)
        form = TableUploadForm(request.POST, request.FILES)
        if broken_off(request, "file"):
            form.add_error("file", _("The file is larger than 2 MB. Split it."))
        elif form.is_valid():
            return _preview(request, page, *form.content())
    except ClosedAssessmentError:
        messages.warning(request, _("The assessment is published: its answers stay as they are."))
        return redirect(address(page.view))
    return _choose(request, page, form)


def _choose(request: HttpRequest, page: QuestionnairePage, form: TableUploadForm) -> HttpResponse:
    return render(request, "assessment/spreadsheet.html", {"form": form, **_around(page)})


def _preview(
    request: HttpRequest,
    page: QuestionnairePage,
    name: str,
    raw: bytes,
    *,
    stale: bool = False,
    unsure: bool = False,
) -> HttpResponse:
    """Every change that the file would make; nothing is changed."""
    view = page.view
    assert view.shown is not None  # noqa: S101 - the selector has seen to it
    read = read_answers(person_of(request), view.shown, name, raw)
    plan = read.plan
    context: dict[str, Any] = {
        "name": name,
        "read": read,
        "plan": plan,
        "lines": answer_lines(plan.answers, view.words, view.language) if plan else (),
        "form": confirm_form(
            _place(page), name, raw, f"{plan.digest if plan else ''} {read.foreign}"
        ),
        "stale": stale,
        "unsure": unsure,
        **_around(page),
    }
    status = 409 if stale else 200
    return render(request, "assessment/spreadsheet_preview.html", context, status=status)


def _confirmed(request: HttpRequest, page: QuestionnairePage) -> HttpResponse:
    form = TableConfirmForm(request.POST, place=_place(page))
    if not form.is_valid():
        messages.warning(
            request, _("These changes were shown too long ago. Upload the file once more.")
        )
        return _choose(request, page, TableUploadForm())
    name, raw, seen = form.cleaned_data["content"]
    person, participant = person_of(request), page.view.shown
    assert participant is not None  # noqa: S101 - the selector has seen to it
    digest, _space, foreign = seen.partition(" ")
    if foreign and not form.cleaned_data["all_the_same"]:
        return _preview(request, page, name, raw, unsure=True)
    try:
        done = import_answers(person, participant, name, raw, digest, form.taken)
    except StaleAnswersError:
        return _preview(request, page, name, raw, stale=True)
    if done.answers:
        words = ngettext(
            "Imported: one answer was written.",
            "Imported: %(number)s answers were written.",
            done.answers,
        )
        messages.success(request, words % {"number": done.answers})
    if done.documents:
        words = ngettext(
            "One document was added.", "%(number)s documents were added.", done.documents
        )
        messages.success(request, words % {"number": done.documents})
    if not done.answers and not done.documents:
        messages.info(request, _("Nothing was changed."))
    return redirect(address(page.view))


def _place(page: QuestionnairePage) -> str:
    shown = page.view.shown
    return f"answers {page.view.row.pk} {shown.pk if shown else 0}"


def _around(page: QuestionnairePage) -> dict[str, Any]:
    view = page.view
    return {
        "page": page,
        "view": view,
        "crumbs": crumbs(view, (view.row.title, address(view))),
        "example": view.row.territory.is_example,
    }
