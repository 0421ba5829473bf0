"""The questionnaire on paper: printed, and entered again part by part."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from glocal_web.portal.forms.paper import PaperRowForm, PrintForm, SheetForm
from glocal_web.portal.mappers.answer_value import stored_answer
from glocal_web.portal.permissions import NotAllowedError
from glocal_web.portal.selectors.paper import PaperPage, paper_page, paper_table
from glocal_web.portal.selectors.responses import AnswerTable, TableRow
from glocal_web.portal.services.paper import PaperAnswer, enter_paper
from glocal_web.portal.services.paper_files import paper_file
from glocal_web.portal.services.report_files import TooManyReportsError
from glocal_web.portal.services.responses import Outcome, Saved
from glocal_web.portal.views.answer import CONFLICT, INCOMPLETE
from glocal_web.portal.views.answer_rows import TypedRow, opened, settled
from glocal_web.portal.views.assessment import address, crumbs
from glocal_web.portal.views.report import turned_away
from glocal_web.portal.views.requests import person_of

PaperRow = TypedRow[PaperRowForm]


@require_safe
def paper(request: HttpRequest, pk: int) -> HttpResponse:
    """What can be printed, and where papers that come back are entered."""
    page = paper_page(request.user, pk)
    before = {name: request.GET[name] for name in ("whose", "on") if name in request.GET}
    return _choose(request, page, PrintForm(page=page), SheetForm(page=page, before=before))


@require_safe
def paper_data(request: HttpRequest, pk: int) -> HttpResponse:
    """The PDF, or the choices once more where one of them cannot be."""
    page = paper_page(request.user, pk)
    if not request.GET:
        return redirect("portal:paper", pk)
    form = PrintForm(request.GET, page=page)
    if not form.is_valid():
        return _choose(request, page, form, SheetForm(page=page), INCOMPLETE)
    chosen = form.cleaned_data
    try:
        name, content = paper_file(
            person_of(request), pk, chosen["share"], chosen["language"], chosen["whose"]
        )
    except TooManyReportsError as error:
        return turned_away(request, error)
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@require_http_methods(["GET", "HEAD", "POST"])
def paper_entry(request: HttpRequest, pk: int) -> HttpResponse:
    """One share as a table to type into; every right row is saved, every other explained."""
    page = paper_page(request.user, pk)
    if not page.view.mine:
        raise NotAllowedError
    if request.method != "POST" and not request.GET:
        return redirect("portal:paper", pk)
    sheet = SheetForm(request.GET, page=page)
    if not sheet.is_valid():
        return _choose(request, page, PrintForm(page=page), sheet, INCOMPLETE)
    chosen = sheet.cleaned_data
    table = paper_table(request.user, pk, chosen["part"], chosen["whose"])
    if request.method != "POST":
        return _draw(request, page, table, chosen, [_row(line) for line in table.rows])
    rows = _save(request, table, chosen)
    if not any(row.wrong for row in rows):
        return redirect(_next(page, chosen))
    unsettled = any(row.collided or row.missed for row in rows)
    return _draw(request, page, table, chosen, rows, CONFLICT if unsettled else INCOMPLETE)


def _row(line: TableRow) -> PaperRow:
    form = PaperRowForm(code=line.indicator.code, scale=line.indicator.scale, current=line.row)
    return opened(line, form)


def _save(request: HttpRequest, table: AnswerTable, chosen: dict[str, Any]) -> list[PaperRow]:
    rows = [_typed_row(request, line) for line in table.rows]
    wanted = [row.form.typed for row in rows if row.form.is_bound and not _is_idle(row)]
    assert table.view.shown is not None  # noqa: S101 - the selector has seen to it
    parts = ", ".join(dict.fromkeys(row.line.indicator.sub_dimension for row in rows))
    done = enter_paper(person_of(request), table.view.shown, parts, chosen["on"], wanted)
    kept = {one.code for one in wanted if one.document and not done[one.code].outcome.locked}
    _tell(request, done.values(), len(kept))
    for row in rows:
        code = row.line.indicator.code
        if code in kept:  # sent once more with what was wrong, it would be entered twice
            row.form.data = {**dict(row.form.data.items()), f"{code}-document": ""}
    codes = [row.line.indicator.code for row in rows]
    return [
        settled(row, done[code]) if code in done else row
        for code, row in zip(codes, rows, strict=True)
    ]


def _tell(request: HttpRequest, done: Iterable[Saved], documents: int) -> None:
    number = sum(saved.outcome is Outcome.SAVED for saved in done)
    if number:
        words = ngettext("One answer was entered.", "%(number)s answers were entered.", number)
        messages.success(request, words % {"number": number})
    elif documents:
        messages.success(request, _("The documents that you typed were added."))


def _typed_row(request: HttpRequest, line: TableRow) -> PaperRow:
    row = _row(line)
    code = line.indicator.code
    if f"{code}-answer" not in request.POST:
        return row
    form = PaperRowForm(request.POST, code=code, scale=line.indicator.scale, current=line.row)
    form.is_valid()
    return replace(row, form=form)


def _is_idle(row: PaperRow) -> bool:
    """Whether nothing was typed: most rows of a sheet that is entered a second time."""
    typed: PaperAnswer = row.form.typed
    stored = row.line.row
    change = typed.change
    same_answer = change.answer is None or bool(stored and change.answer == stored_answer(stored))
    same_words = (change.rationale or "") == (stored.rationale if stored else "")
    return same_answer and same_words and not typed.document


def _next(page: PaperPage, chosen: dict[str, Any]) -> str:
    """The next part of the same paper; after the last one the choice of the next paper."""
    key = page.view.row.pk
    asked = {"whose": chosen["whose"], "on": chosen["on"].isoformat()}
    later = page.after(chosen["part"])
    if not later:
        return f"{reverse('portal:paper', args=[key])}?{urlencode(asked)}#enter-title"
    return f"{reverse('portal:paper-entry', args=[key])}?{urlencode(asked | {'part': later})}"


def _choose(
    request: HttpRequest,
    page: PaperPage,
    to_print: PrintForm,
    sheet: SheetForm,
    status: int = 200,
) -> HttpResponse:
    context = {"page": page, "print_form": to_print, "sheet": sheet, **_around(page)}
    return render(request, "paper/paper.html", context, status=status)


def _draw(
    request: HttpRequest,
    page: PaperPage,
    table: AnswerTable,
    chosen: dict[str, Any],
    rows: list[PaperRow],
    status: int = 200,
) -> HttpResponse:
    context = {
        "table": table,
        "rows": rows,
        "wrong": [row for row in rows if row.wrong],
        "on": chosen["on"],
        "is_last": not page.after(chosen["part"]),
        "next": _next(page, chosen),
        **_around(page),
        "view": table.view,
    }
    return render(request, "paper/entry.html", context, status=status)


def _around(page: PaperPage) -> dict[str, Any]:
    view = page.view
    return {
        "view": view,
        "crumbs": crumbs(view, (view.row.title, address(view))),
        "example": view.row.territory.is_example,
    }
