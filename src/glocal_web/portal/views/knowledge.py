"""Public pages about the state of the knowledge base."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from glocal_web.portal.selectors.knowledge_state import checks_page, knowledge_page


@require_safe
def knowledge(request: HttpRequest) -> HttpResponse:
    """What is written in which language, from which sources, and who has read it."""
    return render(request, "knowledge/knowledge.html", {"page": knowledge_page()})


@require_safe
def knowledge_checks(request: HttpRequest) -> HttpResponse:
    """How hard the texts are to read, and every remark of the checks."""
    return render(request, "knowledge/checks.html", {"page": checks_page()})
