"""Publishing: what would become public, the decision, and the public page with its data."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from glocal_web.portal.forms.publishing import PreviewForm, PublishForm
from glocal_web.portal.mappers import charts
from glocal_web.portal.mappers.crumbs import assessment_crumbs, crumb
from glocal_web.portal.mappers.publication_files import as_csv, as_json
from glocal_web.portal.mappers.tabs import assessment_tabs
from glocal_web.portal.selectors import publications
from glocal_web.portal.services import publishing as services
from glocal_web.portal.views.requests import person_of


@require_http_methods(["GET", "HEAD", "POST"])
def publish(request: HttpRequest, pk: int) -> HttpResponse:
    """A preview of exactly what becomes public, and the button that does it."""
    source = request.POST if request.method == "POST" else request.GET
    with_rationales = "rationales" in source
    preview = publications.preview(request.user, pk, with_rationales)
    form = PublishForm(
        request.POST or None,
        initial={"rationales": with_rationales, "seen": preview.page.fingerprint},
    )
    stale = False
    if request.method == "POST" and form.is_valid():
        outcome = services.publish(
            person_of(request), pk, with_rationales, form.cleaned_data["seen"]
        )
        if outcome.publication is not None:
            if not outcome.is_repeated:
                messages.success(request, _("It is published. This is what everybody sees."))
            return redirect("portal:published", preview.assessment.territory.slug, pk)
        stale = outcome.is_stale
        form = PublishForm(
            initial={"rationales": with_rationales, "seen": preview.page.fingerprint}
        )
    assessment = preview.assessment
    return render(
        request,
        "published/publish.html",
        {
            "preview": preview,
            "page": preview.page,
            "pictures": charts.pictures(preview.page.labels, preview.page.profile, charts.no_links),
            "form": form,
            "preview_form": PreviewForm(initial={"rationales": with_rationales}),
            "stale": stale,
            "crumbs": assessment_crumbs(assessment),
            "tabs": assessment_tabs(pk, preview.access, "publish"),
            "example": assessment.territory.is_example,
        },
        status=409 if stale else 200,
    )


@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask once more, then take back what was published."""
    assessment = publications.withdrawable(request.user, pk)
    if request.method == "POST":
        if services.withdraw(person_of(request), pk):
            messages.success(request, _("It is no longer public."))
        return redirect("portal:publish", pk)
    return render(
        request,
        "published/withdraw.html",
        {
            "assessment": assessment,
            "crumbs": assessment_crumbs(assessment),
            "example": assessment.territory.is_example,
        },
    )


@require_safe
def published(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """The public page of an assessment: it shows the snapshot and nothing else."""
    try:
        publication = publications.published(slug, pk)
    except publications.WithdrawnError:
        return render(request, "published/withdrawn.html", status=410)
    page = publications.public_page(publication.snapshot)
    return render(
        request,
        "published/published.html",
        {
            "publication": publication,
            "page": page,
            "pictures": charts.pictures(page.labels, page.profile, charts.no_links),
            "crumbs": [crumb(_("Territories"), "territories")],
            "example": page.snapshot["territory"]["is_example"],
        },
    )


@require_safe
def published_data(request: HttpRequest, slug: str, pk: int, kind: str) -> HttpResponse:
    """The published snapshot as a file to work with: JSON, or CSV for a spreadsheet."""
    try:
        publication = publications.published(slug, pk)
    except publications.WithdrawnError:
        return HttpResponse(
            _("This publication was withdrawn."),
            status=410,
            content_type="text/plain; charset=utf-8",
        )
    if kind == "json":
        response = HttpResponse(
            as_json(publication.snapshot, publication.published_at),
            content_type="application/json",
        )
    elif kind == "csv":
        response = HttpResponse(
            as_csv(publication.snapshot, publication.published_at),
            content_type="text/csv; charset=utf-8",
        )
    else:
        raise Http404
    response["Content-Disposition"] = f'attachment; filename="glocal-{slug}-{pk}.{kind}"'
    # Open data: pages of others may read it straight from here.
    response["Access-Control-Allow-Origin"] = "*"
    return response
