"""Writes a calendar that other programs subscribe to: whole days with a title (RFC 5545)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

LONGEST_LINE = 75
"""Octets of a line without its end (RFC 5545, 3.1)."""

PRODUCT = "-//Glocal//Glocal//EN"
_BREAKS = re.compile(r"\r\n|[\r\n\x0b\x0c\x85\u2028\u2029]")


@dataclass(frozen=True)
class DayEvent:
    """Something on one day; ``uid`` stays the same as long as it is the same thing."""

    uid: str
    day: date
    title: str
    about: str = ""
    address: str = ""


def calendar(events: Iterable[DayEvent], *, name: str, made: datetime) -> str:
    """The calendar as text with the line ends and folds that the standard asks for.

    It has no ``METHOD``: with one it would be a message, which names whoever sends it.
    ``made`` (with its time zone) is the stamp of every event: a reader that compares stamps takes
    the newer text. Titles may hold anything: what has a meaning in the format is escaped, signs
    that no text can hold are left out.
    """
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        f"PRODID:{PRODUCT}",
        "CALSCALE:GREGORIAN",
        f"NAME:{escaped(name)}",
        f"X-WR-CALNAME:{escaped(name)}",
        "REFRESH-INTERVAL;VALUE=DURATION:PT6H",
        "X-PUBLISHED-TTL:PT6H",
    ]
    stamp = made.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")
    for event in events:
        lines += _event(event, stamp)
    lines.append("END:VCALENDAR")
    return "".join(f"{part}\r\n" for line in lines for part in folded(line))


def escaped(text: str) -> str:
    """``text`` as a value: separators escaped, line ends as ``\\n``, no control characters."""
    plain = _BREAKS.sub("\n", text)
    kept = "".join(
        sign for sign in plain if sign in "\n\t" or unicodedata.category(sign) not in {"Cc", "Cs"}
    )
    for sign in "\\;,":
        kept = kept.replace(sign, f"\\{sign}")
    return kept.replace("\n", "\\n")


def folded(line: str) -> Iterator[str]:
    """The line in parts of at most 75 octets; each but the first begins with a blank.

    A letter of several octets is never torn apart.
    """
    part, size = "", 0
    for sign in line:
        width = len(sign.encode("utf-8"))
        if size + width > LONGEST_LINE:
            yield part
            part, size = " ", 1
        part, size = part + sign, size + width
    yield part


def _event(event: DayEvent, stamp: str) -> list[str]:
    lines = [
        "BEGIN:VEVENT",
        f"UID:{escaped(event.uid)}",
        f"DTSTAMP:{stamp}",
        f"DTSTART;VALUE=DATE:{_day(event.day)}",
    ]
    if event.day < date.max:
        # The end of a day is the beginning of the next; without it the event lasts one day too.
        lines.append(f"DTEND;VALUE=DATE:{_day(event.day + timedelta(days=1))}")
    lines += [f"SUMMARY:{escaped(event.title)}", "TRANSP:TRANSPARENT"]
    if event.about:
        lines.append(f"DESCRIPTION:{escaped(event.about)}")
    if event.address:
        lines.append(f"URL:{_BREAKS.sub('', event.address)}")
    lines.append("END:VEVENT")
    return lines


def _day(day: date) -> str:
    """Four digits of the year whatever the year is, which ``strftime`` leaves to the system."""
    return day.isoformat().replace("-", "")
