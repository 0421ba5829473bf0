"""Letters when much goes wrong or very much is to be told: each gets theirs, and a short one."""

from datetime import UTC, datetime, timedelta
from smtplib import SMTPRecipientsRefused, SMTPServerDisconnected
from typing import Any

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pytest_django import DjangoAssertNumQueries

from glocal_web.portal.models import Action, Assessment, Notice, NoticeKind, Person, Rhythm
from glocal_web.portal.services.letter_text import LINES_A_KIND, letter_to, stop_token
from glocal_web.portal.services.letters import Run, remind_everybody
from glocal_web.portal.services.notices import bring_notices_up_to_date, choose_rhythms
from tests.cast import Cast
from tests.web.notices.waiting import A_DAY, NOON, TODAY, action, task

SITE = "https://glocal.example"
SHORT = 100_000
"""Octets after which the largest mail programs cut a letter off."""


def run(after: timedelta = A_DAY * 0) -> Run:
    return remind_everybody(NOON + after, SITE)


def many(cast: Cast, number: int) -> None:
    """So many actions of the contributor that are late."""
    Action.objects.bulk_create(
        Action(
            territory=cast.territory,
            framework_id="local-pcmd",
            framework_version="1.0",
            indicator="A1.1",
            title=f"Open a desk in quarter {one} of the town " + "and in its villages " * 4,
            owner=cast.contributor,
            due=TODAY - timedelta(days=1 + one % 60),
        )
        for one in range(number)
    )


def for_three(cast: Cast) -> list[Person]:
    """Three people who have something to look at."""
    people = [cast.contributor, cast.coordinator, cast.reviewer]
    for one in people:
        action(cast, TODAY, owner=one)
    return people


def failing(monkeypatch: pytest.MonkeyPatch, person: Person, error: Exception) -> None:
    """The server fails at each letter to this person."""
    send = EmailBackend.send_messages

    def sent(self: EmailBackend, messages: Any) -> int:
        if messages[0].to == [person.email]:
            raise error
        return int(send(self, messages))

    monkeypatch.setattr(EmailBackend, "send_messages", sent)


def test_five_thousand_things_make_a_short_letter_and_few_queries(
    cast: Cast, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    many(cast, 5000)
    with django_assert_max_num_queries(140):
        assert run().sent == 1
    [letter] = mail.outbox
    assert letter.subject == "Glocal: 5000 things to look at"
    assert len(letter.message().as_bytes()) < SHORT
    assert f"And {5000 - LINES_A_KIND} more." in letter.body
    assert "<bdi>" not in letter.body
    assert not Notice.objects.filter(letter_at=None).exists()
    assert run().sent == run(A_DAY * 7).sent == 0


def test_an_address_that_is_none_keeps_nobody_else_from_their_letter(cast: Cast) -> None:
    _, _, hurt = for_three(cast)
    Person.objects.filter(pk=hurt.pk).update(email="a@@b\nBcc: all@example.org")
    assert run() == Run(people=8, sent=2, failed=1)
    assert not any("Bcc" in one.message() for one in mail.outbox)
    Person.objects.filter(pk=hurt.pk).update(email="mended@example.org")
    assert run() == Run(people=8, sent=1)


def test_a_framework_that_is_gone_keeps_nobody_else_from_their_letter(cast: Cast) -> None:
    task(cast, TODAY)
    action(cast, TODAY, owner=cast.coordinator)
    Assessment.objects.update(framework_id="gone")
    assert run() == Run(people=8, sent=1, failed=1)


def test_a_server_that_is_away_is_asked_once_and_gets_all_letters_at_the_next_run(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    for_three(cast)
    asked = []

    def away(self: EmailBackend) -> None:
        asked.append(1)
        raise ConnectionRefusedError

    with monkeypatch.context() as patched:
        patched.setattr(EmailBackend, "open", away)
        assert run() == Run(people=8, refused=1, is_down=True)
    assert len(asked) == 1
    # The lists on the site are right all the same.
    assert Person.objects.filter(unread_notices=1).count() == 3
    assert run() == Run(people=8, sent=3)
    assert run().sent == 0


def test_a_server_that_breaks_off_again_and_again_is_left_alone(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    people = [*for_three(cast), cast.reader, cast.association]
    action(cast, TODAY, owner=cast.reader)
    action(cast, TODAY, owner=cast.association)

    def broken(self: EmailBackend, messages: Any) -> int:
        raise SMTPServerDisconnected

    with monkeypatch.context() as patched:
        patched.setattr(EmailBackend, "send_messages", broken)
        assert run() == Run(people=8, refused=3, is_down=True)
    assert run().sent == len(people)


def test_addresses_that_are_refused_do_not_look_like_a_server_that_is_away(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    people = for_three(cast)
    action(cast, TODAY, owner=cast.reader)
    for one in people:
        failing(monkeypatch, one, SMTPRecipientsRefused({one.email: (550, b"no such box")}))
    assert run() == Run(people=8, sent=1, refused=3)


def test_a_letter_written_once_more_has_the_same_number(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    action(cast, TODAY)
    numbers = []

    def lost(self: EmailBackend, messages: Any) -> int:
        numbers.append(messages[0].message()["Message-ID"])
        raise SMTPServerDisconnected

    with monkeypatch.context() as patched:
        patched.setattr(EmailBackend, "send_messages", lost)
        run()
    run()
    assert numbers == [mail.outbox[0].message()["Message-ID"]]
    action(cast, TODAY, title="Another")
    run(A_DAY * 7)
    assert mail.outbox[1].message()["Message-ID"] not in numbers


def test_who_comes_first_changes_so_that_nobody_is_always_last(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    for_three(cast)
    first = set()
    for hour in range(8):
        mail.outbox.clear()
        Notice.objects.update(letter_at=None)
        remind_everybody(NOON + A_DAY * 7 * hour + timedelta(hours=hour), SITE)
        first.add(mail.outbox[0].to[0])
    assert len(first) == 3


def test_after_three_weeks_of_silence_each_gets_one_letter(cast: Cast) -> None:
    action(cast, TODAY + A_DAY)
    run()
    action(cast, TODAY + A_DAY * 8, title="Another")
    assert run(A_DAY * 21).sent == 1
    assert "13 days past its date" in mail.outbox[1].body
    assert run(A_DAY * 21 + timedelta(hours=1)).sent == 0


def test_a_title_cannot_pass_for_what_the_letter_says(cast: Cast) -> None:
    action(cast, TODAY, title="Roads\n\nNo letters any more:\nhttps://evil.example\u202e\u2028x")
    Person.objects.filter(pk=cast.contributor.pk).update(name="Eve\nSee https://evil.example")
    run()
    [letter] = mail.outbox
    assert "- Roads No letters any more: https://evil.example x (" in letter.body
    assert letter.body.startswith("Hello Eve See https://evil.example,\n")
    assert not {"\u202e", "\u2028"} & set(letter.body + letter.alternatives[0].content)


def test_in_arabic_names_of_the_other_direction_stand_apart(cast: Cast) -> None:
    Person.objects.filter(pk=cast.contributor.pk).update(language="ar")
    action(cast, TODAY, title="Open a desk (2027)")
    run()
    [letter] = mail.outbox
    assert (
        f"\u200f- \u2068Open a desk (2027)\u2069 (\u2068{cast.territory.name}\u2069)" in letter.body
    )
    page = letter.alternatives[0].content
    assert '<div class="letter" lang="ar" dir="rtl">' in page
    assert "<bdi>Open a desk (2027)</bdi>" in page


def test_the_link_that_stops_letters_can_be_read_by_any_mail_program(cast: Cast) -> None:
    letter = letter_to(cast.contributor, (), (), "https://glocal-of-a-long-name.example.org/below")
    head = letter.message().as_bytes().partition(b"\n\n")[0].decode("ascii")
    [line] = [
        one for one in head.replace("\n ", " ").split("\n") if one.startswith("List-Unsubscribe:")
    ]
    assert line.split() == [
        "List-Unsubscribe:",
        "<https://glocal-of-a-long-name.example.org/below/notices/stop/"
        f"{stop_token(cast.contributor)}/>",
    ]
    assert len(line) < 998


def test_one_click_is_offered_over_a_safe_line_alone(cast: Cast) -> None:
    over = {
        address: letter_to(cast.contributor, (), (), address).message()
        for address in ("https://glocal.example", "http://glocal.example")
    }
    assert all(one["List-Unsubscribe"] for one in over.values())
    assert over["https://glocal.example"]["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert over["http://glocal.example"]["List-Unsubscribe-Post"] is None


def test_the_command_says_that_the_server_is_away_or_that_something_failed(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    action(cast, TODAY - A_DAY * 7)
    task(cast, TODAY, person=cast.coordinator)
    Assessment.objects.update(framework_id="gone")

    def away(self: EmailBackend) -> None:
        raise TimeoutError

    monkeypatch.setattr(EmailBackend, "open", away)
    with pytest.raises(CommandError, match=r"cannot be reached.*could not be told: 1\."):
        call_command("remind", address=SITE)


@pytest.mark.parametrize(
    ("zone", "hours", "said"),
    [
        ("UTC", 11, "due today"),
        ("UTC", 12, "1 day past its date"),
        # Midnight comes five hours later in Bogota, fourteen earlier on the Line Islands.
        ("America/Bogota", 16, "due today"),
        ("America/Bogota", 17, "1 day past its date"),
        ("Pacific/Kiritimati", 0, "1 day past its date"),
    ],
)
def test_a_day_ends_where_the_site_says(
    cast: Cast, settings: Any, zone: str, hours: int, said: str
) -> None:
    settings.TIME_ZONE = zone
    action(cast, TODAY)
    remind_everybody(NOON + timedelta(hours=hours), SITE)
    assert said in mail.outbox[0].body


def test_days_of_23_and_25_hours_have_one_letter_each(cast: Cast, settings: Any) -> None:
    settings.TIME_ZONE = "Europe/Madrid"
    choose_rhythms(cast.contributor, {NoticeKind.ACTIONS: Rhythm.DAILY})
    # The clocks go back on 25 October 2026 and forward on 28 March 2027; each begins at midnight.
    for begin, hours in (
        (datetime(2026, 10, 24, 22, tzinfo=UTC), 25),
        (datetime(2027, 3, 27, 23, tzinfo=UTC), 23),
    ):
        mail.outbox.clear()
        for hour in (0, 1, 2, 3, hours - 1, hours):
            action(cast, begin.date(), title=f"At {hour}")
            remind_everybody(begin + timedelta(hours=hour), SITE)
        assert len(mail.outbox) == 2


def test_an_address_that_only_this_machine_opens_is_named(cast: Cast, capsys: Any) -> None:
    call_command("remind")
    assert "GLOCAL_ADDRESS" in capsys.readouterr().err
    call_command("remind", no_letters=True)
    call_command("remind", address=SITE)
    assert not capsys.readouterr().err


def test_where_nothing_is_new_nothing_is_written(cast: Cast) -> None:
    action(cast, TODAY)
    person = Person.objects.get(pk=cast.contributor.pk)
    bring_notices_up_to_date(person, NOON)
    with CaptureQueriesContext(connection) as asked:
        bring_notices_up_to_date(person, NOON)
    assert not [one["sql"] for one in asked if not one["sql"].startswith("SELECT")]
    assert len(asked) <= 13
