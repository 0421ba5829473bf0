"""What follows from a matrix of interactions, and whether the check of coherence uses it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from glocal_web.portal.selectors.interactions import managed_matrix
from glocal_web.portal.selectors.matrix_follows import follows_page
from glocal_web.portal.services.matrix_use import (
    GoalTwiceError,
    NotClosedError,
    agree_matrix,
    make_up_for,
    take_back_use,
)
from glocal_web.portal.views.interactions import around
from glocal_web.portal.views.requests import person_of

GOAL_FIELD = "goal-"


@require_safe
@never_cache
def follows(request: HttpRequest, slug: str, key: int) -> HttpResponse:
    """Findings, proposals, contested pairs and priorities of a matrix."""
    page = follows_page(request.user, slug, key)
    return render(
        request,
        "interactions/follows.html",
        {
            "page": page,
            "matrix": page.matrix,
            "current": "follows",
            **around(page.whole.territory, page.matrix),
        },
    )


@require_POST
def use(request: HttpRequest, slug: str, key: int) -> HttpResponse:
    """Use a matrix in the check, say which of its harm is made up for, or take its use back."""
    matrix = managed_matrix(request.user, slug, key)
    person = person_of(request)
    if "take-back" in request.POST:
        take_back_use(person, matrix.pk)
        messages.success(request, _("The check of coherence does not use it any more."))
        return redirect("portal:matrix-follows", slug, key)
    if "make-up" in request.POST:
        # Only what was ticked or unticked here: somebody else may have ticked others meanwhile.
        now, before = (set(request.POST.getlist(name)) for name in ("made-up", "was-made-up"))
        said = make_up_for(person, matrix.pk, now - before, no_more=before - now)
        if said is None:
            messages.warning(request, _("The check of coherence does not use it any more."))
        else:
            messages.success(request, _("Saved."))
        return redirect("portal:matrix-follows", slug, key)
    goals = {
        name.removeprefix(GOAL_FIELD): str(value)
        for name, value in request.POST.items()
        if name.startswith(GOAL_FIELD) and value
    }
    try:
        agree_matrix(person, matrix.pk, goals, with_reasons="with-reasons" in request.POST)
    except NotClosedError:
        messages.error(request, _("Close the matrix first: what still changes is not agreed."))
    except GoalTwiceError:
        messages.error(request, _("Two items stand for one goal. Choose another for one of them."))
    else:
        messages.success(request, _("The check of coherence uses it from now on."))
    return redirect("portal:matrix-follows", slug, key)
