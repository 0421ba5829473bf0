"""A calendar that other programs read: lines, folds, escapes, days."""

import re
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glocal.io.icalendar import DayEvent, calendar, escaped

NOON = datetime(2026, 11, 29, 12, tzinfo=UTC)
EVIL = 'Roads; "homes", work\\pay\r\nEND:VEVENT\nATTACH:http://evil.example\x00\x1b'


def written(*events: DayEvent, name: str = "Glocal", made: datetime = NOON) -> str:
    return calendar(events, name=name, made=made)


def unfolded(text: str) -> list[str]:
    """What a reader makes of it: folds taken out, one logical line an entry."""
    return text.replace("\r\n ", "").split("\r\n")[:-1]


def unescaped(value: str) -> str:
    return re.sub(
        r"\\(.)", lambda found: "\n" if found[1] in "nN" else found[1], value, flags=re.DOTALL
    )


def test_an_event_says_when_what_and_where() -> None:
    event = DayEvent(
        "action-7@glocal.example", date(2026, 12, 31), "Open a desk", "C", "https://x/"
    )
    assert unfolded(written(event))[8:-1] == [
        "BEGIN:VEVENT",
        "UID:action-7@glocal.example",
        "DTSTAMP:20261129T120000Z",
        "DTSTART;VALUE=DATE:20261231",
        "DTEND;VALUE=DATE:20270101",
        "SUMMARY:Open a desk",
        "TRANSP:TRANSPARENT",
        "DESCRIPTION:C",
        "URL:https://x/",
        "END:VEVENT",
    ]


def test_an_empty_calendar_is_whole() -> None:
    lines = unfolded(written(name="Tasks, dates"))
    assert (lines[0], lines[1], lines[-1]) == ("BEGIN:VCALENDAR", "VERSION:2.0", "END:VCALENDAR")
    assert not any(line.startswith("METHOD") for line in lines)
    assert "X-WR-CALNAME:Tasks\\, dates" in lines


def test_a_stamp_is_told_in_world_time() -> None:
    made = datetime(2026, 11, 29, 1, tzinfo=timezone(timedelta(hours=2)))
    assert "DTSTAMP:20261128T230000Z" in written(DayEvent("u", date(2026, 1, 1), "t"), made=made)


def test_a_title_cannot_begin_a_line_of_its_own() -> None:
    lines = unfolded(written(DayEvent("u", date(2026, 1, 1), EVIL)))
    assert lines.count("END:VEVENT") == 1
    assert not any(line.startswith("ATTACH") for line in lines)
    assert lines[13] == (
        'SUMMARY:Roads\\; "homes"\\, work\\\\pay\\nEND:VEVENT\\nATTACH:http://evil.example'
    )


@pytest.mark.parametrize("sign", ["\u2028", "\u2029", "\x85", "\x0b", "\x0c", "\r"])
def test_every_sign_that_some_reader_takes_for_a_line_end_is_written_as_one(sign: str) -> None:
    assert escaped(f"a{sign}b") == "a\\nb"


@pytest.mark.parametrize("day", [date.min, date(5, 1, 2), date.max])
def test_the_first_and_the_last_day_can_be_written(day: date) -> None:
    lines = unfolded(written(DayEvent("u", day, "t")))
    assert f"DTSTART;VALUE=DATE:{day.isoformat().replace('-', '')}" in lines


@given(st.text(max_size=300), st.text(max_size=300))
def test_any_text_is_folded_within_75_octets_and_reads_back(title: str, about: str) -> None:
    title = "".join(sign for sign in title if sign.isprintable())
    text = written(DayEvent("u", date(2026, 1, 1), title, about))
    for line in text.split("\r\n"):
        assert len(line.encode("utf-8", "strict")) <= 75
        assert "\n" not in line
        assert "\r" not in line
    lines = unfolded(text)
    assert next(unescaped(one[8:]) for one in lines if one.startswith("SUMMARY:")) == title
    assert lines.count("BEGIN:VEVENT") == lines.count("END:VEVENT") == 1
