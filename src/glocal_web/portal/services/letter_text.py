"""What a letter says, in the language of the moment, and the link that ends all letters."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from email.utils import parseaddr

from django.conf import settings
from django.core import signing
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import ngettext

from glocal.text.one_line import as_one_line
from glocal_web.portal.models import NoticeKind, Person
from glocal_web.portal.selectors.reminder import Reminder

LINES_A_KIND = 25
"""More than these are counted: mail programs cut long letters off, and nobody reads them."""

RIGHT_TO_LEFT_MARK, ISOLATE, END_OF_ISOLATE = "\u200f", "\u2068", "\u2069"
STOP_SALT = "glocal.letters.stop"


@dataclass(frozen=True)
class LetterLine:
    """One thing to look at. Words are on one line each: in plain text a title with line ends could
    pass for what the letter says. ``address`` is whole.
    """

    title: str
    place: str
    about: str
    address: str
    due: date | None
    is_late: bool


@dataclass(frozen=True)
class LetterPart:
    """What a letter says of one kind; ``more`` stand on the list alone."""

    title: str
    lines: tuple[LetterLine, ...]
    more: int


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


def letter_to(
    person: Person, reminders: Sequence[Reminder], rows: Collection[int], address: str
) -> EmailMultiAlternatives:
    """The letter about ``reminders``, for which the notices ``rows`` stand; ``address``: the site.

    Written once more about the same rows it has the same ``Message-ID``: where it arrived although
    the connection broke off, mail systems know the second for the first.
    """
    stop = address + reverse("portal:letters-stop", args=[stop_token(person)])
    language = translation.get_language() or settings.LANGUAGE_CODE
    context = {
        "name": as_one_line(person.name),
        "parts": _parts(reminders, address),
        "address": address,
        "stop": stop,
        "language": language,
        **_directions(is_from_the_right=translation.get_language_bidi()),
    }
    letter = EmailMultiAlternatives(
        subject=ngettext(
            "Glocal: %(number)s thing to look at",
            "Glocal: %(number)s things to look at",
            len(reminders),
        )
        % {"number": len(reminders)},
        body=render_to_string("notices/letter.txt", context),
        to=[person.email],
        headers={
            **_stop_headers(stop),
            "Auto-Submitted": "auto-generated",
            "Content-Language": language,
            "Message-ID": _message_id(person, rows),
        },
    )
    letter.attach_alternative(render_to_string("notices/letter.html", context), "text/html")
    return letter


def _parts(reminders: Sequence[Reminder], address: str) -> list[LetterPart]:
    groups: dict[NoticeKind, list[Reminder]] = {}
    for one in reminders:
        groups.setdefault(one.kind, []).append(one)
    return [
        LetterPart(
            title=str(kind.label),
            lines=tuple(_line(one, address) for one in group[:LINES_A_KIND]),
            more=max(0, len(group) - LINES_A_KIND),
        )
        for kind, group in groups.items()
    ]


def _line(reminder: Reminder, address: str) -> LetterLine:
    return LetterLine(
        title=as_one_line(reminder.title),
        place=as_one_line(reminder.place),
        about=as_one_line(reminder.about),
        address=address + reminder.address,
        due=reminder.due,
        is_late=reminder.is_late,
    )


def _stop_headers(stop: str) -> dict[str, str]:
    """What lets a mail program stop the letters: with one click where the address is safe for it
    (RFC 8058), else by opening the page that asks.
    """
    headers = {"List-Unsubscribe": f"<{stop}>"}
    if stop.startswith("https://"):
        headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    return headers


def _directions(*, is_from_the_right: bool) -> dict[str, str]:
    """What keeps words of both directions apart: in plain text by signs, as ``<bdi>`` elsewhere.

    Only where it is needed: some programs show the signs as boxes.
    """
    if not is_from_the_right:
        return {"direction": "ltr", "mark": "", "apart": "", "end": ""}
    return {"direction": "rtl", "mark": RIGHT_TO_LEFT_MARK, "apart": ISOLATE, "end": END_OF_ISOLATE}


def _message_id(person: Person, rows: Collection[int]) -> str:
    named = hashlib.sha256(f"{person.pk}:{sorted(rows)}".encode()).hexdigest()[:40]
    domain = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2] or "localhost"
    return f"<{named}@{domain}>"
