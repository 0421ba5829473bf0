"""A plan that mends findings, and its steps as actions."""

from dataclasses import replace

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from glocal.text.sentences import plain
from glocal_web.portal.forms.repair import RepairForm, StepsForm
from glocal_web.portal.mappers.crumbs import territory_crumbs
from glocal_web.portal.mappers.tabs import coherence_tabs
from glocal_web.portal.permissions import Deed
from glocal_web.portal.selectors.finding_actions import LONGEST_TITLE, action_ground
from glocal_web.portal.selectors.open_territory import open_territory
from glocal_web.portal.selectors.repair_plans import RepairPage, StepLine, repair_page
from glocal_web.portal.services.actions import ActionDraft, ActionSource
from glocal_web.portal.services.plan_actions import PlannedAction, act_on_plan
from glocal_web.portal.services.rechecking import recheck
from glocal_web.portal.views.requests import person_of


@require_http_methods(["GET", "HEAD", "POST"])
def repair(request: HttpRequest, slug: str) -> HttpResponse:
    """The plan for the question in the address; sent, its chosen steps become actions."""
    if request.method == "POST":
        # First of all: a plan takes long, and whoever may not have it carried out needs none.
        open_territory(request.user, slug)[1].require(Deed.PLAN)
    check = recheck(request.user, slug)
    form = RepairForm(request.GET)
    query = form.query(request.GET.getlist("finding"))
    if request.method == "POST":
        query = replace(query, is_asked=True)
    page = repair_page(request.user, slug, query)
    steps = StepsForm(request.POST if request.method == "POST" else None, page)
    if request.method == "POST" and steps.is_valid():
        chosen = [step for step in page.steps if step.key in steps.cleaned_data["step"]]
        made = act_on_plan(
            person_of(request),
            page.ground.territory,
            [_planned(page, step) for step in chosen],
        )
        words = ngettext(
            "One action is on the list, and its findings with it.",
            "%(number)s actions are on the list, and their findings with them.",
            len(made),
        )
        messages.success(request, words % {"number": len(made)})
        return redirect("portal:actions", slug)
    return render(
        request,
        "coherence/repair.html",
        {
            "page": page,
            "ground": page.ground,
            "check": check,
            "form": form,
            "steps_form": steps,
            "territory": page.ground.territory,
            "intro": _("Which changes would mend most, in which order, and who decides them."),
            "tabs": coherence_tabs(slug, "coherence-repair"),
            "crumbs": territory_crumbs(page.ground.territory),
            "example": page.ground.territory.is_example,
        },
        # Steps that are no part of the plan any more: somebody has changed the register.
        status=409 if request.method == "POST" else 200,
    )


def _planned(page: RepairPage, step: StepLine) -> PlannedAction:
    finding = step.solves[0].finding
    ground = action_ground(page.ground.territory, finding.indicators)
    return PlannedAction(
        ActionDraft(
            title=plain(step.name)[:LONGEST_TITLE],
            description=plain("\n".join(page.texts(step))),
        ),
        ActionSource(
            ground.labels.framework.id, ground.labels.framework.version, ground.assessment
        ),
        next(iter(ground.indicators), finding.indicators[0]),
        tuple(line.record.pk for line in step.solves),
    )
