"""The audit log of a territory: who reads it, what it says, and the file."""

import csv
import io
import re
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.db import transaction
from django.test import Client

from glocal.io.spreadsheet_cell import harmless
from glocal_web.portal.mappers.audit_words import VERBS, sentence
from glocal_web.portal.models import AuditEvent, Person, Territory
from glocal_web.portal.services.audit import record
from tests.cast import Cast, sign_in

LOG = "/territories/puerto-lirio/log/"
FILE = "/territories/puerto-lirio/log.csv"
NAMES_OF_FILES = (".yaml", ".xml", ".bin", ".html", ".txt", ".json")
SERVICES = Path(__file__).parents[3] / "src" / "glocal_web" / "portal" / "services"


def log(actor: Person | None, verb: str, territory: Territory, **data: object) -> AuditEvent:
    with transaction.atomic():
        return record(actor, verb, territory, territory, **data)


def rows(client: Client, **query: str) -> list[list[str]]:
    response = client.get(FILE, query)
    assert response.status_code == 200
    text = b"".join(response.streaming_content).decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text)))


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("steward", 200),
        ("coordinator", 200),
        ("contributor", 403),
        ("reviewer", 403),
        ("reader", 403),
        ("above", 403),
        ("outsider", 404),
    ],
)
def test_only_coordinators_and_stewards_read_the_log(
    client: Client, cast: Cast, who: str, status: int
) -> None:
    sign_in(client, getattr(cast, who))
    assert client.get(LOG).status_code == status
    assert client.get(FILE).status_code == status


def test_a_visitor_is_asked_to_sign_in(client: Client, cast: Cast) -> None:
    assert client.get(LOG).status_code == 302
    assert client.get(FILE).status_code == 302


def test_nothing_can_be_sent_to_the_log(client: Client, cast: Cast) -> None:
    sign_in(client, cast.steward)
    assert client.post(LOG).status_code == 405
    assert client.post(FILE).status_code == 405


def test_a_line_says_who_did_what_in_a_sentence(client: Client, cast: Cast) -> None:
    log(cast.coordinator, "territory.changed", cast.territory, fields=["population", "parent"])
    page = sign_in(client, cast.coordinator).get(LOG).content.decode()
    assert "<bdi>Cora Coordinator</bdi>" in page
    assert (
        "Changed the territory \u2068Puerto Lirio\u2069: \u2068population, part of\u2069." in page
    )


def test_the_log_of_another_territory_stays_there(client: Client, cast: Cast) -> None:
    log(cast.outsider, "territory.changed", cast.other_territory, fields=["name"])
    assert sign_in(client, cast.coordinator).get(LOG).context["page"].lines == ()


def test_filters_by_verb_person_and_days_that_include_both_ends(client: Client, cast: Cast) -> None:
    first = log(cast.coordinator, "territory.changed", cast.territory, fields=["name"])
    log(cast.steward, "assessment.reopened", cast.territory)
    AuditEvent.objects.filter(pk=first.pk).update(at=datetime(2026, 3, 5, 23, 59, tzinfo=UTC))
    sign_in(client, cast.coordinator)
    assert len(rows(client)) == 3
    assert len(rows(client, verb="territory.changed")) == 2
    assert [row[1] for row in rows(client, actor="Stella Steward")[1:]] == ["Stella Steward"]
    assert len(rows(client, since="2026-03-05", until="2026-03-05")) == 2
    assert len(rows(client, since="2026-03-06", until="2026-03-07")) == 1


@pytest.mark.parametrize(
    "query",
    [
        {"since": "soon"},
        {"until": "9999-12-31"},
        {"since": "0001-01-01"},
        {"verb": "%"},
        {"actor": "\x00"},
        {"page": "x"},
    ],
)
def test_filters_that_make_no_sense_are_answered_calmly(
    client: Client, cast: Cast, query: dict[str, str]
) -> None:
    assert sign_in(client, cast.coordinator).get(LOG, query).status_code == 200


def test_a_long_log_comes_in_pages_with_a_fixed_number_of_queries(
    client: Client, cast: Cast, django_assert_max_num_queries
) -> None:
    for _ in range(120):
        log(cast.coordinator, "territory.changed", cast.territory, fields=["name"])
    sign_in(client, cast.coordinator)
    with django_assert_max_num_queries(9):
        response = client.get(LOG, {"page": "2"})
    assert len(response.context["page"].lines) == 50
    assert len(rows(client)) == 121


def test_a_name_that_looks_like_a_formula_is_harmless_in_the_file(
    client: Client, cast: Cast
) -> None:
    Person.objects.filter(pk=cast.coordinator.pk).update(name="=HYPERLINK(1)")
    cast.coordinator.refresh_from_db()
    log(cast.coordinator, "territory.changed", cast.territory, fields=["name"])
    sign_in(client, cast.coordinator)
    assert rows(client)[1][1] == "'=HYPERLINK(1)"


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "＝", "\t", "\n", "  ="])
def test_every_start_of_a_formula_gets_a_mark(start: str) -> None:
    assert harmless(f"{start}1") == f"'{start}1"


def test_a_plain_cell_stays_as_it_is() -> None:
    assert harmless("1=1") == "1=1"


def test_stewards_alone_have_the_chain_checked(client: Client, cast: Cast) -> None:
    log(cast.coordinator, "territory.changed", cast.territory, fields=["name"])
    page = sign_in(client, cast.coordinator).get(LOG, {"chain": "1"}).content.decode()
    assert "chain is whole" not in page
    page = sign_in(client, cast.steward).get(LOG, {"chain": "1"}).content.decode()
    assert "The chain is whole" in page


def test_a_row_changed_behind_the_site_breaks_the_chain(client: Client, cast: Cast) -> None:
    row = log(cast.coordinator, "territory.changed", cast.territory, fields=["name"])
    log(cast.coordinator, "territory.changed", cast.territory, fields=["name"])
    AuditEvent.objects.filter(pk=row.pk).update(actor_name="Somebody Else")
    page = sign_in(client, cast.steward).get(LOG, {"chain": "1"}).content.decode()
    assert "The chain is broken" in page


def test_every_verb_that_a_service_writes_has_words() -> None:
    words = {
        word
        for file in SERVICES.glob("*.py")
        for word in re.findall(r'"([a-z]+\.[a-z-]+)"', file.read_text(encoding="utf-8"))
    }
    verbs = {word for word in words if not word.endswith(NAMES_OF_FILES)}
    assert verbs - VERBS.keys() == set()


def test_a_verb_of_a_later_version_is_shown_as_its_code() -> None:
    event = AuditEvent(verb="moon.landed", subject_name="Eagle", data={})
    assert sentence(event, isolated=False) == "moon.landed: Eagle"


def test_a_value_that_a_row_does_not_hold_is_a_dash() -> None:
    event = AuditEvent(verb="role.given", subject_name="Ana", data={"role": "reader"})
    assert sentence(event, isolated=False) == "Gave Ana the role Reader for –."


def test_a_percent_sign_in_a_name_is_only_a_percent_sign() -> None:
    event = AuditEvent(verb="territory.created", subject_name="100 %(x)s", data={})
    assert sentence(event, isolated=False) == "Created the territory 100 %(x)s."
