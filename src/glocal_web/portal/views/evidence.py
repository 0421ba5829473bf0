"""Evidence of one answer: add, remove, check, and the file itself."""

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from glocal_web.portal.forms.answer import AnswerForm
from glocal_web.portal.forms.evidence import EvidenceForm, not_stored_words
from glocal_web.portal.models import Evidence
from glocal_web.portal.permissions import Deed, NotAllowedError, NotVisibleError
from glocal_web.portal.selectors import responses
from glocal_web.portal.selectors.responses import AnswerPage, answer_page
from glocal_web.portal.services.evidence import (
    EvidenceOutcome,
    add_evidence,
    check_evidence,
    remove_evidence,
    withdraw_check,
)
from glocal_web.portal.services.uploads import content_type_of
from glocal_web.portal.upload_limit import broken_off
from glocal_web.portal.views.answer import (
    INCOMPLETE,
    answer_address,
    answer_context,
    asked_page,
)
from glocal_web.portal.views.requests import person_of


@require_http_methods(["GET", "HEAD", "POST"])
def evidence_add(request: HttpRequest, pk: int, code: str) -> HttpResponse:
    """Adds a document to one's answer; what was typed stays when something is not right."""
    page = asked_page(request, pk, code)
    if request.method != "POST":
        return redirect(f"{answer_address(page)}#evidence")
    if page.position == 0 or page.view.shown is None:
        raise NotVisibleError
    if not page.view.may_answer:
        raise NotAllowedError
    form = EvidenceForm(request.POST, request.FILES, broken_off=broken_off(request, "file"))
    if form.is_valid():
        outcome, _row = add_evidence(person_of(request), page.view.shown, code, form.new_evidence)
        if outcome is EvidenceOutcome.NOT_STORED:
            form.add_error("file", not_stored_words())
        elif outcome is EvidenceOutcome.LOCKED:
            messages.warning(request, locked_words())
            return redirect(answer_address(page))
        else:
            messages.success(request, _("The evidence was added."))
            return redirect(f"{answer_address(page)}#evidence")
    return _again(request, page, form)


def _again(request: HttpRequest, page: AnswerPage, form: EvidenceForm) -> HttpResponse:
    answer_form = AnswerForm(scale=page.indicator.scale, current=page.row)
    context = answer_context(page, form=answer_form, evidence_form=form)
    return render(request, "answer/answer.html", context, status=INCOMPLETE)


def locked_words() -> str:
    """Why evidence stays as it is."""
    return _("This answer is agreed or published, so its evidence stays as it is.")


@require_http_methods(["GET", "HEAD", "POST"])
def evidence_remove(request: HttpRequest, pk: int, code: str, evidence: int) -> HttpResponse:
    """Asks once more, then takes a document out."""
    row = _evidence_of(request, pk, code, evidence)
    page = answer_page(request.user, pk, code, str(row.response.participant_id))
    if not page.view.may_answer:
        raise NotAllowedError
    if request.method == "POST":
        if remove_evidence(person_of(request), row.pk) is EvidenceOutcome.LOCKED:
            messages.warning(request, locked_words())
        else:
            messages.success(request, _("The evidence was removed."))
        return redirect(f"{answer_address(page)}#evidence")
    context = answer_context(page, evidence=row, back=answer_address(page))
    return render(request, "answer/evidence_remove.html", context)


@require_POST
def evidence_check(request: HttpRequest, pk: int, code: str, evidence: int) -> HttpResponse:
    """Notes that a second person opened the document, or takes that back."""
    row = _evidence_of(request, pk, code, evidence)
    answer_page(request.user, pk, code).view.access.require(Deed.REVIEW)
    if request.POST.get("do") == "withdraw":
        outcome = withdraw_check(person_of(request), row.pk)
        done = _("Your check was taken back.")
    else:
        outcome = check_evidence(person_of(request), row.pk)
        done = _("Noted: you opened it, and it says so.")
    if outcome is EvidenceOutcome.OWN:
        messages.warning(
            request,
            _("A second person has to do this: not who answered, added or checked the document."),
        )
    elif outcome is EvidenceOutcome.LOCKED:
        messages.warning(request, locked_words())
    else:
        messages.success(request, done)
    return redirect(_back(request, pk, code, row))


def _back(request: HttpRequest, pk: int, code: str, row: Evidence) -> str:
    """The page the button was pressed on, when it is one of ours."""
    target = request.POST.get("next", "")
    if url_has_allowed_host_and_scheme(
        target, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    ):
        return target
    address = reverse("portal:review-one", args=[pk, code])
    return f"{address}?for={row.response.participant_id}"


def _evidence_of(request: HttpRequest, pk: int, code: str, key: int) -> Evidence:
    """The evidence, if it belongs to this assessment and indicator."""
    row = responses.evidence_row(request.user, key)
    if (row.response.participant.assessment_id, row.response.indicator) != (pk, code):
        raise NotVisibleError
    return row


@require_safe
def evidence_file(request: HttpRequest, pk: int) -> HttpResponse | FileResponse:
    """The file for who may read the assessment: saved to disk, never run in the browser."""
    row = responses.evidence_file(request.user, pk)
    try:
        stream = row.file.open("rb")
    except OSError as error:
        raise NotVisibleError from error
    answer = FileResponse(
        stream,
        as_attachment=True,
        filename=row.file_name or "file",
        content_type=content_type_of(row.file_name),
    )
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Content-Security-Policy"] = "default-src 'none'; sandbox"
    answer["Cross-Origin-Resource-Policy"] = "same-origin"
    answer["Cache-Control"] = "private, no-store"
    return answer
