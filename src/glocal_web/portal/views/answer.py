"""Answer one indicator: as a page, and saved while one types."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods
from django_htmx.http import HttpResponseClientRedirect

from glocal_web.portal.forms.answer import AnswerForm, reasons
from glocal_web.portal.forms.evidence import EvidenceForm
from glocal_web.portal.permissions import NotVisibleError
from glocal_web.portal.selectors.responses import AnswerPage, answer_page
from glocal_web.portal.services.responses import (
    Outcome,
    Saved,
    save_answer,
    versions_after,
)
from glocal_web.portal.views.assessment import address, crumbs, way_end
from glocal_web.portal.views.requests import asks_for_a_part, person_of

# 409 and 422 keep "nothing was lost, but look" apart from "saved" for scripts and for tests.
CONFLICT, INCOMPLETE = 409, 422


@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HttpRequest, pk: int, code: str) -> HttpResponse:
    """One indicator with everything needed to answer it."""
    page = asked_page(request, pk, code)
    if page.position == 0:
        if request.method == "POST":
            raise NotVisibleError
        return render(request, "answer/not_asked.html", answer_context(page))
    if request.method == "POST":
        return _save(request, page)
    form = AnswerForm(scale=page.indicator.scale, current=page.row)
    return render(request, "answer/answer.html", answer_context(page, form=form))


def asked_page(request: HttpRequest, pk: int, code: str) -> AnswerPage:
    """The indicator for the participant and on the way that the address names."""
    asked = request.GET
    return answer_page(request.user, pk, code, asked.get("for", ""), asked.get("way", ""))


def answer_context(page: AnswerPage, **more: Any) -> dict[str, Any]:
    """What the templates of the answer page need, whatever brought the reader there."""
    view = page.view
    return {
        "page": page,
        "view": view,
        "words": page.words,
        "row": page.row,
        "reasons": reasons(),
        "versions": dict.fromkeys(("answer", "rationale"), page.row.version if page.row else 0),
        "hint": page.expects_document(),
        "crumbs": crumbs(view, (view.row.name, address(view))),
        "not_asked": view.why_not_asked(page.indicator.code),
        "evidence_form": EvidenceForm(),
        "example": view.row.territory.is_example,
    } | more


def answer_address(page: AnswerPage, code: str = "") -> str:
    """The page of an indicator for the participant shown; of this one by default."""
    key = page.view.row.pk
    return reverse("portal:answer", args=[key, code or page.indicator.code]) + page.view.query


def _save(request: HttpRequest, page: AnswerPage) -> HttpResponse:
    form = AnswerForm(request.POST, scale=page.indicator.scale, current=page.row)
    right = form.is_valid()
    if page.view.shown is None:
        raise NotVisibleError
    saved = save_answer(person_of(request), page.view.shown, page.indicator.code, form.change)
    done = right and saved.outcome in (Outcome.SAVED, Outcome.UNCHANGED)
    picked = bool(form.cleaned_data.get("keep_answer") or form.cleaned_data.get("keep_rationale"))
    go = request.POST.get("go", "")
    if done and (go or picked or not asks_for_a_part(request)):
        return _go_on(request, page, saved, go)
    taken = form.show_stored(saved)
    status = 200 if done else CONFLICT if saved.outcome is Outcome.CONFLICT else INCOMPLETE
    context = answer_context(
        page,
        form=form,
        row=saved.row,
        saved=saved,
        versions=versions_after(form.change, saved, taken),
        taken=taken,
        hint=page.expects_document(form.change.answer),
        complete=done,
        theirs_anchor=page.words.anchor(saved.row.grade) if saved.row else None,
        mine_anchor=page.words.anchor(form.change.answer.grade) if form.change.answer else None,
    )
    template = "answer/saved.html" if asks_for_a_part(request) else "answer/answer.html"
    return render(request, template, context, status=status)


def _go_on(request: HttpRequest, page: AnswerPage, saved: Saved, go: str) -> HttpResponse:
    """To the next indicator, the assessment, or back to the page with its stored answer."""
    if go == "next":
        target = answer_address(page, page.next_code) if page.next_code else way_end(page.view)
    else:
        target = answer_address(page)
    if saved.merged:
        messages.info(request, _("Saved, together with what somebody else changed meanwhile."))
    elif go != "next" or not page.next_code:
        messages.success(request, _("Saved."))
    return HttpResponseClientRedirect(target) if asks_for_a_part(request) else redirect(target)
