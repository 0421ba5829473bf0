"""Public pages about the rules of the coherence check: what each finds, and where it is silent."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from glocal_web.portal.mappers.crumbs import crumb
from glocal_web.portal.selectors import rule_pages


@require_safe
def rules(request: HttpRequest) -> HttpResponse:
    """Every rule, grouped."""
    return render(request, "rules/list.html", {"groups": rule_pages.rule_groups()})


@require_safe
def rule(request: HttpRequest, code: str) -> HttpResponse:
    """One rule: what, why, how, near-misses, mends, example, limits."""
    return render(
        request,
        "rules/rule.html",
        {"page": rule_pages.rule_page(code), "crumbs": [crumb(_("Rules"), "rules")]},
    )
