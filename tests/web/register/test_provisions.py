"""Provisions in a register: one row a form, never over somebody else, ended, followed, removed."""

from typing import Any

import pytest
from django.test import Client

from glocal_web.portal.models import AuditEvent, Policy, Provision
from tests.cast import Cast, sign_in
from tests.web.register.filing import (
    body,
    plain,
    policy,
    provision,
    provision_form,
    register_version,
    verbs,
)


def new(act: Policy) -> str:
    return f"/policies/{act.pk}/provisions/new/"


def of(row: Provision, **changes: Any) -> dict[str, Any]:
    """The form of a provision as it stands, with changes: only what these tests record."""
    slots = row.slots
    group = slots.get("for")
    basis = {"basis": group} if isinstance(group, str) else {"basis": "named"}
    boxes = {} if isinstance(group, str) else {f"group-{k}": v for k, v in (group or {}).items()}
    return {
        "modality": slots["modality"],
        "who": slots["who"],
        "action": slots["action"],
        **basis,
        **boxes,
        "version": row.version,
        **changes,
    }


def test_a_provision_is_entered_said_back_and_the_next_one_offered(
    client: Client, cast: Cast
) -> None:
    act = policy(cast.territory, "ordinance")
    sign_in(client, cast.contributor)
    response = client.post(new(act), provision_form(article="3", quote="Every child\r\nshall …"))
    row = Provision.objects.get()
    assert response["location"] == f"/provisions/{row.pk}/?saved"
    assert row.slots == {
        "modality": "entitlement",
        "who": "school",
        "action": "school-enrolment",
        "for": "everybody",
        "article": "3",
        "quote": "Every child\nshall …",
    }
    assert (row.key, row.position, row.version) == ("ordinance-1", 1, 1)
    assert (row.modality, row.action, row.bearer) == ("entitlement", "school-enrolment", "school")
    assert (row.created_by, row.territory) == (cast.contributor, cast.territory)
    assert (verbs(), register_version(cast.territory)) == (["provision.created"], 1)
    page = plain(client.get(response["location"]).content.decode())
    assert "Entered. It says:" in page
    assert "In Puerto Lirio, the school must offer school enrolment to" in page
    assert f'href="{new(act)}"' in page
    assert "Enter the next one of this policy" in page


def test_a_form_sent_twice_makes_one_provision(client: Client, cast: Cast) -> None:
    act = policy(cast.territory)
    sign_in(client, cast.contributor)
    ways = {client.post(new(act), provision_form())["location"] for _time in range(2)}
    assert len(ways) == Provision.objects.count() == AuditEvent.objects.count() == 1
    client.post(new(act), provision_form(token="another"))
    assert Provision.objects.count() == 2


def test_going_back_to_mend_it_changes_the_provision_that_was_made(
    client: Client, cast: Cast
) -> None:
    act = policy(cast.territory)
    sign_in(client, cast.contributor)
    client.post(new(act), provision_form())
    client.post(new(act), provision_form(article="4"))
    row = Provision.objects.get()
    assert (row.slots["article"], row.version) == ("4", 2)
    assert client.post(new(act), provision_form(article="5")).status_code == 409


def test_a_provision_is_changed_once(client: Client, cast: Cast) -> None:
    row = provision(policy(cast.territory), "p")
    sign_in(client, cast.contributor)
    for _time in range(2):
        client.post(f"/provisions/{row.pk}/edit/", of(row, who="landlord", article="3"))
    row.refresh_from_db()
    assert (row.bearer, row.slots["article"], row.version) == ("landlord", "3", 2)
    event = AuditEvent.objects.get()
    assert (event.verb, event.data["slots"]) == ("provision.changed", ["who", "article"])
    assert register_version(cast.territory) == 1
    page = client.get(f"/provisions/{row.pk}/").content.decode()
    assert "Changed: Who, Article" in page


def test_two_people_at_once_see_both_sides(client: Client, cast: Cast) -> None:
    row = provision(policy(cast.territory), "p")
    mine = of(row, who="landlord", note="My note")
    sign_in(client, cast.coordinator)
    client.post(f"/provisions/{row.pk}/edit/", of(row, who="hospital"))
    sign_in(client, cast.contributor)
    response = client.post(f"/provisions/{row.pk}/edit/", mine)
    page = response.content.decode()
    assert response.status_code == 409
    row.refresh_from_db()
    assert row.bearer == "hospital"
    for words in ("The landlord", "The hospital", "My note", 'name="version" value="2"'):
        assert words in page
    client.post(f"/provisions/{row.pk}/edit/", {**mine, "version": "2"})
    row.refresh_from_db()
    assert (row.bearer, row.slots["note"]) == ("landlord", "My note")


@pytest.mark.parametrize("over", ["itself", "other", "by-way-of"])
def test_two_provisions_are_not_exceptions_of_each_other(
    client: Client, cast: Cast, over: str
) -> None:
    act = policy(cast.territory)
    row = provision(act, "itself")
    provision(act, "other", over=["itself"])
    provision(act, "by-way-of", over=["other"])
    provision(act, "free")
    sign_in(client, cast.contributor)
    response = client.post(f"/provisions/{row.pk}/edit/", of(row, over=["free", over]))
    assert "goes before this one already" in str(response.context["form"].errors["over"])
    client.post(f"/provisions/{row.pk}/edit/", of(row, over=["free"]))
    row.refresh_from_db()
    assert row.slots["over"] == ["free"]


def test_what_the_taxonomy_does_not_know_any_more_can_be_kept_or_mended(
    client: Client, cast: Cast
) -> None:
    row = provision(policy(cast.territory), "p", action="old-service", who="old-body")
    sign_in(client, cast.contributor)
    assert client.get(f"/provisions/{row.pk}/").status_code == 200
    page = client.get(f"/provisions/{row.pk}/edit/").content.decode()
    assert '<option value="old-service" selected>' in page
    client.post(f"/provisions/{row.pk}/edit/", of(row, article="3"))
    row.refresh_from_db()
    assert (row.action, row.slots["article"]) == ("old-service", "3")
    client.post(f"/provisions/{row.pk}/edit/", of(row, action="school-meals", article="3"))
    row.refresh_from_db()
    assert row.action == "school-meals"


def test_a_copy_begins_with_the_same_slots(client: Client, cast: Cast) -> None:
    act = policy(cast.territory)
    row = provision(act, "p", quote="Copy me", for_={"age": ["6-17"]})
    other = provision(policy(cast.territory), "other", quote="Not from here")
    sign_in(client, cast.contributor)
    page = client.get(f"{new(act)}?copy={row.pk}").content.decode()
    assert "Copy me" in page
    assert 'value="6-17" id="id_group-age_1" checked' in page
    assert "Not from here" not in client.get(f"{new(act)}?copy={other.pk}").content.decode()
    for key in ("x", "-1", "²", "9" * 30):
        assert client.get(f"{new(act)}?copy={key}").status_code == 200
    assert client.get(f"{new(act)}?copy=999999").status_code == 404


def test_a_provision_ends_on_a_day(client: Client, cast: Cast) -> None:
    row = provision(policy(cast.territory, valid_from="2015-01-01"), "p")
    sign_in(client, cast.contributor)
    for _time in range(2):
        sent = {"day": "2026-09-01", "version": 1, "end": "1"}
        response = client.post(f"/provisions/{row.pk}/end/", sent)
        assert response["location"] == f"/provisions/{row.pk}/"
    row.refresh_from_db()
    assert (row.slots["until"], str(row.valid_until), row.version) == (
        "2026-09-01",
        "2026-09-01",
        2,
    )
    assert Provision.objects.count() == 1
    assert verbs() == ["provision.ended"]
    assert register_version(cast.territory) == 1


def test_an_amendment_ends_a_provision_and_begins_its_successor_as_a_copy(
    client: Client, cast: Cast
) -> None:
    act = policy(cast.territory, "act")
    row = provision(act, "act-1", quote="Old words", until="2030-01-01")
    sign_in(client, cast.contributor)
    sent = {"day": "2026-09-01", "version": 1, "succeed": "1", "token": "once"}
    ways = {client.post(f"/provisions/{row.pk}/end/", sent)["location"] for _time in range(2)}
    row.refresh_from_db()
    successor = Provision.objects.get(follows=row)
    assert ways == {f"/provisions/{successor.pk}/edit/"}
    assert row.slots["until"] == successor.slots["from"] == "2026-09-01"
    assert (successor.slots["until"], successor.slots["quote"]) == ("2030-01-01", "Old words")
    assert (successor.key, successor.position) == ("act-2", 2)
    assert verbs() == ["provision.succeeded"]
    assert register_version(cast.territory) == 1
    page = plain(client.get(f"/policies/{act.pk}/?on=2026-08-31").content.decode())
    now, _more, later = page.partition("Provisions that held earlier")
    assert f"/provisions/{row.pk}/" in now
    assert f"/provisions/{successor.pk}/" in later
    page = plain(client.get(f"/policies/{act.pk}/?on=2026-09-01").content.decode())
    now, _more, later = page.partition("Provisions that held earlier")
    assert f"/provisions/{successor.pk}/" in now
    assert f"/provisions/{row.pk}/" in later
    assert (
        f'href="/provisions/{successor.pk}/"'
        in client.get(f"/provisions/{row.pk}/").content.decode()
    )


@pytest.mark.parametrize("day", ["2015-01-01", "2014-12-31", "2030-01-02", "", "x", "2026-13-01"])
def test_a_provision_ends_only_while_it_holds(client: Client, cast: Cast, day: str) -> None:
    act = policy(cast.territory, valid_from="2015-01-01", valid_until="2030-01-01")
    row = provision(act, "p")
    sign_in(client, cast.contributor)
    response = client.post(f"/provisions/{row.pk}/end/", {"day": day, "version": 1, "end": "1"})
    assert response.status_code == 200
    assert "error-summary" in response.content.decode()
    row.refresh_from_db()
    assert (row.version, Provision.objects.count()) == (1, 1)


def test_ending_what_somebody_changed_meanwhile_asks_first(client: Client, cast: Cast) -> None:
    row = provision(policy(cast.territory), "p")
    sign_in(client, cast.coordinator)
    client.post(f"/provisions/{row.pk}/edit/", of(row, valid_until="2028-01-01"))
    sign_in(client, cast.contributor)
    sent = {"day": "2026-09-01", "version": 1, "end": "1"}
    response = client.post(f"/provisions/{row.pk}/end/", sent)
    page = response.content.decode()
    assert response.status_code == 409
    assert "1 September 2026" in page
    assert "1 January 2028" in page
    client.post(f"/provisions/{row.pk}/end/", {**sent, "version": 2})
    row.refresh_from_db()
    assert row.slots["until"] == "2026-09-01"


def test_it_is_removed_after_asking_once_more(client: Client, cast: Cast) -> None:
    act = policy(cast.territory)
    row = provision(act, "p")
    sign_in(client, cast.coordinator)
    page = plain(client.get(f"/provisions/{row.pk}/remove/").content.decode())
    assert "the school must offer school enrolment" in page
    assert client.post(f"/provisions/{row.pk}/remove/")["location"] == f"/policies/{act.pk}/"
    assert not Provision.objects.exists()
    assert (verbs(), register_version(cast.territory)) == (["provision.removed"], 1)
    assert client.post(f"/provisions/{row.pk}/remove/").status_code == 404


@pytest.mark.parametrize("end", ["/", "/edit/", "/end/", "/remove/"])
def test_a_provision_that_is_not_there_is_not_found(client: Client, cast: Cast, end: str) -> None:
    sign_in(client, cast.coordinator)
    for key in ("999999", "9" * 18, "9" * 30, "x"):
        assert client.get(f"/provisions/{key}{end}").status_code == 404


def test_the_number_of_queries_does_not_grow(
    client: Client, cast: Cast, django_assert_max_num_queries: Any
) -> None:
    act = policy(cast.territory)
    row = provision(act, "p", over=["q"])
    sign_in(client, cast.contributor)

    def look() -> None:
        with django_assert_max_num_queries(16):
            client.get(f"/provisions/{row.pk}/")
        with django_assert_max_num_queries(18):
            client.get(f"/provisions/{row.pk}/edit/")
        with django_assert_max_num_queries(18):
            client.get(f"{new(act)}?modality=duty")

    look()
    for number in range(20):
        body(cast.territory, f"body-{number}", f"Body {number}")
        provision(policy(cast.country, f"law-{number}"), f"law-{number}-1")
        provision(act, f"more-{number}")
    look()
