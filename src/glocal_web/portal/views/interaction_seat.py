"""Where a rater sits: the addresses of the pages on which their voice answers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from django.core.cache import cache
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from glocal_web.portal.mappers.crumbs import crumb, territory_crumbs
from glocal_web.portal.permissions import NotVisibleError
from glocal_web.portal.selectors.interaction_questions import Ballot, Pair
from glocal_web.portal.selectors.interaction_voices import Voice, guest_voice, member_voice
from glocal_web.portal.services.invitations import token_hash

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
        territory = matrix.territory
        crumbs = []
        if not self.voice.is_guest:
            crumbs = [
                *territory_crumbs(territory),
                crumb(_("Interactions"), "interactions", territory.slug),
                crumb(matrix.title, "matrix", territory.slug, matrix.pk),
            ]
        return {
            "seat": self,
            "voice": self.voice,
            "matrix": matrix,
            "territory": territory,
            "crumbs": crumbs,
            "example": territory.is_example,
        }


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
