"""The reviewer's queue, and one answer with everything that helps to judge it."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from glocal_web.portal.forms.review import AGREE, REOPEN, DecisionForm
from glocal_web.portal.models import ResponseStatus
from glocal_web.portal.permissions import Deed, NotVisibleError
from glocal_web.portal.selectors.responses import AnswerPage, answer_page
from glocal_web.portal.selectors.review_queue import review_queue
from glocal_web.portal.services import review as reviewing
from glocal_web.portal.services.review import Reviewed
from glocal_web.portal.views.answer import CONFLICT, INCOMPLETE
from glocal_web.portal.views.assessment import address, crumbs
from glocal_web.portal.views.requests import person_of


@require_safe
def review(request: HttpRequest, pk: int) -> HttpResponse:
    """What waits for review, by sub-dimension, and what is settled."""
    view, parts = review_queue(request.user, pk)
    context = {
        "view": view,
        "parts": parts,
        "waiting": sum(len(part.waiting) for part in parts),
        "crumbs": crumbs(view, (view.row.name, address(view))),
        "example": view.row.territory.is_example,
    }
    return render(request, "review/queue.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def review_one(request: HttpRequest, pk: int, code: str) -> HttpResponse:
    """One answer beside its evidence, the other groups' answers and last round; decide."""
    page = answer_page(request.user, pk, code, request.GET.get("for", ""))
    page.view.access.require(Deed.REVIEW)
    if page.row is None:
        raise NotVisibleError
    if request.method != "POST":
        form = DecisionForm(initial={"version": page.row.version})
        return _draw(request, page, form)
    form = DecisionForm(request.POST)
    if not form.is_valid():
        return _draw(request, page, form, status=INCOMPLETE)
    outcome = _decide(request, page.row.pk, form.cleaned_data)
    if outcome in (Reviewed.DONE, Reviewed.ALREADY):
        messages.success(request, _done_words(form.cleaned_data["decision"]))
        return redirect("portal:review", pk)
    messages.warning(request, _refusal_words(outcome))
    # Drawn anew from the database, with the words of the note kept.
    fresh = answer_page(request.user, pk, code, request.GET.get("for", ""))
    note = {"note": form.cleaned_data["note"], "version": fresh.row.version if fresh.row else 0}
    return _draw(request, fresh, DecisionForm(initial=note), status=CONFLICT)


def _decide(request: HttpRequest, key: int, data: dict[str, Any]) -> Reviewed:
    if data["decision"] == AGREE:
        return reviewing.agree(person_of(request), key, data["version"], data["note"])
    if data["decision"] == REOPEN:
        return reviewing.reopen(person_of(request), key, data["note"])
    return reviewing.send_back(person_of(request), key, data["version"], data["note"])


def _done_words(decision: str) -> str:
    if decision == AGREE:
        return _("Agreed. The answer counts and is locked.")
    if decision == REOPEN:
        return _("The answer is open again for who gave it.")
    return _("Sent back with your note.")


def _refusal_words(outcome: Reviewed) -> str:
    words = {
        Reviewed.CHANGED: _(
            "The answer was changed while you read it. Below is the new one; please look again."
        ),
        Reviewed.NOT_WAITING: _(
            "The answer no longer waits for review: somebody changed it or decided meanwhile."
        ),
        Reviewed.OWN_ANSWER: _("You gave this answer yourself, so somebody else has to review it."),
        Reviewed.PUBLISHED: _("The assessment is published: reopen it first."),
        Reviewed.NOTE_MISSING: _("Say in a note what is missing."),
    }
    return words[outcome]


def _draw(
    request: HttpRequest, page: AnswerPage, form: DecisionForm, status: int = 200
) -> HttpResponse:
    view = page.view
    row = page.row
    queue = reverse("portal:review", args=[view.row.pk])
    context = {
        "page": page,
        "view": view,
        "words": page.words,
        "row": row,
        "form": form,
        "is_own": row is not None and row.updated_by_id == request.user.pk,
        "may_decide": view.is_open and row is not None and row.status == ResponseStatus.SUBMITTED,
        "may_reopen": view.is_open and row is not None and row.status == ResponseStatus.AGREED,
        "crumbs": crumbs(view, (view.row.name, address(view)), (_("Review"), queue)),
        "example": view.row.territory.is_example,
    }
    return render(request, "review/one.html", context, status=status)
