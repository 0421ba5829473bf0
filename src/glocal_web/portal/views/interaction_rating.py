"""Answer one pair after the other: people with a role, and guests by their link."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from glocal_web.portal.forms.interaction_rating import RatingForm, rating_initial
from glocal_web.portal.mappers.interaction_items import group_word, item_title
from glocal_web.portal.mappers.interaction_words import (
    answers,
    question_line,
    question_markup,
    reason_words,
    unknown_word,
)
from glocal_web.portal.selectors.interaction_questions import Ballot, Pair, ballot
from glocal_web.portal.services.interaction_ratings import (
    Outcome,
    SavedRating,
    save_rating,
)
from glocal_web.portal.views.interaction_seat import (
    CONFLICT,
    FORM,
    INCOMPLETE,
    Seat,
    at_guest_seat,
    closed_page,
    later_of,
    member_seat,
)


@FORM
@never_cache
def matrix_rate(request: HttpRequest, slug: str, key: int) -> HttpResponse:
    """The next question for somebody with a role, or the one that the address names."""
    return _rate(request, member_seat(request, slug, key))


@FORM
@never_cache
def matrix_mine(request: HttpRequest, token: str) -> HttpResponse:
    """The same for a guest, at their personal link."""
    return at_guest_seat(request, token, _rate)


def _rate(request: HttpRequest, seat: Seat) -> HttpResponse:
    page = ballot(seat.voice, everything="all" in request.GET)
    if not seat.voice.may_save:
        return closed_page(request, seat, page)
    later = later_of(request, page)
    named = page.pair(request.GET.get("from", ""), request.GET.get("to", ""))
    if request.method == "POST":
        if named is None:
            # Whoever sits here may answer: a guest without an account is not asked to sign in.
            raise Http404
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
    source, target = (page.items[place] for place in pair)
    saved = save_rating(seat.voice, form.draft(source, target))
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
        return closed_page(request, seat, page)
    stale = form.beside(saved.row)
    return _question(request, seat, page, pair, later, stale.form, CONFLICT, stale=stale)


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
        "row_address": seat.table_address(source.key),
        **_addresses(seat, page, pair, later),
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


def _addresses(seat: Seat, page: Ballot, pair: Pair, later: tuple[Pair, ...]) -> dict[str, str]:
    """Of the question itself, of those before and after it, and of the end."""
    everything = page.everything
    back = page.previous(pair)
    put_off = (*(one for one in later if one != pair), pair)
    skipped = page.next(put_off, after=pair)
    return {
        "here": seat.address(page, pair, later, everything=everything),
        "back": seat.address(page, back, later, everything=everything) if back else "",
        "skip": seat.address(page, skipped, put_off, everything=everything)
        if skipped and skipped != pair
        else "",
        "done": seat.address(everything=everything, done=True),
    }


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


def _personal(request: HttpRequest, seat: Seat) -> str:
    """The link by which a guest comes back; empty for people with an account."""
    return request.build_absolute_uri(seat.rate) if seat.voice.is_guest else ""
