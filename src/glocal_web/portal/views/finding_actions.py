"""Turn a finding into an action."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from glocal_web.portal.forms.finding_action import FindingActionForm, JoinActionForm
from glocal_web.portal.mappers.crumbs import crumb, territory_crumbs
from glocal_web.portal.selectors.finding_actions import finding_action
from glocal_web.portal.services.actions import ActionSource
from glocal_web.portal.services.finding_actions import act_on_findings, join_action
from glocal_web.portal.services.rechecking import recheck_finding
from glocal_web.portal.views.requests import person_of


@require_http_methods(["GET", "HEAD", "POST"])
def finding_act(request: HttpRequest, pk: int) -> HttpResponse:
    """A new action that mends the finding, or one that is on the list already."""
    if request.method != "POST":
        recheck_finding(request.user, pk)
    start = finding_action(request.user, pk, request.GET.get("mend", ""))
    joins = request.method == "POST" and "join" in request.POST
    join_form = JoinActionForm(request.POST if joins else None, start.open_actions)
    form = FindingActionForm(
        request.POST if request.method == "POST" and not joins else None,
        start.owners,
        start.ground,
        initial={
            "title": start.title,
            "description": start.description,
            "indicator": next(iter(start.ground.indicators), ""),
        },
    )
    if joins and join_form.is_valid():
        key = int(join_form.cleaned_data["action"])
        action = join_action(person_of(request), start.territory, [pk], key)
        messages.success(request, _("The finding counts as being addressed by this action."))
        return redirect("portal:action", action.pk)
    if request.method == "POST" and not joins and form.is_valid():
        words = start.ground.labels.framework
        source = ActionSource(words.id, words.version, start.ground.assessment)
        action = act_on_findings(
            person_of(request),
            start.territory,
            [pk],
            source,
            form.cleaned_data["indicator"],
            form.draft(),
        )
        messages.success(request, _("The action is on the list, and the finding with it."))
        return redirect("portal:action", action.pk)
    slug = start.territory.slug
    return render(
        request,
        "coherence/action.html",
        {
            "start": start,
            "line": start.line,
            "form": form,
            "join_form": join_form,
            "crumbs": [
                *territory_crumbs(start.territory),
                crumb(_("Coherence"), "findings", slug),
                crumb(_("Finding"), "finding", pk),
            ],
            "example": start.territory.is_example,
        },
    )
