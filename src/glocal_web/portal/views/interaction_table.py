"""Answer in a table: one row at a time, the influence of one item on all others."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache

from glocal_web.portal.forms.interaction_rating import Cell, Typed, cells, read_cell, shown
from glocal_web.portal.mappers.interaction_items import group_word, item_title
from glocal_web.portal.mappers.interaction_words import answers, unknown_word
from glocal_web.portal.selectors.interaction_questions import Ballot, ballot
from glocal_web.portal.services.interaction_ratings import (
    Outcome,
    RatingDraft,
    SavedRating,
    forget_ratings,
    save_ratings,
)
from glocal_web.portal.views.interaction_seat import (
    CONFLICT,
    FORM,
    INCOMPLETE,
    Seat,
    at_guest_seat,
    closed_page,
    member_seat,
)


@FORM
@never_cache
def matrix_table(request: HttpRequest, slug: str, key: int) -> HttpResponse:
    """The table for somebody with a role."""
    return _table(request, member_seat(request, slug, key))


@FORM
@never_cache
def matrix_mine_table(request: HttpRequest, token: str) -> HttpResponse:
    """The same for a guest, at their personal link."""
    return at_guest_seat(request, token, _table)


def _table(request: HttpRequest, seat: Seat) -> HttpResponse:
    page = ballot(seat.voice)
    place = page.place(request.GET.get("row", "")) or 0
    if not page.items or not seat.voice.may_save:
        return closed_page(request, seat, page)
    inputs = _cells(page, place)
    if request.method != "POST":
        return _draw(request, seat, page, place, inputs)
    number = _save(request, seat, page, place, inputs)
    if number:
        words = ngettext("%(number)s answer is saved.", "%(number)s answers are saved.", number)
        messages.success(request, words % {"number": number})
    if not any(one.is_wrong for one in inputs):
        following = page.items[(place + 1) % len(page.items)]
        stays = request.POST.get("go") == "stay"
        return redirect(seat.table_address(page.items[place].key if stays else following.key))
    collided = any(one.theirs for one in inputs)
    return _draw(request, seat, page, place, inputs, CONFLICT if collided else INCOMPLETE)


def _cells(page: Ballot, place: int) -> tuple[Cell, ...]:
    targets = [item for at, item in enumerate(page.items) if at != place]
    rows = {row.target_id: row for (source, _to), row in page.mine.items() if source == place}
    return cells(targets, rows)


def _save(
    request: HttpRequest, seat: Seat, page: Ballot, place: int, inputs: tuple[Cell, ...]
) -> int:
    """Save what is right; what is wrong or was answered elsewhere is told at its input."""
    source = page.items[place]
    to_save: list[tuple[Cell, RatingDraft]] = []
    to_forget: list[tuple[Cell, RatingDraft]] = []
    for cell in inputs:
        if cell.name not in request.POST:
            continue
        typed = read_cell(cell, request.POST)
        if typed is None or _says_nothing_new(cell, typed):
            continue
        draft = RatingDraft(source, cell.target, typed.value, None, cell.version)
        (to_forget if typed.is_empty else to_save).append((cell, draft))
    results = (
        *save_ratings(seat.voice, [one for _cell, one in to_save]),
        *forget_ratings(seat.voice, [one for _cell, one in to_forget]),
    )
    for (cell, _draft), saved in zip((*to_save, *to_forget), results, strict=True):
        _note(cell, saved)
    return sum(saved.outcome is Outcome.SAVED for saved in results)


def _says_nothing_new(cell: Cell, typed: Typed) -> bool:
    """Spares the transaction of an input that nobody touched: most of a row."""
    if cell.row is None:
        # Nothing is kept and nothing was typed; with a version it was taken back elsewhere.
        return typed.is_empty
    return not typed.is_empty and cell.row.value == typed.value


def _note(cell: Cell, saved: SavedRating) -> None:
    cell.row = saved.row
    if saved.outcome is Outcome.STALE:
        cell.theirs = shown(saved.row) or _("taken back")
    elif saved.outcome is Outcome.CLOSED:
        cell.error = _("It was closed meanwhile: this answer is not kept.")
    cell.version = saved.row.version if saved.row else 0


def _draw(
    request: HttpRequest,
    seat: Seat,
    page: Ballot,
    place: int,
    inputs: tuple[Cell, ...],
    status: int = 200,
) -> HttpResponse:
    size = len(page.items)
    places = {item.pk: at for at, item in enumerate(page.items)}
    rows: list[dict[str, Any]] = [
        {
            "cell": one,
            "title": item_title(one.target),
            "worth": (place, places[one.target.pk]) in page.reasons,
        }
        for one in inputs
    ]
    context = {
        "source_title": item_title(page.items[place]),
        "rows": rows,
        "wrong": [one for one in rows if one["cell"].is_wrong],
        "answers": answers(),
        "unknown": unknown_word(),
        "progress": page.progress,
        "asks_all": page.asks_all,
        "here": seat.table_address(page.items[place].key),
        "previous": seat.table_address(page.items[place - 1].key),
        "following": seat.table_address(page.items[(place + 1) % size].key),
        "number": place + 1,
        "size": size,
        "choices": [
            (item.key, f"{at}. {item_title(item)}", at == place + 1)
            for at, item in enumerate(page.items, start=1)
        ],
        "group": group_word(seat.voice.group),
        **seat.around(),
    }
    return render(request, "interactions/table.html", context, status=status)
