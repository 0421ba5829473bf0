"""One's own name and language."""

import pytest
from django.test import Client

from glocal_web.portal.models import AuditEvent, Person
from tests.cast import Cast, sign_in

PAGE = "/accounts/name/"


def test_a_new_name_is_shown_at_once_and_stands_in_the_log(client: Client, cast: Cast) -> None:
    sign_in(client, cast.reader)
    answer = client.post(PAGE, {"name": "Berta de Solís", "language": "es"}, follow=True)
    assert "Berta de Solís" in answer.content.decode()
    kept = Person.objects.get(pk=cast.reader.pk)
    assert (kept.name, kept.language) == ("Berta de Solís", "es")
    assert AuditEvent.objects.get().verb == "person.changed"


def test_sending_it_twice_writes_once(client: Client, cast: Cast) -> None:
    sign_in(client, cast.reader)
    for _ in range(2):
        client.post(PAGE, {"name": "Berta de Solís", "language": ""})
    assert AuditEvent.objects.count() == 1


@pytest.mark.parametrize(
    "typed",
    [
        {"name": "", "language": "es"},
        {"name": "x" * 121, "language": "es"},
        {"name": "Berta", "language": "tlh"},
        {"name": "Be\x00rta", "language": "es"},
    ],
)
def test_what_cannot_be_used_changes_nothing(
    client: Client, cast: Cast, typed: dict[str, str]
) -> None:
    before = cast.reader.name
    assert sign_in(client, cast.reader).post(PAGE, typed).status_code == 400
    assert Person.objects.get(pk=cast.reader.pk).name == before


def test_nobody_signed_out_gets_there(client: Client, cast: Cast) -> None:
    assert client.get(PAGE).status_code == 302
    assert client.post(PAGE, {"name": "x"}).status_code == 302


def test_pages_of_somebody_signed_in_are_not_kept_by_shared_caches(
    client: Client, cast: Cast
) -> None:
    assert not client.get("/").has_header("Cache-Control")
    assert sign_in(client, cast.reader).get("/")["Cache-Control"] == "private, no-cache"
