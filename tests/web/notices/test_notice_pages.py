"""The list, the bell, the choices and the calendar of one person."""

from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from glocal_web.portal.models import (
    Action,
    Assessment,
    Notice,
    NoticeChoice,
    NoticeKind,
    Person,
    Rhythm,
)
from glocal_web.portal.selectors.reminders import LINES_A_KIND
from glocal_web.portal.services.notices import bring_notices_up_to_date
from tests.cast import Cast, sign_in
from tests.web.notices.waiting import A_DAY, accepted, action, task

LIST, CHOICES = "/notices/", "/notices/settings/"
EVIL = "Roads\r\nEND:VEVENT\r\nATTACH:http://evil.example <script>;,\\"


def long_signed_in() -> None:
    """Everybody signed in a day ago, and no page has counted for them since."""
    Person.objects.update(last_login=timezone.now() - A_DAY)
    cache.clear()


def test_an_empty_list_says_what_will_come(client: Client, cast: Cast) -> None:
    page = sign_in(client, cast.reader).get(LIST).content.decode()
    assert "Nothing to look at" in page
    assert "I have read them" not in page


def test_the_list_shows_what_is_new_until_it_is_read(client: Client, cast: Cast) -> None:
    action(cast, timezone.localdate() - A_DAY, title="<b>Open</b> a desk")
    sign_in(client, cast.contributor)
    page = client.get(LIST).content.decode()
    assert "&lt;b&gt;Open&lt;/b&gt; a desk" in page
    assert "1 day past its date" in page
    assert "of these is new" in page
    assert client.post(reverse("portal:notices-read")).status_code == 302
    page = client.get(LIST).content.decode()
    assert "a desk" in page
    assert "of these is new" not in page
    action(cast, timezone.localdate(), title="Another")
    assert "of these is new" in client.get(LIST).content.decode()


def test_the_bell_counts_without_asking_the_database(
    client: Client, cast: Cast, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    sign_in(client, cast.contributor)
    action(cast, timezone.localdate())
    with django_assert_num_queries(2):
        before = client.get("/about/").content.decode()
    bring_notices_up_to_date(cast.contributor, timezone.now())
    with django_assert_num_queries(2):
        after = client.get("/about/").content.decode()
    assert "bell-count" not in before
    assert "(1 new)" in after


def test_nobody_signed_out_sees_a_bell(client: Client, db: None) -> None:
    assert 'class="bell"' not in client.get("/about/").content.decode()


def test_signing_in_brings_the_bell_up_to_date(client: Client, cast: Cast) -> None:
    action(cast, timezone.localdate())
    cast.contributor.set_password("of-no-value-but-long")
    cast.contributor.save()
    sent = {"login": cast.contributor.email, "password": "of-no-value-but-long"}
    assert client.post("/accounts/login/", sent).status_code == 302
    assert Person.objects.get(pk=cast.contributor.pk).unread_notices == 1


def test_what_is_settled_leaves_the_bell_at_once_when_the_list_is_opened(
    client: Client, cast: Cast
) -> None:
    row = action(cast, timezone.localdate())
    bring_notices_up_to_date(cast.contributor, timezone.now())
    row.status = "done"
    row.save()
    sign_in(client, cast.contributor)
    assert "bell-count" in client.get("/about/").content.decode()
    assert "bell-count" not in client.get(LIST).content.decode()
    assert "bell-count" not in client.get("/about/").content.decode()


def test_the_bell_is_counted_anew_after_a_while_where_no_timer_runs(
    client: Client, cast: Cast, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    sign_in(client, cast.contributor)
    action(cast, timezone.localdate())
    assert "bell-count" not in client.get("/about/").content.decode()
    long_signed_in()
    assert "(1 new)" in client.get("/about/").content.decode()
    with django_assert_num_queries(2):
        client.get("/about/")


def test_a_bell_that_cannot_be_counted_keeps_nobody_out(client: Client, cast: Cast) -> None:
    task(cast, timezone.localdate())
    Assessment.objects.update(framework_id="gone")
    cast.contributor.set_password("of-no-value-but-long")
    cast.contributor.save()
    sent = {"login": cast.contributor.email, "password": "of-no-value-but-long"}
    assert client.post("/accounts/login/", sent).status_code == 302
    long_signed_in()
    assert client.get("/about/").status_code == 200


def test_what_came_after_the_page_was_shown_stays_new(client: Client, cast: Cast) -> None:
    action(cast, timezone.localdate(), title="Seen")
    sign_in(client, cast.contributor)
    page = client.get(LIST).content.decode()
    last = page.partition('name="last" value="')[2].partition('"')[0]
    action(cast, timezone.localdate(), title="Unseen")
    client.post(reverse("portal:notices-read"), {"last": last})
    assert Person.objects.get(pk=cast.contributor.pk).unread_notices == 1
    assert "(1 new)" in client.get(LIST).content.decode()


@pytest.mark.parametrize("typed", ["x", "-1", "9" * 400, "\u0663"])
def test_a_number_that_is_none_calls_all_read(client: Client, cast: Cast, typed: str) -> None:
    action(cast, timezone.localdate())
    sign_in(client, cast.contributor).post(reverse("portal:notices-read"), {"last": typed})
    assert Notice.objects.get().read_at is not None


def test_a_very_long_list_is_cut_and_says_so(client: Client, cast: Cast) -> None:
    Action.objects.bulk_create(
        Action(
            territory=cast.territory,
            framework_id="local-pcmd",
            framework_version="1.0",
            indicator="A1.1",
            title=f"Desk {number}",
            owner=cast.contributor,
            due=timezone.localdate(),
        )
        for number in range(LINES_A_KIND + 7)
    )
    page = sign_in(client, cast.contributor).get(LIST).content.decode()
    assert page.count("Desk ") == LINES_A_KIND
    assert "And <bdi>7</bdi> more; they show here once those above are done." in page
    assert "<bdi>107</bdi> of these are new" in page


def test_bringing_up_to_date_twice_changes_nothing(cast: Cast) -> None:
    action(cast, timezone.localdate())
    bring_notices_up_to_date(cast.contributor, timezone.now())
    rows = list(Notice.objects.values())
    bring_notices_up_to_date(cast.contributor, timezone.now())
    assert list(Notice.objects.values()) == rows


def test_what_is_settled_is_forgotten(cast: Cast) -> None:
    row = action(cast, timezone.localdate())
    bring_notices_up_to_date(cast.contributor, timezone.now())
    row.status = "done"
    row.save()
    bring_notices_up_to_date(cast.contributor, timezone.now())
    assert not Notice.objects.exists()
    assert Person.objects.get(pk=cast.contributor.pk).unread_notices == 0


def test_everybody_has_a_list_of_their_own(client: Client, cast: Cast) -> None:
    accepted(cast, timezone.localdate())
    action(cast, timezone.localdate(), title="Open a desk")
    page = sign_in(client, cast.coordinator).get(LIST).content.decode()
    assert "A finding that only some may see" in page
    assert "Open a desk" not in page


def test_one_chooses_how_often_letters_come(client: Client, cast: Cast) -> None:
    sign_in(client, cast.reader)
    page = client.get(CHOICES).content.decode()
    assert cast.reader.email in page
    sent = {kind.value: "weekly" for kind in NoticeKind} | {"reviews": "never"}
    assert client.post(CHOICES, sent).status_code == 302
    choice = NoticeChoice.objects.get(person=cast.reader)
    assert choice.rhythm(NoticeKind.REVIEWS) == Rhythm.NEVER
    assert choice.rhythm(NoticeKind.ANSWERS) == Rhythm.WEEKLY


def test_one_press_ends_all_letters(client: Client, cast: Cast) -> None:
    sign_in(client, cast.reader)
    assert client.post(CHOICES, {"none": "1"}).status_code == 302
    choice = NoticeChoice.objects.get(person=cast.reader)
    assert {choice.rhythm(kind) for kind in NoticeKind} == {Rhythm.NEVER}
    assert "You get no letters any more." in client.get(CHOICES).content.decode()


def test_a_site_without_a_mail_server_says_that_no_letters_leave_it(
    client: Client, cast: Cast, settings: Any
) -> None:
    sign_in(client, cast.reader)
    settings.EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
    assert "No letters leave this site yet" in client.get(CHOICES).content.decode()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    assert "No letters leave this site yet" not in client.get(CHOICES).content.decode()


@pytest.mark.parametrize("typed", ["", "hourly", "daily\x00"])
def test_a_rhythm_that_there_is_not_changes_nothing(client: Client, cast: Cast, typed: str) -> None:
    sent = {kind.value: "weekly" for kind in NoticeKind} | {"reviews": typed}
    assert sign_in(client, cast.reader).post(CHOICES, sent).status_code == 400
    assert not NoticeChoice.objects.exists()


def calendar_of(client: Client, person: Person) -> str:
    """The address that was made, as the page shows it."""
    sign_in(client, person)
    page = client.post(reverse("portal:calendar-new"), follow=True).content.decode()
    return page.partition('value="http://testserver')[2].partition('"')[0]


def test_a_calendar_program_reads_the_dates_without_signing_in(client: Client, cast: Cast) -> None:
    day = timezone.localdate() + A_DAY
    row = action(cast, day, title=EVIL)
    task(cast, day)
    path = calendar_of(client, cast.contributor)
    answer = Client().get(path)
    assert answer.status_code == 200
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    text = answer.content.decode()
    lines = text.replace("\r\n ", "").split("\r\n")
    assert f"UID:action.{row.pk}@testserver" in lines
    assert f"DTSTART;VALUE=DATE:{day:%Y%m%d}" in lines
    assert f"URL:http://testserver/actions/{row.pk}/" in lines
    assert lines.count("BEGIN:VEVENT") == lines.count("END:VEVENT") == 2
    assert not any(line.startswith("ATTACH") for line in lines)
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))


def test_the_name_of_an_event_stays_when_its_date_moves(client: Client, cast: Cast) -> None:
    row = action(cast, timezone.localdate())
    path = calendar_of(client, cast.contributor)
    row.due = timezone.localdate() + A_DAY * 40
    row.save()
    assert f"UID:action.{row.pk}@testserver" in Client().get(path).content.decode()


def test_the_address_is_shown_once_and_only_its_hash_is_kept(client: Client, cast: Cast) -> None:
    path = calendar_of(client, cast.contributor)
    secret = path.rpartition("/")[2].removesuffix(".ics")
    assert len(secret) >= 40
    assert secret not in client.get(CHOICES).content.decode()
    assert secret not in str(NoticeChoice.objects.values().get())


def test_a_new_address_ends_the_old_one_and_one_can_end_it(client: Client, cast: Cast) -> None:
    first = calendar_of(client, cast.contributor)
    second = calendar_of(client, cast.contributor)
    assert Client().get(first).status_code == 404
    assert Client().get(second).status_code == 200
    client.post(reverse("portal:calendar-stop"))
    assert Client().get(second).status_code == 404


def test_the_address_leads_nowhere_once_the_account_is_closed(client: Client, cast: Cast) -> None:
    path = calendar_of(client, cast.contributor)
    Person.objects.filter(pk=cast.contributor.pk).update(is_active=False)
    assert Client().get(path).status_code == 404


def test_a_calendar_comes_in_the_language_of_the_account(client: Client, cast: Cast) -> None:
    Person.objects.filter(pk=cast.contributor.pk).update(language="ar")
    action(cast, timezone.localdate())
    text = Client(headers={"accept-language": "fr"}).get(calendar_of(client, cast.contributor))
    assert "Your actions" not in text.content.decode()
    assert "Dates" not in text.content.decode()


def test_nobody_signed_out_has_a_list(client: Client, cast: Cast) -> None:
    for page in (LIST, CHOICES):
        assert client.get(page)["location"].startswith("/accounts/login/")
