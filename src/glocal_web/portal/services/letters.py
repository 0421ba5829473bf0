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
from smtplib import SMTPException

from django.conf import settings
from django.core import signing
from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import ngettext

from glocal_web.portal.models import Notice, NoticeChoice, NoticeKind, Person, Rhythm
from glocal_web.portal.selectors.reminder import Reminder
from glocal_web.portal.services.notices import bring_notices_up_to_date, locked_choice

WEEK = timedelta(days=7)
STOP_SALT = "glocal.letters.stop"

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Run:
    """What a run did: people looked at, letters sent, letters that the mail server refused."""

    people: int = 0
    sent: int = 0
    refused: int = 0


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
    people = sent = refused = 0
    keys = list(Person.objects.filter(is_active=True).order_by("pk").values_list("pk", flat=True))
    for key in keys:
        person = Person.objects.filter(pk=key, is_active=True).first()
        if person is None:
            continue
        people += 1
        with translation.override(letter_language(person)):
            found = bring_notices_up_to_date(person, now)
            claim = _claim(person, found, now) if letters and found and person.email else None
            if claim is None:
                continue
            if _send(person, claim, address):
                sent += 1
            else:
                _unclaim(person, claim)
                refused += 1
    return Run(people, sent, refused)


def letter_language(person: Person) -> str:
    """The language of the person's letters: of the account, else that of the site."""
    known = dict(settings.LANGUAGES)
    wanted = (person.language, settings.GLOCAL_LANGUAGE, settings.LANGUAGE_CODE)
    return next(one for one in wanted if one in known)


def stop_token(person: Person) -> str:
    """What stands in the link that ends the person's letters; it does nothing else."""
    return signing.dumps(person.pk, salt=STOP_SALT)


def person_to_stop(token: str) -> Person | None:
    """Whose letters the link ends; None when it was not made by this site."""
    try:
        key = signing.loads(token, salt=STOP_SALT)
    except signing.BadSignature:
        return None
    return Person.objects.filter(pk=key).first() if isinstance(key, int) else None


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


def _send(person: Person, claim: _Claim, address: str) -> bool:
    """Whether the mail server took the letter."""
    stop = address + reverse("portal:letters-stop", args=[stop_token(person)])
    number = len(claim.reminders)
    language = translation.get_language() or settings.LANGUAGE_CODE
    context = {
        "person": person,
        "groups": _grouped(claim.reminders),
        "address": address,
        "stop": stop,
        "language": language,
        "direction": "rtl" if translation.get_language_bidi() else "ltr",
    }
    letter = EmailMultiAlternatives(
        subject=ngettext(
            "Glocal: %(number)s thing to look at", "Glocal: %(number)s things to look at", number
        )
        % {"number": number},
        body=render_to_string("notices/letter.txt", context),
        to=[person.email],
        headers={
            # RFC 8058: a mail program can stop the letters with one click, without signing in.
            "List-Unsubscribe": f"<{stop}>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
            "Auto-Submitted": "auto-generated",
            "Content-Language": language,
        },
    )
    letter.attach_alternative(render_to_string("notices/letter.html", context), "text/html")
    try:
        return bool(letter.send())
    except (SMTPException, OSError) as error:
        logger.warning("A letter could not be sent: %s", type(error).__name__)
        return False


def _grouped(reminders: Sequence[Reminder]) -> list[tuple[str, list[Reminder]]]:
    groups: dict[NoticeKind, list[Reminder]] = {}
    for one in reminders:
        groups.setdefault(one.kind, []).append(one)
    return [(str(kind.label), lines) for kind, lines in groups.items()]
