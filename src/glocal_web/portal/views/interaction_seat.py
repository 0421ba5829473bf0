"""Where a rater sits: the addresses of the pages on which they answer, and what these share."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from glocal_web.portal.permissions import NotVisibleError
from glocal_web.portal.selectors.interaction_questions import Ballot, Pair
from glocal_web.portal.selectors.interaction_voices import Voice, guest_voice, member_voice
from glocal_web.portal.services.invitations import token_hash
from glocal_web.portal.views.interactions import around

FORM = require_http_methods(["GET", "HEAD", "POST"])
CONFLICT, INCOMPLETE, TOO_MUCH = 409, 422, 429
MOST_LATER = 60
_LATER = re.compile(r"[0-9]{1,3}-[0-9]{1,3}")
# A guest who answers quickly sends one answer a second; more is not a person.
MOST_SENT, WHILE = 600, 600


@dataclass(frozen=True)
class Seat:
    """A voice, and where its pages are. ``leave`` is empty for guests: they see nothing else."""

    voice: Voice
    rate: str
    table: str
    leave: str = ""
    query: Mapping[str, str] = field(default_factory=dict)

    def address(
        self,
        ballot: Ballot | None = None,
        pair: Pair | None = None,
        later: Iterable[Pair] = (),
        *,
        everything: bool = False,
        done: bool = False,
    ) -> str:
        """The address of a question, or of the next one."""
        asked = dict(self.query)
        if ballot is not None and pair is not None:
            asked["from"] = ballot.items[pair[0]].key
            asked["to"] = ballot.items[pair[1]].key
        waiting = "_".join(f"{one}-{other}" for one, other in list(later)[-MOST_LATER:])
        if waiting:
            asked["later"] = waiting
        if everything:
            asked["all"] = "1"
        if done:
            asked["done"] = "1"
        return f"{self.rate}?{urlencode(asked)}" if asked else self.rate

    def table_address(self, key: str = "") -> str:
        """The address of the table, at the row of an item."""
        asked = {**self.query, **({"row": key} if key else {})}
        return f"{self.table}?{urlencode(asked)}" if asked else self.table

    def for_group(self, group: str) -> str:
        """The address at which the same person answers for another of their groups."""
        return f"{self.rate}?{urlencode({'for': group})}"

    def around(self) -> dict[str, Any]:
        """What every page of a rater shows around its content."""
        matrix = self.voice.matrix
        shown = {"seat": self, "voice": self.voice, "matrix": matrix}
        shown |= around(matrix.territory, matrix)
        return shown | {"crumbs": []} if self.voice.is_guest else shown


def member_seat(request: HttpRequest, slug: str, key: int) -> Seat:
    """The seat of somebody with a role; ``?for=`` says for which of their groups."""
    voice = member_voice(request.user, slug, key, request.GET.get("for", ""))
    arguments = [slug, key]
    return Seat(
        voice,
        reverse("portal:matrix-rate", args=arguments),
        reverse("portal:matrix-table", args=arguments),
        reverse("portal:matrix", args=arguments),
        {"for": voice.group} if voice.group != voice.groups[0] else {},
    )


def guest_seat(secret: str) -> Seat | None:
    """The seat of the guest with this secret; None where there is no such guest."""
    try:
        voice = guest_voice(token_hash(secret))
    except NotVisibleError:
        return None
    return Seat(
        voice,
        reverse("portal:matrix-mine", args=[secret]),
        reverse("portal:matrix-mine-table", args=[secret]),
    )


def at_guest_seat(
    request: HttpRequest, secret: str, draw: Callable[[HttpRequest, Seat], HttpResponse]
) -> HttpResponse:
    """A page for the guest with this secret, unless there is none or a script sends answers."""
    seat = guest_seat(secret)
    if seat is None:
        return render(request, "interactions/link_closed.html", status=404)
    if request.method == "POST" and sends_too_much(seat):
        return render(request, "pages/errors/429.html", status=TOO_MUCH)
    return draw(request, seat)


def closed_page(request: HttpRequest, seat: Seat, page: Ballot) -> HttpResponse:
    """It takes no answers now: what was said is kept."""
    context = {"progress": page.progress, **seat.around()}
    status = CONFLICT if request.method == "POST" else 200
    return render(request, "interactions/rate_closed.html", context, status=status)


def later_of(request: HttpRequest, ballot: Ballot) -> tuple[Pair, ...]:
    """The pairs that were put off, as the address says; what is none is left out."""
    size = len(ballot.items)
    found = []
    for part in request.GET.get("later", "").split("_")[-MOST_LATER:]:
        if _LATER.fullmatch(part):
            one, other = (int(number) for number in part.split("-"))
            if one < size and other < size and one != other:
                found.append((one, other))
    return tuple(dict.fromkeys(found))


def sends_too_much(seat: Seat) -> bool:
    """Whether a guest sends more than any person would; counts this time too."""
    if seat.voice.rater is None:
        return False
    key = f"interactions-sent-{seat.voice.rater.pk}"
    cache.add(key, 0, WHILE)
    try:
        return cache.incr(key) > MOST_SENT
    except ValueError:
        # It ran out between the two lines.
        return False
