"""Who answers what: ask people, see how far they are, take a task back."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from glocal_web.portal.forms.assignment import AssignmentForm
from glocal_web.portal.selectors.assignments import (
    AssignmentsPage,
    assignment_row,
    assignments_page,
)
from glocal_web.portal.services.assignments import (
    AssignmentOutcome,
    assign,
    withdraw_assignment,
)
from glocal_web.portal.views.answer import INCOMPLETE
from glocal_web.portal.views.assessment import address, crumbs
from glocal_web.portal.views.requests import person_of


@require_http_methods(["GET", "HEAD", "POST"])
def assignments(request: HttpRequest, pk: int) -> HttpResponse:
    """Who was asked for what, and a form to ask somebody else."""
    page = assignments_page(request.user, pk)
    if request.method != "POST":
        return _draw(request, page, AssignmentForm(page=page))
    form = AssignmentForm(request.POST, page=page)
    if not form.is_valid():
        return _draw(request, page, form, status=INCOMPLETE)
    participant = form.asked.participant
    path = f"{reverse('portal:assessment', args=[pk])}?for={participant.pk}"
    outcome, _row = assign(
        person_of(request), participant, form.new_assignment, request.build_absolute_uri(path)
    )
    name = str(form.asked.person)
    words = {
        AssignmentOutcome.DONE: _("%(name)s was asked, and a letter is on its way."),
        AssignmentOutcome.CHANGED: _(
            "%(name)s was asked for this before. The new date and note are on their way."
        ),
        AssignmentOutcome.NO_LETTER: _(
            "%(name)s has the task, but the letter could not be sent. Please tell them yourself."
        ),
        AssignmentOutcome.NOT_A_MEMBER: _("%(name)s no longer answers for this organisation."),
        AssignmentOutcome.PUBLISHED: _("The assessment is published: reopen it first."),
    }
    sent = outcome in (AssignmentOutcome.DONE, AssignmentOutcome.CHANGED)
    level = messages.SUCCESS if sent else messages.WARNING
    messages.add_message(request, level, words[outcome] % {"name": name})
    return redirect("portal:assignments", pk)


def _draw(
    request: HttpRequest, page: AssignmentsPage, form: AssignmentForm, status: int = 200
) -> HttpResponse:
    view = page.view
    context = {
        "page": page,
        "view": view,
        "form": form,
        "crumbs": crumbs(view, (view.row.name, address(view))),
        "example": view.row.territory.is_example,
    }
    return render(request, "assessment/assignments.html", context, status=status)


@require_POST
def assignment_remove(request: HttpRequest, pk: int, assignment: int) -> HttpResponse:
    """Takes a task back; what was answered stays."""
    row = assignment_row(request.user, pk, assignment)
    withdraw_assignment(person_of(request), row.pk)
    messages.success(request, _("The task was taken back. Answers that were given stay."))
    return redirect("portal:assignments", pk)
