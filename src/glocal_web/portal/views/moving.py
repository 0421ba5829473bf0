"""Move an assessment to a newer version of its framework: look first, then a new round."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from glocal_web.portal.forms.moving import MoveForm
from glocal_web.portal.mappers.crumbs import territory_crumbs
from glocal_web.portal.mappers.round_words import figure_lines, question_lines
from glocal_web.portal.models import Assessment
from glocal_web.portal.selectors.moving import MovePage, move_page
from glocal_web.portal.services.assessments import SameAssessmentError
from glocal_web.portal.services.moving import FilesNotCopiedError, LaterRoundError, move_assessment
from glocal_web.portal.views.answer import CONFLICT
from glocal_web.portal.views.requests import person_of


@require_http_methods(["GET", "HEAD", "POST"])
def newer_version(request: HttpRequest, pk: int) -> HttpResponse:
    """What becomes of each question; then the new round with what carries over."""
    page = move_page(request.user, pk)
    if request.method != "POST":
        return _draw(request, page, MoveForm(earlier=page.assessment))
    form = MoveForm(request.POST, earlier=page.assessment)
    if not form.is_valid():
        return _draw(request, page, form)
    try:
        moved = move_assessment(person_of(request), pk, form.following)
    except SameAssessmentError as error:
        return _draw(request, page, form, same=error.existing)
    except LaterRoundError as error:
        # The page once more as it is now: with the round that came since.
        return _draw(request, move_page(request.user, pk), form, came=error.existing)
    except ValidationError as error:
        form.add_error(None, error)
        return _draw(request, page, form)
    except FilesNotCopiedError:
        form.add_error(
            None, _("A document could not be copied; nothing was changed. Try again later.")
        )
        return _draw(request, page, form)
    words = ngettext(
        "The new round is open. One answer was taken over.",
        "The new round is open. %(number)s answers were taken over.",
        moved.answers,
    )
    messages.success(request, words % {"number": moved.answers})
    if moved.requests:
        again = ngettext(
            "One request was made again. No letter was sent: whoever is asked sees it on "
            "their first page.",
            "%(number)s requests were made again. No letter was sent: whoever is asked sees it "
            "on their first page.",
            moved.requests,
        )
        messages.info(request, again % {"number": moved.requests})
    return redirect("portal:assessment", pk=moved.assessment.pk)


def _draw(
    request: HttpRequest,
    page: MovePage,
    form: MoveForm,
    same: Assessment | None = None,
    came: Assessment | None = None,
) -> HttpResponse:
    row = page.assessment
    context = {
        "page": page,
        "assessment": row,
        "form": form,
        "same": same,
        "came": came,
        "told": came or next(iter(page.later), None),
        "kept": [
            (line, one.answers)
            for one, line in zip(
                page.kept,
                question_lines(page.before, page.after, [one.change for one in page.kept]),
                strict=True,
            )
        ],
        "again": question_lines(page.before, page.after, page.again),
        "new": question_lines(page.before, page.after, page.new),
        "gone": question_lines(page.before, page.after, page.gone),
        "figures": figure_lines(page.before, page.after, page.way),
        "crumbs": [
            *territory_crumbs(row.territory),
            {"label": row.title, "href": reverse("portal:assessment", args=[row.pk])},
        ],
        "example": row.territory.is_example,
    }
    return render(
        request, "rounds/newer_version.html", context, status=CONFLICT if same or came else 200
    )
