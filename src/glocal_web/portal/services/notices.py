"""Keep what people were told in step with what there is, and what they have read."""

from __future__ import annotations

import logging
import secrets
from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from glocal_web.portal.models import Notice, NoticeChoice, NoticeKind, Person, Rhythm
from glocal_web.portal.selectors.reminder import Reminder
from glocal_web.portal.selectors.reminders import is_unread, reminders_of
from glocal_web.portal.services.invitations import SECRET_BYTES, token_hash

logger = logging.getLogger(__name__)


def bring_notices_up_to_date(person: Person, now: datetime) -> tuple[Reminder, ...]:
    """What ``person`` should look at, with a row for each key and the unread ones counted.

    Rows of what is settled go; a row that is there stays as it is, so that doing this twice
    changes nothing. Where nothing is new nothing is locked: a page does not wait for an import.
    """
    # First the rows: one that another run writes meanwhile is not taken for settled.
    known = {row.key: row for row in Notice.objects.filter(person=person)}
    found = reminders_of(person, timezone.localdate(now))
    kinds = {key: one.kind for one in found for key in one.keys}
    gone = [row.pk for key, row in known.items() if key not in kinds]
    new = [
        Notice(person=person, kind=kind, key=key, first_seen=now)
        for key, kind in kinds.items()
        if key not in known
    ]
    if gone or new:
        with transaction.atomic():
            Notice.objects.filter(pk__in=gone).delete()
            # Two runs at once write the same rows.
            Notice.objects.bulk_create(new, ignore_conflicts=True)
    read = {key for key, row in known.items() if row.read_at is not None}
    _count(person, sum(is_unread(one, read) for one in found))
    return found


def try_to_bring_up_to_date(person: Person, now: datetime) -> None:
    """As above, where something else is going on that must not fail with it, as signing in."""
    try:
        bring_notices_up_to_date(person, now)
    except Exception:
        logger.exception("The notices of person %s could not be counted", person.pk)


@transaction.atomic
def mark_read(person: Person, now: datetime, last: int | None = None) -> None:
    """Call read all that there is, or what the person saw: notices up to the number ``last``."""
    found = bring_notices_up_to_date(person, now)
    seen = Notice.objects.filter(person=person, read_at=None)
    if last is not None:
        seen = seen.filter(pk__lte=last)
    seen.update(read_at=now)
    read = set(
        Notice.objects.filter(person=person, read_at__isnull=False).values_list("key", flat=True)
    )
    _count(person, sum(is_unread(one, read) for one in found))


@transaction.atomic
def choose_rhythms(person: Person, rhythms: Mapping[NoticeKind, Rhythm]) -> None:
    """How often each kind comes by e-mail from now on; kinds not named stay as they are."""
    choice = locked_choice(person)
    choice.rhythms = {
        **choice.rhythms,
        **{kind.value: rhythm.value for kind, rhythm in rhythms.items()},
    }
    choice.save(update_fields=["rhythms"])


def stop_letters(person: Person) -> None:
    """No letter of any kind any more; the list on the site stays."""
    choose_rhythms(person, dict.fromkeys(NoticeKind, Rhythm.NEVER))


@transaction.atomic
def new_calendar(person: Person) -> str:
    """The secret of a new address of the person's calendar, known only now; an older one ends."""
    token = secrets.token_urlsafe(SECRET_BYTES)
    choice = locked_choice(person)
    choice.calendar_hash = token_hash(token)
    choice.save(update_fields=["calendar_hash"])
    return token


@transaction.atomic
def stop_calendar(person: Person) -> bool:
    """Whether there was an address of the calendar, which leads nowhere from now on."""
    return bool(
        NoticeChoice.objects.filter(person=person)
        .exclude(calendar_hash=None)
        .update(calendar_hash=None)
    )


def locked_choice(person: Person) -> NoticeChoice:
    """How the person wants to be told, locked until the transaction ends."""
    NoticeChoice.objects.get_or_create(person=person)
    return NoticeChoice.objects.select_for_update(no_key=True).get(person=person)


def _count(person: Person, unread: int) -> None:
    if person.unread_notices != unread:
        Person.objects.filter(pk=person.pk).update(unread_notices=unread)
        person.unread_notices = unread
