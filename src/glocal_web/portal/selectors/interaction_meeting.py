"""One pair at a time for a room: what the groups answered so far, and what the meeting agrees."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from glocal.model.interaction import HIGHEST, LOWEST
from glocal_web.portal.mappers.interaction_items import group_word
from glocal_web.portal.models import InteractionRating, MatrixItem
from glocal_web.portal.models.choices import GroupChoice
from glocal_web.portal.permissions import Visitor
from glocal_web.portal.selectors.interaction_questions import Ballot, Pair, ballot
from glocal_web.portal.selectors.interaction_voices import meeting_voice

# With fewer answers the room would see who said what; the coordinator may still show them.
FEWEST_SHOWN = 3


@dataclass(frozen=True)
class GroupAnswers:
    """How often a group chose each level, from −3 to +3, and how many of it do not know."""

    word: str
    counts: tuple[int, ...]
    unknown: int


@dataclass(frozen=True)
class MeetingPage:
    """One pair for the screen. ``shown`` is empty until enough have answered or it is revealed."""

    ballot: Ballot
    pair: Pair
    number: int
    before: Pair | None
    after: Pair | None
    answered: int
    groups: tuple[GroupAnswers, ...]
    is_revealed: bool
    agreed: InteractionRating | None

    @property
    def source(self) -> MatrixItem:
        """The item whose progress is asked about."""
        return self.ballot.items[self.pair[0]]

    @property
    def target(self) -> MatrixItem:
        """The item that is influenced."""
        return self.ballot.items[self.pair[1]]

    @property
    def is_shown(self) -> bool:
        """Whether the room sees the answers."""
        return self.is_revealed or self.answered >= FEWEST_SHOWN

    @property
    def pairs(self) -> int:
        """How many pairs the meeting goes through."""
        return len(meeting_order(self.ballot))


def meeting_ballot(visitor: Visitor, slug: str, key: int) -> Ballot:
    """The items, and what the meeting agreed on, for a coordinator."""
    return ballot(meeting_voice(visitor, slug, key))


def meeting_order(page: Ballot) -> tuple[Pair, ...]:
    """The pairs in an order that stays the same all evening: those worth asking, or else all."""
    size = len(page.items)
    if page.reasons:
        return tuple(page.reasons)
    return tuple((one, other) for one in range(size) for other in range(size) if one != other)


def meeting_page(page: Ballot, pair: Pair | None, *, reveal: bool = False) -> MeetingPage | None:
    """One pair with its answers: one query. None where there is no pair at all.

    Without a pair it begins at the first that the meeting has not agreed on.
    """
    order = meeting_order(page)
    if not order:
        return None
    if pair is None:
        pair = next((one for one in order if one not in page.mine), order[0])
    place = order.index(pair) if pair in order else -1
    rows = InteractionRating.objects.filter(
        rater__matrix=page.matrix,
        rater__is_meeting=False,
        source=page.items[pair[0]],
        target=page.items[pair[1]],
    ).values_list("rater__group", "value")
    answers = list(rows)
    return MeetingPage(
        ballot=page,
        pair=pair,
        number=place + 1,
        before=order[place - 1] if place > 0 else None,
        after=order[place + 1] if place + 1 < len(order) else None,
        answered=len(answers),
        groups=_groups(answers),
        is_revealed=reveal,
        agreed=page.mine.get(pair),
    )


def _groups(answers: list[tuple[str, int | None]]) -> tuple[GroupAnswers, ...]:
    counted: dict[str, Counter[int | None]] = {}
    for group, value in answers:
        counted.setdefault(group, Counter())[value] += 1
    return tuple(
        GroupAnswers(
            group_word(group),
            tuple(counted[group][value] for value in range(LOWEST, HIGHEST + 1)),
            counted[group][None],
        )
        for group in GroupChoice.values
        if group in counted
    )
