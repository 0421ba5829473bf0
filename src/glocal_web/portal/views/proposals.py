"""Answers proposed from other assessments: looked at first, then taken over one by one."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from glocal_web.portal.selectors.proposals import proposal_page
from glocal_web.portal.services.proposals import Taken, take_proposals
from glocal_web.portal.views.assessment import address, crumbs
from glocal_web.portal.views.requests import person_of


@require_http_methods(["GET", "HEAD", "POST"])
def proposals(request: HttpRequest, pk: int) -> HttpResponse:
    """The preview with a tick for each proposal; sending it takes the ticked ones over."""
    whose = request.GET.get("for", "")
    if request.method == "POST":
        taken = take_proposals(person_of(request), pk, whose, request.POST.getlist("take"))
        _tell(request, taken)
        return redirect(request.get_full_path())
    page = proposal_page(request.user, pk, whose)
    view = page.view
    context = {
        "page": page,
        "view": view,
        "crumbs": crumbs(view, (view.row.title, address(view))),
        "back": address(view),
        "example": view.row.territory.is_example,
    }
    return render(request, "proposals/proposals.html", context)


def _tell(request: HttpRequest, taken: Taken) -> None:
    if taken.saved:
        messages.success(
            request,
            ngettext(
                "%(number)s answer was taken over as a draft. Check it before you hand it in.",
                "%(number)s answers were taken over as drafts. Check them before you hand them in.",
                taken.saved,
            )
            % {"number": taken.saved},
        )
    if taken.passed_over:
        messages.warning(
            request,
            _("Left as they are, because they are no longer open or proposed: %(codes)s.")
            % {"codes": ", ".join(code[:20] for code in taken.passed_over[:20])},
        )
    if not taken.saved and not taken.passed_over:
        messages.info(request, _("Nothing was ticked, so nothing was taken over."))
