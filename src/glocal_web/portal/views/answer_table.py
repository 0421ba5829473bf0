"""All indicators of a part as one table, saved at once; each row on its own merits."""

from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from glocal_web.portal.forms.answer import TableRowForm
from glocal_web.portal.mappers.answer_value import stored_answer
from glocal_web.portal.permissions import NotAllowedError, NotVisibleError
from glocal_web.portal.selectors import responses
from glocal_web.portal.selectors.responses import AnswerTable, TableRow
from glocal_web.portal.services.responses import (
    Outcome,
    Saved,
    save_answer,
)
from glocal_web.portal.views.answer import CONFLICT, INCOMPLETE
from glocal_web.portal.views.answer_rows import TypedRow, opened, settled
from glocal_web.portal.views.assessment import address, crumbs
from glocal_web.portal.views.requests import person_of

RowInTable = TypedRow[TableRowForm]


@require_http_methods(["GET", "HEAD", "POST"])
def answer_table(request: HttpRequest, pk: int) -> HttpResponse:
    """The answers of one part; every right row is saved, every other explained."""
    part = request.GET.get("part", "")
    whose = request.GET.get("for", "")
    table = responses.answer_table(request.user, pk, part, whose)
    if request.method != "POST":
        return _draw(request, table, [_row(table, line) for line in table.rows])
    if not table.view.may_answer or table.view.shown is None:
        raise NotAllowedError
    rows = [_saved_row(request, table, line) for line in table.rows]
    outcomes = [row.saved.outcome for row in rows if row.saved]
    _tell(request, outcomes.count(Outcome.SAVED))
    if not any(row.wrong for row in rows):
        return redirect(table_address(table))
    unsettled = any(row.collided or row.missed for row in rows)
    return _draw(request, table, rows, status=CONFLICT if unsettled else INCOMPLETE)


def table_address(table: AnswerTable, part: str = "") -> str:
    """The table of a part, for the participant shown."""
    key = table.view.row.pk
    query = table.view.query.replace("?", "&", 1)
    return f"{reverse('portal:answer-table', args=[key])}?part={part or table.part}{query}"


def _tell(request: HttpRequest, number: int) -> None:
    if number:
        messages.success(
            request,
            ngettext("%(number)s row was saved.", "%(number)s rows were saved.", number)
            % {"number": number},
        )


def _row(table: AnswerTable, line: TableRow) -> RowInTable:
    form = TableRowForm(words=line.words, scale=line.indicator.scale, current=line.row)
    return replace(opened(line, form), hint=_hint(table, line, form))


def _saved_row(request: HttpRequest, table: AnswerTable, line: TableRow) -> RowInTable:
    if f"{line.indicator.code}-answer" not in request.POST:
        return _row(table, line)
    form = TableRowForm(
        request.POST, words=line.words, scale=line.indicator.scale, current=line.row
    )
    form.is_valid()
    change = form.change
    if _says_nothing_new(line, change.answer, change.rationale):
        saved = Saved(Outcome.UNCHANGED, line.row)
    else:
        if table.view.shown is None:
            raise NotVisibleError
        saved = save_answer(person_of(request), table.view.shown, line.indicator.code, change)
    row = settled(opened(line, form), saved)
    return replace(row, hint=_hint(table, line, form))


def _says_nothing_new(line: TableRow, answer: Any, rationale: str | None) -> bool:
    """Spares the transaction of a row that nobody touched: most rows of a table."""
    stored = stored_answer(line.row) if line.row else None
    if stored is None:
        return (answer is None or answer.key == "not-answered") and not rationale
    same_answer = answer is None or answer == stored
    return same_answer and (rationale is None or rationale == getattr(line.row, "rationale", ""))


def _hint(table: AnswerTable, line: TableRow, form: TableRowForm) -> bool:
    """Whether a document is expected for the grade and none is there."""
    expected_from = table.view.framework.rules.evidence_expected_from
    if expected_from is None or line.documents:
        return False
    scores = {f"{g:g}": line.indicator.scale.score(g) for g in line.indicator.scale.grades}
    return scores.get(form.chosen_key, 0.0) >= expected_from


def _draw(
    request: HttpRequest, table: AnswerTable, rows: list[RowInTable], status: int = 200
) -> HttpResponse:
    view = table.view
    context = {
        "table": table,
        "view": view,
        "rows": rows,
        "wrong": [row for row in rows if row.wrong],
        "tabs": [
            {
                "label": f"{code} · {title}",
                "href": table_address(table, code),
                "current": code == table.part,
            }
            for code, title in table.parts
        ],
        "crumbs": crumbs(view, (view.row.name, address(view))),
        "example": view.row.territory.is_example,
    }
    return render(request, "answer/table.html", context, status=status)
