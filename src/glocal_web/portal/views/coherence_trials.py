"""Changes of the register tried out, with nothing saved: the address alone holds them."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from glocal_web.portal.forms.coherence_trial import TrialForm
from glocal_web.portal.mappers.crumbs import territory_crumbs
from glocal_web.portal.mappers.tabs import coherence_tabs
from glocal_web.portal.selectors.coherence_trials import Trial, trial, trial_ground
from glocal_web.portal.services.rechecking import recheck


@require_safe
def what_if(request: HttpRequest, slug: str) -> HttpResponse:
    """The findings that would appear and vanish with the changes in the query of the address."""
    check = recheck(request.user, slug)
    ground = trial_ground(request.user, slug, request.GET.getlist("mend"))
    form = TrialForm(request.GET, ground)
    outcome = Trial(problem=any(mend.problem for mend in ground.mends))
    if form.is_valid():
        query = form.query()
        if request.GET.urlencode() != query and not ground.left_out:
            # A form sent without script names every field; the address to share what is tried.
            return redirect(f"{request.path}?{query}" if query else request.path)
        outcome = trial(ground, form.edits())
    return render(
        request,
        "coherence/what_if.html",
        {
            "ground": ground,
            "check": check,
            "form": form,
            "trial": outcome,
            "territory": ground.territory,
            "intro": _("Change the register for a try, and see what comes and goes."),
            "tabs": coherence_tabs(slug, "coherence-what-if"),
            "crumbs": territory_crumbs(ground.territory),
            "example": ground.territory.is_example,
        },
    )
