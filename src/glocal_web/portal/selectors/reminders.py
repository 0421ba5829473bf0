"""Everything that somebody should look at: the one place that letters, list and calendar ask."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from django.conf import settings

from glocal_web.portal.models import Notice, NoticeKind, Person
from glocal_web.portal.selectors.reminder import Reminder, Standing, standing
from glocal_web.portal.selectors.reminders_of_answers import (
    aged_evidence,
    due_answers,
    sent_back,
    waiting_reviews,
)
from glocal_web.portal.selectors.reminders_of_plans import (
    asked_ratings,
    due_actions,
    expiring_decisions,
)

DAYS_OF_CALENDAR = 366
UNKNOWN_ADDRESS = "http://localhost:8000"
LINES_A_KIND = 100


@dataclass(frozen=True)
class ListedReminder:
    """A reminder on the page; ``is_new`` until the person says that they have read it."""

    reminder: Reminder
    is_new: bool


@dataclass(frozen=True)
class ReminderGroup:
    """What is to be looked at of one kind; ``more`` are not listed: the page stays short."""

    kind: NoticeKind
    lines: tuple[ListedReminder, ...]
    more: int

    @property
    def title(self) -> str:
        """The kind in words."""
        return str(self.kind.label)


@dataclass(frozen=True)
class NoticesPage:
    """What is to be looked at, by kind, how many are new, and the number of the last notice so far:
    whoever says that they have read the page speaks of nothing that came later.
    """

    groups: tuple[ReminderGroup, ...]
    unread: int
    last: int


def reminders_of(person: Person, today: date) -> tuple[Reminder, ...]:
    """What ``person`` should look at, by kind, soonest first: twelve queries at most."""
    own = standing(person)
    return tuple(_all(own, today)) if own.deeds else ()


def dates_of(person: Person, today: date) -> tuple[Reminder, ...]:
    """What has a date within a year or had one, for the person's calendar: seven queries at most.

    Restricted findings stay on the site.
    """
    own = standing(person)
    if not own.deeds:
        return ()
    found = (
        *due_answers(own, today, DAYS_OF_CALENDAR),
        *due_actions(own, today, DAYS_OF_CALENDAR),
        *expiring_decisions(own, today, DAYS_OF_CALENDAR),
    )
    return tuple(one for one in found if not one.is_restricted)


def calendar_owner(secret_hash: str) -> Person | None:
    """Whose calendar the address with this secret leads to, while the account is open."""
    return Person.objects.filter(notice_choice__calendar_hash=secret_hash, is_active=True).first()


def is_unread(reminder: Reminder, read: Collection[str]) -> bool:
    """Whether the reminder stands for anything whose key is not among those read."""
    return any(key not in read for key in reminder.keys)


def notices_page(person: Person, found: Iterable[Reminder]) -> NoticesPage:
    """The person's page of what was found when notices were brought up to date: one query."""
    rows = Notice.objects.filter(person=person).values_list("pk", "key", "read_at")
    found = tuple(found)
    # What came in after it was found stands not on the page, and is not read with it.
    shown = {key for one in found for key in one.keys}
    last, read = 0, set()
    for key_of_row, key, read_at in rows:
        if key in shown:
            last = max(last, key_of_row)
        if read_at is not None:
            read.add(key)
    groups: dict[NoticeKind, list[ListedReminder]] = {}
    for one in found:
        groups.setdefault(one.kind, []).append(ListedReminder(one, is_unread(one, read)))
    return NoticesPage(
        groups=tuple(
            ReminderGroup(kind, tuple(lines[:LINES_A_KIND]), max(0, len(lines) - LINES_A_KIND))
            for kind, lines in groups.items()
        ),
        unread=sum(line.is_new for lines in groups.values() for line in lines),
        last=last,
    )


def site_address() -> str:
    """The beginning of the site's addresses where no request says it, without a slash at its end.

    ``GLOCAL_ADDRESS``, else what the names of the site let one guess.
    """
    if settings.GLOCAL_ADDRESS:
        return str(settings.GLOCAL_ADDRESS).rstrip("/")
    names = [name for name in settings.ALLOWED_HOSTS if not name.startswith((".", "*"))]
    if settings.SECURE_SSL_REDIRECT and names:
        return f"https://{names[0]}"
    return UNKNOWN_ADDRESS


def _all(own: Standing, today: date) -> Iterator[Reminder]:
    yield from due_answers(own, today)
    yield from sent_back(own)
    yield from waiting_reviews(own)
    yield from due_actions(own, today)
    yield from expiring_decisions(own, today)
    yield from asked_ratings(own)
    yield from aged_evidence(own, today)
