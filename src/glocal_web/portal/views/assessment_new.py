"""Open an assessment: choose a framework, see what it would ask, say when and who."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from glocal_web.portal.forms.assessment import AssessmentForm, starting_values
from glocal_web.portal.mappers.crumbs import territory_crumbs
from glocal_web.portal.models import Assessment
from glocal_web.portal.selectors.opening import fitting_frameworks, preview
from glocal_web.portal.selectors.territories import managed_territory
from glocal_web.portal.services.assessments import SameAssessmentError, open_assessment


@require_http_methods(["GET", "HEAD", "POST"])
def assessment_new(request: HttpRequest, slug: str) -> HttpResponse:
    """The choice of framework, skipped where only one fits; then the form with its preview."""
    territory = managed_territory(request.user, slug)
    choices = fitting_frameworks(territory)
    context = {
        "territory": territory,
        "example": territory.is_example,
        "choices": choices,
        "crumbs": territory_crumbs(territory),
    }
    wanted = request.GET.get("framework", "")
    if not wanted and len(choices) != 1:
        return render(request, "territories/assessment_framework.html", context)
    choice = next((one for one in choices if one.key == wanted or not wanted), None)
    if choice is None:
        raise Http404
    form = AssessmentForm(
        request.POST if request.method == "POST" else None,
        initial=starting_values(territory, timezone.localdate()),
        territory=territory,
        about=choice.framework.subject,
    )
    same: Assessment | None = None
    if form.is_valid():
        try:
            assessment = open_assessment(request.user, territory, form.draft(choice))
        except SameAssessmentError as error:
            same = error.existing
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("The assessment is open."))
            return redirect("portal:assessment", pk=assessment.pk)
    context |= {
        "choice": choice,
        "form": form,
        "preview": preview(territory, choice),
        "same": same,
        "has_organisations": territory.organisations.exists(),
    }
    return render(request, "territories/assessment_new.html", context, status=409 if same else 200)
