"""The audit log of a territory, as a page and as a file."""

import csv
from collections.abc import Iterator

from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from glocal.io.spreadsheet_cell import harmless
from glocal_web.portal.forms.audit import AuditFilterForm
from glocal_web.portal.mappers.crumbs import territory_crumbs
from glocal_web.portal.selectors.audit import AuditLine, audit_lines, audit_page
from glocal_web.portal.services.audit import first_broken_row

BYTE_ORDER_MARK = "\ufeff"


@require_safe
@never_cache
def audit(request: HttpRequest, slug: str) -> HttpResponse:
    """Who did what and when, newest first; stewards may have the chain checked."""
    form = AuditFilterForm(request.GET)
    page = audit_page(request.user, slug, form.wanted(), request.GET.get("page", 1))
    form.offer(page.verbs, page.actors)
    is_steward = getattr(request.user, "is_steward", False)
    checked = is_steward and "chain" in request.GET
    query = request.GET.copy()
    for name in ("page", "chain"):
        query.pop(name, None)
    context = {
        "page": page,
        "territory": page.territory,
        "example": page.territory.is_example,
        "form": form,
        "is_filtered": any(query.values()),
        "query": query.urlencode(),
        "is_steward": is_steward,
        "is_checked": checked,
        "broken": first_broken_row() if checked else None,
        "crumbs": territory_crumbs(page.territory),
    }
    return render(request, "audit/audit.html", context)


@require_safe
@never_cache
def audit_data(request: HttpRequest, slug: str) -> HttpResponseBase:
    """The same rows as a table that spreadsheets open, without formulas."""
    lines = audit_lines(request.user, slug, AuditFilterForm(request.GET).wanted())
    response = StreamingHttpResponse(_rows(lines), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{slug}-log.csv"'
    return response


class _Echo:
    """Gives every written line back instead of keeping it."""

    def write(self, line: str) -> str:
        return line


def _rows(lines: Iterator[AuditLine]) -> Iterator[str]:
    writer = csv.writer(_Echo())
    yield BYTE_ORDER_MARK
    yield writer.writerow([_("When"), _("Who"), _("Code"), _("What")])
    for line in lines:
        moment = timezone.localtime(line.at).isoformat(timespec="seconds")
        cells = (moment, line.actor, line.verb, line.sentence)
        yield writer.writerow([harmless(cell) for cell in cells])
