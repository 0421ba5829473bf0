"""Asking people: who may be asked, what the letter says, how a task is taken back."""

from datetime import timedelta
from smtplib import SMTPException
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from glocal_web.portal.models import Assessment, Assignment, AuditEvent, Participant, Role
from glocal_web.portal.services import assignments as service
from tests.cast import Cast, person, respond, sign_in


def address(cast: Cast) -> str:
    return reverse("portal:assignments", args=[cast.assessment.pk])


def role_of(somebody: Any) -> str:
    return str(Role.objects.get(person=somebody).pk)


def fields(cast: Cast, **more: Any) -> dict[str, Any]:
    return {"member": role_of(cast.contributor), "scope": "A1", "note": "Thank you!"} | more


@pytest.fixture
def coordinator(client: Client, cast: Cast) -> Client:
    return sign_in(client, cast.coordinator)


def test_person_gets_the_task_and_a_letter_with_the_link(coordinator: Client, cast: Cast) -> None:
    due = timezone.localdate() + timedelta(days=7)
    answer = coordinator.post(address(cast), fields(cast, due=due.isoformat()), follow=True)
    assert "a letter is on its way" in answer.content.decode()
    row = Assignment.objects.get()
    assert (row.person, row.scope, row.due, row.created_by) == (
        cast.contributor, "A1", due, cast.coordinator,
    )  # fmt: skip
    letter = mail.outbox[0]
    assert letter.to == ["conrad.contributor@example.org"]
    assert "Puerto Lirio" in letter.subject
    assert f"http://testserver/assessments/{cast.assessment.pk}/?for=" in letter.body
    assert "Thank you!" in letter.body
    assert "&amp;" not in letter.body
    assert AuditEvent.objects.get().verb == "assignment.made"


def test_letter_is_written_in_the_language_of_who_gets_it(
    coordinator: Client, cast: Cast, monkeypatch: Any
) -> None:
    seen = []
    monkeypatch.setattr(
        service, "render_to_string", lambda *_: seen.append(service.translation.get_language())
    )
    cast.contributor.language = "es"
    cast.contributor.save()
    coordinator.post(address(cast), fields(cast))
    assert seen == ["es"]


def test_asking_again_changes_the_date_instead_of_asking_twice(
    coordinator: Client, cast: Cast
) -> None:
    coordinator.post(address(cast), fields(cast))
    answer = coordinator.post(address(cast), fields(cast, note="By Friday"), follow=True)
    assert "was asked for this before" in answer.content.decode()
    assert Assignment.objects.get().note == "By Friday"


def test_a_site_without_a_mail_server_does_not_say_that_a_letter_is_on_its_way(
    coordinator: Client, cast: Cast, settings: Any
) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
    answer = coordinator.post(address(cast), fields(cast), follow=True)
    assert "the letter could not be sent" in answer.content.decode()


def test_task_stays_when_the_letter_cannot_be_sent(
    coordinator: Client, cast: Cast, monkeypatch: Any
) -> None:
    def refuse(*_: object, **__: object) -> int:
        raise SMTPException

    monkeypatch.setattr(service, "send_mail", refuse)
    answer = coordinator.post(address(cast), fields(cast), follow=True)
    assert "the letter could not be sent" in answer.content.decode()
    assert Assignment.objects.count() == 1


def test_line_breaks_in_names_add_no_headers_to_the_letter(coordinator: Client, cast: Cast) -> None:
    cast.territory.name = "Puerto\nBcc: everybody@example.org"
    cast.territory.save()
    coordinator.post(address(cast), fields(cast))
    assert mail.outbox[0].bcc == []
    assert "\n" not in mail.outbox[0].subject


@pytest.mark.parametrize(
    "wrong",
    [
        {"scope": "Z9"},
        {"scope": "A1.99"},
        {"member": "999999"},
        {"member": "x"},
        {"due": "2001-01-01"},
        {"due": "tomorrow"},
        {"note": "x" * 301},
    ],
)
def test_wrong_field_is_explained_and_nobody_is_asked(
    coordinator: Client, cast: Cast, wrong: dict[str, str]
) -> None:
    answer = coordinator.post(address(cast), fields(cast, **wrong))
    assert answer.status_code == 422
    assert (Assignment.objects.count(), len(mail.outbox)) == (0, 0)


def test_readers_and_people_of_other_territories_cannot_be_asked(
    coordinator: Client, cast: Cast
) -> None:
    text = coordinator.get(address(cast)).content.decode()
    for somebody in (cast.reader, cast.reviewer, cast.outsider):
        assert somebody.name not in text
        answer = coordinator.post(address(cast), fields(cast, member=role_of(somebody)))
        assert answer.status_code == 422


def test_page_shows_how_far_everybody_is_and_what_nobody_was_asked(
    coordinator: Client, cast: Cast
) -> None:
    coordinator.post(address(cast), fields(cast))
    respond(cast.assessment, cast.authority, "A1.1", 2, status="draft")
    text = coordinator.get(address(cast)).content.decode()
    assert "<bdi>1/8</bdi>" in text
    assert "questions have nobody yet" in text
    assert '<bdi class="code">A2.1</bdi>' in text


def test_task_is_taken_back_and_answers_stay(coordinator: Client, cast: Cast) -> None:
    coordinator.post(address(cast), fields(cast))
    row = respond(cast.assessment, cast.authority, "A1.1", 2, status="draft")
    key = Assignment.objects.get().pk
    remove = reverse("portal:assignment-remove", args=[cast.assessment.pk, key])
    assert coordinator.get(remove).status_code == 405
    assert coordinator.post(remove).status_code == 302
    assert Assignment.objects.count() == 0
    row.refresh_from_db()
    assert coordinator.post(remove).status_code == 404


def test_a_task_that_two_take_back_at_once_is_taken_back_once(cast: Cast) -> None:
    # The second was found before the first had gone: a move of a round holds them for a while.
    lead = Participant.objects.get(assessment=cast.assessment, is_lead=True)
    row = Assignment.objects.create(participant=lead, person=cast.contributor, scope="A1")
    for _both in range(2):
        service.withdraw_assignment(cast.coordinator, row.pk)
    assert AuditEvent.objects.filter(verb="assignment.withdrawn").count() == 1


def test_task_of_another_assessment_is_not_found(client: Client, cast: Cast) -> None:
    lead = Participant.objects.get(assessment=cast.assessment, is_lead=True)
    row = Assignment.objects.create(participant=lead, person=cast.contributor, scope="A1")
    sign_in(client, cast.outsider)
    remove = reverse("portal:assignment-remove", args=[cast.assessment.pk, row.pk])
    assert client.post(remove).status_code == 404
    assert Assignment.objects.count() == 1


@pytest.mark.parametrize(
    ("who", "status"),
    [("contributor", 403), ("reviewer", 403), ("reader", 403), ("above", 403), ("outsider", 404)],
)
def test_only_coordinators_ask(client: Client, cast: Cast, who: str, status: int) -> None:
    sign_in(client, getattr(cast, who))
    assert client.get(address(cast)).status_code == status
    assert client.post(address(cast), fields(cast)).status_code == status
    assert Assignment.objects.count() == 0


def test_published_assessment_asks_nobody(coordinator: Client, cast: Cast) -> None:
    Assessment.objects.update(status="published")
    coordinator.post(address(cast), fields(cast))
    assert Assignment.objects.count() == 0


def test_number_of_queries_does_not_grow_with_tasks_and_people(
    coordinator: Client, cast: Cast, django_assert_num_queries: Any
) -> None:
    with django_assert_num_queries(8):
        coordinator.get(address(cast))
    lead = Participant.objects.get(assessment=cast.assessment, is_lead=True)
    for number in range(10):
        somebody = person(f"Helper {number}", "contributor", cast.territory, cast.authority)
        Assignment.objects.create(participant=lead, person=somebody, scope=f"A1.{number % 7 + 1}")
        respond(cast.assessment, cast.authority, f"A2.{number + 1}", 2)
    with django_assert_num_queries(8):
        coordinator.get(address(cast))
