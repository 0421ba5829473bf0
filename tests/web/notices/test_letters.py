"""Letters: once for each thing, as often as chosen, in one's language, ended with one click."""

import json
from email.header import decode_header, make_header
from smtplib import SMTPException
from typing import Any

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from glocal_web.portal.models import Notice, NoticeChoice, NoticeKind, Person, Rhythm
from glocal_web.portal.selectors.reminders import site_address
from glocal_web.portal.services.letter_text import person_to_stop, stop_token
from glocal_web.portal.services.letters import Run, remind_everybody
from glocal_web.portal.services.notices import choose_rhythms, mark_read
from tests.cast import Cast
from tests.web.notices.waiting import A_DAY, A_WEEK, NOON, TODAY, accepted, action, evidence, task

SITE = "https://glocal.example"


class Power(BaseException):
    """What ends a process without asking."""


def run(after: Any = A_DAY * 0) -> Run:
    return remind_everybody(NOON + after, SITE)


def letters(person: Person) -> list[Any]:
    return [one for one in mail.outbox if one.to == [person.email]]


def test_everything_new_goes_into_one_letter_to_each(cast: Cast) -> None:
    task(cast, TODAY)
    action(cast, TODAY - A_DAY, title="Open a desk")
    assert run() == Run(people=8, sent=1)
    [letter] = letters(cast.contributor)
    assert letter.subject == "Glocal: 2 things to look at"
    for text in (letter.body, letter.alternatives[0].content):
        assert "Open a desk" in text
        assert "1 day past its date" in text
        assert f"{SITE}/actions/" in text


def test_run_twice_it_writes_once(cast: Cast) -> None:
    task(cast, TODAY - A_DAY)
    run()
    before = Notice.objects.get()
    assert run().sent == run(A_DAY).sent == run(A_WEEK).sent == 0
    assert len(mail.outbox) == 1
    assert Notice.objects.get().letter_at == before.letter_at == NOON


def test_a_date_that_has_passed_is_told_once_more(cast: Cast) -> None:
    task(cast, TODAY)
    assert [run(A_DAY * days).sent for days in range(4)] == [1, 1, 0, 0]


def test_a_run_that_is_killed_half_way_never_writes_twice(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    task(cast, TODAY)
    task(cast, TODAY, person=cast.coordinator)
    send = EmailBackend.send_messages
    monkeypatch.setattr(EmailBackend, "send_messages", _then_killed(send))
    with pytest.raises(Power):
        run()
    monkeypatch.setattr(EmailBackend, "send_messages", send)
    assert run().sent == 1
    assert sorted(one.to[0] for one in mail.outbox) == sorted(
        [cast.contributor.email, cast.coordinator.email]
    )


def _then_killed(send: Any) -> Any:
    def sent(self: EmailBackend, messages: Any) -> int:
        send(self, messages)
        raise Power

    return sent


def test_a_letter_that_was_refused_is_tried_again_and_keeps_nobody_else_from_theirs(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    task(cast, TODAY)
    task(cast, TODAY, person=cast.coordinator)
    send = EmailBackend.send_messages

    def refused(self: EmailBackend, messages: Any) -> int:
        if messages[0].to == [cast.contributor.email]:
            raise SMTPException("no such box")
        return int(send(self, messages))

    monkeypatch.setattr(EmailBackend, "send_messages", refused)
    assert run() == Run(people=8, sent=1, refused=1)
    monkeypatch.setattr(EmailBackend, "send_messages", send)
    assert run() == Run(people=8, sent=1)
    assert len(letters(cast.contributor)) == len(letters(cast.coordinator)) == 1


def test_daily_at_most_one_letter_a_day(cast: Cast) -> None:
    task(cast, TODAY, scope="A1")
    run()
    task(cast, TODAY, scope="A2")
    assert run().sent == 0
    assert run(A_DAY).sent == 1


def test_weekly_things_wait_for_the_week(cast: Cast) -> None:
    action(cast, TODAY)
    run()
    action(cast, TODAY + A_DAY, title="Another")
    assert [run(A_DAY * days).sent for days in (1, 6, 7)] == [0, 0, 1]
    assert "Another" in mail.outbox[-1].body


def test_never_means_never(cast: Cast) -> None:
    task(cast, TODAY)
    choose_rhythms(cast.contributor, {NoticeKind.ANSWERS: Rhythm.NEVER})
    assert run().sent == run(A_WEEK).sent == 0
    assert Person.objects.get(pk=cast.contributor.pk).unread_notices == 1


def test_what_was_read_on_the_site_is_not_written(cast: Cast) -> None:
    task(cast, TODAY)
    mark_read(cast.contributor, NOON)
    assert run().sent == 0


def test_no_letter_to_a_closed_account(cast: Cast) -> None:
    task(cast, TODAY)
    Person.objects.filter(pk=cast.contributor.pk).update(is_active=False)
    assert run().sent == 0


def test_restricted_findings_are_told_to_nobody_else_and_not_by_name(cast: Cast) -> None:
    accepted(cast, TODAY)
    assert run().sent == 1
    [letter] = letters(cast.coordinator)
    assert "A finding that only some may see" in letter.body
    assert "C3" not in letter.body


def test_a_letter_comes_in_the_language_of_the_account(cast: Cast) -> None:
    Person.objects.filter(pk=cast.contributor.pk).update(language="ar")
    Person.objects.filter(pk=cast.coordinator.pk).update(language="fr")
    task(cast, TODAY)
    task(cast, TODAY, person=cast.coordinator)
    evidence(cast, TODAY - A_DAY * 900)
    run()
    [arabic] = letters(cast.contributor)
    assert '<html lang="ar" dir="rtl">' in arabic.alternatives[0].content
    assert "Hello" not in arabic.body
    [french] = letters(cast.coordinator)
    assert '<html lang="fr" dir="ltr">' in french.alternatives[0].content
    assert french.body.startswith("Bonjour")


def test_hostile_titles_stay_text(cast: Cast) -> None:
    title = 'Roads\r\nBcc: all@example.org <script>alert("x")</script> & more'
    action(cast, TODAY, title=title)
    Person.objects.filter(pk=cast.contributor.pk).update(name="Eve <b>\u202e")
    run()
    [letter] = letters(cast.contributor)
    message = letter.message()
    assert message["Bcc"] is None
    assert message["To"] == cast.contributor.email
    page = letter.alternatives[0].content
    assert "<script>" not in page
    assert "&lt;script&gt;" in page
    assert "<b>" not in page


def test_a_letter_can_be_stopped_from_the_mail_program(cast: Cast) -> None:
    task(cast, TODAY)
    run()
    message = letters(cast.contributor)[0].message()
    stop = str(make_header(decode_header(message["List-Unsubscribe"]))).strip("<>")
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert stop.startswith(f"{SITE}/notices/stop/")
    mail_program = Client(enforce_csrf_checks=True)
    path = stop.removeprefix(SITE)
    assert mail_program.get(path).status_code == 200
    assert not NoticeChoice.objects.get(person=cast.contributor).rhythms
    sent = mail_program.post(path, {"List-Unsubscribe": "One-Click"})
    assert sent.status_code == 200
    choice = NoticeChoice.objects.get(person=cast.contributor)
    assert {choice.rhythm(kind) for kind in NoticeKind} == {Rhythm.NEVER}
    task(cast, TODAY, scope="A2")
    assert run(A_WEEK).sent == 0
    assert "Hello" not in sent.content.decode()


@pytest.mark.parametrize("change", [lambda one: one[:-1], lambda one: "x" + one, lambda one: "x"])
def test_a_link_that_was_not_made_here_stops_nothing(
    client: Client, cast: Cast, change: Any
) -> None:
    token = change(stop_token(cast.contributor))
    assert person_to_stop(token) is None
    address = reverse("portal:letters-stop", args=[token])
    assert client.get(address).status_code == client.post(address).status_code == 404
    assert not NoticeChoice.objects.exists()


def test_a_link_that_stops_letters_does_nothing_else(client: Client, cast: Cast) -> None:
    client.get(reverse("portal:letters-stop", args=[stop_token(cast.contributor)]))
    assert client.get("/notices/").status_code == 302


def test_the_command_says_what_it_did(cast: Cast, capsys: Any) -> None:
    # By the clock of the machine: what is late stays late.
    action(cast, TODAY - A_WEEK)
    call_command("remind", address=f"{SITE}/")
    assert capsys.readouterr().out == "People looked at: 8, letters sent: 1.\n"
    assert f"{SITE}/actions/" in mail.outbox[0].body


def test_the_command_tells_other_programs_in_json(cast: Cast, capsys: Any) -> None:
    call_command("remind", address=SITE, json=True)
    told = json.loads(capsys.readouterr().out)
    assert told.keys() == {"people", "sent", "refused", "failed", "is_down"}
    assert (told["people"], told["is_down"]) == (8, False)


def test_without_a_mail_server_no_letter_counts_as_sent(
    cast: Cast, settings: Any, capsys: Any
) -> None:
    action(cast, TODAY - A_WEEK)
    settings.EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
    call_command("remind", address=SITE)
    told = capsys.readouterr()
    assert told.out == "People looked at: 8, letters sent: 0.\n"
    assert "has no mail server yet" in told.err
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    call_command("remind", address=SITE)
    assert len(mail.outbox) == 1


def test_the_command_can_leave_the_letters(cast: Cast) -> None:
    action(cast, TODAY - A_WEEK)
    call_command("remind", no_letters=True, verbosity=0)
    assert not mail.outbox
    assert Person.objects.get(pk=cast.contributor.pk).unread_notices == 1


@pytest.mark.parametrize(
    "typed",
    [
        "glocal.example.org",
        "ftp://x",
        "javascript:alert(1)",
        "https://köln.example",
        "https://x.example\nBcc: all@example.org",
        "https://",
        "https://[",
    ],
)
def test_the_command_wants_an_address_that_opens(cast: Cast, typed: str) -> None:
    with pytest.raises(CommandError, match="beginning of an address"):
        call_command("remind", address=typed)


@pytest.mark.parametrize(
    ("said", "names", "is_https", "address"),
    [
        ("https://a.example/", ["b.example"], True, "https://a.example"),
        ("", [".example.org", "b.example"], True, "https://b.example"),
        ("", ["b.example"], False, "http://localhost:8000"),
        ("", ["*"], True, "http://localhost:8000"),
    ],
)
def test_links_in_letters_begin_as_the_settings_say_or_let_guess(
    settings: Any, said: str, names: list[str], is_https: bool, address: str
) -> None:
    settings.GLOCAL_ADDRESS, settings.ALLOWED_HOSTS = said, names
    settings.SECURE_SSL_REDIRECT = is_https
    assert site_address() == address
