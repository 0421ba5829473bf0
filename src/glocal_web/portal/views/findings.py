"""The findings of a territory: the list, one of them, what is decided, and the files."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from glocal_web.portal.forms.finding import (
    DecideForm,
    TakeOutForm,
    VerdictForm,
    decision_initial,
    verdict_initial,
)
from glocal_web.portal.mappers.crumbs import Crumb, crumb, territory_crumbs
from glocal_web.portal.mappers.tabs import coherence_tabs, finding_tabs
from glocal_web.portal.models import FindingRecord, Territory
from glocal_web.portal.selectors import finding_decisions, finding_files
from glocal_web.portal.selectors.finding_files import FindingFile, finding_file
from glocal_web.portal.selectors.finding_page import finding_page
from glocal_web.portal.selectors.findings import finding_list
from glocal_web.portal.services import findings as services
from glocal_web.portal.services.finding_export import take_out
from glocal_web.portal.services.rechecking import recheck, recheck_finding
from glocal_web.portal.views.requests import person_of


@require_safe
def findings(request: HttpRequest, slug: str) -> HttpResponse:
    """What does not fit together in a territory, as the register stands now."""
    check = recheck(request.user, slug)
    page = finding_list(request.user, slug, request.GET)
    return render(
        request,
        "coherence/findings.html",
        {
            "page": page,
            "check": check,
            "territory": page.territory,
            "intro": _("What does not fit together in the registered policies, and what would."),
            "states": finding_tabs(request.GET, page.filters.tab, page.counts),
            "tabs": coherence_tabs(slug, "findings"),
            "crumbs": territory_crumbs(page.territory),
            "example": page.territory.is_example,
        },
    )


@require_POST
def check_now(request: HttpRequest, slug: str) -> HttpResponse:
    """Check at once, however long it takes."""
    recheck(person_of(request), slug, wait=True)
    return redirect("portal:findings", slug)


@require_safe
def finding(request: HttpRequest, pk: int) -> HttpResponse:
    """One finding in full, as the register stands now."""
    check = recheck_finding(request.user, pk)
    page = finding_page(request.user, pk)
    territory = page.line.record.territory
    return render(
        request,
        "coherence/finding.html",
        {
            "page": page,
            "check": check,
            "territory": territory,
            "crumbs": _crumbs(territory),
            "example": territory.is_example,
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
def finding_decide(request: HttpRequest, pk: int) -> HttpResponse:
    """Accept, dismiss, resolve or open a finding."""
    if request.method != "POST":
        recheck_finding(request.user, pk)
    line = finding_decisions.to_decide(request.user, pk)
    form = DecideForm(
        request.POST or None, initial=decision_initial(line.record), is_open=line.is_open
    )
    status = 200
    if request.method == "POST" and form.is_valid():
        change = services.decide(
            person_of(request), pk, form.cleaned_data["version"], form.decision()
        )
        if not change.is_stale:
            messages.success(request, _("The decision is kept."))
            return redirect("portal:finding", pk)
        form.show_stale(change.record)
        status = 409
    context = {"line": line, "form": form, "crumbs": _one_crumbs(line.record)}
    return render(request, "coherence/decide.html", _example(context, line.record), status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def finding_verdict(request: HttpRequest, pk: int) -> HttpResponse:
    """Say whether the rule was right to show a finding."""
    if request.method != "POST":
        recheck_finding(request.user, pk)
    line = finding_decisions.to_judge(request.user, pk)
    form = VerdictForm(request.POST or None, initial=verdict_initial(line.record))
    status = 200
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        change = services.give_verdict(
            person_of(request), pk, values["version"], values["verdict"], values["note"]
        )
        if not change.is_stale:
            messages.success(request, _("The verdict is kept."))
            return redirect("portal:finding", pk)
        form.show_stale(change.record)
        status = 409
    context = {"line": line, "form": form, "crumbs": _one_crumbs(line.record)}
    return render(request, "coherence/verdict.html", _example(context, line.record), status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def baseline(request: HttpRequest, slug: str) -> HttpResponse:
    """Ask once more, then count from now on what is new."""
    territory = finding_decisions.managed(request.user, slug)
    if request.method == "POST":
        services.set_baseline(person_of(request), slug)
        messages.success(request, _("The baseline is set: whatever appears from now on is new."))
        return redirect("portal:findings", slug)
    return render(
        request,
        "coherence/baseline.html",
        {
            "territory": territory,
            "crumbs": _crumbs(territory),
            "example": territory.is_example,
        },
    )


@require_safe
def findings_file(request: HttpRequest, slug: str, kind: str) -> HttpResponse:
    """The findings as a file, without those that few may see."""
    recheck(request.user, slug)
    return _download(finding_file(request.user, slug, kind))


@require_http_methods(["GET", "HEAD", "POST"])
def findings_take_out(request: HttpRequest, slug: str) -> HttpResponse:
    """The findings as a file with those that few may see, on purpose."""
    territory = finding_files.restricted_territory(request.user, slug)
    form = TakeOutForm(request.POST or None, initial={"kind": "csv"})
    if request.method == "POST" and form.is_valid():
        return _download(take_out(person_of(request), slug, form.cleaned_data["kind"]))
    return render(
        request,
        "coherence/take_out.html",
        {
            "territory": territory,
            "form": form,
            "crumbs": _crumbs(territory),
            "example": territory.is_example,
        },
    )


def _crumbs(territory: Territory) -> list[Crumb]:
    return [*territory_crumbs(territory), crumb(_("Coherence"), "findings", territory.slug)]


def _one_crumbs(record: FindingRecord) -> list[Crumb]:
    return [*_crumbs(record.territory), crumb(_("Finding"), "finding", record.pk)]


def _example(context: dict[str, object], record: FindingRecord) -> dict[str, object]:
    return {**context, "example": record.territory.is_example}


def _download(file: FindingFile) -> HttpResponse:
    response = HttpResponse(file.content, content_type=file.kind)
    response["Content-Disposition"] = f'attachment; filename="{file.name}"'
    return response
