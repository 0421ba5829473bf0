"""The questionnaire on paper: printed, and entered again part by part."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from glocal_web.portal.forms.paper import PaperRowForm, PrintForm, SheetForm
from glocal_web.portal.mappers.answer_value import stored_answer
from glocal_web.portal.permissions import NotAllowedError
from glocal_web.portal.selectors import responses
from glocal_web.portal.selectors.paper import PaperPage, paper_page
from glocal_web.portal.selectors.responses import AnswerTable, TableRow
from glocal_web.portal.services.paper import PaperAnswer, enter_paper
from glocal_web.portal.services.paper_files import paper_file
from glocal_web.portal.services.responses import Outcome, Saved, versions_after
from glocal_web.portal.views.answer import CONFLICT, INCOMPLETE
from glocal_web.portal.views.assessment import address, crumbs
from glocal_web.portal.views.requests import person_of


@dataclass(frozen=True)
class TypedRow:
    """A row as the template draws it, with the versions that its two parts stand on."""

    line: TableRow
    form: PaperRowForm
    answer_version: int
    rationale_version: int
    collided: bool = False

    @property
    def wrong(self) -> bool:
        """Whether something in the row was not saved."""
        return bool(self.form.errors) or self.collided


@require_safe
def paper(request: HttpRequest, pk: int) -> HttpResponse:
    """What can be printed, and where papers that come back are entered."""
    page = paper_page(request.user, pk)
    return _choose(request, page, PrintForm(page=page), SheetForm(page=page))


@require_safe
def paper_data(request: HttpRequest, pk: int) -> HttpResponse:
    """The PDF, or the choices once more where one of them cannot be."""
    page = paper_page(request.user, pk)
    form = PrintForm(request.GET, page=page)
    if not form.is_valid():
        return _choose(request, page, form, SheetForm(page=page), INCOMPLETE)
    chosen = form.cleaned_data
    name, content = paper_file(
        request.user, pk, chosen["share"], chosen["language"], chosen["whose"]
    )
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@require_http_methods(["GET", "HEAD", "POST"])
def paper_entry(request: HttpRequest, pk: int) -> HttpResponse:
    """One part as a table to type into; every right row is saved, every other explained."""
    page = paper_page(request.user, pk)
    if not page.view.mine:
        raise NotAllowedError
    sheet = SheetForm(request.GET, page=page)
    if not sheet.is_valid():
        return _choose(request, page, PrintForm(page=page), sheet, INCOMPLETE)
    chosen = sheet.cleaned_data
    table = responses.answer_table(request.user, pk, chosen["part"], chosen["whose"])
    if request.method != "POST" or not table.editable:
        return _draw(request, page, table, chosen, [_row(line) for line in table.rows])
    rows = _save(request, table, chosen)
    if not any(row.wrong for row in rows):
        return redirect(_next(page, table, chosen))
    collided = any(row.collided for row in rows)
    status = CONFLICT if collided else INCOMPLETE
    return _draw(request, page, table, chosen, rows, status)


def _row(line: TableRow) -> TypedRow:
    version = line.row.version if line.row else 0
    form = PaperRowForm(code=line.indicator.code, scale=line.indicator.scale, current=line.row)
    return TypedRow(line, form, version, version)


def _save(request: HttpRequest, table: AnswerTable, chosen: dict[str, Any]) -> list[TypedRow]:
    rows = [_typed_row(request, line) for line in table.rows]
    wanted = [row.form.typed for row in rows if row.form.is_bound and not _is_idle(row)]
    assert table.view.shown is not None  # noqa: S101 - the selector has seen to it
    day: date = chosen["on"]
    done = enter_paper(person_of(request), table.view.shown, table.part, day, wanted)
    number = sum(saved.outcome is Outcome.SAVED for saved in done.values())
    if number:
        words = ngettext("One answer was entered.", "%(number)s answers were entered.", number)
        messages.success(request, words % {"number": number})
    return [_after(row, done.get(row.line.indicator.code)) for row in rows]


def _typed_row(request: HttpRequest, line: TableRow) -> TypedRow:
    row = _row(line)
    code = line.indicator.code
    if f"{code}-answer" not in request.POST or line.locked:
        return row
    form = PaperRowForm(request.POST, code=code, scale=line.indicator.scale, current=line.row)
    form.is_valid()
    return replace(row, form=form)


def _is_idle(row: TypedRow) -> bool:
    """Whether nothing was typed: most rows of a sheet that is entered a second time."""
    typed: PaperAnswer = row.form.typed
    stored = row.line.row
    change = typed.change
    same_answer = change.answer is None or bool(stored and change.answer == stored_answer(stored))
    same_words = (change.rationale or "") == (stored.rationale if stored else "")
    return same_answer and same_words and not typed.document


def _after(row: TypedRow, saved: Saved | None) -> TypedRow:
    """The row after the save.

    A part that collided stands on the other's version from now on: theirs is shown beside it, so
    that sending once more is meant.
    """
    if saved is None:
        return row
    now = saved.row.version if saved.row else 0
    versions = versions_after(row.form.change, saved, row.form.show_stored(saved))
    versions |= dict.fromkeys(saved.collided, now)
    return TypedRow(
        replace(row.line, row=saved.row),
        row.form,
        versions["answer"],
        versions["rationale"],
        collided=bool(saved.collided) or saved.outcome.locked,
    )


def _next(page: PaperPage, table: AnswerTable, chosen: dict[str, Any]) -> str:
    """The next part of the same paper; after the last one back to the choice."""
    codes = [code for code, _title in page.parts]
    later = codes[codes.index(table.part) + 1 :]
    key = table.view.row.pk
    if not later:
        return reverse("portal:paper", args=[key])
    asked = {"whose": chosen["whose"], "on": chosen["on"].isoformat(), "part": later[0]}
    return f"{reverse('portal:paper-entry', args=[key])}?{urlencode(asked)}"


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
    rows: list[TypedRow],
    status: int = 200,
) -> HttpResponse:
    context = {
        "table": table,
        "rows": rows,
        "wrong": [row for row in rows if row.wrong],
        "on": chosen["on"],
        "is_last": page.parts[-1][0] == table.part,
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
