"""Letters that say what waits: written once for each thing, in the language of who gets them.

A letter cannot be taken back and a server cannot be asked whether it took one before the power
went. So what goes into a letter is marked first, and the mark committed, before the letter is sent:
a run that is killed half-way, or two at once, never send the same twice. A letter that the server
refuses is unmarked and tried again at the next run. One that was cut off in between is lost as a
letter; what it said still stands in the list on the site.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone, translation

from glocal_web.portal.models import Notice, NoticeChoice, NoticeKind, Person, Rhythm
from glocal_web.portal.selectors.reminder import Reminder
from glocal_web.portal.services.letter_post import Post
from glocal_web.portal.services.letter_text import letter_language, letter_to
from glocal_web.portal.services.notices import bring_notices_up_to_date, locked_choice

WEEK = timedelta(days=7)
SECONDS_AN_HOUR = 3600

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Run:
    """What a run did: people looked at, letters sent, letters that the mail server refused, people
    about whom something went wrong on our side. ``is_down``: the server could not be reached, so
    that the letters after that were not even written.
    """

    people: int = 0
    sent: int = 0
    refused: int = 0
    failed: int = 0
    is_down: bool = False


@dataclass(frozen=True)
class _Claim:
    """What one letter holds, marked as sent, and what the marks were before."""

    reminders: tuple[Reminder, ...]
    rows: tuple[int, ...]
    before: tuple[date | None, date | None]


def remind_everybody(now: datetime, address: str, *, letters: bool = True) -> Run:
    """Bring everybody's notices up to date and send what is to be sent. ``address``: of the site.

    One person's trouble does not keep the others from their letters.
    """
    people = failed = 0
    told: list[bool] = []
    post = Post()
    for key in _in_turn(now):
        person = Person.objects.filter(pk=key, is_active=True).first()
        if person is None:
            continue
        people += 1
        try:
            with translation.override(letter_language(person)):
                found = bring_notices_up_to_date(person, now)
                if letters and found and person.email and not post.is_down:
                    told += _written(person, found, now, address, post)
        except Exception:
            # Whatever it is, it must not cost the others their letters.
            logger.exception("Nothing could be told to person %s", key)
            failed += 1
    post.close()
    return Run(people, told.count(True), told.count(False), failed, post.is_down)


def _in_turn(now: datetime) -> list[int]:
    """Everybody's keys, beginning with somebody else every hour.

    Where runs end early again and again, it is not always the same who get nothing.
    """
    keys = list(Person.objects.filter(is_active=True).order_by("pk").values_list("pk", flat=True))
    first = int(now.timestamp()) // SECONDS_AN_HOUR % max(1, len(keys))
    return [*keys[first:], *keys[:first]]


def _written(
    person: Person, found: Sequence[Reminder], now: datetime, address: str, post: Post
) -> list[bool]:
    """Whether the mail server took the person's letter; empty when there was none to send."""
    claim = _claim(person, found, now)
    if claim is None:
        return []
    try:
        taken = post.takes(letter_to(person, claim.reminders, claim.rows, address))
    except Exception:
        _unclaim(person, claim)
        raise
    if not taken:
        _unclaim(person, claim)
    return [taken]


@transaction.atomic
def _claim(person: Person, found: Sequence[Reminder], now: datetime) -> _Claim | None:
    """Mark as sent what the person's next letter holds; None when there is no letter to send."""
    today = timezone.localdate(now)
    choice = locked_choice(person)
    due = [kind for kind in NoticeKind if _is_due(choice, kind, today)]
    rows = {
        row.key: row.pk
        for row in Notice.objects.filter(
            person=person, kind__in=due, read_at=None, letter_at=None
        ).order_by("pk")
    }
    reminders = tuple(one for one in found if any(key in rows for key in one.keys))
    marked = tuple(rows[key] for one in reminders for key in one.keys if key in rows)
    if not marked:
        return None
    before = (choice.daily_on, choice.weekly_on)
    rhythms = {choice.rhythm(one.kind) for one in reminders}
    if Rhythm.DAILY in rhythms:
        choice.daily_on = today
    if Rhythm.WEEKLY in rhythms:
        choice.weekly_on = today
    choice.save(update_fields=["daily_on", "weekly_on"])
    Notice.objects.filter(pk__in=marked).update(letter_at=now)
    return _Claim(reminders, marked, before)


@transaction.atomic
def _unclaim(person: Person, claim: _Claim) -> None:
    """Take the marks back: the letter was not taken, and is tried again at the next run."""
    Notice.objects.filter(pk__in=claim.rows).update(letter_at=None)
    daily_on, weekly_on = claim.before
    NoticeChoice.objects.filter(person=person).update(daily_on=daily_on, weekly_on=weekly_on)


def _is_due(choice: NoticeChoice, kind: NoticeKind, today: date) -> bool:
    rhythm = choice.rhythm(kind)
    if rhythm == Rhythm.DAILY:
        return choice.daily_on is None or choice.daily_on < today
    if rhythm == Rhythm.WEEKLY:
        return choice.weekly_on is None or choice.weekly_on <= today - WEEK
    return False
