"""How far the rules can be trusted in a territory, and switching one off or on."""

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from glocal_web.portal.mappers.crumbs import territory_crumbs
from glocal_web.portal.mappers.tabs import coherence_tabs
from glocal_web.portal.selectors.rule_precision import DOUBTFUL, ENOUGH, precision_page
from glocal_web.portal.services.findings import switch_rule
from glocal_web.portal.views.requests import person_of

# What the button sends; without it nothing is said, so nothing is switched.
SWITCH = {"1": True, "0": False}


@require_safe
def precision(request: HttpRequest, slug: str) -> HttpResponse:
    """Every rule with the verdicts of reviewers."""
    page = precision_page(request.user, slug)
    return render(
        request,
        "coherence/precision.html",
        {
            "page": page,
            "territory": page.territory,
            "intro": _("How far each rule can be trusted, by the verdicts of reviewers."),
            "enough": ENOUGH,
            "doubtful": DOUBTFUL,
            "tabs": coherence_tabs(slug, "rule-precision"),
            "crumbs": territory_crumbs(page.territory),
            "example": page.territory.is_example,
        },
    )


@require_POST
def switch(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    """Show the findings of a rule here, or show them no more."""
    answer = request.POST.get("on", "")
    if answer not in SWITCH:
        raise BadRequest
    on = SWITCH[answer]
    if switch_rule(person_of(request), slug, code, on=on):
        words = (
            _("The rule %(code)s is on again.")
            if on
            else _("The rule %(code)s is off: its findings are in no list and no count here.")
        )
        messages.success(request, words % {"code": code})
    return redirect("portal:rule-precision", slug)
