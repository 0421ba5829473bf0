"""The screen of a meeting: one pair in large letters, the answers so far, what was agreed."""

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from glocal_web.portal.forms.interaction_rating import RatingForm, rating_initial
from glocal_web.portal.mappers.interaction_items import item_title
from glocal_web.portal.mappers.interaction_words import (
    answers,
    question_line,
    question_markup,
    signed,
    unknown_word,
)
from glocal_web.portal.permissions import NotVisibleError
from glocal_web.portal.selectors.interaction_meeting import (
    FEWEST_SHOWN,
    MeetingPage,
    meeting_ballot,
    meeting_page,
)
from glocal_web.portal.selectors.interaction_questions import Ballot, Pair
from glocal_web.portal.services.interaction_ratings import Outcome, save_rating
from glocal_web.portal.views.interactions import around

CONFLICT, INCOMPLETE = 409, 422


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def matrix_meeting(request: HttpRequest, slug: str, key: int) -> HttpResponse:
    """One pair for the room; the coordinator writes down what was agreed."""
    voices = meeting_ballot(request.user, slug, key)
    named = voices.pair(request.GET.get("from", ""), request.GET.get("to", ""))
    page = meeting_page(voices, named, reveal="show" in request.GET)
    if page is None:
        return redirect("portal:matrix", slug, key)
    if request.method != "POST":
        return _draw(request, page, RatingForm(initial=rating_initial(page.agreed)))
    if named is None:
        raise NotVisibleError
    form = RatingForm(request.POST)
    if not form.is_valid():
        return _draw(request, page, form, INCOMPLETE)
    saved = save_rating(voices.voice, form.draft(page.source, page.target))
    if saved.is_settled:
        return redirect(address(voices, page.after or page.pair))
    if saved.outcome is Outcome.CLOSED:
        return _draw(request, page, form, CONFLICT, is_closed=True)
    stale = form.beside(saved.row)
    return _draw(request, page, stale.form, CONFLICT, stale=stale)


def address(voices: Ballot, pair: Pair, *, show: bool = False) -> str:
    """The address of a pair on the screen."""
    matrix = voices.matrix
    asked = {"from": voices.items[pair[0]].key, "to": voices.items[pair[1]].key}
    if show:
        asked["show"] = "1"
    place = reverse("portal:matrix-meeting", args=[matrix.territory.slug, matrix.pk])
    return f"{place}?{urlencode(asked)}"


def _draw(
    request: HttpRequest, page: MeetingPage, form: RatingForm, status: int = 200, **more: Any
) -> HttpResponse:
    titles = item_title(page.source), item_title(page.target)
    voices = page.ballot
    matrix = voices.matrix
    scale = answers()
    context = {
        "page": page,
        "matrix": matrix,
        "question": question_markup(*titles),
        "question_title": question_line(*titles),
        "answers": scale,
        "unknown": unknown_word(),
        "chosen": str(form["answer"].value() or ""),
        "form": form,
        "fewest": FEWEST_SHOWN,
        "rows": [(one, list(zip(scale, one.counts, strict=True))) for one in page.groups],
        "agreed": signed(page.agreed.value) if page.agreed else "",
        "here": address(voices, page.pair, show=page.is_revealed),
        "show": address(voices, page.pair, show=True),
        "before": address(voices, page.before) if page.before else "",
        "after": address(voices, page.after) if page.after else "",
        **around(matrix.territory, matrix),
        **more,
    }
    return render(request, "interactions/meeting.html", context, status=status)
