"""Answer one pair after the other: people with a role, and guests by their link."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from glocal_web.portal.forms.interaction_rating import RatingForm, rating_initial
from glocal_web.portal.forms.stale import with_version
from glocal_web.portal.mappers.interaction_items import group_word, item_title
from glocal_web.portal.mappers.interaction_words import (
    answers,
    question_line,
    question_markup,
    reason_words,
    unknown_word,
    value_word,
)
from glocal_web.portal.permissions import NotVisibleError
from glocal_web.portal.selectors.interaction_questions import Ballot, Pair, ballot
from glocal_web.portal.services.interaction_ratings import (
    Outcome,
    RatingDraft,
    SavedRating,
    save_rating,
)
from glocal_web.portal.views.interaction_seat import (
    Seat,
    guest_seat,
    later_of,
    member_seat,
    sends_too_much,
)

FORM = require_http_methods(["GET", "HEAD", "POST"])
CONFLICT, INCOMPLETE, TOO_MUCH = 409, 422, 429


@FORM
@never_cache
def matrix_rate(request: HttpRequest, slug: str, key: int) -> HttpResponse:
    """The next question for somebody with a role, or the one that the address names."""
    return _rate(request, member_seat(request, slug, key))


@FORM
@never_cache
def matrix_mine(request: HttpRequest, token: str) -> HttpResponse:
    """The same for a guest, at their personal link."""
    seat = guest_seat(token)
    if seat is None:
        return render(request, "interactions/link_closed.html", status=404)
    if request.method == "POST" and sends_too_much(seat):
        return render(request, "pages/errors/429.html", status=TOO_MUCH)
    return _rate(request, seat)


def _rate(request: HttpRequest, seat: Seat) -> HttpResponse:
    page = ballot(seat.voice, everything="all" in request.GET)
    if not seat.voice.may_save:
        return _closed(request, seat, page)
    later = later_of(request, page)
    named = page.pair(request.GET.get("from", ""), request.GET.get("to", ""))
    if request.method == "POST":
        if named is None:
            raise NotVisibleError
        return _save(request, seat, page, named, later)
    if "done" in request.GET:
        return _done(request, seat, page)
    pair = named or page.next(later)
    if pair is None:
        return _done(request, seat, page)
    form = RatingForm(initial=rating_initial(page.mine.get(pair)))
    return _question(request, seat, page, pair, later, form)


def _save(
    request: HttpRequest, seat: Seat, page: Ballot, pair: Pair, later: tuple[Pair, ...]
) -> HttpResponse:
    form = RatingForm(request.POST)
    if not form.is_valid():
        return _question(request, seat, page, pair, later, form, INCOMPLETE)
    draft = RatingDraft(
        page.items[pair[0]],
        page.items[pair[1]],
        form.value,
        form.cleaned_data["rationale"],
        form.cleaned_data["version"] or 0,
    )
    saved = save_rating(seat.voice, draft)
    if not saved.is_settled:
        return _unsettled(request, seat, page, pair, later, form, saved)
    fresh = ballot(seat.voice, everything=page.everything)
    waiting = tuple(one for one in later if one != pair)
    following = fresh.next(waiting)
    if following is None:
        return redirect(seat.address(everything=page.everything, done=True))
    return redirect(
        seat.address(fresh, following, waiting, everything=page.everything),
    )


def _unsettled(
    request: HttpRequest,
    seat: Seat,
    page: Ballot,
    pair: Pair,
    later: tuple[Pair, ...],
    form: RatingForm,
    saved: SavedRating,
) -> HttpResponse:
    """What was sent and what was kept meanwhile, side by side; nothing is overwritten."""
    if saved.outcome is Outcome.CLOSED:
        messages.warning(request, _("It was closed meanwhile: this answer is not kept."))
        return _closed(request, seat, page)
    row = saved.row
    mine = form.value
    form = RatingForm(with_version(request.POST, row.version if row else 0))
    form.is_valid()
    stale = {
        "mine": value_word(mine),
        "mine_why": form.cleaned_data["rationale"],
        "theirs": value_word(row.value) if row else _("taken back"),
        "theirs_why": row.rationale if row else "",
    }
    return _question(request, seat, page, pair, later, form, CONFLICT, stale=stale)


def _question(
    request: HttpRequest,
    seat: Seat,
    page: Ballot,
    pair: Pair,
    later: tuple[Pair, ...],
    form: RatingForm,
    status: int = 200,
    **more: Any,
) -> HttpResponse:
    source, target = (page.items[place] for place in pair)
    titles = item_title(source), item_title(target)
    back = page.previous(pair)
    put_off = (*(one for one in later if one != pair), pair)
    skipped = page.next(put_off, after=pair)
    everything = page.everything
    context = {
        "question": question_markup(*titles),
        "question_title": question_line(*titles),
        "abouts": [(title, item) for title, item in zip(titles, (source, target), strict=True)],
        "answers": answers(),
        "unknown": unknown_word(),
        "chosen": str(form["answer"].value() or ""),
        "form": form,
        "why": reason_words(page.why(pair)),
        "progress": page.progress,
        "asks_all": page.asks_all,
        "here": seat.address(page, pair, later, everything=everything),
        "back": seat.address(page, back, later, everything=everything) if back else "",
        "skip": seat.address(page, skipped, put_off, everything=everything)
        if skipped and skipped != pair
        else "",
        "done": seat.address(everything=everything, done=True),
        "row_address": seat.table_address(source.key),
        "personal": _personal(request, seat),
        "group": group_word(seat.voice.group),
        "other_groups": [
            (group_word(one), seat.for_group(one))
            for one in seat.voice.groups
            if one != seat.voice.group
        ],
        **seat.around(),
        **more,
    }
    return render(request, "interactions/rate.html", context, status=status)


def _done(request: HttpRequest, seat: Seat, page: Ballot) -> HttpResponse:
    """What was answered, and what could be: nothing has to be."""
    following = page.next()
    context = {
        "progress": page.progress,
        "next": seat.address(page, following, everything=page.everything) if following else "",
        "everything": seat.address(everything=True)
        if not page.asks_all and page.progress.answered_all < page.progress.pairs
        else "",
        "personal": _personal(request, seat),
        **seat.around(),
    }
    return render(request, "interactions/rated.html", context)


def _closed(request: HttpRequest, seat: Seat, page: Ballot) -> HttpResponse:
    """It takes no answers now: what was said is kept."""
    context = {"progress": page.progress, **seat.around()}
    status = CONFLICT if request.method == "POST" else 200
    return render(request, "interactions/rate_closed.html", context, status=status)


def _personal(request: HttpRequest, seat: Seat) -> str:
    """The link by which a guest comes back; empty for people with an account."""
    return request.build_absolute_uri(seat.rate) if seat.voice.is_guest else ""
